import { Temporal } from "temporal-polyfill";
import { domainError, type DomainError } from "@/core/kit/errors";
import { err, ok, type Result } from "@/core/kit/result";

/** A calendar date, `2026-11-25`, that exists. What comes from outside is checked by wall-schemas.ts. */
export type CalendarDate = string;

/** A time on a wall clock to the minute, `09:05`. */
export type ClockTime = string;

/** An IANA zone that this installation knows, `Europe/Zurich`. Offsets such as `+02:00` are no zones. */
export type Zone = string;

/** What somebody reads on a calendar and a clock, in one place. */
export interface WallTime {
  date: CalendarDate;
  time: ClockTime;
  zone: Zone;
}

/** An instant for a wall time; `repeats` when the clock shows that time twice that day and we took the first. */
export interface ResolvedTime {
  readonly atMs: number;
  readonly repeats: boolean;
}

/** Whether the text names an IANA zone. */
export function isZone(text: string): boolean {
  if (text !== "UTC" && !/^[A-Za-z]/.test(text)) return false;
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(text);
    return true;
  } catch {
    // Temporal says "no such zone" by throwing a RangeError: that is the answer.
    return false;
  }
}

/**
 * The instant of a wall time. A time that the clocks jump over is refused with
 * `scheduling.time_skipped` (`before` and `after`: the last and first times that exist); a time that
 * comes twice gives the earlier instant and says so.
 */
export function resolveWallTime(wall: WallTime): Result<ResolvedTime, DomainError> {
  const plain = Temporal.PlainDateTime.from(`${wall.date}T${wall.time}`);
  const earlier = plain.toZonedDateTime(wall.zone, { disambiguation: "earlier" });
  const later = plain.toZonedDateTime(wall.zone, { disambiguation: "later" });
  if (!earlier.toPlainDateTime().equals(plain)) {
    // A second on, because "previous" leaves out a transition at the very instant that it starts from.
    const jump = later.add({ seconds: 1 }).getTimeZoneTransition("previous") ?? later;
    return err(
      domainError("invalid", "scheduling.time_skipped", {
        params: { before: clockText(jump.subtract({ minutes: 1 })), after: clockText(jump) },
        fields: { time: "scheduling.time_skipped" },
      }),
    );
  }
  return ok({ atMs: earlier.epochMilliseconds, repeats: earlier.epochMilliseconds !== later.epochMilliseconds });
}

/** What calendar and clock show at an instant in a zone. Seconds are dropped. */
export function wallTimeAt(atMs: number, zone: Zone): WallTime {
  const there = zoned(atMs, zone);
  return { date: there.toPlainDate().toString(), time: clockText(there), zone };
}

/** The calendar date at an instant in a zone. */
export function dateAt(atMs: number, zone: Zone): CalendarDate {
  return zoned(atMs, zone).toPlainDate().toString();
}

/** First instant of a day and of the next day: 23, 24, 25 hours apart, or what the zone makes of it. */
export function dayBounds(date: CalendarDate, zone: Zone): { readonly startMs: number; readonly endMs: number } {
  const day = Temporal.PlainDate.from(date);
  return {
    startMs: day.toZonedDateTime(zone).epochMilliseconds,
    endMs: day.add({ days: 1 }).toZonedDateTime(zone).epochMilliseconds,
  };
}

/** The date a number of days later (or earlier, below 0). */
export function addDays(date: CalendarDate, days: number): CalendarDate {
  return Temporal.PlainDate.from(date).add({ days }).toString();
}

/** Monday is 1, Sunday is 7. */
export function weekdayOf(date: CalendarDate): number {
  return Temporal.PlainDate.from(date).dayOfWeek;
}

/** Whole years between a birth date and a date; 0 for a birth date to come. */
export function ageOn(birthDate: CalendarDate, date: CalendarDate): number {
  const years = Temporal.PlainDate.from(birthDate).until(Temporal.PlainDate.from(date), { largestUnit: "years" }).years;
  return Math.max(0, years);
}

/** How far a zone's clock is ahead of UTC at an instant, in minutes. */
export function offsetMin(atMs: number, zone: Zone): number {
  return zoned(atMs, zone).offsetNanoseconds / 60e9;
}

/** Whether two zones' clocks show different times at an instant: then a view names both zones. */
export function clocksDiffer(atMs: number, a: Zone, b: Zone): boolean {
  return offsetMin(atMs, a) !== offsetMin(atMs, b);
}

function zoned(atMs: number, zone: Zone): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(atMs).toZonedDateTimeISO(zone);
}

function clockText(at: Temporal.ZonedDateTime): ClockTime {
  return `${String(at.hour).padStart(2, "0")}:${String(at.minute).padStart(2, "0")}`;
}
