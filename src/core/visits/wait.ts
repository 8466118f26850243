import type { VisitState } from "./visit";

const MINUTE_MS = 60_000;
/** A visit that has run over is taken to need this much longer. */
const OVERRUN_LEFT_MS = 4 * MINUTE_MS;
/** Somebody who is this late is no longer counted as coming before. */
const LATE_NO_MORE_MS = 15 * MINUTE_MS;

/** Another visit of the same clinician, today, that begins before this one. */
export interface EarlierVisit {
  readonly state: VisitState;
  readonly startsAtMs: number;
  readonly endsAtMs: number;
  readonly admittedAtMs: number | null;
}

/** What the waiting room may say about how long it takes. */
export interface WaitEstimate {
  /** People who are with the clinician now or are to be seen before. */
  readonly ahead: number;
  /** Whole minutes by which the clinician is behind the plan. */
  readonly lateMin: number;
  /** Range in whole minutes, or null: any moment. */
  readonly minutes: { readonly from: number; readonly to: number } | null;
}

/**
 * An honest guess: what is left of the visit that is going on, plus the planned length of those
 * waiting before, never before the planned start. Told as a range, wider the longer it is
 * (×0.8 to ×1.25, at least a minute wide), or as one number while only the plan counts; nothing but the plan and the clock goes into it.
 */
export function estimateWait(startsAtMs: number, earlier: readonly EarlierVisit[], nowMs: number): WaitEstimate {
  let busyMs = 0;
  let ahead = 0;
  for (const visit of earlier) {
    const left = leftOf(visit, nowMs);
    if (left === 0) continue;
    ahead += 1;
    busyMs += left;
  }
  const freeAtMs = Math.max(startsAtMs, nowMs + busyMs);
  const untilMin = (freeAtMs - nowMs) / MINUTE_MS;
  const lateMin = Math.max(0, Math.round((freeAtMs - startsAtMs) / MINUTE_MS));
  if (untilMin < 1) return { ahead, lateMin, minutes: null };
  // Nobody before: the plan is no guess.
  if (ahead === 0) return { ahead, lateMin, minutes: { from: Math.ceil(untilMin), to: Math.ceil(untilMin) } };
  const from = Math.max(1, Math.floor(untilMin * 0.8));
  return { ahead, lateMin, minutes: { from, to: Math.max(from + 1, Math.ceil(untilMin * 1.25)) } };
}

function leftOf(visit: EarlierVisit, nowMs: number): number {
  const plannedMs = visit.endsAtMs - visit.startsAtMs;
  if (visit.state === "admitted") {
    return Math.max(OVERRUN_LEFT_MS, (visit.admittedAtMs ?? nowMs) + plannedMs - nowMs);
  }
  if (visit.state === "waiting") return plannedMs;
  const mayStillCome = visit.state === "expected" && nowMs < visit.startsAtMs + LATE_NO_MORE_MS;
  return mayStillCome ? plannedMs : 0;
}
