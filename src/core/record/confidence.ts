/**
 * What a young patient says in confidence: who may mark it, and when. Rules NOTE-13 to NOTE-16 of docs/specs/notes.md.
 */
import { z } from "zod";
import { domainError, type DomainError } from "@/core/kit/errors";
import { VisitId } from "@/core/kit/ids";
import { err, ok, type Result } from "@/core/kit/result";

/** From this age, in years, what a patient says can be kept from those who act for them; it ends as they come of age. */
export const CONFIDENCE_FROM_AGE = 12;

/** Longest reason, in characters. */
export const CONFIDENCE_WHY_MAX = 500;

/** What `record/keep-confidential` takes. */
export const KeepConfidentialInput = z.strictObject({
  visitId: VisitId,
  confidential: z.boolean(),
  /** Why, in the clinician's words; may be empty. */
  why: z.string().trim().max(CONFIDENCE_WHY_MAX, "record.why_too_long").default(""),
});
/** See {@link KeepConfidentialInput}. */
export type KeepConfidentialInput = z.infer<typeof KeepConfidentialInput>;

/** What marking answers. */
export const ConfidenceKept = z.object({ visitId: VisitId, confidential: z.boolean() });

/** Whether a patient of this age (whole years) may have what they say kept in confidence. */
export function isAgeOfConfidence(age: number, majorityAge: number): boolean {
  return age >= CONFIDENCE_FROM_AGE && age < majorityAge;
}

/** What a decision about it needs to know. `age` in whole years, on the day of the decision. */
export interface ConfidenceState {
  readonly visitState: string;
  readonly age: number;
  readonly majorityAge: number;
}

/**
 * Whether the mark may be set or taken away: from admission on, before and after signing. Setting it asks for the age;
 * taking it away never does, so that nobody is stuck with it.
 *
 * @returns `record.visit_not_begun` or `record.confidence_age`
 */
export function decideConfidence(state: ConfidenceState, input: Pick<KeepConfidentialInput, "confidential">): Result<null, DomainError> {
  if (state.visitState !== "admitted" && state.visitState !== "ended") return err(domainError("conflict", "record.visit_not_begun"));
  if (input.confidential && !isAgeOfConfidence(state.age, state.majorityAge)) return err(domainError("conflict", "record.confidence_age"));
  return ok(null);
}
