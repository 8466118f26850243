/** A stretch of time, end not included. */
export interface Interval {
  readonly startsAtMs: number;
  readonly endsAtMs: number;
}

/** Whether two stretches share an instant. Back to back is not overlap. */
export function overlaps(a: Interval, b: Interval): boolean {
  return a.startsAtMs < b.endsAtMs && b.startsAtMs < a.endsAtMs;
}

/** The earliest stretch that overlaps, or null. */
export function firstOverlap<T extends Interval>(busy: readonly T[], wanted: Interval): T | null {
  let found: T | null = null;
  for (const each of busy) {
    if (overlaps(each, wanted) && (found === null || each.startsAtMs < found.startsAtMs)) found = each;
  }
  return found;
}

/** Epoch milliseconds of a whole number of minutes. */
export function minutesMs(minutes: number): number {
  return minutes * 60_000;
}

/** What `nextFree` looks for: a start at or after `fromMs`, on a multiple of `stepMin`, ending by `untilMs`. */
export interface FreeSearch {
  readonly fromMs: number;
  readonly untilMs: number;
  readonly durationMin: number;
  readonly stepMin: number;
}

/**
 * The first start at which nobody in `busy` is taken for the whole duration, or null when the search
 * window has none. Starts lie on multiples of the step counted from the epoch, which are the same
 * minutes on every clock whose offset is a multiple of the step.
 */
export function nextFree(busy: readonly Interval[], search: FreeSearch): number | null {
  const stepMs = minutesMs(search.stepMin);
  const lengthMs = minutesMs(search.durationMin);
  let startsAtMs = Math.ceil(search.fromMs / stepMs) * stepMs;
  while (startsAtMs + lengthMs <= search.untilMs) {
    const clash = firstOverlap(busy, { startsAtMs, endsAtMs: startsAtMs + lengthMs });
    if (clash === null) return startsAtMs;
    startsAtMs = Math.ceil(clash.endsAtMs / stepMs) * stepMs;
  }
  return null;
}
