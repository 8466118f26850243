import { z } from "zod";
import { type DomainError, domainError } from "@/core/kit/errors";
import { VisitId } from "@/core/kit/ids";
import { err, ok, type Result } from "@/core/kit/result";
import { isNameOf, type PatientNames } from "./name";
import { isOver, overError, type VisitState } from "./visit";

/** Wrong tries, over all browsers that used one link, after which it confirms nobody: VISIT-4. */
export const CONFIRMATION_TRIES = 5;

/** What a person says to show that the link reached the right one. */
export const ConfirmIdentityInput = z.object({
  visitId: VisitId,
  /** Given or family name. */
  name: z.string().trim().min(1).max(200),
  /** `YYYY-MM-DD`. */
  birthDate: z.iso.date(),
});
/** See {@link ConfirmIdentityInput}. */
export type ConfirmIdentityInput = z.infer<typeof ConfirmIdentityInput>;

/** What {@link decideConfirmation} needs to know. */
export interface ConfirmationState {
  readonly visitState: VisitState;
  readonly patient: PatientNames & { readonly birthDate: string };
  readonly seat: SeatState;
  /** Wrong tries so far, over all seats of the link. */
  readonly failedTries: number;
}

/** One browser that opened the link. */
export interface SeatState {
  readonly confirmedAtMs: number | null;
  readonly replacedAtMs: number | null;
  readonly revokedAtMs: number | null;
}

/** A wrong try is no error to the pipeline: it has to be stored, so it is a change. */
export type ConfirmationChange = { readonly kind: "confirmed" } | { readonly kind: "wrong"; readonly triesLeft: number };

/** How a wrong answer is told: with the tries that are left, and not which part was wrong. */
export function wrongAnswerError(left: number): DomainError {
  if (left === 0) return domainError("gone", "visits.tries_used_up");
  return domainError("invalid", "visits.wrong_answer", { params: { left } });
}

/** Tries that are left on a link. */
export function triesLeft(failedTries: number): number {
  return Math.max(0, CONFIRMATION_TRIES - failedTries);
}

/**
 * Compares what was said with the patient. Errors: `visits.seat_replaced`, `visits.link_revoked`,
 * `visits.tries_used_up`, and those of a finished visit (all gone).
 */
export function decideConfirmation(
  state: ConfirmationState,
  input: Pick<ConfirmIdentityInput, "name" | "birthDate">,
): Result<ConfirmationChange, DomainError> {
  if (isOver(state.visitState)) return err(overError(state.visitState));
  const unusable = seatError(state.seat);
  if (unusable) return err(unusable);
  if (state.seat.confirmedAtMs !== null) return ok({ kind: "confirmed" });
  if (triesLeft(state.failedTries) === 0) return err(domainError("gone", "visits.tries_used_up"));
  const isRight = input.birthDate === state.patient.birthDate && isNameOf(input.name, state.patient);
  if (isRight) return ok({ kind: "confirmed" });
  return ok({ kind: "wrong", triesLeft: triesLeft(state.failedTries + 1) });
}

/** Why a seat can't be used any more, or null. */
export function seatError(seat: SeatState): DomainError | null {
  if (seat.revokedAtMs !== null) return domainError("gone", "visits.link_revoked");
  if (seat.replacedAtMs !== null) return domainError("gone", "visits.seat_replaced");
  return null;
}
