import { z } from "zod";
import { PatientId } from "@/core/kit/ids";
import { DELETION_BASES, RECORD_CLASSES } from "./retention";

/** The rules of a practice, each with what it may be. */
export const RetentionRules = z.object({
  rules: z.array(
    z.object({
      recordClass: z.enum(RECORD_CLASSES),
      years: z.number(),
      leastYears: z.number(),
      minorsUntilAge: z.number().nullable(),
      atTheEnd: z.enum(["propose", "auto", "keep"]),
      /** Whether the practice has set it itself. */
      isOwn: z.boolean(),
    }),
  ),
  mayChange: z.boolean(),
});
/** See {@link RetentionRules}. */
export type RetentionRules = z.infer<typeof RetentionRules>;

/** A record whose time is over. */
export const DueRecord = z.object({
  patientId: PatientId,
  name: z.string(),
  version: z.number(),
  recordClass: z.enum(["health_record", "registration"]),
  /** Day of the last visit, or on which the record was begun. */
  lastDate: z.string(),
  /** Since when it may go. */
  dueSince: z.string(),
});

/** Everything whose time is over and that waits for a decision. Held records are not among it. */
export const DueRecords = z.object({ due: z.array(DueRecord), held: z.number(), hasMore: z.boolean() });
/** See {@link DueRecords}. */
export type DueRecords = z.infer<typeof DueRecords>;

/** A legal hold as admins and auditors see it. */
export const HoldView = z.object({
  holdId: z.uuid(),
  patientId: PatientId,
  name: z.string(),
  words: z.string(),
  placedBy: z.string(),
  placedAtMs: z.number(),
});

/** The holds that stand. */
export const Holds = z.object({ holds: z.array(HoldView) });
/** See {@link Holds}. */
export type Holds = z.infer<typeof Holds>;

/** What is left of a deletion: that it happened, how much it was, and whether this still is what was written then. */
export const ReceiptView = z.object({
  receiptId: z.uuid(),
  patientId: PatientId,
  deletedAtMs: z.number(),
  basis: z.enum(DELETION_BASES),
  deletedBy: z.string().nullable(),
  counts: z.record(z.string(), z.number()),
  isTrue: z.boolean(),
});
/** See {@link ReceiptView}. */
export type ReceiptView = z.infer<typeof ReceiptView>;

/** What is known of a record before it is held or deleted. */
export const RecordPreview = z.object({
  patientId: PatientId,
  name: z.string(),
  version: z.number(),
  /** Day of the last visit that took place. */
  lastVisit: z.string().nullable(),
  /** From which day on it may go. */
  until: z.string(),
  isDue: z.boolean(),
  isHeld: z.boolean(),
  openVisits: z.number(),
  hasHealthRecord: z.boolean(),
});
/** See {@link RecordPreview}. */
export type RecordPreview = z.infer<typeof RecordPreview>;
