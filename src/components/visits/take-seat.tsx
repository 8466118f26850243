"use client";

import { useTranslations } from "next-intl";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { PlainButton } from "@/components/kit/plain-button";
import { useErrorWords } from "@/components/kit/use-error-words";
import type { LocaleOption } from "@/components/shell/language-switch";
import type { ActorClaim } from "@/core/access/claim";
import type { VisitId } from "@/core/kit/ids";
import { callCommand } from "@/room/api";
import { WayPanel } from "./way-panels";

interface TakeSeatProps {
  visitId: VisitId;
  locales: readonly LocaleOption[];
  /** Somebody who comes for a patient: by which grant, for whom, and to whom. */
  acting?: { readonly as: ActorClaim; readonly words: { readonly patient: string; readonly clinician: string } };
}

/** Somebody signed in, in front of their own visit or that of a patient for whom they act. */
export function TakeSeat({ visitId, locales, acting }: TakeSeatProps) {
  const t = useTranslations("visits.seat");
  const say = useErrorWords();
  const router = useRouter();
  const [isPending, setPending] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);

  const enter = async () => {
    setPending(true);
    const answer = await callCommand("visits/take-seat", { visitId }, { as: acting?.as });
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
      seats={[{ person: acting === undefined ? 2 : 3 }, { state: "expected" }]}
      title={acting === undefined ? t("title") : t("titleFor", acting.words)}
      words={
        <>
          <p>{acting === undefined ? t("words") : t("wordsFor", acting.words)}</p>
          {problem !== null && (
            <p role="alert" className="field-error mt-3">
              {problem}
            </p>
          )}
        </>
      }
      actions={
        <PlainButton kind="filled" size="large" pending={isPending} onPress={() => void enter()}>
          {isPending ? t("entering") : t(acting === undefined ? "enter" : "enterFor")}
        </PlainButton>
      }
    />
  );
}
