import "server-only";
import type { Facts } from "@/core/access/policy";
import type { AppointmentId, PatientId, PracticeId, StaffId } from "@/core/kit/ids";
import { domainError, type DomainError } from "@/core/kit/errors";
import type { StoredAppointment } from "@/core/scheduling/appointment";
import { VisitState } from "@/core/visits/visit";
import type { Prisma } from "@/generated/prisma/client";
import type { WriteContext } from "../kit/context";
import type { Tx } from "../kit/db";

const withPeople = {
  visit: true,
  patient: true,
  clinician: true,
  practice: { select: { name: true, zone: true, emergencyNumber: true } },
} satisfies Prisma.AppointmentInclude;

/** An appointment with its visit and people. */
export type AppointmentRow = Prisma.AppointmentGetPayload<{ include: typeof withPeople }>;

/** An appointment that is about to change: its rows are held until the transaction ends. */
export interface HeldAppointment {
  readonly row: AppointmentRow;
  readonly appointment: StoredAppointment;
}

/** Holds an appointment and its visit, or null: neither a move nor an admission can come in between. */
export async function holdAppointment(tx: Tx, practiceId: string, id: AppointmentId): Promise<HeldAppointment | null> {
  await tx.$queryRaw`select 1 from appointment where practice_id = ${practiceId}::uuid and id = ${id}::uuid for update`;
  await tx.$queryRaw`select 1 from visit where practice_id = ${practiceId}::uuid and appointment_id = ${id}::uuid for update`;
  const row = await tx.appointment.findFirst({ where: { practiceId, id }, include: withPeople });
  return row === null ? null : { row, appointment: storedAppointment(row) };
}

function storedAppointment(row: AppointmentRow): StoredAppointment {
  return {
    id: row.id as AppointmentId,
    clinicianId: row.clinicianId as StaffId,
    patientId: row.patientId as PatientId,
    startsAtMs: row.startsAt.getTime(),
    endsAtMs: row.endsAt.getTime(),
    status: row.status === "cancelled" ? "cancelled" : "booked",
    version: row.version,
    visitState: VisitState.parse(row.visit?.state ?? "expected"),
    cancelledAtMs: row.cancelledAt?.getTime() ?? null,
  };
}

/** To whom an appointment belongs, for the policy. */
export function appointmentFacts(row: { practiceId: string; patientId: string; clinicianId: string }): Facts {
  return {
    practiceId: row.practiceId as PracticeId,
    patientId: row.patientId as PatientId,
    clinicianId: row.clinicianId as StaffId,
  };
}

/** Writes a change if the row still has the version that was decided on (SCH-6). */
export async function updateHeld(
  ctx: WriteContext,
  held: HeldAppointment,
  data: Prisma.AppointmentUncheckedUpdateManyInput,
): Promise<void> {
  const { id, practiceId, version } = held.row;
  const { count } = await ctx.tx.appointment.updateMany({ where: { id, practiceId, version }, data });
  if (count !== 1) throw new Error("a held appointment changed its version");
}

/** Sets the visit's state beside a change of its appointment. */
export async function setVisitState(ctx: WriteContext, held: HeldAppointment, state: VisitState): Promise<void> {
  const visitId = held.row.visit?.id;
  if (visitId === undefined) throw new Error("an appointment has no visit");
  const arrivedAt = state === "expected" ? { arrivedAt: null } : {};
  const { count } = await ctx.tx.visit.updateMany({ where: { id: visitId }, data: { state, ...arrivedAt } });
  if (count !== 1) throw new Error("a held visit is gone");
}

/** Tells calendars, queues and the patient's page. */
export async function announce(ctx: WriteContext, row: AppointmentRow, clinicianId = row.clinicianId): Promise<void> {
  const ids = {
    practiceId: row.practiceId,
    appointmentId: row.id,
    patientId: row.patientId,
    ...(row.visit === null ? {} : { visitId: row.visit.id }),
  };
  await ctx.emit("appointment.changed", { ...ids, clinicianId });
  if (clinicianId !== row.clinicianId) await ctx.emit("appointment.changed", { ...ids, clinicianId: row.clinicianId });
  if (row.visit !== null) await ctx.emit("visit.changed", { ...ids, clinicianId });
}

const TAKEN = { until: "none", untilMs: 0, takenBy: "", hasNext: "unknown", next: "", nextMs: 0 };

/** What the database refuses, in the words of core: should two bookings ever pass the lock together. */
export const TIME_VIOLATIONS: Readonly<Record<string, DomainError>> = {
  appointment_clinician_time_excl: domainError("conflict", "scheduling.time_taken", { params: TAKEN }),
  appointment_patient_time_excl: domainError("conflict", "scheduling.patient_busy", { params: { until: "none", untilMs: 0 } }),
};
