import { z } from "zod";
import { GUEST_PARTS } from "@/core/access/actor";
import { VisitId } from "@/core/kit/ids";
import { isBoundedJson, type JsonValue } from "./json";
import { MAX_ACTOR, MAX_COUNTER, MAX_PUSH_OPS } from "./limits";
import { isRegisterName } from "./registers";

const actor = z.number().int().min(1).max(MAX_ACTOR);
const counter = z.number().int().min(0).max(MAX_COUNTER);
const version = z.number().int().min(0);

const stamp = z.number().int().min(1).max(MAX_COUNTER);

/** The shape of an op on the wire, as the server's contract writes it down; browsers judge by `isOpShaped`. */
export const sceneOpSchema = z.object({
  actor,
  seq: stamp,
  lamport: stamp,
  register: z.string().refine(isRegisterName, "register"),
  value: z.custom<JsonValue>((value) => isBoundedJson(value), "value"),
});

/** A guest sees, speaks and points; the scene is changed by patient and clinician (GUEST-3). */
const roomRoleSchema = z.enum(["clinician", "patient", "guest"]);

const signKeySchema = z.string().regex(/^B[A-Za-z0-9_-]{86}$/);

/** One page load in the room. Roles come from here, never from the media server. */
export const rosterEntrySchema = z.object({
  actor,
  identity: z.string(),
  role: roomRoleSchema,
  /** As what a guest was asked in; null for patient and clinician. */
  part: z.enum(GUEST_PARTS).nullable().optional(),
  /** The first actor id of the same person: their page loads count as one where an op is judged. */
  person: actor.optional(),
  /** The patient's name, of somebody who acts for them and has the role of their side; null for everybody else. */
  actsFor: z.string().nullable().optional(),
  /** The public half (P-256, raw, base64url) of the pair with which this page load signs; null where it can't. */
  signKey: signKeySchema.nullable().optional(),
  /** This page load can seal its sound and picture. */
  seals: z.boolean().optional(),
  /** How others read this person: the clinician's display name, the patient's preferred name, or what a guest says. */
  name: z.string(),
  /** Came in and has not left; without a media server, as far as their page has said. */
  present: z.boolean(),
});
export type RosterEntry = z.infer<typeof rosterEntrySchema>;
export type RoomRole = RosterEntry["role"];

/**
 * Where and how to connect to the media server; null when there is none, or none for a page that can't seal
 * (ROOM-62). `sealed`: sound and picture are sealed between the browsers, and nothing else leaves a page.
 */
export const mediaAccessSchema = z.object({ url: z.string(), token: z.string(), sealed: z.boolean() }).nullable();
export type MediaAccess = z.infer<typeof mediaAccessSchema>;

export const enterInputSchema = z.object({
  visitId: VisitId,
  signKey: signKeySchema.optional(),
  /** This page can seal its sound and picture. Whoever doesn't say so can't. */
  sealsMedia: z.boolean().optional(),
});
export const enterOutputSchema = z.object({
  actor,
  identity: z.string(),
  role: roomRoleSchema,
  roster: z.array(rosterEntrySchema),
  snapshotVersion: version,
  livekit: mediaAccessSchema,
});
/** Answer to `room/enter`. */
export type EnterAnswer = z.infer<typeof enterOutputSchema>;

export const connectInputSchema = z.object({ visitId: VisitId, actor });
export const connectOutputSchema = z.object({ livekit: mediaAccessSchema });

export const pushInputSchema = z.object({
  visitId: VisitId,
  actor,
  ops: z.array(sceneOpSchema).min(1).max(MAX_PUSH_OPS),
});
export const pushOutputSchema = z.object({
  /** Every op of this actor up to here is stored. */
  ackedSeq: counter,
  /** The scene's newest version after this push. */
  version,
  /** How many ops were new. */
  stored: version,
});
/** Answer to `room/push-ops`, and to `room/relay-ops`, where the counts are the author's. */
export type PushAnswer = z.infer<typeof pushOutputSchema>;

export const relayInputSchema = z.object({
  visitId: VisitId,
  /** The page load that hands them in. */
  actor,
  /** The one that wrote them. */
  author: actor,
  ops: z.array(sceneOpSchema).min(1).max(MAX_PUSH_OPS),
});

export const pullInputSchema = z.object({ visitId: VisitId, sinceVersion: version });
/** The key of a room's messages between browsers: 32 bytes in base64url, and the how manieth. */
export const roomKeySchema = z.object({ epoch: z.number().int().min(0).max(0xffff), secret: z.string().regex(/^[A-Za-z0-9_-]{43}$/) });
export type RoomKey = z.infer<typeof roomKeySchema>;

export const pullOutputSchema = z.object({
  /** What the server's clock showed as it answered, epoch ms: what moves by itself goes by it on every page. */
  atMs: z.number().optional(),
  /** Everything up to here is in this answer, or was known. */
  version,
  /** From 0: the newest op of each actor on each register. Else all that came after. */
  ops: z.array(sceneOpSchema),
  /** Per actor: everything up to here is accounted for by this answer and those before it. */
  seen: z.array(z.tuple([actor, counter])),
  /** There is more after `version`; ask again. */
  more: z.boolean(),
  roster: z.array(rosterEntrySchema),
  /** For whoever is let into the room, while the visit goes on. */
  key: roomKeySchema.nullable(),
  /** Sound and picture in this room are sealed now (ROOM-60). */
  sealed: z.boolean(),
});
/** Answer to `room/scene`. */
export type PullAnswer = z.infer<typeof pullOutputSchema>;

export const leaveInputSchema = z.object({ visitId: VisitId, actor });
export const leaveOutputSchema = z.object({ done: z.literal(true) });
