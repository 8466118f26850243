import "server-only";
import { z } from "zod";
import { VisitId } from "@/core/kit/ids";
import { seatError, triesLeft } from "@/core/visits/confirmation";
import { proxyStage, stageOf, type VisitorStage } from "@/core/visits/stage";
import { type ConfirmedVisit, VisitorView } from "@/core/visits/views";
import { isClinicianHere, waitingOpensAtMs } from "@/core/visits/visit";
import { estimateWait } from "@/core/visits/wait";
import type { ReadContext } from "../kit/context";
import type { Tx } from "../kit/db";
import { defineQuery } from "../kit/define";
import { openTelehealthText } from "../people/telehealth-consent";
import { proxySeat } from "./company";
import { attendState, findVisit, msOf, stateOf, visitFacts, type VisitRow } from "./visit-record";

const EARLIER_REACH_MS = 12 * 3600_000;

/** Visits of the same clinician that come before this one and are not done. */
async function earlierVisits(tx: Tx, row: VisitRow) {
  const { clinicianId, startsAt } = row.appointment;
  const earlier = await tx.visit.findMany({
    where: {
      practiceId: row.practiceId,
      id: { not: row.id },
      state: { in: ["expected", "waiting", "admitted"] },
      appointment: {
        clinicianId,
        status: "booked",
        startsAt: { lt: startsAt, gt: new Date(startsAt.getTime() - EARLIER_REACH_MS) },
      },
    },
    include: { appointment: { select: { startsAt: true, endsAt: true } } },
  });
  return earlier.map((each) => ({
    state: stateOf(each),
    startsAtMs: each.appointment.startsAt.getTime(),
    endsAtMs: each.appointment.endsAt.getTime(),
    admittedAtMs: msOf(each.admittedAt),
  }));
}

async function confirmedVisit(ctx: ReadContext, row: VisitRow): Promise<ConfirmedVisit> {
  const { appointment } = row;
  const startsAtMs = appointment.startsAt.getTime();
  const proxy = ctx.actor.kind === "visitor" && ctx.actor.proxyId !== null ? { proxyId: ctx.actor.proxyId, name: ctx.actor.name } : null;
  const [earlier, consent, signed] = await Promise.all([
    earlierVisits(ctx.tx, row),
    openTelehealthText(ctx.tx, row.practiceId, appointment.patientId, appointment.patient.locale),
    ctx.tx.encounterNote.count({ where: { visitId: row.id, status: "signed" } }),
  ]);
  return {
    state: stateOf(row),
    patientName: appointment.patient.preferredName ?? appointment.patient.givenName,
    proxy,
    clinicianName: appointment.clinician.displayName,
    speciality: appointment.clinician.speciality,
    serviceName: appointment.service.name,
    startsAtMs,
    endsAtMs: appointment.endsAt.getTime(),
    waitingOpensAtMs: waitingOpensAtMs(startsAtMs),
    hasWhereabouts: row.whereaboutsSealed !== null,
    consent,
    hasReadiness: row.readiness !== null,
    arrivedAtMs: msOf(row.arrivedAt),
    clinicianHere: isClinicianHere(msOf(row.clinicianSeenAt), ctx.nowMs),
    clinicianKnows:
      row.arrivedAt !== null && row.clinicianSeenAt !== null && row.clinicianSeenAt.getTime() >= row.arrivedAt.getTime(),
    wait: estimateWait(startsAtMs, earlier, ctx.nowMs),
    admittedAtMs: msOf(row.admittedAt),
    endedAtMs: msOf(row.endedAt),
    // Who acts for the patient finds it among the patient's visits, where their scopes allow it; what was said in
    // confidence is read by the patient's own account alone.
    hasSummary: signed > 0 && proxy === null && (!row.confidential || ctx.actor.kind === "patient"),
  };
}

interface SeatStage {
  /** The seat's own; null where it has none. */
  readonly stage: VisitorStage | null;
  readonly visitStage: VisitorStage;
  readonly left: number;
}

/** The seat's own reasons to show something else than the visit: told before anything about it. */
async function seatStage(ctx: ReadContext, row: VisitRow): Promise<SeatStage> {
  const visitStage = stageOf(stateOf(row));
  if (ctx.actor.kind !== "visitor") return { stage: null, visitStage, left: triesLeft(0) };
  const seat = await ctx.tx.visitSeat.findUniqueOrThrow({ where: { id: ctx.actor.seatId } });
  const failed = await ctx.tx.visitSeat.aggregate({
    where: { linkId: seat.linkId },
    _sum: { failedConfirmations: true },
  });
  const left = triesLeft(failed._sum.failedConfirmations ?? 0);
  const state = attendState(row, seat).seat;
  if (state !== null && seatError(state) !== null) {
    return { stage: state.revokedAtMs === null ? "replaced" : "closed", visitStage, left };
  }
  if (ctx.actor.part === "proxy") return { stage: null, visitStage: proxyStage(stateOf(row), proxySeat(seat)), left };
  if (seat.confirmedAt !== null) return { stage: null, visitStage, left };
  return { stage: left === 0 ? "closed" : "confirm", visitStage, left };
}

/** The visit as its patient's browser may know it. */
export const forVisitor = defineQuery({
  name: "visits/for-visitor",
  summary: "The visit as the patient may see it",
  input: z.object({ visitId: VisitId }),
  output: VisitorView,
  access: { resource: "visit", verb: "read" },
  async run(ctx, { visitId }) {
    if (ctx.actor.kind !== "visitor" && ctx.actor.kind !== "patient") return null;
    const row = await findVisit(ctx.tx, visitId);
    if (row === null) return null;
    const { stage, visitStage, left } = await seatStage(ctx, row);
    const { name, zone, emergencyNumber, phone } = row.appointment.practice;
    // A cancelled visit is no secret to the holder of its link: without it they would wait.
    const shown = stage === null || (stage === "confirm" && isFinal(visitStage)) ? visitStage : stage;
    return {
      view: {
        visitId,
        stage: shown,
        practice: { name, zone, emergencyNumber, phone },
        triesLeft: left,
        visit: stage === null ? await confirmedVisit(ctx, row) : null,
        nowMs: ctx.nowMs,
      },
      facts: visitFacts(row),
    };
  },
});

function isFinal(stage: VisitorStage): boolean {
  return stage === "over" || stage === "cancelled" || stage === "missed";
}
