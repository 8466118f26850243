/**
 * Emergency access ("break glass"): one member of staff, one patient's record, an hour, a reason; and
 * somebody else looks at it afterwards. 45 CFR 164.312(a)(2)(ii) asks for such a way; rules ACC-40 to
 * ACC-46 say how narrow ours is.
 */
import { z } from "zod";
import { domainError, type DomainError } from "@/core/kit/errors";
import { BreakGlassId, PatientId, type StaffId } from "@/core/kit/ids";
import { err, ok, type Result } from "@/core/kit/result";

/** Why somebody may need a record that isn't theirs. */
export const EMERGENCY_REASONS = ["emergency_care", "cover", "patient_asks", "safety"] as const;
/** See {@link EMERGENCY_REASONS}. */
export type EmergencyReason = (typeof EMERGENCY_REASONS)[number];

/** How long emergency access stands; Postgres lets no row be longer. */
export const EMERGENCY_MS = 60 * 60_000;

const Words = z.string().trim().min(10, "access.words_too_short").max(1000, "access.words_too_long");

/** What breaks the glass: for whom, why from the list, and why in words. */
export const BreakGlassInput = z.strictObject({
  patientId: PatientId,
  reason: z.enum(EMERGENCY_REASONS, "access.reason_missing"),
  words: Words,
});

/** What ends it before its hour is over. */
export const EndEmergencyInput = z.strictObject({ breakGlassId: BreakGlassId });

/** How a reviewer judges one. */
export const VERDICTS = ["justified", "unjustified"] as const;

/** A review: the verdict, and why. */
export const ReviewEmergencyInput = z.strictObject({
  breakGlassId: BreakGlassId,
  verdict: z.enum(VERDICTS, "access.verdict_missing"),
  words: Words,
});

/** Emergency access as stored. Times are epoch ms. */
export interface EmergencyState {
  readonly staffId: StaffId;
  readonly endsAtMs: number;
  readonly endedAtMs: number | null;
  readonly reviewedAtMs: number | null;
}

/** Whether it lets anybody in at a time: the last moment is the one before its end. */
export function isEmergencyOpen({ endsAtMs, endedAtMs }: Pick<EmergencyState, "endsAtMs" | "endedAtMs">, nowMs: number): boolean {
  return endedAtMs === null && nowMs < endsAtMs;
}

/** Whether the glass may be broken: never by somebody who needs no emergency, never twice at once. */
export function decideBreakGlass(
  state: { readonly takesCare: boolean; readonly standing: boolean },
  nowMs: number,
): Result<{ readonly startedAtMs: number; readonly endsAtMs: number }, DomainError> {
  if (state.takesCare) return err(domainError("conflict", "access.emergency_not_needed"));
  if (state.standing) return err(domainError("conflict", "access.emergency_stands"));
  return ok({ startedAtMs: nowMs, endsAtMs: nowMs + EMERGENCY_MS });
}

/** Ending what is over already changes nothing. */
export function decideEndEmergency(state: EmergencyState, nowMs: number): Result<{ readonly endedAtMs: number | null }, DomainError> {
  return ok({ endedAtMs: isEmergencyOpen(state, nowMs) ? nowMs : null });
}

/** Whether somebody may judge it: never oneself, and only once. */
export function decideReview(
  state: EmergencyState,
  reviewerId: StaffId,
  nowMs: number,
): Result<{ readonly reviewedAtMs: number }, DomainError> {
  if (state.staffId === reviewerId) return err(domainError("denied", "access.review_own"));
  if (state.reviewedAtMs !== null) return err(domainError("conflict", "access.reviewed_already"));
  return ok({ reviewedAtMs: nowMs });
}
