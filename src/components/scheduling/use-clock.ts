"use client";

import { useFormatter } from "next-intl";
import { useMemo } from "react";
import type { CalendarDate } from "@/core/scheduling/wall-time";

/** Writes instants as people in one zone read them, and dates. */
export interface Clock {
  /** 10:30 */
  time(atMs: number): string;
  /** 3 September */
  day(atMs: number): string;
  /** Tuesday 24 November, of a date */
  weekday(date: CalendarDate): string;
  /** Tue 24, of a date */
  short(date: CalendarDate): string;
  /** 3 May 1968, of a date */
  full(date: CalendarDate): string;
  /** 3 Sept */
  shortDay(atMs: number): string;
  /** 24 November 2026 at 10:30 */
  moment(atMs: number): string;
  /** For `dateTime` attributes. */
  iso(atMs: number): string;
}

/** A {@link Clock} of a zone in the reader's language. */
export function useClock(zone: string): Clock {
  const format = useFormatter();
  return useMemo(() => {
    const ofDate = (date: CalendarDate) => new Date(`${date}T00:00:00Z`);
    const there = { timeZone: zone };
    const plain = { timeZone: "UTC" };
    return {
      time: (atMs) => format.dateTime(atMs, "time", there),
      day: (atMs) => format.dateTime(atMs, "day", there),
      weekday: (date) => format.dateTime(ofDate(date), "weekday", plain),
      short: (date) => format.dateTime(ofDate(date), "short", plain),
      full: (date) => format.dateTime(ofDate(date), "full", plain),
      shortDay: (atMs) => format.dateTime(atMs, { day: "numeric", month: "short", ...there }),
      moment: (atMs) => format.dateTime(atMs, "moment", there),
      iso: (atMs) => new Date(atMs).toISOString(),
    };
  }, [format, zone]);
}
