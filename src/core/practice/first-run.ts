import { z } from "zod";
import { domainError, type DomainError } from "@/core/kit/errors";
import { err, ok, type Result } from "@/core/kit/result";
import { NamePart } from "@/core/people/patient";
import { Zone } from "@/core/scheduling/wall-schemas";
import { EmergencyNumber, OFFERED_LANGUAGES } from "./settings";

/** What is needed to begin: the practice and the one who runs it. */
export const FirstPracticeInput = z.strictObject({
  practice: NamePart,
  zone: Zone,
  locale: z.enum(OFFERED_LANGUAGES),
  emergencyNumber: EmergencyNumber,
  admin: NamePart,
  email: z.email("people.email_impossible").max(254).toLowerCase(),
});
/** See {@link FirstPracticeInput}. */
export type FirstPracticeInput = z.infer<typeof FirstPracticeInput>;

/** A set-up code as it is printed: 20 letters and digits that can't be mistaken for each other, in groups of five. */
export const SetUpCode = z
  .string()
  .max(60)
  .transform((text) => text.toUpperCase().replace(/[^A-Z0-9]/g, ""))
  .pipe(z.string().regex(/^[A-HJKMNP-Z2-9]{20}$/, "practice.setup_code_shape"));

/** How long a printed code is good. */
export const SETUP_CODE_LIFE_MS = 24 * 3_600_000;
/** Wrong codes after which the printed ones no longer count. */
export const SETUP_TRIES = 20;
/** Codes that may stand at a time: one for each process that starts. */
export const SETUP_CODES_MAX = 4;

/** What is kept of the codes: hashes, and how often somebody guessed wrong. */
export const SetUpFact = z.object({
  codes: z.array(z.object({ hash: z.string(), expiresAtMs: z.number() })),
  wrong: z.number().int(),
});
/** See {@link SetUpFact}. */
export type SetUpFact = z.infer<typeof SetUpFact>;

/** Adds a code; those that ran out and the oldest beyond {@link SETUP_CODES_MAX} go. */
export function withCode(fact: SetUpFact | null, hash: string, nowMs: number): SetUpFact {
  const standing = (fact?.codes ?? []).filter(({ expiresAtMs }) => expiresAtMs > nowMs);
  const codes = [...standing, { hash, expiresAtMs: nowMs + SETUP_CODE_LIFE_MS }].slice(-SETUP_CODES_MAX);
  return { codes, wrong: 0 };
}

/** Errors: `practice.setup_code_wrong` (denied): unknown, run out, or guessed at too often (PRC-9). */
export function decideSetUp(fact: SetUpFact | null, hash: string, nowMs: number): Result<null, DomainError> {
  const stands = fact !== null && fact.wrong < SETUP_TRIES && fact.codes.some((each) => each.hash === hash && each.expiresAtMs > nowMs);
  return stands ? ok(null) : err(domainError("denied", "practice.setup_code_wrong"));
}
