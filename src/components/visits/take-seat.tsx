"use client";

import { useTranslations } from "next-intl";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { PlainButton } from "@/components/kit/plain-button";
import { useErrorWords } from "@/components/kit/use-error-words";
import type { LocaleOption } from "@/components/shell/language-switch";
import type { VisitId } from "@/core/kit/ids";
import { callCommand } from "@/room/api";
import { WayPanel } from "./way-panels";

/** A signed-in patient in front of their own visit. */
export function TakeSeat({ visitId, locales }: { visitId: VisitId; locales: readonly LocaleOption[] }) {
  const t = useTranslations("visits.seat");
  const say = useErrorWords();
  const router = useRouter();
  const [isPending, setPending] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);

  const enter = async () => {
    setPending(true);
    const answer = await callCommand("visits/take-seat", { visitId });
    if (answer.ok) router.replace(`/visit/${visitId}?as=visitor`);
    else {
      setProblem(say(answer.error));
      setPending(false);
    }
  };
  return (
    <WayPanel
      locales={locales}
      step="who"
      kind="empty"
      seats={[{ person: 2 }, { state: "expected" }]}
      title={t("title")}
      words={
        <>
          <p>{t("words")}</p>
          {problem !== null && (
            <p role="alert" className="field-error mt-3">
              {problem}
            </p>
          )}
        </>
      }
      actions={
        <PlainButton kind="filled" size="large" pending={isPending} onPress={() => void enter()}>
          {isPending ? t("entering") : t("enter")}
        </PlainButton>
      }
    />
  );
}
