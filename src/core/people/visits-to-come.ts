import type { MyVisit } from "./my-visits";

/** Visits that are still before the patient, the next one first. */
export function visitsToCome(visits: readonly MyVisit[], nowMs: number): readonly MyVisit[] {
  return visits
    .filter(({ state, endsAtMs }) => state === "waiting" || state === "admitted" || (state === "expected" && endsAtMs > nowMs))
    .sort((a, b) => a.startsAtMs - b.startsAtMs);
}
