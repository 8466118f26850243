import "server-only";
import { APPOINTMENT_REACH, holdsAt, type CareTie } from "@/core/access/care-team";
import type { StaffId } from "@/core/kit/ids";
import type { Tx } from "../kit/db";

/** Which patient of which practice. */
interface Of {
  readonly practiceId: string;
  readonly patientId: string;
}

interface TieRow {
  readonly kind: CareTie["kind"];
  readonly staffId: string;
  readonly startsAt: Date;
  readonly endsAt: Date | null;
}

/**
 * Everything by which somebody takes care of the patient now: appointments within reach that were not
 * cancelled, and places in the care team. Newest first, so that words about it name the latest.
 */
export async function careTiesOf(tx: Tx, { practiceId, patientId }: Of, nowMs: number): Promise<readonly CareTie[]> {
  // One statement for both: whoever reads or changes anything of a patient asks for this.
  const rows = await tx.$queryRaw<TieRow[]>`
    select 'appointment' as kind, clinician_id as "staffId", starts_at as "startsAt", null::timestamptz as "endsAt" from appointment
      where practice_id = ${practiceId}::uuid and patient_id = ${patientId}::uuid and status <> 'cancelled'
        and starts_at between ${new Date(nowMs - APPOINTMENT_REACH.afterMs)} and ${new Date(nowMs + APPOINTMENT_REACH.beforeMs)}
    union all
    select 'named', staff_id, starts_at, ends_at from care_team_member
      where practice_id = ${practiceId}::uuid and patient_id = ${patientId}::uuid and starts_at <= ${new Date(nowMs)}
    order by 1, 3 desc`;
  const ties: readonly CareTie[] = rows.map(({ kind, staffId, startsAt, endsAt }) =>
    kind === "appointment"
      ? { kind, staffId, startsAtMs: startsAt.getTime() }
      : { kind, staffId, startsAtMs: startsAt.getTime(), endsAtMs: endsAt?.getTime() ?? null },
  );
  return ties.filter((tie) => holdsAt(tie, nowMs));
}

/** Who takes care of each of these patients now; one look for a whole list. */
export async function careTeamsOf(
  tx: Tx,
  practiceId: string,
  patientIds: readonly string[],
  nowMs: number,
): Promise<(patientId: string) => readonly StaffId[]> {
  if (patientIds.length === 0) return () => [];
  const now = new Date(nowMs);
  const rows = await tx.$queryRaw<{ patientId: string; staffId: StaffId }[]>`
    select patient_id as "patientId", clinician_id as "staffId" from appointment
      where practice_id = ${practiceId}::uuid and patient_id = any(${[...patientIds]}::uuid[]) and status <> 'cancelled'
        and starts_at between ${new Date(nowMs - APPOINTMENT_REACH.afterMs)} and ${new Date(nowMs + APPOINTMENT_REACH.beforeMs)}
    union
    select patient_id, staff_id from care_team_member
      where practice_id = ${practiceId}::uuid and patient_id = any(${[...patientIds]}::uuid[])
        and starts_at <= ${now} and (ends_at is null or ends_at > ${now})`;
  const teams = new Map<string, StaffId[]>();
  for (const { patientId, staffId } of rows) teams.set(patientId, [...(teams.get(patientId) ?? []), staffId]);
  return (patientId) => teams.get(patientId) ?? [];
}

/** Who takes care of the patient now: for `Facts.careTeam`. */
export async function careTeamOf(tx: Tx, of: Of, nowMs: number): Promise<readonly StaffId[]> {
  const ties = await careTiesOf(tx, of, nowMs);
  return [...new Set(ties.map((tie) => tie.staffId as StaffId))];
}
