import "server-only";
import { z } from "zod";
import { practiceOf } from "@/core/access/actor";
import { decideStepUp } from "@/core/access/second-factor";
import { domainError, staleError } from "@/core/kit/errors";
import { StaffId, type AppointmentId, type PatientId } from "@/core/kit/ids";
import { err, ok } from "@/core/kit/result";
import { isFitSupervisor, type Supervisor } from "@/core/practice/decide-staff";
import { decideLeaving, type LeavingState, type VisitToCome } from "@/core/practice/deactivate-staff";
import { DeactivateStaffInput, LeavingView } from "@/core/practice/staff";
import type { BookableClinician } from "@/core/scheduling/appointment";
import { endSessionsOf } from "../access/end-sessions";
import type { ReadContext, WriteContext } from "../kit/context";
import type { Tx } from "../kit/db";
import { defineCommand, defineQuery } from "../kit/define";
import { findBookableClinician, findBusy } from "../scheduling/booking-state";
import { changeMail } from "../scheduling/mail";
import { announce, holdAppointment, setVisitState, updateHeld } from "../scheduling/stored-appointment";
import { countOtherAdmins, findSupervisor, lockStaff, staffFacts, storedStaff, visitsToComeOf, type StaffRow } from "./staff-record";

const ALL_TIME = { fromMs: 0, untilMs: 8.64e15 };

async function findVisits(tx: Tx, practiceId: string, staffId: string, nowMs: number) {
  return tx.appointment.findMany({
    where: visitsToComeOf(practiceId, staffId, nowMs),
    include: { service: { select: { name: true } }, patient: { select: { givenName: true, familyName: true, preferredName: true } } },
    orderBy: { startsAt: "asc" },
  });
}

const visitRuns = (practiceId: string, staffId: string) => ({ practiceId, clinicianId: staffId, status: "booked", visit: { state: "admitted" } });

async function findTrainees(tx: Tx, practiceId: string, staffId: string) {
  return tx.staffMember.findMany({ where: { practiceId, supervisorId: staffId, active: true, roles: { has: "trainee" } }, orderBy: { displayName: "asc" } });
}

/** What is open before somebody can be let go: their visits to come with who is free then, and their trainees. */
export const leaving = defineQuery({
  name: "practice/leaving",
  summary: "What is open before a member of staff can be deactivated: visits to come and trainees.",
  input: z.strictObject({ staffId: StaffId }),
  output: LeavingView,
  access: { resource: "staff", verb: "deactivate" },
  run: async (ctx, { staffId }) => {
    const practiceId = practiceOf(ctx.actor);
    if (practiceId === null) return null;
    const row = await ctx.tx.staffMember.findFirst({ where: { practiceId, id: staffId }, include: { practice: { select: { zone: true } } } });
    if (row === null) return null;
    const [visits, running, trainees, colleagues] = await Promise.all([
      findVisits(ctx.tx, practiceId, staffId, ctx.nowMs),
      ctx.tx.appointment.count({ where: visitRuns(practiceId, staffId) }),
      findTrainees(ctx.tx, practiceId, staffId),
      ctx.tx.staffMember.findMany({ where: { practiceId, active: true, roles: { has: "clinician" }, id: { not: staffId } }, orderBy: { displayName: "asc" } }),
    ]);
    const busy = new Map<string, Awaited<ReturnType<typeof findBusy>>>();
    const last = visits.at(-1);
    const window = { fromMs: ctx.nowMs, untilMs: last?.endsAt.getTime() ?? ctx.nowMs };
    for (const { id } of visits.length === 0 ? [] : colleagues) busy.set(id, await findBusy(ctx.tx, practiceId, { clinicianId: id }, window));
    const isFree = (id: string, visit: { startsAt: Date; endsAt: Date }) =>
      !(busy.get(id) ?? []).some(({ startsAtMs, endsAtMs }) => startsAtMs < visit.endsAt.getTime() && endsAtMs > visit.startsAt.getTime());
    return {
      view: {
        staffId,
        version: row.version,
        zone: row.practice.zone,
        running,
        trainees: trainees.map(({ id, displayName }) => ({ staffId: id, name: displayName })),
        colleagues: colleagues.map(({ id, displayName }) => ({ staffId: id, name: displayName })),
        visits: visits.map((visit) => ({
          appointmentId: visit.id,
          version: visit.version,
          startsAtMs: visit.startsAt.getTime(),
          endsAtMs: visit.endsAt.getTime(),
          service: visit.service.name,
          patient: nameFor(ctx, practiceId, visit),
          freeStaffIds: colleagues.filter(({ id }) => isFree(id, visit)).map(({ id }) => id),
        })),
      },
      facts: { practiceId },
    };
  },
});

/** An admin who books nothing sees the time and not who comes. */
function nameFor(ctx: ReadContext, practiceId: NonNullable<ReturnType<typeof practiceOf>>, visit: Awaited<ReturnType<typeof findVisits>>[number]): string | null {
  const facts = { practiceId, patientId: visit.patientId as PatientId, clinicianId: visit.clinicianId as StaffId };
  if (!ctx.may("appointment", "read", facts)) return null;
  return `${visit.patient.preferredName ?? visit.patient.givenName} ${visit.patient.familyName}`.trim();
}

interface Loaded extends LeavingState {
  readonly row: StaffRow;
}

async function loadLeaving(ctx: WriteContext, input: DeactivateStaffInput): Promise<Loaded | null> {
  const { tx, nowMs } = ctx;
  const row = await lockStaff(tx, ctx.actor, input.staffId);
  if (row === null) return null;
  const { practiceId } = row;
  // The calendars of everybody named are held, so that nothing is booked in between.
  const named = [...new Set(input.visits.flatMap((fate) => (fate.to === "colleague" ? [fate.staffId] : [])))].sort();
  for (const id of named) {
    await tx.$queryRaw`select 1 from staff_member where practice_id = ${practiceId}::uuid and id = ${id}::uuid for no key update`;
  }
  const colleagues = new Map<StaffId, BookableClinician>();
  for (const id of named) {
    const clinician = await findBookableClinician(tx, practiceId, id, { ...ALL_TIME, fromMs: nowMs });
    if (clinician !== null) colleagues.set(id, clinician);
  }
  const supervisors = new Map<StaffId, Supervisor>();
  for (const { supervisorId } of input.trainees) {
    const supervisor = await findSupervisor(tx, practiceId, supervisorId);
    if (supervisor !== null) supervisors.set(supervisorId, supervisor);
  }
  const visits = await findVisits(tx, practiceId, input.staffId, nowMs);
  const { zone } = await tx.practice.findUniqueOrThrow({ where: { id: practiceId }, select: { zone: true } });
  return {
    row,
    zone,
    colleagues,
    supervisors,
    member: storedStaff(row),
    otherAdmins: await countOtherAdmins(tx, practiceId, input.staffId),
    running: await tx.appointment.count({ where: visitRuns(practiceId, input.staffId) }),
    traineeIds: (await findTrainees(tx, practiceId, input.staffId)).map(({ id }) => id as StaffId),
    visits: visits.map(
      (visit): VisitToCome => ({
        appointmentId: visit.id as AppointmentId,
        version: visit.version,
        patientId: visit.patientId as PatientId,
        startsAtMs: visit.startsAt.getTime(),
        endsAtMs: visit.endsAt.getTime(),
      }),
    ),
  };
}

/** Moves one visit to a colleague at the same time, or cancels it; the patient gets a mail either way. */
async function settleVisit(ctx: WriteContext, row: StaffRow, fate: DeactivateStaffInput["visits"][number]): Promise<void> {
  const held = await holdAppointment(ctx.tx, row.practiceId, fate.appointmentId);
  if (held === null || held.row.version !== fate.version) throw new Error("a visit to come changed under its lock");
  const about = { practice: { id: row.practiceId, ...held.row.practice }, patient: held.row.patient, startsAtMs: held.row.startsAt.getTime() };
  if (fate.to === "cancel") {
    await updateHeld(ctx, held, { status: "cancelled", version: fate.version + 1, cancelledAt: new Date(ctx.nowMs) });
    await setVisitState(ctx, held, "cancelled");
    const draft = await changeMail(ctx.tx, "cancelled", { ...about, clinicianName: held.row.clinician.displayName });
    if (draft !== null) await ctx.mail(draft);
    return announce(ctx, held.row);
  }
  const colleague = await ctx.tx.staffMember.findUniqueOrThrow({ where: { id: fate.staffId }, select: { displayName: true } });
  await updateHeld(ctx, held, { clinicianId: fate.staffId, version: fate.version + 1 });
  const draft = await changeMail(ctx.tx, "handed_over", { ...about, clinicianName: colleague.displayName });
  if (draft !== null) await ctx.mail(draft);
  await announce(ctx, held.row, fate.staffId);
}

/** Lets somebody go: nothing of theirs stays open, and they are out at once (STAFF-5, STAFF-6, STAFF-7). */
export const deactivateStaff = defineCommand({
  name: "practice/deactivate-staff",
  summary: "Deactivates a member of staff, with what happens to each visit to come and each trainee of theirs.",
  input: DeactivateStaffInput,
  output: z.object({ version: z.number().int(), handedOver: z.number().int(), cancelled: z.number().int(), sessionsEnded: z.number().int() }),
  violations: { appointment_clinician_time_excl: domainError("conflict", "practice.colleague_busy") },
  load: loadLeaving,
  access: { resource: "staff", verb: "deactivate", facts: ({ row }) => staffFacts(row) },
  audit: { action: "staff.deactivate", subject: (input) => ({ type: "staff", id: input.staffId }) },
  decide: (state, input, now) => decideLeaving(state, input, now),
  save: async (ctx, { visits, trainees }, { row }) => {
    const now = new Date(ctx.nowMs);
    const { practiceId, accountId } = row;
    for (const fate of visits) await settleVisit(ctx, row, fate);
    for (const { staffId, supervisorId } of trainees) {
      await ctx.tx.staffMember.updateMany({ where: { practiceId, id: staffId }, data: { supervisorId, version: { increment: 1 } } });
    }
    const open = { practiceId, staffId: row.id, OR: [{ endsAt: null }, { endsAt: { gt: now } }] };
    await ctx.tx.careTeamMember.deleteMany({ where: { ...open, startsAt: { gt: now } } });
    await ctx.tx.careTeamMember.updateMany({ where: open, data: { endsAt: now } });
    await ctx.tx.accountToken.updateMany({ where: { accountId, usedAt: null, revokedAt: null }, data: { revokedAt: now } });
    await ctx.tx.account.update({ where: { id: accountId }, data: { disabledAt: now } });
    const { count } = await ctx.tx.staffMember.updateMany({
      where: { id: row.id, version: row.version },
      data: { active: false, deactivatedAt: now, version: row.version + 1 },
    });
    if (count !== 1) throw new Error("a locked member of staff changed");
    const sessionsEnded = await endSessionsOf(ctx.tx, { practiceId, accountId }, ctx.nowMs);
    const handedOver = visits.filter(({ to }) => to === "colleague").length;
    return { version: row.version + 1, handedOver, cancelled: visits.length - handedOver, sessionsEnded };
  },
});

/** Takes somebody back, with the roles they had; visits and patients stay where they went. */
export const reactivateStaff = defineCommand({
  name: "practice/reactivate-staff",
  summary: "Takes a member of staff back, with the roles that they had.",
  input: z.strictObject({ staffId: StaffId, version: z.number().int().positive() }),
  output: z.object({ version: z.number().int() }),
  load: async (ctx, { staffId }) => {
    const row = await lockStaff(ctx.tx, ctx.actor, staffId);
    return row === null ? null : { row, member: storedStaff(row), supervisor: await findSupervisor(ctx.tx, row.practiceId, row.supervisorId) };
  },
  access: { resource: "staff", verb: "deactivate", facts: ({ row }) => staffFacts(row) },
  audit: { action: "staff.reactivate", subject: (input) => ({ type: "staff", id: input.staffId }) },
  decide: ({ member, supervisor }, { version }, { actor, nowMs }) => {
    if (version !== member.version) return err(staleError("practice.staff_stale", member.version, version));
    if (member.active) return err(domainError("conflict", "practice.staff_active"));
    const shown = decideStepUp("stepUpAtMs" in actor ? actor.stepUpAtMs : null, nowMs);
    if (!shown.ok) return shown;
    const isOrphan = member.roles.includes("trainee") && !isFitSupervisor(supervisor);
    return isOrphan ? err(domainError("conflict", "practice.supervisor_unfit")) : ok(null);
  },
  save: async (ctx, _changes, { row }) => {
    const { count } = await ctx.tx.staffMember.updateMany({
      where: { id: row.id, version: row.version },
      data: { active: true, deactivatedAt: null, version: row.version + 1 },
    });
    if (count !== 1) throw new Error("a locked member of staff changed");
    await ctx.tx.account.update({ where: { id: row.accountId }, data: { disabledAt: null } });
    return { version: row.version + 1 };
  },
});
