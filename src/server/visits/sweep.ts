import "server-only";
import { decideSweep, type SweepOutcome } from "@/core/visits/attend";
import { MISSED_AFTER_MIN, SILENCE_LIMIT_MS } from "@/core/visits/timing";
import { writeAudit } from "../audit/write-audit";
import { db, type Tx } from "../kit/db";
import { emit } from "../kit/emit";
import { lockVisit, stateOf, visitIds, type VisitRow } from "./visit-record";

const BATCH = 100;

/** When somebody of the patient's side last gave a sign of life: on a seat that holds the waiting room. */
async function patientSeenAtMs(tx: Tx, visitId: string): Promise<number | null> {
  const seat = await tx.visitSeat.findFirst({
    where: {
      visitId,
      OR: [{ link: { kind: "patient" } }, { link: { kind: "proxy", proxy: { revokedAt: null } }, arrivedAt: { not: null } }],
      confirmedAt: { not: null },
      replacedAt: null,
      revokedAt: null,
    },
    orderBy: { lastSeenAt: "desc" },
    select: { lastSeenAt: true },
  });
  return seat?.lastSeenAt.getTime() ?? null;
}

/** Waiting visits whose patient is silent, and expected ones that nobody came to. Decided again under the lock. */
function candidates(nowMs: number): Promise<{ id: string }[]> {
  const silentSince = new Date(nowMs - SILENCE_LIMIT_MS);
  const missedBefore = new Date(nowMs - MISSED_AFTER_MIN * 60_000);
  return db().$queryRaw<{ id: string }[]>`
    select v.id from visit v
    where v.state = 'waiting' and not exists (
      select 1 from visit_seat s join visit_link l on l.id = s.link_id left join proxy p on p.id = l.proxy_id
        where (l.kind = 'patient' or (l.kind = 'proxy' and p.revoked_at is null and s.arrived_at is not null)) and s.visit_id = v.id and s.confirmed_at is not null
        and s.replaced_at is null and s.revoked_at is null and s.last_seen_at > ${silentSince})
    union all
    select v.id from visit v join appointment a on a.id = v.appointment_id
    where v.state = 'expected' and a.ends_at <= ${missedBefore}
    limit ${BATCH}`;
}

async function store(tx: Tx, row: VisitRow, outcome: SweepOutcome, nowMs: number): Promise<void> {
  await tx.visit.update({
    where: { id: row.id },
    data: { state: outcome, ...(outcome === "expected" ? { arrivedAt: null } : {}) },
  });
  await emit(tx, "visit.changed", visitIds(row));
  await writeAudit(tx, {
    practiceId: row.practiceId,
    atMs: nowMs,
    actorKind: "system",
    actorId: null,
    action: outcome === "missed" ? "visit.miss" : "visit.lose_sight",
    subjectType: "visit",
    subjectId: row.id,
    patientId: row.appointment.patientId,
    outcome: "done",
    code: null,
    requestId: "sweep",
  });
}

/**
 * Looks after visits that nobody acts on: takes silent patients out of the waiting room and closes
 * visits that nobody came to. Run every few seconds by the worker; returns how many changed. Safe
 * to run twice at once.
 */
export async function sweepVisits(nowMs: number): Promise<number> {
  let changed = 0;
  for (const { id } of await candidates(nowMs)) {
    const did = await db().$transaction(async (tx) => {
      const row = await lockVisit(tx, id);
      if (row === null) return false;
      const outcome = decideSweep(
        { state: stateOf(row), endsAtMs: row.appointment.endsAt.getTime(), patientSeenAtMs: await patientSeenAtMs(tx, id) },
        nowMs,
      );
      if (outcome === null) return false;
      await store(tx, row, outcome, nowMs);
      return true;
    });
    if (did) changed += 1;
  }
  return changed;
}
