"use client";

import { useTranslations } from "next-intl";
import { Row } from "@/components/kit/row";
import type { Clock } from "@/components/scheduling/use-clock";
import type { TodayVisit } from "@/core/scheduling/day";
import { placeOf } from "@/core/scheduling/queue";

interface LaterListProps {
  visits: readonly TodayVisit[];
  nowMs: number;
  clock: Clock;
  chosenId: string | null;
  onChoose: (visitId: string) => void;
  place: "overdue" | "later";
}

/** Who is due and not here, or who comes later. Empty: nothing is drawn. */
export function LaterList({ visits, nowMs, clock, chosenId, onChoose, place }: LaterListProps) {
  const title = place === "overdue" ? "due" : "later";
  const t = useTranslations("scheduling.today");
  const rows = visits.filter((visit) => placeOf(visit, nowMs) === place);
  if (rows.length === 0) return null;
  return (
    <section className="mt-8" aria-labelledby={`today-${title}`}>
      <h2 id={`today-${title}`} className="mb-2 text-h3">
        {t(title)}
      </h2>
      <ul>
        {rows.map((visit) => (
          <Row
            key={visit.visitId}
            as="li"
            chosen={visit.visitId === chosenId}
            start={
              <time className="later-time figures" dateTime={clock.iso(visit.startsAtMs)}>
                {clock.time(visit.startsAtMs)}
              </time>
            }
            title={
              <button type="button" className="queue-name" aria-pressed={visit.visitId === chosenId} onClick={() => onChoose(visit.visitId)}>
                {visit.patient.name}
              </button>
            }
            note={visit.reason ?? visit.service}
            end={<Standing visit={visit} nowMs={nowMs} />}
          />
        ))}
      </ul>
    </section>
  );
}

function Standing({ visit, nowMs }: { visit: TodayVisit; nowMs: number }) {
  const t = useTranslations("scheduling.today");
  const lateMin = Math.floor((nowMs - visit.startsAtMs) / 60_000);
  if (lateMin > 0) return <span className="text-note font-semibold text-straw">{t("late", { minutes: lateMin })}</span>;
  if (visit.readiness === null) return <span className="text-note font-semibold text-straw">{t("unchecked")}</span>;
  return <span className="text-note text-ink2">{t("ready")}</span>;
}
