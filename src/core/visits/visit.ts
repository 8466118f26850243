import { z } from "zod";
import { type DomainError, domainError } from "@/core/kit/errors";
import { err, ok, type Result } from "@/core/kit/result";
import { CLINICIAN_HERE_MS, MISSED_AFTER_MIN, WAITING_OPENS_BEFORE_MIN } from "./timing";

/**
 * Where a visit stands. `expected` until the patient is in the waiting room, `waiting` while they
 * are, `admitted` from the clinician's word on. The last three are final.
 */
export const VISIT_STATES = ["expected", "waiting", "admitted", "ended", "cancelled", "missed"] as const;
/** See {@link VISIT_STATES}. */
export const VisitState = z.enum(VISIT_STATES);
/** See {@link VISIT_STATES}. */
export type VisitState = z.infer<typeof VisitState>;

/** What can happen to a visit. */
export type VisitAct = "arrive" | "step_out" | "admit" | "end" | "cancel" | "miss";

const MINUTE_MS = 60_000;

const MOVES: Readonly<Record<VisitAct, { readonly from: readonly VisitState[]; readonly to: VisitState }>> = {
  arrive: { from: ["expected"], to: "waiting" },
  step_out: { from: ["waiting"], to: "expected" },
  admit: { from: ["waiting"], to: "admitted" },
  end: { from: ["waiting", "admitted"], to: "ended" },
  cancel: { from: ["expected", "waiting"], to: "cancelled" },
  miss: { from: ["expected"], to: "missed" },
};

/** What a visit turns into. `changed` is false when it already was there: doing it twice is harmless. */
export interface Move {
  readonly state: VisitState;
  readonly changed: boolean;
}

/** Whether nothing can happen to the visit any more. */
export function isOver(state: VisitState): boolean {
  return state === "ended" || state === "cancelled" || state === "missed";
}

/**
 * The one place that says which act leads where. Errors: `visits.over`, `visits.cancelled`,
 * `visits.missed` (gone) for a visit that is finished, `visits.nobody_waiting` (conflict) for an
 * admission of nobody, `visits.not_now` (conflict) for the rest.
 */
export function moveVisit(state: VisitState, act: VisitAct): Result<Move, DomainError> {
  const move = MOVES[act];
  if (move.from.includes(state)) return ok({ state: move.to, changed: true });
  if (state === move.to) return ok({ state, changed: false });
  // Arriving at a visit that already goes on is coming back to it.
  if (act === "arrive" && state === "admitted") return ok({ state, changed: false });
  if (isOver(state)) return err(overError(state));
  return err(domainError("conflict", act === "admit" ? "visits.nobody_waiting" : "visits.not_now"));
}

/** The error that tells why a finished visit can't be entered. */
export function overError(state: VisitState): DomainError {
  if (state === "cancelled") return domainError("gone", "visits.cancelled");
  if (state === "missed") return domainError("gone", "visits.missed");
  return domainError("gone", "visits.over");
}

/** From when the waiting room of a visit is open. Epoch milliseconds. */
export function waitingOpensAtMs(startsAtMs: number): number {
  return startsAtMs - WAITING_OPENS_BEFORE_MIN * MINUTE_MS;
}

/** Whether a visit that nobody came to counts as missed now. */
export function isMissed(visit: { readonly state: VisitState; readonly endsAtMs: number }, nowMs: number): boolean {
  return visit.state === "expected" && nowMs >= visit.endsAtMs + MISSED_AFTER_MIN * MINUTE_MS;
}

/** Whether the clinician has the visit open, as far as their page last told. */
export function isClinicianHere(clinicianSeenAtMs: number | null, nowMs: number): boolean {
  return clinicianSeenAtMs !== null && nowMs - clinicianSeenAtMs < CLINICIAN_HERE_MS;
}
