import { z } from "zod";
import { VisitId } from "@/core/kit/ids";
import { GUEST_PARTS } from "@/core/access/actor";
import { MAX_ACTOR } from "./limits";

const actor = z.number().int().min(1).max(MAX_ACTOR);
const version = z.number().int().min(0);

/** Asks for a visit's log after a version; 0 from the start. */
export const timelineInputSchema = z.object({ visitId: VisitId, sinceVersion: version });

/** A page load of the visit, as far as a sentence about it needs. */
const timelinePersonSchema = z.object({
  actor,
  /** The first page load of the same person. */
  person: actor,
  role: z.enum(["clinician", "patient", "guest"]),
  part: z.enum(GUEST_PARTS).nullable(),
  name: z.string(),
  /** The patient's name, of somebody who acted for them. */
  actsFor: z.string().nullable(),
});
/** See {@link timelineOutputSchema}. */
export type TimelinePerson = z.infer<typeof timelinePersonSchema>;

export const timelineOutputSchema = z.object({
  /** Everything up to here is in this answer or those before it. */
  version,
  more: z.boolean(),
  /** When the visit began; times in `packed` count from here. Epoch ms. */
  startMs: z.number(),
  /** When it ended; null while it goes on. */
  endMs: z.number().nullable(),
  /** What `packTimeline` made, in base64. */
  packed: z.string(),
  people: z.array(timelinePersonSchema),
  /** The record was erased: that something was done is still known, what it was is not. */
  erased: z.boolean(),
});
/** Answer to `room/timeline`. */
export type TimelineAnswer = z.infer<typeof timelineOutputSchema>;
