"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/kit/button";
import { cx } from "@/components/kit/classes";
import { LinkButton } from "@/components/kit/plain-button";
import { useErrorWords } from "@/components/kit/use-error-words";
import { AdmitForm } from "@/components/visits/admit-form";
import type { DomainError } from "@/core/kit/errors";
import type { TodayVisit } from "@/core/scheduling/day";
import { waitedMin, waitsTooLong } from "@/core/scheduling/queue";
import { callCommand } from "@/room/api";
import { ReadinessLine } from "./readiness-line";

interface QueueItemProps {
  visit: TodayVisit;
  nowMs: number;
  /** The one filled button of the page is this one's. */
  isFirst: boolean;
  isChosen: boolean;
  onChoose: () => void;
}

/** Minutes, name and age, reason, readiness, Admit. */
export function QueueItem({ visit, nowMs, isFirst, isChosen, onChoose }: QueueItemProps) {
  const { patient } = visit;
  const isIn = visit.state === "admitted";
  return (
    <li className="queue-item" data-chosen={isChosen || undefined}>
      <Waited visit={visit} nowMs={nowMs} />
      <div className="queue-words">
        <h2 className="text-h3">
          <button type="button" className="queue-name" aria-pressed={isChosen} onClick={onChoose}>
            {patient.name} <span className="font-normal text-ink2">{patient.age}</span>
          </button>
        </h2>
        <p className="text-ink2">{visit.reason ?? visit.service}</p>
      </div>
      <div className="queue-act">{isIn ? <BackLink visit={visit} isFilled={isFirst} /> : <AdmitButton visit={visit} isFilled={isFirst} />}</div>
      <ReadinessLine visit={visit} className="queue-ready" />
    </li>
  );
}

function Waited({ visit, nowMs }: { visit: TodayVisit; nowMs: number }) {
  const t = useTranslations("scheduling.today");
  if (visit.state === "admitted") return <p className="queue-in">{t("inRoom")}</p>;
  const minutes = waitedMin(visit, nowMs);
  const isLong = waitsTooLong(visit, nowMs);
  return (
    <p className={cx("queue-waited", isLong && "queue-long")}>
      <span className="queue-figure">{minutes}</span>
      <span className="text-note">
        {t("minutes", { count: minutes })}
        {isLong && <span className="sr-only">, {t("waitedLong")}</span>}
      </span>
    </p>
  );
}

function BackLink({ visit, isFilled }: { visit: TodayVisit; isFilled: boolean }) {
  const t = useTranslations("scheduling.today");
  return (
    <LinkButton kind={isFilled ? "filled" : "bordered"} href={`/visit/${visit.visitId}`}>
      {t("back")}
      <span className="sr-only">, {visit.patient.name}</span>
    </LinkButton>
  );
}

function AdmitButton({ visit, isFilled }: { visit: TodayVisit; isFilled: boolean }) {
  const t = useTranslations("scheduling.today");
  const say = useErrorWords();
  const router = useRouter();
  const [isPending, setPending] = useState(false);
  const [error, setError] = useState<DomainError | null>(null);
  const admit = async () => {
    setPending(true);
    setError(null);
    const result = await callCommand("visits/admit", { visitId: visit.visitId });
    if (result.ok) return router.push(`/visit/${visit.visitId}`);
    setError(result.error);
    setPending(false);
  };
  return (
    <>
      <AdmitForm visitId={visit.visitId} onAdmit={() => void admit()}>
        <Button
          type="submit"
          kind={isFilled ? "filled" : "bordered"}
          pending={isPending}
          aria-label={t("admitName", { name: visit.patient.name })}
        >
          {t("admit")}
        </Button>
      </AdmitForm>
      {error !== null && (
        <p role="alert" className="field-error">
          {say(error)}
        </p>
      )}
    </>
  );
}
