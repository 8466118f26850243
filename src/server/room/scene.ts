import "server-only";
import { decidePush, type PushChanges } from "@/core/room/admission";
import { pullInputSchema, pullOutputSchema, pushInputSchema, pushOutputSchema, relayInputSchema } from "@/core/room/contract";
import { decideRelay } from "@/core/room/relay";
import { requireSeat } from "@/core/visits/attend";
import { isOver, overError } from "@/core/visits/visit";
import type { WriteContext } from "../kit/context";
import { defineCommand, defineQuery } from "../kit/define";
import { findSeatOf } from "../visits/attendance";
import { findVisit, visitFacts, visitIds, type VisitRow } from "../visits/visit-record";
import { requestCompaction } from "./compact";
import { isMediaSealedNow } from "./media-sealing";
import { roomKeyOf } from "./room-key";
import { findPageLoad, loadRoomSeat, listRoster, roomState } from "./room-record";
import { appendOps, readLog, readStored, wereGuestsLet } from "./scene-log";

/** Keeps ops, lets the log be folded when it is due, and tells the room. `relayedBy`: who handed them in for their author. */
async function keepOps(ctx: WriteContext, row: VisitRow, { toStore, ackedSeq }: PushChanges, relayedBy: number | null = null) {
  const version = await appendOps(ctx.tx, row, toStore, ctx.nowMs, relayedBy);
  await requestCompaction(ctx.tx, row.id, Number(row.sceneVersion), version);
  if (toStore.length > 0) await ctx.emit("room.ops", { ...visitIds(row), version });
  return { ackedSeq, version, stored: toStore.length };
}

/** Stores ops of one page load. Repeating it changes nothing; the answer alone says what is safe. */
export const pushOps = defineCommand({
  name: "room/push-ops",
  summary: "Store changes to the shared scene",
  input: pushInputSchema,
  output: pushOutputSchema,
  maxBytes: 512 * 1024,
  rate: { limit: 600, perMs: 60_000 },
  async load(ctx, input) {
    const seat = await loadRoomSeat(ctx, input);
    if (seat === null) return null;
    const stored = await readStored(ctx.tx, seat.row, input.actor);
    const guestsWereLet = seat.asking?.role === "guest" && (await wereGuestsLet(ctx.tx, seat.row));
    return { ...seat, stored: { ...stored, guestsWereLet } };
  },
  access: { resource: "room", verb: "change", facts: ({ row }) => visitFacts(row) },
  audit: { action: "room.change", subject: (input) => ({ type: "room", id: input.visitId }), successes: "minute" },
  decide: ({ room, asking, stored }, input, { nowMs }) => decidePush(room, asking, stored, input.ops, nowMs),
  save: (ctx, kept, { row }) => keepOps(ctx, row, kept),
});

/**
 * Stores what a clinician's page heard from somebody whose browser died before the server had it. The rows say who
 * wrote it and who handed it in. Repeating it changes nothing.
 */
export const relayOps = defineCommand({
  name: "room/relay-ops",
  summary: "Store changes to the shared scene by somebody who is gone",
  input: relayInputSchema,
  output: pushOutputSchema,
  maxBytes: 512 * 1024,
  rate: { limit: 120, perMs: 60_000 },
  async load(ctx, input) {
    const seat = await loadRoomSeat(ctx, input);
    if (seat === null) return null;
    const author = await findPageLoad(ctx, input.visitId, input.author);
    const stored = await readStored(ctx.tx, seat.row, input.author);
    const guestsWereLet = author?.role === "guest" && (await wereGuestsLet(ctx.tx, seat.row));
    return { ...seat, author, stored: { ...stored, guestsWereLet } };
  },
  access: { resource: "room", verb: "change", facts: ({ row }) => visitFacts(row) },
  audit: { action: "room.relay", subject: (input) => ({ type: "room", id: input.visitId }) },
  decide: ({ room, asking, author, stored }, input, { nowMs }) => decideRelay(room, asking, author, stored, input.ops, nowMs),
  save: (ctx, kept, { row }, input) => keepOps(ctx, row, kept, input.actor),
});

/**
 * The scene since a version. Coming in is what the audit notes: these answers only continue it, every
 * two seconds where there is no media server.
 */
export const scene = defineQuery({
  name: "room/scene",
  summary: "Read the shared scene since a version",
  input: pullInputSchema,
  output: pullOutputSchema,
  access: { resource: "room", verb: "read" },
  async run(ctx, input) {
    const row = await findVisit(ctx.tx, input.visitId);
    if (row === null) return null;
    const room = roomState(row, await findSeatOf(ctx.tx, ctx.actor), ctx.actor);
    // Patients see the scene while they are in the visit; afterwards through its summary.
    const isOpen = room.visitState === "admitted" && requireSeat(room.seat).ok && room.guestAdmittedAtMs !== null;
    if (ctx.actor.kind !== "staff" && isOver(room.visitState)) return { gone: overError(room.visitState), facts: visitFacts(row) };
    if (ctx.actor.kind !== "staff" && !isOpen) return null;
    const page = await readLog(ctx.tx, row, input.sinceVersion);
    const key = room.visitState === "admitted" ? await roomKeyOf(ctx.tx, row) : null;
    const sealed = await isMediaSealedNow(ctx.tx, row);
    return { view: { ...page, atMs: ctx.nowMs, key, sealed, roster: await listRoster(ctx.tx, row) }, facts: visitFacts(row) };
  },
});
