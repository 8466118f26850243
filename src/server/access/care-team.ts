import "server-only";
import { APPOINTMENT_REACH, holdsAt, type CareTie } from "@/core/access/care-team";
import type { StaffId } from "@/core/kit/ids";
import type { Tx } from "../kit/db";

/** Which patient of which practice. */
interface Of {
  readonly practiceId: string;
  readonly patientId: string;
}

/**
 * Everything by which somebody takes care of the patient now: appointments within reach that were not
 * cancelled, and places in the care team. Newest first, so that words about it name the latest.
 */
export async function careTiesOf(tx: Tx, { practiceId, patientId }: Of, nowMs: number): Promise<readonly CareTie[]> {
  const [appointments, named] = await Promise.all([
    tx.appointment.findMany({
      where: {
        practiceId,
        patientId,
        status: { not: "cancelled" },
        startsAt: { gte: new Date(nowMs - APPOINTMENT_REACH.afterMs), lte: new Date(nowMs + APPOINTMENT_REACH.beforeMs) },
      },
      select: { clinicianId: true, startsAt: true },
      orderBy: { startsAt: "desc" },
    }),
    tx.careTeamMember.findMany({
      where: { practiceId, patientId, startsAt: { lte: new Date(nowMs) } },
      select: { staffId: true, startsAt: true, endsAt: true },
      orderBy: { startsAt: "desc" },
    }),
  ]);
  const ties: CareTie[] = [
    ...appointments.map((row) => ({ kind: "appointment" as const, staffId: row.clinicianId, startsAtMs: row.startsAt.getTime() })),
    ...named.map((row) => ({
      kind: "named" as const,
      staffId: row.staffId,
      startsAtMs: row.startsAt.getTime(),
      endsAtMs: row.endsAt?.getTime() ?? null,
    })),
  ];
  return ties.filter((tie) => holdsAt(tie, nowMs));
}

/** Who takes care of each of these patients now; one look for a whole list. */
export async function careTeamsOf(
  tx: Tx,
  practiceId: string,
  patientIds: readonly string[],
  nowMs: number,
): Promise<(patientId: string) => readonly StaffId[]> {
  const ids = [...patientIds];
  const reach = { gte: new Date(nowMs - APPOINTMENT_REACH.afterMs), lte: new Date(nowMs + APPOINTMENT_REACH.beforeMs) };
  const now = new Date(nowMs);
  const [appointments, named] = await Promise.all([
    tx.appointment.findMany({
      where: { practiceId, patientId: { in: ids }, status: { not: "cancelled" }, startsAt: reach },
      select: { patientId: true, clinicianId: true },
      distinct: ["patientId", "clinicianId"],
    }),
    tx.careTeamMember.findMany({
      where: { practiceId, patientId: { in: ids }, startsAt: { lte: now }, OR: [{ endsAt: null }, { endsAt: { gt: now } }] },
      select: { patientId: true, staffId: true },
    }),
  ]);
  const teams = new Map<string, Set<StaffId>>();
  const add = (patientId: string, staffId: string) => {
    teams.set(patientId, (teams.get(patientId) ?? new Set()).add(staffId as StaffId));
  };
  for (const row of appointments) add(row.patientId, row.clinicianId);
  for (const row of named) add(row.patientId, row.staffId);
  return (patientId) => [...(teams.get(patientId) ?? [])];
}

/** Who takes care of the patient now: for `Facts.careTeam`. */
export async function careTeamOf(tx: Tx, of: Of, nowMs: number): Promise<readonly StaffId[]> {
  const ties = await careTiesOf(tx, of, nowMs);
  return [...new Set(ties.map((tie) => tie.staffId as StaffId))];
}
