import type { MyVisit } from "./my-visits";

/** Visits that are still before the patient, the next one first. */
export function visitsToCome(visits: readonly MyVisit[], nowMs: number): readonly MyVisit[] {
  return visits
    .filter(({ state, endsAtMs }) => state === "waiting" || state === "admitted" || (state === "expected" && endsAtMs > nowMs))
    .sort((a, b) => a.startsAtMs - b.startsAtMs);
}

/** How long it is until a visit begins, in the largest unit that is whole: days, else hours, else minutes; all 0 once it has begun. */
export function untilVisit(startsAtMs: number, nowMs: number): { readonly days: number; readonly hours: number; readonly minutes: number } {
  const minutes = Math.max(0, Math.ceil((startsAtMs - nowMs) / 60_000));
  if (minutes >= 48 * 60) return { days: Math.floor(minutes / 1440), hours: 0, minutes: 0 };
  return minutes >= 120 ? { days: 0, hours: Math.floor(minutes / 60), minutes: 0 } : { days: 0, hours: 0, minutes };
}
