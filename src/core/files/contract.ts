import { z } from "zod";
import { PatientId, PracticeId } from "@/core/kit/ids";
import { domainError, type DomainError } from "@/core/kit/errors";
import { err, ok, type Result } from "@/core/kit/result";
import type { FileProblem } from "./byte-walk";
import { cleanFileName, endingAgrees } from "./file-name";
import { FILE_KINDS, FILE_PURPOSES, KIND_RULES, PURPOSE_RULES, type FileKind, type FilePurpose } from "./purposes";

/** A file that somebody gave us. */
export const FileId = z.uuid().brand<"FileId">();
/** See {@link FileId}. */
export type FileId = z.infer<typeof FileId>;

/** What is asked before a file is sent: what it is called and how large it says it is. Neither is believed. */
export const PrepareUpload = z.strictObject({ name: z.string().min(1).max(1_000), byteCount: z.number().int().nonnegative() });

/** {@link PrepareUpload} of something that belongs to a patient. */
export const PrepareDocument = PrepareUpload.extend({ patientId: PatientId });

/** A file as its readers see it. */
export const FileView = z.object({
  fileId: FileId,
  purpose: z.enum(FILE_PURPOSES),
  name: z.string(),
  mediaType: z.string(),
  byteCount: z.number(),
  sha256: z.string(),
  createdAtMs: z.number(),
});
/** See {@link FileView}. */
export type FileView = z.infer<typeof FileView>;

/** A file that was just taken. `renamed`: its ending said something else than what is in it. */
export const KeptFile = FileView.extend({ renamed: z.boolean() });
/** See {@link KeptFile}. */
export type KeptFile = z.infer<typeof KeptFile>;

/** What the server lets one upload be: sealed, for the same person and a while. */
export const UploadTicket = z.object({
  fileId: FileId,
  practiceId: PracticeId,
  patientId: PatientId.nullable(),
  purpose: z.enum(FILE_PURPOSES),
  name: z.string(),
  untilMs: z.number(),
});
/** See {@link UploadTicket}. */
export type UploadTicket = z.infer<typeof UploadTicket>;

/** What the server found out while the bytes came in: sealed, and never leaves it. */
export const UploadReceipt = UploadTicket.extend({
  kind: z.enum(FILE_KINDS),
  byteCount: z.number().int().positive(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  storageKey: z.string(),
});
/** See {@link UploadReceipt}. */
export type UploadReceipt = z.infer<typeof UploadReceipt>;

/** How long an upload may take, from asking to the last byte: a model of 200 MB over a slow line takes its time. */
export const UPLOAD_MS: Readonly<Record<FilePurpose, number>> = { logo: 20 * 60_000, document: 20 * 60_000, model: 120 * 60_000 };

/** What is wrong with a file, as it is told. */
export function fileError(problem: FileProblem, purpose: FilePurpose): DomainError {
  const params = { megabytes: Math.floor(PURPOSE_RULES[purpose].maxBytes / 1024 / 1024) };
  return problem === "too_large" ? domainError("too_large", "files.too_large", { params }) : domainError("invalid", `files.${problem}`);
}

/** Whether a file of that size may come. `keptBytes`: what the practice keeps already. */
export function decideUpload(purpose: FilePurpose, byteCount: number, keptBytes: number, quotaBytes: number): Result<null, DomainError> {
  if (byteCount > PURPOSE_RULES[purpose].maxBytes) return err(fileError("too_large", purpose));
  if (keptBytes + byteCount > quotaBytes) return err(domainError("conflict", "files.quota"));
  return ok(null);
}

/** Name and type under which a file is kept: by what is in it. */
export function keptAs(given: string, kind: FileKind): { readonly name: string; readonly mediaType: string; readonly renamed: boolean } {
  return { name: cleanFileName(given, kind), mediaType: KIND_RULES[kind].mediaType, renamed: !endingAgrees(given, kind) };
}
