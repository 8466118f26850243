import type { TodayVisit } from "./day";
import type { Interval } from "./interval";

/** A person who waits longer than this after their time is told of in coral: we promised less. */
export const PROMISED_WAIT_MIN = 10;
/** A gap of this many minutes or more in a day is worth telling. */
export const FREE_GAP_MIN = 30;

/** Where a visit stands in a clinician's day. */
export type Place = "waiting" | "admitted" | "later" | "overdue" | "done" | "missed";

/** Where a visit stands now. `overdue`: their time has begun and they are not here. */
export function placeOf(visit: Pick<TodayVisit, "state" | "startsAtMs">, nowMs: number): Place {
  switch (visit.state) {
    case "waiting":
      return "waiting";
    case "admitted":
      return "admitted";
    case "ended":
      return "done";
    case "expected":
      return visit.startsAtMs <= nowMs ? "overdue" : "later";
    default:
      return "missed";
  }
}

/** Whole minutes since the patient came. */
export function waitedMin(visit: Pick<TodayVisit, "arrivedAtMs">, nowMs: number): number {
  return visit.arrivedAtMs === null ? 0 : Math.max(0, Math.floor((nowMs - visit.arrivedAtMs) / 60_000));
}

/** Whether somebody waits longer than promised: counted from their time, or from arrival if they were late. */
export function waitsTooLong(visit: Pick<TodayVisit, "arrivedAtMs" | "startsAtMs">, nowMs: number): boolean {
  if (visit.arrivedAtMs === null) return false;
  return nowMs - Math.max(visit.arrivedAtMs, visit.startsAtMs) > PROMISED_WAIT_MIN * 60_000;
}

/** Who waits, in the order of their appointments: coming early gains nothing, coming late loses nothing. */
export function waitingQueue(visits: readonly TodayVisit[]): readonly TodayVisit[] {
  return visits
    .filter(({ state }) => state === "waiting")
    .sort((a, b) => a.startsAtMs - b.startsAtMs || a.visitId.localeCompare(b.visitId));
}

/**
 * Keeps shown rows where they are while somebody may be about to press one: rows that left go, rows
 * that came are added at the end. `shown` is null while nobody is near: then the queue's own order.
 */
export function steadyOrder<T extends { readonly visitId: string }>(
  shown: readonly string[] | null,
  queue: readonly T[],
): readonly T[] {
  if (shown === null) return queue;
  const byId = new Map(queue.map((each) => [each.visitId, each]));
  const kept = shown.flatMap((id) => byId.get(id as T["visitId"]) ?? []);
  return [...kept, ...queue.filter(({ visitId }) => !shown.includes(visitId))];
}

/** How many minutes the clinician is behind: the longest overrun of somebody who is here and not yet admitted. */
export function minutesBehind(visits: readonly TodayVisit[], nowMs: number): number {
  const overruns = visits
    .filter(({ state, startsAtMs }) => state === "waiting" && startsAtMs < nowMs)
    .map(({ startsAtMs }) => Math.floor((nowMs - startsAtMs) / 60_000));
  return Math.max(0, ...overruns);
}

/** Gaps between visits of a day that are at least {@link FREE_GAP_MIN} long, from now on. */
export function freeGaps(visits: readonly Interval[], nowMs: number): readonly Interval[] {
  const sorted = [...visits].sort((a, b) => a.startsAtMs - b.startsAtMs);
  const gaps: Interval[] = [];
  for (const [index, visit] of sorted.entries()) {
    const next = sorted[index + 1];
    if (next === undefined) continue;
    const startsAtMs = Math.max(visit.endsAtMs, nowMs);
    if (next.startsAtMs - startsAtMs >= FREE_GAP_MIN * 60_000) gaps.push({ startsAtMs, endsAtMs: next.startsAtMs });
  }
  return gaps;
}
