import "server-only";
import type { AttendState } from "@/core/visits/attend";
import type { Facts } from "@/core/access/policy";
import type { PatientId, PracticeId, StaffId, VisitId } from "@/core/kit/ids";
import { VisitState } from "@/core/visits/visit";
import type { Tx } from "../kit/db";

const WITH = {
  appointment: { include: { clinician: true, patient: true, service: true, practice: true } },
} as const;

function fetchVisit(tx: Tx, visitId: string) {
  return tx.visit.findUnique({ where: { id: visitId }, include: WITH });
}

/** A visit with the people and the booking that it belongs to. */
export type VisitRow = NonNullable<Awaited<ReturnType<typeof fetchVisit>>>;

/** Reads a visit. */
export function findVisit(tx: Tx, visitId: string): Promise<VisitRow | null> {
  return fetchVisit(tx, visitId);
}

/** Reads a visit and holds its row until the transaction ends, so that two acts come one after the other. */
export async function lockVisit(tx: Tx, visitId: string): Promise<VisitRow | null> {
  await tx.$queryRaw`select 1 from visit where id = ${visitId}::uuid for update`;
  return fetchVisit(tx, visitId);
}

/**
 * To whom a visit belongs, for the policy: the patient of its appointment. The visit's own `patientId` says whose key
 * seals what was written in it, which stays the same when records are merged (PPL-17).
 */
export function visitFacts(row: VisitRow): Facts {
  return {
    practiceId: row.practiceId as PracticeId,
    patientId: row.appointment.patientId as PatientId,
    visitId: row.id as VisitId,
    clinicianId: row.appointment.clinicianId as StaffId,
  };
}

/** Milliseconds of a nullable column. */
export const msOf = (date: Date | null): number | null => date?.getTime() ?? null;

/** The stored state; anything else in the column is a bug and throws. */
export const stateOf = (row: { state: string }): VisitState => VisitState.parse(row.state);

/** A seat's row, as far as decisions need it. */
export interface SeatRow {
  readonly id: string;
  readonly confirmedAt: Date | null;
  readonly replacedAt: Date | null;
  readonly revokedAt: Date | null;
  /** A proxy's: when they came to the waiting room. */
  readonly arrivedAt: Date | null;
  /** A guest's or a proxy's: when the clinician let them in. */
  readonly admittedAt: Date | null;
}

/** What core decides on. */
export function attendState(row: VisitRow, seat: SeatRow | null): AttendState {
  return {
    state: stateOf(row),
    startsAtMs: row.appointment.startsAt.getTime(),
    endsAtMs: row.appointment.endsAt.getTime(),
    hasWhereabouts: row.whereaboutsSealed !== null,
    seat:
      seat === null
        ? null
        : { confirmedAtMs: msOf(seat.confirmedAt), replacedAtMs: msOf(seat.replacedAt), revokedAtMs: msOf(seat.revokedAt) },
  };
}

/** Ids that a push about a visit carries. */
export function visitIds(row: VisitRow) {
  return {
    practiceId: row.practiceId,
    visitId: row.id,
    appointmentId: row.appointmentId,
    patientId: row.appointment.patientId,
    clinicianId: row.appointment.clinicianId,
  };
}
