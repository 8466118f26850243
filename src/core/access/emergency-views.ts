import { z } from "zod";
import { EMERGENCY_REASONS, VERDICTS } from "./break-glass";

/** What somebody sees who knocks at a record that isn't theirs. */
export const DoorView = z.object({
  patientId: z.uuid(),
  name: z.string(),
  /** Whether they take care of the patient: then there is no door. */
  takesCare: z.boolean(),
  standing: z.object({ breakGlassId: z.uuid(), endsAtMs: z.number() }).nullable(),
});
/** See {@link DoorView}. */
export type DoorView = z.infer<typeof DoorView>;

/** Emergency access that stands for the person who asks, for the banner. */
export const StandingEmergencies = z.object({
  emergencies: z.array(z.object({ breakGlassId: z.uuid(), patientId: z.uuid(), patientName: z.string(), endsAtMs: z.number() })),
  nowMs: z.number(),
});
/** See {@link StandingEmergencies}. */
export type StandingEmergencies = z.infer<typeof StandingEmergencies>;

/** One time of emergency access, as its reviewer reads it. */
export const EmergencyToReview = z.object({
  breakGlassId: z.uuid(),
  staffName: z.string(),
  patientName: z.string(),
  reason: z.enum(EMERGENCY_REASONS),
  words: z.string(),
  startedAtMs: z.number(),
  /** When it ended or will end by itself. */
  endsAtMs: z.number(),
  isOpen: z.boolean(),
  /** What was done with it: actions of the audit and how often. */
  used: z.array(z.object({ action: z.string(), count: z.number().int() })),
  review: z
    .object({ reviewerName: z.string(), reviewedAtMs: z.number(), verdict: z.enum(VERDICTS), words: z.string() })
    .nullable(),
  /** `review` where the reader may judge it. */
  verbs: z.array(z.string()),
});
/** See {@link EmergencyToReview}. */
export type EmergencyToReview = z.infer<typeof EmergencyToReview>;

/** The review queue: what waits first, then what was judged lately. */
export const ReviewQueue = z.object({ emergencies: z.array(EmergencyToReview), zone: z.string(), nowMs: z.number() });
/** See {@link ReviewQueue}. */
export type ReviewQueue = z.infer<typeof ReviewQueue>;
