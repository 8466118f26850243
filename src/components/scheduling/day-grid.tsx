"use client";

import { useTranslations } from "next-intl";
import { useEffect, useRef, type CSSProperties } from "react";
import { EmptyState } from "@/components/kit/state-panel";
import type { PracticeOverview } from "@/core/practice/overview";
import type { DayAppointment, DayView } from "@/core/scheduling/day";
import { gridSpan, hourLines } from "@/core/scheduling/grid";
import { DayColumn } from "./day-column";
import { topOf } from "./grid-scale";
import type { Clock } from "./use-clock";
import type { DraftTools } from "./use-draft";

interface DayGridProps {
  day: DayView;
  practice: PracticeOverview;
  tools: DraftTools;
  clock: Clock;
  nowMs: number;
  isLoading: boolean;
  chosenId: string | null;
  onChoose: (appointment: DayAppointment) => void;
  onPlace: () => void;
}

/** Hours down, clinicians across. Below 768 px the list takes its place. */
export function DayGrid(props: DayGridProps) {
  const { day, practice, tools, clock, nowMs, isLoading } = props;
  const t = useTranslations("scheduling.calendar");
  const isNowInDay = nowMs >= day.startMs && nowMs < day.endMs;
  const { wanted } = tools.judged;
  const span = gridSpan(day, [...(isNowInDay ? [nowMs] : []), ...(wanted ? [wanted.startsAtMs, wanted.endsAtMs - 1] : [])]);
  const scroller = useScrollToNow(day.date, isNowInDay ? topOf(span, nowMs) : 0);

  if (practice.clinicians.length === 0) {
    return (
      <EmptyState className="p-6" title={t("noClinicians")}>
        <p>{t("noCliniciansWords")}</p>
      </EmptyState>
    );
  }
  const columns = { "--columns": practice.clinicians.length } as CSSProperties;
  return (
    <div
      ref={scroller}
      className="cal-scroll"
      role="group"
      aria-label={t("grid", { date: clock.weekday(day.date) })}
      aria-busy={isLoading}
      style={columns}
      tabIndex={0}
    >
      <div className="cal-columns cal-names">
        <div className="cal-corner" />
        {practice.clinicians.map((each) => (
          <div key={each.id} id={`column-${each.id}`} className="cal-name">
            <span className="block font-semibold">{each.name}</span>
            <span className="block text-note text-ink2">{each.speciality}</span>
          </div>
        ))}
      </div>
      <div className="cal-columns cal-body" style={{ height: topOf(span, span.untilMs) }}>
        <div className="cal-hours" aria-hidden="true">
          {hourLines(span, day.zone)
            // The plate of the now line would cover an hour that is this near.
            .filter(({ atMs }) => !isNowInDay || Math.abs(atMs - nowMs) > 11 * 60_000)
            .map(({ atMs }) => (
              <span key={atMs} className="cal-hour" style={{ top: topOf(span, atMs) }}>
                {clock.time(atMs)}
              </span>
            ))}
        </div>
        {practice.clinicians.map((clinician) => (
          <DayColumn key={clinician.id} {...props} clinician={clinician} span={span} />
        ))}
        {isNowInDay && <NowLine top={topOf(span, nowMs)} text={clock.time(nowMs)} />}
      </div>
    </div>
  );
}

function NowLine({ top, text }: { top: number; text: string }) {
  return (
    <div className="cal-now" style={{ top }} aria-hidden="true">
      <span className="cal-now-time">{text}</span>
    </div>
  );
}

/** Brings now into sight when a day opens, and leaves the scrolling to the person from then on. */
function useScrollToNow(date: string, top: number) {
  const scroller = useRef<HTMLDivElement>(null);
  const shownFor = useRef<string | null>(null);
  useEffect(() => {
    if (shownFor.current === date || scroller.current === null) return;
    shownFor.current = date;
    scroller.current.scrollTop = Math.max(0, top - 220);
  }, [date, top]);
  return scroller;
}
