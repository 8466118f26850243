/**
 * The code sent by mail that opens one summary. Rules NOTE-9 to NOTE-11 of docs/specs/notes.md.
 */
import { z } from "zod";
import { domainError, type DomainError } from "@/core/kit/errors";
import { VisitId } from "@/core/kit/ids";
import { err, ok, type Result } from "@/core/kit/result";

/** Digits of a code: one of a million. */
export const CODE_LENGTH = 6;
/** Wrong tries after which a code is dead: a guesser's chance stays at five in a million. */
export const CODE_ATTEMPTS_MAX = 5;
/** How long a code works. */
export const CODE_LIFETIME_MS = 10 * 60_000;
/** How long the summary stays open in the browser that gave the code. */
export const SUMMARY_OPEN_MS = 12 * 3_600_000;

/** What `record/send-summary-code` takes. */
export const SendSummaryCodeInput = z.object({ visitId: VisitId });
/** See {@link SendSummaryCodeInput}. */
export type SendSummaryCodeInput = z.infer<typeof SendSummaryCodeInput>;

/** What `record/open-summary` takes; spaces in the code are forgiven. */
export const OpenSummaryInput = z.object({
  visitId: VisitId,
  code: z
    .string()
    .transform((text) => text.replaceAll(/\s/g, ""))
    .pipe(z.string().regex(/^\d{6}$/, "record.code_shape")),
});
/** See {@link OpenSummaryInput}. */
export type OpenSummaryInput = z.infer<typeof OpenSummaryInput>;

/** The newest code of a visit, as stored. */
export interface SummaryCodeState {
  readonly expiresAtMs: number;
  readonly attempts: number;
  readonly usedAtMs: number | null;
}

/**
 * Whether a code opens the summary. `matches` is the outcome of comparing hashes in constant time.
 * A wrong or absent code gives the same words, so that nothing can be learned from them.
 */
export function decideOpenSummary(
  state: SummaryCodeState | null,
  matches: boolean,
  nowMs: number,
): Result<{ readonly opens: true }, DomainError> {
  if (state === null) return err(domainError("invalid", "record.code_wrong"));
  if (state.attempts >= CODE_ATTEMPTS_MAX) return err(domainError("gone", "record.code_worn_out"));
  if (state.usedAtMs !== null || nowMs >= state.expiresAtMs) return err(domainError("gone", "record.code_expired"));
  return matches ? ok({ opens: true }) : err(domainError("invalid", "record.code_wrong"));
}
