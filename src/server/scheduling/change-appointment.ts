import "server-only";
import { z } from "zod";
import { practiceOf } from "@/core/access/actor";
import { AppointmentId } from "@/core/kit/ids";
import { ChangeAppointmentInput, MoveAppointmentInput } from "@/core/scheduling/appointment";
import { decideCancel, decideReschedule, decideRestore, type MoveState } from "@/core/scheduling/change";
import { dateAt } from "@/core/scheduling/wall-time";
import { standingProxy } from "../access/standing-proxy";
import type { WriteContext } from "../kit/context";
import { defineCommand } from "../kit/define";
import { dayWindow, findBookableClinician, findBookablePatient, lockCalendars, type Window } from "./booking-state";
import { changeMail } from "./mail";
import {
  announce,
  appointmentFacts,
  holdAppointment,
  setVisitState,
  TIME_VIOLATIONS,
  updateHeld,
  type HeldAppointment,
} from "./stored-appointment";

const ChangedView = z.object({
  appointmentId: AppointmentId,
  version: z.number().int(),
  startsAtMs: z.number(),
  endsAtMs: z.number(),
});

const subject = (input: { appointmentId: string }) => ({ type: "appointment" as const, id: input.appointmentId });
const factsOf = (held: HeldAppointment) => appointmentFacts(held.row);

/** Calls an appointment off; its visit closes with it (SCH-9). */
export const cancelAppointment = defineCommand({
  name: "scheduling/cancel-appointment",
  summary: "Cancels an appointment and tells the patient.",
  input: ChangeAppointmentInput,
  output: ChangedView,
  access: { resource: "appointment", verb: "cancel", facts: factsOf },
  audit: { action: "appointment.cancel", subject },
  load: hold,
  decide: decideCancel,
  save: async (ctx, { version, cancelledAtMs }, held) => {
    await updateHeld(ctx, held, { status: "cancelled", version, cancelledAt: new Date(cancelledAtMs) });
    await setVisitState(ctx, held, "cancelled");
    await tellPatient(ctx, "cancelled", held, held.row.startsAt, held.row.clinician.displayName);
    await noteChange(ctx, "appointment.cancelled", held.row, [held.row.clinicianId]);
    await announce(ctx, held.row);
    return changed(held, version);
  },
});

/** Takes a cancellation back: same appointment, same visit, same link. */
export const restoreAppointment = defineCommand({
  name: "scheduling/restore-appointment",
  summary: "Takes a cancellation back while the time is still free.",
  input: ChangeAppointmentInput,
  output: ChangedView,
  access: { resource: "appointment", verb: "cancel", facts: factsOf },
  audit: { action: "appointment.restore", subject },
  violations: TIME_VIOLATIONS,
  load: async (ctx, input) => {
    const held = await hold(ctx, input);
    if (held === null) return null;
    const { zone } = held.row.practice;
    const window = dayWindow(dateAt(held.appointment.startsAtMs, zone), zone);
    const state = await loadMove(ctx, held, held.row.clinicianId, window);
    return state === null ? null : { ...state, zone };
  },
  decide: (state, input, { nowMs }) => decideRestore(state, input, { nowMs, zone: state.zone }),
  save: async (ctx, { version }, held) => {
    await updateHeld(ctx, held, { status: "booked", version, cancelledAt: null });
    await setVisitState(ctx, held, "expected");
    await tellPatient(ctx, "restored", held, held.row.startsAt, held.row.clinician.displayName);
    await announce(ctx, held.row);
    return changed(held, version);
  },
});

/** Moves an appointment to another time or clinician. */
export const moveAppointment = defineCommand({
  name: "scheduling/move-appointment",
  summary: "Moves an appointment and tells the patient.",
  input: MoveAppointmentInput,
  output: ChangedView.extend({ clockRepeats: z.boolean() }),
  access: { resource: "appointment", verb: "move", facts: factsOf },
  audit: { action: "appointment.move", subject },
  violations: TIME_VIOLATIONS,
  load: async (ctx, input) => {
    const held = await hold(ctx, input);
    return held === null ? null : loadMove(ctx, held, input.clinicianId, dayWindow(input.date, input.zone));
  },
  decide: (state, input, now) => decideReschedule(state, input, now),
  save: async (ctx, move, held) => {
    const startsAt = new Date(move.startsAtMs);
    const endsAt = new Date(move.endsAtMs);
    await updateHeld(ctx, held, { clinicianId: move.clinicianId, startsAt, endsAt, version: move.version });
    await tellPatient(ctx, "moved", held, startsAt, held.newClinicianName);
    await noteChange(ctx, "appointment.moved", held.row, [held.row.clinicianId, move.clinicianId]);
    await announce(ctx, held.row, move.clinicianId);
    const { appointmentId, version, startsAtMs, endsAtMs, clockRepeats } = move;
    return { appointmentId, version, startsAtMs, endsAtMs, clockRepeats };
  },
});

async function hold(ctx: WriteContext, input: { appointmentId: AppointmentId }): Promise<HeldAppointment | null> {
  const practiceId = practiceOf(ctx.actor);
  return practiceId === null ? null : holdAppointment(ctx.tx, practiceId, input.appointmentId);
}

async function loadMove(
  ctx: WriteContext,
  held: HeldAppointment,
  toClinicianId: string,
  window: Window,
): Promise<(HeldAppointment & MoveState & { newClinicianName: string }) | null> {
  const { practiceId } = held.row;
  const { patientId, clinicianId } = held.appointment;
  const to = toClinicianId as typeof clinicianId;
  // Who may not book for a clinician may not move something into their day either.
  if (to !== clinicianId && !ctx.may("appointment", "book", appointmentFacts({ practiceId, patientId, clinicianId: to }))) return null;
  await lockCalendars(ctx.tx, practiceId, { clinicianIds: [clinicianId, to], patientId });
  const clinician = await findBookableClinician(ctx.tx, practiceId, to, window);
  const patient = await findBookablePatient(ctx.tx, practiceId, patientId, window);
  if (clinician === null || patient === null) return null;
  const named = await ctx.tx.staffMember.findUniqueOrThrow({ where: { id: to }, select: { displayName: true } });
  return { ...held, clinician, patient, newClinicianName: named.displayName };
}

async function tellPatient(
  ctx: WriteContext,
  kind: "moved" | "cancelled" | "restored",
  { row }: HeldAppointment,
  startsAt: Date,
  clinicianName: string,
): Promise<void> {
  const draft = await changeMail(ctx.tx, kind, {
    practice: { id: row.practiceId, ...row.practice },
    patient: row.patient,
    clinicianName,
    startsAtMs: startsAt.getTime(),
  });
  if (draft !== null) await ctx.mail(draft);
}

/** In the notifications of the patient, of those who look after their appointments, and of the clinicians; not of who did it. */
async function noteChange(
  ctx: WriteContext,
  kind: "appointment.moved" | "appointment.cancelled",
  { id, practiceId, patientId, patient }: HeldAppointment["row"],
  clinicianIds: readonly string[],
): Promise<void> {
  const now = new Date(ctx.nowMs);
  const clinicians = await ctx.tx.staffMember.findMany({ where: { practiceId, id: { in: [...clinicianIds] }, active: true }, select: { accountId: true } });
  const proxies = await ctx.tx.proxy.findMany({ where: { practiceId, patientId, scopes: { has: "appointments" }, ...standingProxy(now) }, select: { accountId: true } });
  const did = "accountId" in ctx.actor ? ctx.actor.accountId : null;
  const told = [...[...clinicians, ...proxies].map(({ accountId }) => accountId), ...(patient.accountId === null ? [] : [patient.accountId])];
  await ctx.notify(told.filter((each) => each !== did), kind, { type: "appointment", id });
}

function changed(held: HeldAppointment, version: number) {
  const { id, startsAtMs, endsAtMs } = held.appointment;
  return { appointmentId: id, version, startsAtMs, endsAtMs };
}
