import { type DomainError, domainError } from "@/core/kit/errors";
import { err, ok, type Result } from "@/core/kit/result";
import { seatError, type SeatState } from "./confirmation";
import { SILENCE_LIMIT_MS } from "./timing";
import { isMissed, isOver, type Move, moveVisit, overError, type VisitState, waitingOpensAtMs } from "./visit";

/** What the decisions of one visit need to know. */
export interface AttendState {
  readonly state: VisitState;
  readonly startsAtMs: number;
  readonly endsAtMs: number;
  readonly hasWhereabouts: boolean;
  /** The practice has words for video visits, and the patient has not agreed to them: CON-3. */
  readonly needsConsent?: boolean;
  /** Null when the patient is signed in instead of being there by a link. */
  readonly seat: SeatState | null;
  /** Somebody else of the patient's side waits too: the patient, or who acts for them. */
  readonly othersWait?: boolean;
}

/** Fails when a seat may do nothing yet or nothing any more. */
export function requireSeat(seat: SeatState | null): Result<true, DomainError> {
  if (seat === null) return ok(true);
  const unusable = seatError(seat);
  if (unusable) return err(unusable);
  if (seat.confirmedAtMs === null) return err(domainError("denied", "visits.not_confirmed"));
  return ok(true);
}

/** Whether preparing (whereabouts, device check) still makes sense. Same errors as {@link decideArrive}. */
export function decidePrepare(visit: AttendState): Result<true, DomainError> {
  const seat = requireSeat(visit.seat);
  if (!seat.ok) return seat;
  return isOver(visit.state) ? err(overError(visit.state)) : ok(true);
}

/** Whether a seat that another device replaced may become the patient's place again. */
export function decideTakeOver(visit: AttendState): Result<true, DomainError> {
  return decidePrepare(visit.seat === null ? visit : { ...visit, seat: { ...visit.seat, replacedAtMs: null } });
}

/**
 * The patient enters the waiting room. Refused before it opens (`visits.too_early`, VISIT-5) and
 * before they said where they are (`visits.whereabouts_missing`, VISIT-9) or agreed to a video visit (`people.consent_missing`, CON-3).
 */
export function decideArrive(visit: AttendState, nowMs: number): Result<Move, DomainError> {
  const seat = requireSeat(visit.seat);
  if (!seat.ok) return seat;
  const move = moveVisit(visit.state, "arrive");
  if (!move.ok || !move.value.changed) return move;
  if (nowMs < waitingOpensAtMs(visit.startsAtMs)) return err(domainError("conflict", "visits.too_early"));
  if (!visit.hasWhereabouts) return err(domainError("conflict", "visits.whereabouts_missing"));
  if (visit.needsConsent === true) return err(domainError("conflict", "people.consent_missing"));
  return move;
}

/**
 * The patient goes: out of the waiting room the visit is expected again, unless somebody of their side still
 * waits (VISIT-14); out of the room it stays admitted, so that they can come back (VISIT-11).
 */
export function decideLeave(visit: AttendState): Result<Move, DomainError> {
  const seat = requireSeat(visit.seat);
  if (!seat.ok) return seat;
  if (visit.state === "waiting" && visit.othersWait !== true) return moveVisit(visit.state, "step_out");
  return ok({ state: visit.state, changed: false });
}

/** What a sweep can make of a visit. */
export type SweepOutcome = "expected" | "missed";

/** What a sweep makes of a visit: null when nothing. Only our own jobs ask this. */
export function decideSweep(
  visit: { readonly state: VisitState; readonly endsAtMs: number; readonly patientSeenAtMs: number | null },
  nowMs: number,
): SweepOutcome | null {
  if (visit.state === "waiting") {
    const isSilent = visit.patientSeenAtMs === null || nowMs - visit.patientSeenAtMs >= SILENCE_LIMIT_MS;
    return isSilent ? "expected" : null;
  }
  return isMissed(visit, nowMs) ? "missed" : null;
}
