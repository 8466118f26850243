"use client";

import { useTranslations } from "next-intl";
import { Button } from "@/components/kit/button";
import { cx } from "@/components/kit/classes";
import { IconButton } from "@/components/kit/icon-button";
import type { DayView } from "@/core/scheduling/day";
import { addDays, dateAt, weekdayOf } from "@/core/scheduling/wall-time";
import { zonePlace } from "@/core/scheduling/zone-place";
import type { Clock } from "./use-clock";

/** A clinician's bookable day, for drawing how full a day is. */
const FULL_DAY_MIN = 8 * 60;

interface DayHeadProps {
  day: DayView;
  /** The day that was asked for: ahead of `day` while it loads. */
  date: string;
  clinicians: number;
  clock: Clock;
  nowMs: number;
  onDate: (date: string) => void;
}

/** Which day, the days beside it and how full they are. */
export function DayHead({ day, date, clinicians, clock, nowMs, onDate }: DayHeadProps) {
  const t = useTranslations("scheduling.calendar");
  const shownWeek = day.week.filter((each) => weekdayOf(each.date) <= 5 || each.bookedMin > 0 || each.date === date);
  return (
    <header className="cal-head">
      <h2 className="text-h2 whitespace-nowrap">{clock.day(Date.parse(`${date}T12:00:00Z`))}</h2>
      <div className="flex items-center gap-1">
        <IconButton icon="chevron-start" label={t("before")} onPress={() => onDate(addDays(date, -1))} />
        <Button onPress={() => onDate(dateAt(nowMs, day.zone))}>{t("today")}</Button>
        <IconButton icon="chevron-end" label={t("after")} onPress={() => onDate(addDays(date, 1))} />
      </div>
      <ul aria-label={t("week")} className="cal-week">
        {shownWeek.map((each) => (
          <li key={each.date}>
            <button
              type="button"
              aria-current={each.date === date ? "date" : undefined}
              className={cx("cal-weekday", each.date === date && "cal-weekday-on")}
              onClick={() => onDate(each.date)}
            >
              {clock.short(each.date)}
              <span className="sr-only">, {t("load", { hours: Math.round(each.bookedMin / 60) })}</span>
              <meter
                aria-hidden="true"
                className="cal-load"
                max={Math.max(1, clinicians) * FULL_DAY_MIN}
                value={each.bookedMin}
              />
            </button>
          </li>
        ))}
      </ul>
      <p className="cal-zone">{t("zone", { place: zonePlace(day.zone) })}</p>
    </header>
  );
}
