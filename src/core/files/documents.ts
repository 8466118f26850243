import { z } from "zod";
import { domainError, staleError, type DomainError } from "@/core/kit/errors";
import { PatientId } from "@/core/kit/ids";
import { err, ok, type Result } from "@/core/kit/result";
import { isAgeOfConfidence } from "@/core/record/confidence";
import { FileId, FileView } from "./contract";
import { cleanFileName } from "./file-name";
import { FILE_KINDS, KIND_RULES } from "./purposes";

/** Who brought a document, as its reader knows them. */
export const BROUGHT_BY = ["you", "patient", "helper", "practice"] as const;
/** See {@link BROUGHT_BY}. */
export type BroughtBy = (typeof BROUGHT_BY)[number];

/**
 * Whether a document is kept from those who act for a young patient: `own`, because the patient brought it (NOTE-16);
 * `kept`, because a clinician said so (NOTE-17).
 */
export const DOCUMENT_CONFIDENCE = ["none", "own", "kept"] as const;
/** See {@link DOCUMENT_CONFIDENCE}. */
export type DocumentConfidence = (typeof DOCUMENT_CONFIDENCE)[number];

/**
 * A document as it stands in its patient's list. `mayChange`: the reader may rename and remove it; `mayKeep`: keep it
 * in confidence, or give it free.
 */
export const DocumentView = FileView.omit({ sha256: true }).extend({
  version: z.number().int(),
  by: z.enum(BROUGHT_BY),
  /** Name of who brought it; null where `by` says it all. */
  byName: z.string().nullable(),
  mayChange: z.boolean(),
  confidence: z.enum(DOCUMENT_CONFIDENCE),
  mayKeep: z.boolean(),
});
/** See {@link DocumentView}. */
export type DocumentView = z.infer<typeof DocumentView>;

/** The documents of one patient, the newest first. `zone`: where the reader's clock stands. */
export const Documents = z.object({
  patientId: PatientId,
  patientName: z.string().nullable(),
  zone: z.string(),
  mayAdd: z.boolean(),
  files: z.array(DocumentView),
  /** There are older ones that the list leaves out. */
  hasMore: z.boolean(),
});
/** See {@link Documents}. */
export type Documents = z.infer<typeof Documents>;

/** Gives a document another name; its ending stays that of what is in it. */
export const RenameDocument = z.strictObject({
  fileId: FileId,
  version: z.number().int().positive(),
  name: z.string().trim().min(1, "files.name_missing").max(300, "files.name_long"),
});
/** See {@link RenameDocument}. */
export type RenameDocument = z.infer<typeof RenameDocument>;

/** Name that a document of a media type may have from now on. Stale: it was renamed meanwhile. */
export function decideRename(row: { readonly version: number; readonly mediaType: string }, input: RenameDocument): Result<string, DomainError> {
  if (row.version !== input.version) return err(staleError("files.changed", row.version, input.version));
  const kind = FILE_KINDS.find((each) => KIND_RULES[each].mediaType === row.mediaType);
  if (kind === undefined) return err(domainError("conflict", "files.kind_not_taken"));
  return ok(cleanFileName(input.name, kind));
}

/** What `files/keep-document-confidential` takes. */
export const KeepDocumentConfidential = z.strictObject({ fileId: FileId, version: z.number().int().positive(), confidential: z.boolean() });
/** See {@link KeepDocumentConfidential}. */
export type KeepDocumentConfidential = z.infer<typeof KeepDocumentConfidential>;

/**
 * Whether a document may be kept in confidence, or given free. Keeping asks for the age; giving free never does, so that
 * nobody is stuck with it. `age` in whole years, on the day of the decision.
 *
 * @returns `files.changed` (stale), `record.confidence_age` or `files.own_confidence`: what the patient brought themselves
 * is not the practice's to give free
 */
export function decideDocumentConfidence(
  state: { readonly version: number; readonly isOwn: boolean; readonly age: number; readonly majorityAge: number },
  input: KeepDocumentConfidential,
): Result<boolean, DomainError> {
  if (state.version !== input.version) return err(staleError("files.changed", state.version, input.version));
  if (state.isOwn) return err(domainError("conflict", "files.own_confidence"));
  if (input.confidential && !isAgeOfConfidence(state.age, state.majorityAge)) return err(domainError("conflict", "record.confidence_age"));
  return ok(input.confidential);
}

/** How long a removal can be taken back: its bytes stay at least so long. Milliseconds. */
export const UNDO_MS = 15 * 60_000;

/**
 * Until when the bytes of a document that is removed now stay, epoch ms. What is part of the record (the
 * practice brought it, or opened it) is out of sight at once and stays, sealed, until the record's own time
 * is over: `recordEndsMs`, null for what is no part of it.
 */
export function bytesUntil(removedAtMs: number, recordEndsMs: number | null): number {
  return Math.max(removedAtMs + UNDO_MS, recordEndsMs ?? 0);
}

/** Whether a removal can still be taken back. */
export function decideRestore(removedAtMs: number | null, nowMs: number): Result<null, DomainError> {
  if (removedAtMs === null) return err(domainError("conflict", "files.not_removed"));
  return nowMs < removedAtMs + UNDO_MS ? ok(null) : err(domainError("gone", "files.removed_for_good"));
}
