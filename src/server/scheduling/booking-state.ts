import "server-only";
import type { AppointmentId, PatientId, ServiceId, StaffId } from "@/core/kit/ids";
import type { BookableClinician, BookablePatient, Busy } from "@/core/scheduling/appointment";
import { minutesMs } from "@/core/scheduling/interval";
import { dayBounds, type CalendarDate, type Zone } from "@/core/scheduling/wall-time";
import type { Tx } from "../kit/db";

/** No appointment is longer (checked by the database): one that reaches into a day began this long before it. */
const LONGEST_MIN = 480;

/** The stretch in which appointments matter to a decision about one day. */
export interface Window {
  readonly fromMs: number;
  readonly untilMs: number;
}

/** A day in a zone, wide enough for appointments that reach into it or out of it. */
export function dayWindow(date: CalendarDate, zone: Zone): Window {
  const { startMs, endMs } = dayBounds(date, zone);
  return { fromMs: startMs - minutesMs(LONGEST_MIN), untilMs: endMs + minutesMs(LONGEST_MIN) };
}

/**
 * Holds the calendars of these people until the transaction ends, always in the same order, so that
 * bookings for one person are decided one after the other and each loser can be told why. The
 * exclusion constraints would refuse the loser too, but couldn't say until when the time is taken.
 */
export async function lockCalendars(
  tx: Tx,
  practiceId: string,
  who: { readonly clinicianIds: readonly string[]; readonly patientId: string },
): Promise<void> {
  for (const clinicianId of [...new Set(who.clinicianIds)].sort()) {
    await tx.$queryRaw`select 1 from staff_member
      where practice_id = ${practiceId}::uuid and id = ${clinicianId}::uuid for no key update`;
  }
  await tx.$queryRaw`select 1 from patient
    where practice_id = ${practiceId}::uuid and id = ${who.patientId}::uuid for no key update`;
}

/** What takes somebody's time in a window: every appointment that is not cancelled. */
export async function findBusy(
  tx: Tx,
  practiceId: string,
  whose: { readonly clinicianId: string } | { readonly patientId: string },
  window: Window,
): Promise<Busy[]> {
  const rows = await tx.appointment.findMany({
    where: {
      practiceId,
      ...whose,
      status: { not: "cancelled" },
      startsAt: { lt: new Date(window.untilMs) },
      endsAt: { gt: new Date(window.fromMs) },
    },
    select: { id: true, startsAt: true, endsAt: true },
    orderBy: { startsAt: "asc" },
  });
  return rows.map(({ id, startsAt, endsAt }) => ({
    appointmentId: id as AppointmentId,
    startsAtMs: startsAt.getTime(),
    endsAtMs: endsAt.getTime(),
  }));
}

/** A clinician of the practice as a booking needs to know them, or null. */
export async function findBookableClinician(
  tx: Tx,
  practiceId: string,
  clinicianId: StaffId,
  window: Window,
): Promise<BookableClinician | null> {
  const row = await tx.staffMember.findFirst({ where: { practiceId, id: clinicianId } });
  if (row === null) return null;
  return {
    id: row.id as StaffId,
    active: row.active,
    isClinician: row.roles.includes("clinician"),
    busy: await findBusy(tx, practiceId, { clinicianId }, window),
  };
}

/** A patient of the practice as a booking needs to know them, or null. */
export async function findBookablePatient(
  tx: Tx,
  practiceId: string,
  patientId: PatientId,
  window: Window,
): Promise<BookablePatient | null> {
  const row = await tx.patient.findFirst({ where: { practiceId, id: patientId, status: "active" }, select: { id: true } });
  if (row === null) return null;
  return { id: row.id as PatientId, busy: await findBusy(tx, practiceId, { patientId }, window) };
}

/** A service of the practice as a booking needs to know it, or null. */
export async function findBookableService(tx: Tx, practiceId: string, serviceId: ServiceId) {
  const row = await tx.service.findFirst({ where: { practiceId, id: serviceId } });
  return row === null ? null : { id: row.id as ServiceId, active: row.active, durationMin: row.durationMin };
}
