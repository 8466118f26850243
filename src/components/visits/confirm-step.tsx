"use client";

import { useTranslations } from "next-intl";
import { useState, type FormEvent } from "react";
import { Icon } from "@/components/kit/icon";
import { PlainButton } from "@/components/kit/plain-button";
import { useErrorFocus } from "@/components/kit/use-error-focus";
import { useIsLive } from "@/components/kit/use-is-live";
import { useErrorWords } from "@/components/kit/use-error-words";
import type { LocaleOption } from "@/components/shell/language-switch";
import type { DomainError } from "@/core/kit/errors";
import type { VisitorView } from "@/core/visits/views";
import { callCommand } from "@/room/api";
import { EntryFrame } from "./entry-frame";
import { visitorClaim } from "./use-visitor-visit";
import { useWho, WhoFields, type WhoProblems } from "./who-fields";

interface ConfirmStepProps {
  view: VisitorView;
  locales: readonly LocaleOption[];
  onDone: () => Promise<void>;
}

/** Name and birth date, so that nobody but the patient gets in by the link. */
export function ConfirmStep({ view, locales, onDone }: ConfirmStepProps) {
  const t = useTranslations("visits.confirm");
  const say = useErrorWords();
  const { fields, set, read } = useWho();
  const [wrong, setWrong] = useState<WhoProblems>({});
  const form = useErrorFocus(wrong);
  const [isPending, setPending] = useState(false);
  // Until then a press would send the form as a browser does: what was typed would be gone, or in the address.
  const isLive = useIsLive();

  const tell = (error: DomainError) => {
    const left = error.params?.left;
    setWrong({ all: error.code === "visits.wrong_answer" && typeof left === "number" ? t("wrong", { left }) : say(error) });
  };

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const { name, birthDate } = read();
    if (name === "" || birthDate === null) {
      setWrong({ name: name === "" ? t("nameMissing") : undefined, date: birthDate === null ? t("dateMissing") : undefined });
      return;
    }
    setPending(true);
    const answer = await callCommand("visits/confirm-identity", { visitId: view.visitId, name, birthDate }, { as: visitorClaim(view.visitId) });
    if (answer.ok) setWrong({});
    else tell(answer.error);
    // Also after a refusal: the tries may be used up, or the visit over.
    if (answer.ok || answer.error.kind === "gone") await onDone();
    setPending(false);
  };

  return (
    <form method="post" ref={form} onSubmit={(event) => void submit(event)} noValidate>
      <EntryFrame
        locales={locales}
        step="who"
        foot={
          <PlainButton type="submit" kind="filled" size="large" wide pending={isPending || !isLive}>
            {t("submit")}
          </PlainButton>
        }
      >
        <h1 className="text-h1">{t("title")}</h1>
        <p className="mt-1 text-ink2">{t("words", { practice: view.practice.name })}</p>
        <div className="mt-6 grid gap-6">
          <WhoFields fields={fields} set={set} wrong={wrong} />
          <p className="flex gap-2 text-small text-ink2">
            <Icon name="lock" />
            <span>{t("why")}</span>
          </p>
        </div>
      </EntryFrame>
    </form>
  );
}
