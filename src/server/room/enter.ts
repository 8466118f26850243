import "server-only";
import { randomBytes } from "node:crypto";
import { decideConnect, decideEnter } from "@/core/room/admission";
import {
  connectInputSchema,
  connectOutputSchema,
  enterInputSchema,
  enterOutputSchema,
  leaveInputSchema,
  leaveOutputSchema,
  type RoomRole,
} from "@/core/room/contract";
import { err, ok } from "@/core/kit/result";
import { domainError } from "@/core/kit/errors";
import { ensurePatientKey } from "../kit/data-keys";
import { defineCommand } from "../kit/define";
import { visitFacts, visitIds } from "../visits/visit-record";
import { mintAccess } from "./media-server";
import { sealingFor } from "./media-sealing";
import { requestReconcile } from "./reconcile";
import { listRoster, loadRoom, loadRoomSeat, ownerColumns, roleOf } from "./room-record";

const signKeyBytes = (text: string | undefined): Uint8Array<ArrayBuffer> | null =>
  text === undefined ? null : new Uint8Array(Buffer.from(text, "base64url"));

/** One page load comes into the room: gets its actor id, its opaque identity and a first token. */
export const enter = defineCommand({
  name: "room/enter",
  summary: "Come into the room of an admitted visit",
  input: enterInputSchema,
  output: enterOutputSchema,
  load: loadRoom,
  access: { resource: "room", verb: "enter", facts: ({ row }) => visitFacts(row) },
  audit: { action: "room.enter", subject: (input) => ({ type: "room", id: input.visitId }) },
  decide: ({ room }) => decideEnter(room),
  async save(ctx, { actor }, { row }, input) {
    const { id: visitId, practiceId } = row;
    const role: RoomRole = ctx.actor.kind === "staff" ? "clinician" : ctx.actor.kind === "visitor" && ctx.actor.part === "guest" ? "guest" : "patient";
    const identity = randomBytes(16).toString("base64url");
    await ctx.tx.visit.update({ where: { id: visitId }, data: { nextActor: actor + 1 } });
    const owner = ownerColumns(ctx.actor);
    const sealsMedia = input.sealsMedia ?? false;
    await ctx.tx.roomActor.create({ data: { practiceId, visitId, actor, identity, role, signKey: signKeyBytes(input.signKey), sealsMedia, ...owner } });
    // The room's key comes from the patient's, which may not have been needed before.
    await ensurePatientKey(ctx.tx, row.patientId);
    if (owner.seatId !== undefined && role === "patient") {
      // One person, one place: an earlier device of theirs gives up its camera and microphone.
      const link = ctx.actor.kind === "visitor" && ctx.actor.part === "proxy" ? { id: ctx.actor.linkId } : { kind: "patient" };
      const theirs = await ctx.tx.visitSeat.findMany({ where: { visitId, link, id: { not: owner.seatId } }, select: { id: true } });
      const earlier = [{ seatId: { in: theirs.map(({ id }) => id) } }, ...("kind" in link ? [{ seatId: null }] : [])];
      await ctx.tx.roomActor.updateMany({ where: { visitId, role: "patient", deniedAt: null, OR: earlier }, data: { deniedAt: new Date(ctx.nowMs) } });
    }
    await requestReconcile(ctx, visitId);
    // Without a version: there is somebody new to know, not something new to draw.
    await ctx.emit("room.ops", visitIds(row));
    return {
      actor,
      identity,
      role,
      roster: await listRoster(ctx.tx, row),
      snapshotVersion: Number(row.sceneVersion),
      livekit: await mintAccess(row.roomName, identity, role, await sealingFor(ctx.tx, row, sealsMedia)),
    };
  },
});

/** A fresh token for a page load that is in already: one for each connect. */
export const connect = defineCommand({
  name: "room/connect",
  summary: "Get a fresh token for the media server",
  input: connectInputSchema,
  output: connectOutputSchema,
  load: loadRoomSeat,
  access: { resource: "room", verb: "enter", facts: ({ row }) => visitFacts(row) },
  audit: { action: "room.connect", subject: (input) => ({ type: "room", id: input.visitId }) },
  decide: ({ room, asking }) => decideConnect(room, asking),
  async save(ctx, _allowed, { row }, input) {
    const stored = await ctx.tx.roomActor.findUniqueOrThrow({
      where: { visitId_actor: { visitId: row.id, actor: input.actor } },
    });
    const role = roleOf(stored);
    if (stored.leftAt !== null && !stored.sealsMedia) {
      // It was taken for gone, and is not: the others may have sealed the room meanwhile (ROOM-60).
      await ctx.tx.roomActor.update({ where: { identity: stored.identity }, data: { leftAt: null } });
      await ctx.emit("room.ops", visitIds(row));
    }
    return { livekit: await mintAccess(row.roomName, stored.identity, role, await sealingFor(ctx.tx, row, stored.sealsMedia)) };
  },
});

/** A page load goes. Coming back is a new page load; the visit stays as it is. */
export const leave = defineCommand({
  name: "room/leave",
  summary: "Leave the room on this page",
  input: leaveInputSchema,
  output: leaveOutputSchema,
  load: loadRoomSeat,
  access: { resource: "room", verb: "leave", facts: ({ row }) => visitFacts(row) },
  audit: { action: "room.leave", subject: (input) => ({ type: "room", id: input.visitId }) },
  decide: ({ asking }) => (asking?.isOwn ? ok(asking) : err(domainError("not_found", "kit.not_found"))),
  async save(ctx, asking, { row }) {
    await ctx.tx.roomActor.updateMany({
      where: { visitId: row.id, actor: asking.actor, leftAt: null },
      data: { leftAt: new Date(ctx.nowMs) },
    });
    await ctx.emit("room.ops", visitIds(row));
    return { done: true as const };
  },
});
