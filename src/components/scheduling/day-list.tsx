"use client";

import { useTranslations } from "next-intl";
import { Row } from "@/components/kit/row";
import { EmptyState } from "@/components/kit/state-panel";
import type { DayAppointment, DayView } from "@/core/scheduling/day";
import type { Clock } from "./use-clock";

interface DayListProps {
  day: DayView;
  clock: Clock;
  nameOf: (clinicianId: string) => string;
  chosenId: string | null;
  onChoose: (appointment: DayAppointment) => void;
}

/** The day as a list, for screens that are too narrow for columns. */
export function DayList({ day, clock, nameOf, chosenId, onChoose }: DayListProps) {
  const t = useTranslations("scheduling.calendar");
  return (
    <div className="cal-list">
      {day.appointments.length === 0 ? (
        <EmptyState className="py-8" title={t("emptyDay")}>
          <p>{t("emptyWords")}</p>
        </EmptyState>
      ) : (
        <ol aria-label={t("grid", { date: clock.weekday(day.date) })}>
          {day.appointments.map((each) => (
            <Row
              key={each.id}
              as="li"
              chosen={each.id === chosenId}
              start={
                <time className="later-time figures" dateTime={clock.iso(each.startsAtMs)}>
                  {clock.time(each.startsAtMs)}
                </time>
              }
              title={
                <button type="button" className="queue-name" onClick={() => onChoose(each)}>
                  {each.patient.name}
                </button>
              }
              note={`${each.service.name}, ${nameOf(each.clinicianId)}`}
              end={<Standing appointment={each} />}
            />
          ))}
        </ol>
      )}
    </div>
  );
}

function Standing({ appointment: { visitState } }: { appointment: DayAppointment }) {
  const t = useTranslations("scheduling.calendar");
  const words = visitState === "cancelled" ? "" : t(`state.${visitState}`);
  return words === "" ? null : <span className="text-note text-ink2">{words}</span>;
}
