"use client";

import { useTranslations } from "next-intl";
import { useState, type ReactNode } from "react";
import { PlainButton } from "@/components/kit/plain-button";
import { Row } from "@/components/kit/row";
import { useClock } from "@/components/scheduling/use-clock";
import type { DueRecords, Holds, ReceiptView, RetentionRules } from "@/core/record/retention-views";
import { FindRecord } from "./find-record";
import { HoldList } from "./hold-list";
import { ReceiptList } from "./receipt-list";
import { RecordDialog } from "./record-dialog";
import { RuleList } from "./rule-list";

interface RetentionPageProps {
  rules: RetentionRules;
  due: DueRecords;
  holds: Holds["holds"];
  receipts: readonly ReceiptView[];
  /** An auditor looks and changes nothing. */
  mayDelete: boolean;
}

/** What is kept for how long, what is due, what is held and what was deleted. */
export function RetentionPage({ rules, due, holds, receipts, mayDelete }: RetentionPageProps) {
  const t = useTranslations("retention");
  const [looking, setLooking] = useState<{ readonly id: string; readonly name: string } | null>(null);
  // What was found before something was done is no longer true: the search begins anew.
  const [round, setRound] = useState(0);
  const done = () => {
    setLooking(null);
    setRound(round + 1);
  };
  return (
    <main id="main" tabIndex={-1} className="mx-auto max-w-[60rem] px-4 py-8 tablet:px-8">
      <h1 className="text-h1">{t("title")}</h1>
      <p className="mt-2 max-w-[40rem] text-ink2">{t("words")}</p>
      <Part title={t("due.title")}>
        <DueList due={due} onLook={mayDelete ? setLooking : null} />
      </Part>
      {mayDelete && (
        <Part title={t("find.title")}>
          <FindRecord key={round} onFound={setLooking} />
        </Part>
      )}
      <Part title={t("holds.title")}>
        <HoldList holds={holds} mayLift={mayDelete} />
      </Part>
      <Part title={t("rules.title")}>
        <RuleList {...rules} />
      </Part>
      <Part title={t("receipts.title")}>
        <ReceiptList receipts={receipts} />
      </Part>
      {looking !== null && <RecordDialog key={looking.id} patientId={looking.id} name={looking.name} onClose={() => setLooking(null)} onDone={done} />}
    </main>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="mt-10">
      <h2 className="mb-2 text-h2">{title}</h2>
      {children}
    </section>
  );
}

function DueList({ due: { due, held, hasMore }, onLook }: { due: DueRecords; onLook: ((who: { id: string; name: string }) => void) | null }) {
  const t = useTranslations("retention.due");
  const { full } = useClock("UTC");
  return (
    <>
      {due.length === 0 && <p className="text-ink2">{t("empty")}</p>}
      <ul className={due.length === 0 ? "hidden" : "border-b border-rule"}>
        {due.map(({ patientId, name, recordClass, lastDate, dueSince }) => (
          <Row
            as="li"
            key={patientId}
            title={<bdi>{name}</bdi>}
            note={t(recordClass === "registration" ? "noteRegistration" : "note", { last: full(lastDate), since: full(dueSince) })}
            end={
              onLook === null ? undefined : (
                <PlainButton aria-label={t("lookNamed", { name })} onPress={() => onLook({ id: patientId, name })}>
                  {t("look")}
                </PlainButton>
              )
            }
          />
        ))}
      </ul>
      {held > 0 && <p className="mt-2 text-ink2">{t("held", { count: held })}</p>}
      {hasMore && <p className="mt-2 text-ink2">{t("more")}</p>}
    </>
  );
}
