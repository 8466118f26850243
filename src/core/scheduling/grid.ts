import type { DayView } from "./day";
import { resolveWallTime, wallTimeAt } from "./wall-time";

/** The stretch of a day that a calendar draws, on whole hours. */
export interface GridSpan {
  readonly fromMs: number;
  readonly untilMs: number;
}

const HOUR_MS = 3_600_000;
const USUAL = { from: "08:00", to: "18:00" };

/** Working hours, widened to every appointment of the day, to a wanted time and, today, to now. */
export function gridSpan(
  day: Pick<DayView, "date" | "zone" | "startMs" | "endMs" | "appointments">,
  also: readonly number[],
): GridSpan {
  const at = (time: string, otherwise: number) => {
    const resolved = resolveWallTime({ date: day.date, time, zone: day.zone });
    return resolved.ok ? resolved.value.atMs : otherwise;
  };
  const inDay = also.filter((atMs) => atMs >= day.startMs && atMs < day.endMs);
  const starts = [at(USUAL.from, day.startMs), ...day.appointments.map(({ startsAtMs }) => startsAtMs), ...inDay];
  const ends = [at(USUAL.to, day.endMs), ...day.appointments.map(({ endsAtMs }) => endsAtMs), ...inDay.map((atMs) => atMs + 1)];
  const first = Math.max(day.startMs, Math.min(...starts));
  const last = Math.min(day.endMs, Math.max(...ends));
  return {
    fromMs: day.startMs + Math.floor((first - day.startMs) / HOUR_MS) * HOUR_MS,
    untilMs: Math.min(day.endMs, day.startMs + Math.ceil((last - day.startMs) / HOUR_MS) * HOUR_MS),
  };
}

/** The hour lines of a span: elapsed hours, each with what the clock then shows; on a day of 25 hours one comes twice. */
export function hourLines(span: GridSpan, zone: string): readonly { readonly atMs: number; readonly time: string }[] {
  const count = Math.ceil((span.untilMs - span.fromMs) / HOUR_MS);
  return Array.from({ length: count }, (_, index) => {
    const atMs = span.fromMs + index * HOUR_MS;
    return { atMs, time: wallTimeAt(atMs, zone).time };
  });
}
