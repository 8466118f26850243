import "server-only";
import { z } from "zod";
import { VisitId } from "@/core/kit/ids";
import { decideGuestStep, GuestName, guestStage, GuestView, isGuestHere } from "@/core/visits/guests";
import { guestPlace } from "../access/resolve-actor";
import type { WriteContext } from "../kit/context";
import { defineCommand, defineQuery } from "../kit/define";
import { sealForPatient } from "../kit/sealing";
import { guestSeat } from "./guests";
import { findVisit, lockVisit, msOf, stateOf, visitFacts, visitIds } from "./visit-record";

const Done = z.object({ done: z.literal(true) });

async function loadGuestSeat(ctx: WriteContext, { visitId }: { visitId: VisitId }) {
  if (ctx.actor.kind !== "visitor" || ctx.actor.part !== "guest") return null;
  const row = await lockVisit(ctx.tx, visitId);
  const seat = await ctx.tx.visitSeat.findFirst({ where: { id: ctx.actor.seatId, visitId } });
  return row === null || seat === null ? null : { row, seat, part: ctx.actor.guestPart };
}

/** The visit as a guest may know it. */
export const forGuest = defineQuery({
  name: "visits/for-guest",
  summary: "The visit as a guest of it may see it.",
  input: z.strictObject({ visitId: VisitId }),
  output: GuestView,
  access: { resource: "guest", verb: "read" },
  run: async (ctx, { visitId }) => {
    const { actor } = ctx;
    if (actor.kind !== "visitor" || actor.guestPart === null) return null;
    const row = await findVisit(ctx.tx, visitId);
    const seat = await ctx.tx.visitSeat.findFirst({ where: { id: actor.seatId, visitId } });
    if (row === null || seat === null) return null;
    const { practice, clinician, startsAt } = row.appointment;
    const judged = guestSeat(seat);
    return {
      view: {
        visitId,
        stage: guestStage(stateOf(row), judged),
        practice: { name: practice.name, zone: practice.zone },
        name: actor.name,
        part: actor.guestPart,
        clinicianName: clinician.displayName,
        startsAtMs: startsAt.getTime(),
        admittedAtMs: msOf(row.admittedAt),
        nowMs: ctx.nowMs,
      },
      facts: visitFacts(row),
    };
  },
});

/** A guest says how they are called, and waits from here. */
export const sayGuestName = defineCommand({
  name: "visits/say-guest-name",
  summary: "Says who a guest is; they wait from then on.",
  input: z.object({ visitId: VisitId, name: GuestName }),
  output: Done,
  load: loadGuestSeat,
  access: { resource: "guest", verb: "confirm", facts: ({ row }) => visitFacts(row) },
  audit: { action: "guest.say_name", subject: ({ visitId }) => ({ type: "visit", id: visitId }) },
  decide: ({ row, seat }) => decideGuestStep(stateOf(row), guestSeat(seat)),
  save: async (ctx, _ok, { row, seat, part }, { name }) => {
    const now = new Date(ctx.nowMs);
    const guestSealed = await sealForPatient(ctx.tx, row.patientId, guestPlace(seat.linkId), JSON.stringify({ name, part }));
    await ctx.tx.visitLink.update({ where: { id: seat.linkId }, data: { guestSealed } });
    // One person, one place: a device of the same guest that came before gives way.
    await ctx.tx.visitSeat.updateMany({ where: { linkId: seat.linkId, id: { not: seat.id }, replacedAt: null }, data: { replacedAt: now } });
    await ctx.tx.visitSeat.update({ where: { id: seat.id }, data: { confirmedAt: seat.confirmedAt ?? now, lastSeenAt: now } });
    await ctx.emit("visit.changed", visitIds(row));
    return { done: true as const };
  },
});

/** A guest's page says that it is still there; `leaving` says that it goes. */
export const guestHere = defineCommand({
  name: "visits/guest-here",
  summary: "Says that a guest still waits, or goes.",
  input: z.object({ visitId: VisitId, leaving: z.boolean().default(false) }),
  output: Done,
  load: loadGuestSeat,
  access: { resource: "guest", verb: "arrive", facts: ({ row }) => visitFacts(row) },
  audit: { action: "guest.here", subject: ({ visitId }) => ({ type: "visit", id: visitId }), successes: "none" },
  decide: ({ row, seat }) => decideGuestStep(stateOf(row), guestSeat(seat)),
  save: async (ctx, _ok, { row, seat }, { leaving }) => {
    const wasHere = isGuestHere(guestSeat(seat), ctx.nowMs);
    await ctx.tx.visitSeat.update({ where: { id: seat.id }, data: { lastSeenAt: new Date(leaving ? 0 : ctx.nowMs) } });
    if (wasHere === leaving) await ctx.emit("visit.changed", visitIds(row));
    return { done: true as const };
  },
});
