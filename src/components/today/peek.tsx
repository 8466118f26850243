"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { LinkButton } from "@/components/kit/plain-button";
import type { Clock } from "@/components/scheduling/use-clock";
import { useClock } from "@/components/scheduling/use-clock";
import type { TodayVisit } from "@/core/scheduling/day";
import { clocksDiffer } from "@/core/scheduling/wall-time";
import { zonePlace } from "@/core/scheduling/zone-place";
import { ReadinessLine, useForeignLanguage } from "./readiness-line";

interface PeekProps {
  visit: TodayVisit | null;
  nowMs: number;
  zone: string;
  clock: Clock;
}

/** What a clinician wants to know before the door opens. Below 1100 px the chart is a page instead. */
export function Peek({ visit, nowMs, zone, clock }: PeekProps) {
  const t = useTranslations("scheduling.today");
  return (
    <aside className="peek" aria-label={visit === null ? undefined : t("peek", { name: visit.patient.name })}>
      {visit === null ? <p className="text-ink2">{t("peekNobody")}</p> : <Facts {...{ visit, nowMs, zone, clock }} />}
    </aside>
  );
}

function Facts({ visit, nowMs, zone, clock }: PeekProps & { visit: TodayVisit }) {
  const t = useTranslations("scheduling.today");
  const { patient, lastVisit } = visit;
  const language = useForeignLanguage(patient.locale);
  const theirs = useClock(patient.zone);
  return (
    <>
      <h2 className="text-h2">{patient.name}</h2>
      <p className="mt-0.5 text-small text-ink2">
        {t("about", { pronouns: patient.pronouns ?? "none", age: patient.age, born: clock.full(patient.birthDate) })}
        {language !== null && ` ${t("speaks", { language })}`}
      </p>
      <dl className="peek-facts">
        <Fact name={t("hereFor")}>{visit.reason ?? visit.service}</Fact>
        <Fact name={t("visit")}>
          {t("visitAt", { service: visit.service, from: clock.time(visit.startsAtMs), to: clock.time(visit.endsAtMs) })}
        </Fact>
        {clocksDiffer(nowMs, zone, patient.zone) && (
          <Fact name={t("theirTime")}>
            {t("theirTimeIs", { time: theirs.time(visit.startsAtMs), place: zonePlace(patient.zone) })}
          </Fact>
        )}
        {patient.phone !== null && (
          <Fact name={t("phone")}>
            <a className="link" href={`tel:${patient.phone.replaceAll(" ", "")}`} dir="ltr">
              {patient.phone}
            </a>
          </Fact>
        )}
        <Fact name={t("devices")}>
          <ReadinessLine visit={visit} />
        </Fact>
      </dl>
      <div className="peek-actions">
        <LinkButton href={`/people/${patient.id}`}>{t("openChart")}</LinkButton>
        {lastVisit !== null && lastVisit.noteSigned && (
          <LinkButton href={`/visit/${lastVisit.visitId}/note`}>{t("lastVisit", { date: clock.shortDay(lastVisit.atMs) })}</LinkButton>
        )}
      </div>
    </>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  );
}
