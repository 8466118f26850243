import { z } from "zod";
import { domainError, type DomainError } from "@/core/kit/errors";
import { err, ok, type Result } from "@/core/kit/result";
import { ConsentKind } from "@/core/people/consents";
import { cleanName } from "@/core/people/name-text";
import { OFFERED_LANGUAGES } from "./settings";
import { cleanBody } from "./templates";

const Hash = z.string().regex(/^[0-9a-f]{64}$/);

/** Writes a draft of the words; `base` is the hash of the draft that was on the screen, null where there was none. */
export const SaveConsentDraftInput = z.strictObject({
  kind: ConsentKind,
  locale: z.enum(OFFERED_LANGUAGES),
  base: Hash.nullable(),
  title: z.string().max(600).transform(cleanName).pipe(z.string().min(1, "practice.consent_title").max(100, "practice.too_long")),
  body: z.string().max(20_000).transform(cleanBody).pipe(z.string().min(40, "practice.consent_short").max(8_000, "practice.too_long")),
});
/** See {@link SaveConsentDraftInput}. */
export type SaveConsentDraftInput = z.infer<typeof SaveConsentDraftInput>;

/** Publishes or throws away a draft; `base` is the hash of the words that were on the screen. */
export const ConsentDraftInput = z.strictObject({ textId: z.uuid(), base: Hash });
/** See {@link ConsentDraftInput}. */
export type ConsentDraftInput = z.infer<typeof ConsentDraftInput>;

/** A version of the words. */
export const ConsentTextView = z.object({
  id: z.uuid(),
  kind: ConsentKind,
  locale: z.string(),
  version: z.number().int(),
  title: z.string(),
  body: z.string(),
  bodyHash: z.string(),
  createdAtMs: z.number(),
  /** Null: a draft. */
  publishedAtMs: z.number().nullable(),
  /** How many agreements to it stand. */
  given: z.number().int(),
});
/** See {@link ConsentTextView}. */
export type ConsentTextView = z.infer<typeof ConsentTextView>;

/** A draft on file. */
export interface StoredDraft {
  readonly id: string;
  readonly version: number;
  readonly bodyHash: string;
  readonly publishedAtMs: number | null;
}

/**
 * Decides to write a draft: over the one that stands, or as the next version. `newest` counts over languages, so
 * that a version means the same words in each. Errors: `practice.consent_stale`.
 */
export function decideDraft(
  state: { readonly draft: StoredDraft | null; readonly newest: number; readonly newestHere: number },
  input: SaveConsentDraftInput,
): Result<{ readonly over: string | null; readonly version: number }, DomainError> {
  const { draft, newest, newestHere } = state;
  if ((draft?.bodyHash ?? null) !== input.base) return err(domainError("stale", "practice.consent_stale"));
  if (draft !== null) return ok({ over: draft.id, version: draft.version });
  // A language that lags behind catches up with the others; one that leads begins the next version.
  return ok({ over: null, version: newestHere < newest ? newest : newest + 1 });
}

/** Errors: `practice.consent_published` (conflict, PRC-6), `practice.consent_stale`. */
export function decideDraftEnd(draft: StoredDraft, input: ConsentDraftInput): Result<StoredDraft, DomainError> {
  if (draft.publishedAtMs !== null) return err(domainError("conflict", "practice.consent_published"));
  return draft.bodyHash === input.base ? ok(draft) : err(domainError("stale", "practice.consent_stale"));
}
