import { z } from "zod";
import { PatientId } from "@/core/kit/ids";
import { PURPOSES } from "./entry";

const OUTCOMES = ["done", "refused", "failed"] as const;

/** What an auditor looks for. Ids, codes and times only: it travels in addresses. */
export const AuditFilter = z.strictObject({
  /** Id of the person as the audit has it: staff, patient, account, seat or program. */
  actorId: z.uuid().optional(),
  patientId: PatientId.optional(),
  action: z.string().regex(/^[a-z_]{1,40}\.[a-z_]{1,40}$/).optional(),
  outcome: z.enum(OUTCOMES).optional(),
  emergency: z.boolean().optional(),
  /** From, inclusive, and to, exclusive; epoch ms. */
  fromMs: z.number().int().min(0).max(8.64e15).optional(),
  toMs: z.number().int().min(0).max(8.64e15).optional(),
});
/** See {@link AuditFilter}. */
export type AuditFilter = z.infer<typeof AuditFilter>;

/** Where the next page goes on: behind this entry. */
export const AuditCursor = z.strictObject({ atMs: z.number().int().min(0).max(8.64e15), id: z.string().regex(/^\d{1,18}$/) });
/** See {@link AuditCursor}. */
export type AuditCursor = z.infer<typeof AuditCursor>;

/** One entry, as the auditor reads it. Names are as they are now; ids are as they were written. */
export const AuditLine = z.object({
  id: z.string(),
  atMs: z.number(),
  actorKind: z.string(),
  actorId: z.string().nullable(),
  actorName: z.string().nullable(),
  actorRoles: z.array(z.string()),
  action: z.string(),
  subjectType: z.string().nullable(),
  subjectId: z.string().nullable(),
  patientId: z.string().nullable(),
  patientName: z.string().nullable(),
  outcome: z.enum(OUTCOMES),
  code: z.string().nullable(),
  purpose: z.enum(PURPOSES).nullable(),
  breakGlassId: z.string().nullable(),
});
/** See {@link AuditLine}. */
export type AuditLine = z.infer<typeof AuditLine>;

/** A page of entries, the newest first. */
export const AuditPage = z.object({ zone: z.string(), lines: z.array(AuditLine), next: AuditCursor.nullable() });
/** See {@link AuditPage}. */
export type AuditPage = z.infer<typeof AuditPage>;

/** Everything that is known of one entry. */
export const AuditDetail = z.object({
  line: AuditLine,
  requestId: z.string(),
  sessionId: z.string().nullable(),
  /** In clear for 90 days. */
  address: z.string().nullable(),
  userAgent: z.string().nullable(),
  /** Tells entries of one place from those of another, for ever. */
  sourceHash: z.string().nullable(),
  /** Place in the chain; null: not sealed yet. */
  position: z.number().nullable(),
  /** The entry is what was written. */
  holds: z.boolean(),
});
/** See {@link AuditDetail}. */
export type AuditDetail = z.infer<typeof AuditDetail>;

/** A person that entries can be looked for by. */
export const AuditPerson = z.object({ id: z.string(), kind: z.enum(["staff", "patient"]), name: z.string(), note: z.string() });
/** See {@link AuditPerson}. */
export type AuditPerson = z.infer<typeof AuditPerson>;

/** How the chain over the audit stands. */
export const ChainStatus = z.object({
  sealed: z.number(),
  lagS: z.number(),
  checkpoint: z.object({ position: z.number(), atMs: z.number(), isOutside: z.boolean() }).nullable(),
  verification: z
    .object({ atMs: z.number(), checked: z.number(), finding: z.object({ kind: z.string(), position: z.number().nullable(), entryId: z.string().nullable() }).nullable() })
    .nullable(),
  nowMs: z.number(),
});
/** See {@link ChainStatus}. */
export type ChainStatus = z.infer<typeof ChainStatus>;
