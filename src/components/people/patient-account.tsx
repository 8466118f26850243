"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/kit/button";
import { showToast } from "@/components/kit/toast";
import { useErrorWords } from "@/components/kit/use-error-words";
import { useClock } from "@/components/scheduling/use-clock";
import type { DomainError } from "@/core/kit/errors";
import type { PatientAccountView } from "@/core/people/patient-account";
import { dateAt } from "@/core/scheduling/wall-time";
import { callCommand, callQuery } from "@/room/api";

/** Whether a patient can sign in: to ask them by mail, to ask again, and to take the invitation back. */
export function PatientAccount({ initial }: { initial: PatientAccountView }) {
  const t = useTranslations("patients.account");
  const say = useErrorWords();
  const clock = useClock(initial.zone);
  const [view, setView] = useState(initial);
  const [error, setError] = useState<DomainError | null>(null);
  const [isPending, setPending] = useState(false);
  const { patientId, state, email, invitedAtMs, inviteEndsAtMs } = view;
  const act = async (name: "invite-account" | "withdraw-account-invite") => {
    setPending(true);
    const answer = await callCommand(`people/${name}`, { patientId });
    setError(answer.ok ? null : answer.error);
    if (answer.ok) showToast({ text: name === "invite-account" ? t("sent") : t("withdrawn") });
    const fresh = await callQuery<{ patientId: string }, PatientAccountView>("people/patient-account", { patientId });
    if (fresh.ok) setView(fresh.value);
    setPending(false);
  };
  const mayAsk = view.mayInvite && email !== null && (state === "none" || state === "invited" || state === "lapsed");
  const days = {
    asked: invitedAtMs === null ? "" : clock.full(dateAt(invitedAtMs, view.zone)),
    until: inviteEndsAtMs === null ? "" : clock.full(dateAt(inviteEndsAtMs, view.zone)),
  };
  return (
    <section aria-labelledby="account-title">
      <h2 id="account-title" className="text-h3">
        {t("title")}
      </h2>
      <p className="mt-1 max-w-[36rem] text-ink2">{t("words")}</p>
      <div className="person-line mt-3" data-account={state} aria-live="polite">
        <div className="person-line-words">
          <p className="font-semibold">{t(`state.${state}`)}</p>
          {email !== null && (
            <p className="text-small text-ink2">
              <bdi dir="ltr">{email}</bdi>
            </p>
          )}
          {email === null && <p className="text-small text-ink2">{t("noMail")}</p>}
          {state === "invited" && <p className="text-small text-ink2">{t("asked", days)}</p>}
          {state === "lapsed" && <p className="text-small text-ink2">{t("ranOut", days)}</p>}
        </div>
        <div className="flex flex-wrap gap-2">
          {mayAsk && (
            <Button kind={state === "none" ? "filled" : "bordered"} pending={isPending} onPress={() => void act("invite-account")}>
              {t(state === "none" ? "invite" : "again")}
            </Button>
          )}
          {view.mayInvite && state === "invited" && (
            <Button kind="quiet" pending={isPending} onPress={() => void act("withdraw-account-invite")}>
              {t("withdraw")}
            </Button>
          )}
        </div>
      </div>
      {error !== null && (
        <p role="alert" className="field-error mt-3">
          {say(error)}
        </p>
      )}
    </section>
  );
}
