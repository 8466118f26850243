"use client";

import { useTranslations } from "next-intl";
import { LinkButton } from "@/components/kit/plain-button";
import { Row } from "@/components/kit/row";
import type { Clock } from "@/components/scheduling/use-clock";
import type { TodayVisit } from "@/core/scheduling/day";
import { dateAt } from "@/core/scheduling/wall-time";

interface NoteListProps {
  visits: readonly TodayVisit[];
  date: string;
  zone: string;
  clock: Clock;
}

/** Visits that ended and whose note isn't signed, of today and of the days before. */
export function NoteList({ visits, date, zone, clock }: NoteListProps) {
  const t = useTranslations("scheduling.today");
  const open = visits.filter(({ state, note }) => state === "ended" && note !== "signed");
  if (open.length === 0) return null;
  return (
    <section className="mt-8" aria-labelledby="today-notes">
      <h2 id="today-notes" className="mb-2 text-h3">
        {t("notes")}
      </h2>
      <ul>
        {open.map((visit) => (
          <Row
            key={visit.visitId}
            as="li"
            start={<span className="later-time figures">{clock.time(visit.startsAtMs)}</span>}
            title={visit.patient.name}
            note={
              dateAt(visit.startsAtMs, zone) === date
                ? (visit.reason ?? visit.service)
                : t("earlier", { date: clock.day(visit.startsAtMs) })
            }
            end={
              <LinkButton href={`/visit/${visit.visitId}/note`}>
                {t("writeNote")}
                <span className="sr-only">, {visit.patient.name}</span>
              </LinkButton>
            }
          />
        ))}
      </ul>
    </section>
  );
}
