import { z } from "zod";

/**
 * What the server tells open pages. `durable` topics also leave an outbox row that the worker
 * delivers at least once; the others are only worth something now (a page that missed one refetches).
 * A push carries ids only, never text.
 */
export const TOPICS = {
  "visit.changed": { durable: true },
  "appointment.changed": { durable: true },
  "note.changed": { durable: true },
  "session.revoked": { durable: true },
  "room.ops": { durable: false },
  /** Somebody painted where it hurts. */
  "pain.changed": { durable: false },
  /** Somebody was told of something, or marked it as read: `accountId` is whose page looks again. */
  "notification.new": { durable: false },
  /** A model of the practice came, went or changed. */
  "model.changed": { durable: false },
} as const;

/** Name of a push topic. */
export type Topic = keyof typeof TOPICS;

/**
 * Ids that say what changed, and who may hear of it. `version` is a count, not an id; `confidential` keeps the event
 * from those who act for the patient.
 */
export const PushIds = z.object({
  practiceId: z.uuid(),
  visitId: z.uuid().optional(),
  appointmentId: z.uuid().optional(),
  patientId: z.uuid().optional(),
  clinicianId: z.uuid().optional(),
  noteId: z.uuid().optional(),
  accountId: z.uuid().optional(),
  sessionId: z.uuid().optional(),
  version: z.number().int().nonnegative().optional(),
  confidential: z.literal(true).optional(),
});
/** See {@link PushIds}. */
export type PushIds = z.infer<typeof PushIds>;

const topicNames = Object.keys(TOPICS) as [Topic, ...Topic[]];

/** One event as it travels from Postgres to a browser. */
export const PushEvent = z.object({ topic: z.enum(topicNames), ids: PushIds });
/** See {@link PushEvent}. */
export type PushEvent = z.infer<typeof PushEvent>;
