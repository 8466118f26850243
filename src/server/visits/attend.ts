import "server-only";
import { z } from "zod";
import { VisitId } from "@/core/kit/ids";
import { ok } from "@/core/kit/result";
import { decideArrive, decideLeave, requireSeat } from "@/core/visits/attend";
import { HEARTBEAT_EVERY_MS, SILENCE_LIMIT_MS } from "@/core/visits/timing";
import { VisitState } from "@/core/visits/visit";
import type { WriteContext } from "../kit/context";
import { defineCommand } from "../kit/define";
import { openTelehealthText } from "../people/telehealth-consent";
import { loadAttendance, loadLeaving, saveMove, touchSeat } from "./attendance";
import { visitFacts, visitIds } from "./visit-record";

const VisitOnly = z.object({ visitId: VisitId });
const StateView = z.object({ state: VisitState });

async function loadArrival(ctx: WriteContext, input: { visitId: VisitId }) {
  const attendance = await loadAttendance(ctx, input);
  if (attendance === null) return null;
  const { practiceId, appointment } = attendance.row;
  const text = await openTelehealthText(ctx.tx, practiceId, appointment.patientId, appointment.patient.locale);
  return { ...attendance, visit: { ...attendance.visit, needsConsent: text !== null } };
}

const isProxy = ({ actor }: WriteContext): boolean => actor.kind === "visitor" && actor.part === "proxy";

/** The patient enters the waiting room, or who acts for them. Twice is once. */
export const arrive = defineCommand({
  name: "visits/arrive",
  summary: "Enter the waiting room",
  input: VisitOnly,
  output: StateView,
  access: { resource: "visit", verb: "arrive", facts: ({ row }) => visitFacts(row) },
  audit: { action: "visit.arrive", subject: (input) => ({ type: "visit", id: input.visitId }) },
  load: loadArrival,
  decide: ({ visit }, _input, { nowMs }) => decideArrive(visit, nowMs),
  async save(ctx, move, { row, seat }) {
    const now = new Date(ctx.nowMs);
    await touchSeat(ctx, seat);
    if (seat !== null && seat.arrivedAt === null && isProxy(ctx)) {
      await ctx.tx.visitSeat.update({ where: { id: seat.id }, data: { arrivedAt: now } });
      // The visit may go on already: then this is a knock.
      if (!move.changed) await ctx.emit("visit.changed", visitIds(row));
    }
    await saveMove(ctx, row, move, { arrivedAt: now });
    if (move.changed) await ctx.notify([row.appointment.clinician.accountId], "visit.arrived", { type: "visit", id: row.id });
    return { state: move.state };
  },
});

/** The patient goes. A visit that was admitted stays so: they may come back. */
export const leave = defineCommand({
  name: "visits/leave",
  summary: "Leave the waiting room or the room",
  input: VisitOnly,
  output: StateView,
  access: { resource: "visit", verb: "leave", facts: ({ row }) => visitFacts(row) },
  audit: { action: "visit.leave", subject: (input) => ({ type: "visit", id: input.visitId }) },
  load: loadLeaving,
  decide: ({ visit }) => decideLeave(visit),
  async save(ctx, move, { row, seat }) {
    if (seat !== null && seat.arrivedAt !== null && seat.admittedAt === null) {
      await ctx.tx.visitSeat.update({ where: { id: seat.id }, data: { arrivedAt: null } });
      if (!move.changed) await ctx.emit("visit.changed", visitIds(row));
    }
    await saveMove(ctx, row, move, { arrivedAt: null });
    return { state: move.state };
  },
});

/**
 * A waiting page says that it is still there. `leaving`: the page is going away and may or may not
 * come back (a reload looks the same), so the silence limit is brought nearer and nothing else.
 */
export const heartbeat = defineCommand({
  name: "visits/heartbeat",
  summary: "Say that the waiting patient is still there",
  input: VisitOnly.extend({ leaving: z.boolean().default(false) }),
  output: StateView,
  access: { resource: "visit", verb: "arrive", facts: ({ row }) => visitFacts(row) },
  audit: { action: "visit.heartbeat", subject: (input) => ({ type: "visit", id: input.visitId }), successes: "none" },
  load: loadAttendance,
  decide: ({ visit }) => {
    const seat = requireSeat(visit.seat);
    return seat.ok ? ok({ state: visit.state }) : seat;
  },
  async save(ctx, { state }, { seat }, { leaving }) {
    if (seat !== null) {
      const seenAtMs = leaving ? ctx.nowMs - (SILENCE_LIMIT_MS - HEARTBEAT_EVERY_MS) : ctx.nowMs;
      await ctx.tx.visitSeat.update({ where: { id: seat.id }, data: { lastSeenAt: new Date(seenAtMs) } });
    }
    return { state };
  },
});
