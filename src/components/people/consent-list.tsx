"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/kit/button";
import { Dialog } from "@/components/kit/dialog";
import { showToast } from "@/components/kit/toast";
import { useErrorWords } from "@/components/kit/use-error-words";
import { useClock } from "@/components/scheduling/use-clock";
import type { ActorClaim } from "@/core/access/claim";
import type { ConsentsView } from "@/core/people/consents";
import { dateAt } from "@/core/scheduling/wall-time";
import { callCommand, callQuery } from "@/room/api";

interface ConsentListProps {
  initial: ConsentsView;
  isStaff: boolean;
  zone: string;
  as?: ActorClaim;
}

type Asked = { readonly kind: "give" | "withdraw"; readonly id: string; readonly body: string };

/** What was agreed to, with its words; what is open; and the way to give or take back. */
export function ConsentList({ initial, isStaff, zone, as }: ConsentListProps) {
  const t = useTranslations("patients.consents");
  const say = useErrorWords();
  const [view, setView] = useState(initial);
  const [asked, setAsked] = useState<Asked | null>(null);
  const [isPending, setPending] = useState(false);
  const clock = useClock(zone);
  const day = (ms: number) => clock.full(dateAt(ms, zone));

  const send = async ({ kind, id }: Asked) => {
    setPending(true);
    const answer =
      kind === "give"
        ? await callCommand("people/give-consent", { patientId: view.patientId, textId: id }, { as })
        : await callCommand("people/withdraw-consent", { consentId: id }, { as });
    showToast({ text: answer.ok ? t("done") : say(answer.error) });
    const fresh = await callQuery<{ patientId: string }, ConsentsView>("people/consents", { patientId: view.patientId }, { as });
    if (fresh.ok) setView(fresh.value);
    setPending(false);
    setAsked(null);
  };

  return (
    <section aria-labelledby="consents-title">
      <h2 id="consents-title" className="text-h3">
        {t("title")}
      </h2>
      {view.open.map((text) => (
        <article key={text.textId} className="person-line">
          <div className="person-line-words">
            <h3 className="font-semibold">{t(`kind.${text.kind}`)}</h3>
            <p className="text-small text-ink2">{t("open")}</p>
            <Words title={text.title} body={text.body} label={t("read")} />
          </div>
          {view.mayGive && (
            <Button pending={isPending} onPress={() => (isStaff ? setAsked({ kind: "give", id: text.textId, body: text.body }) : void send({ kind: "give", id: text.textId, body: "" }))}>
              {isStaff ? t("giveStaff") : t("give")}
            </Button>
          )}
        </article>
      ))}
      {view.consents.map((consent) => (
        <article key={consent.id} className="person-line">
          <div className="person-line-words">
            <h3 className="font-semibold">{t(`kind.${consent.kind}`)}</h3>
            <p className="text-small text-ink2">{t("given", { by: consent.givenBy, date: day(consent.givenAtMs), version: consent.version })}</p>
            {consent.withdrawnAtMs !== null && <p className="text-small text-ink2">{t("withdrawn", { date: day(consent.withdrawnAtMs) })}</p>}
            <Words title={consent.title} body={consent.body} label={t("read")} />
          </div>
          {view.mayWithdraw && consent.withdrawnAtMs === null && (
            <Button kind="quiet" onPress={() => setAsked({ kind: "withdraw", id: consent.id, body: "" })}>
              {t("withdraw")}
              <span className="sr-only">: {t(`kind.${consent.kind}`)}</span>
            </Button>
          )}
        </article>
      ))}
      {view.consents.length === 0 && view.open.length === 0 && <p className="mt-3 text-ink2">{t("none")}</p>}
      {asked !== null && (
        <Dialog
          isOpen
          role="alertdialog"
          title={asked.kind === "give" ? t("giveStaffTitle") : t("withdrawTitle")}
          onOpenChange={(isOpen) => !isOpen && setAsked(null)}
          actions={() => (
            <>
              <Button kind="filled" pending={isPending} onPress={() => void send(asked)}>
                {asked.kind === "give" ? t("yes") : t("withdraw")}
              </Button>
              <Button kind="quiet" onPress={() => setAsked(null)}>
                {asked.kind === "give" ? t("stay") : t("keep")}
              </Button>
            </>
          )}
        >
          <p>{asked.kind === "give" ? t("giveStaffWords") : t("withdrawWords")}</p>
        </Dialog>
      )}
    </section>
  );
}

function Words({ title, body, label }: { title: string; body: string; label: string }) {
  return (
    <details className="consent-words">
      <summary>
        {label}
        <span className="sr-only">: {title}</span>
      </summary>
      <p className="font-semibold">{title}</p>
      <p className="whitespace-pre-line">{body}</p>
    </details>
  );
}
