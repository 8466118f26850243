import "server-only";
import { snapshotOf, type Snapshot } from "@/core/room/snapshot";
import { SNAPSHOT_FORMAT, encodeSnapshot } from "@/core/room/snapshot-codec";
import { db, type Tx } from "../kit/db";
import { addJob, JOBS } from "../kit/jobs";
import { findPatientKey } from "../kit/data-keys";
import { patientSealer } from "../kit/sealing";
import { findVisit, type VisitRow } from "../visits/visit-record";
import { foldLog, readTail } from "./scene-log";
import { findSnapshot, snapshotPlace } from "./snapshots";

/** A log's end that has grown beyond this many ops is folded into a new snapshot. */
export const TAIL_BOUND = 500;
/** A scene that packs into more than this is read from the log, page by page. */
const MAX_SNAPSHOT_BYTES = 512 * 1024;
/** So much of a log is folded at once. */
const FOLD_PAGE = 5000;
const COMPACT_TIMEOUT_MS = 60_000;

/** Whether the ops from one version to the next make a new snapshot due: once in each {@link TAIL_BOUND}. */
const isDue = (before: number, after: number): boolean => Math.floor(before / TAIL_BOUND) !== Math.floor(after / TAIL_BOUND);

/** Has the worker make a snapshot, once this transaction commits, if what was stored makes one due. */
export async function requestCompaction(tx: Tx, visitId: string, before: number, after: number): Promise<void> {
  if (isDue(before, after)) await addJob(tx, "compact", { visitId }, { jobKey: `compact:${visitId}` });
}

/** Job `compact`: see {@link compactScene}. */
export async function deliverCompaction(payload: unknown, nowMs: number): Promise<void> {
  await compactScene(JOBS.compact.parse(payload).visitId, nowMs);
}

/**
 * Folds a visit's log into a snapshot, so that coming in reads that and what came after. The log stays as it
 * is. One at a time for each visit, by an advisory lock; who comes second leaves it to the first, and doing it
 * twice changes nothing. Returns the version of the new snapshot, or null where none was made.
 */
export async function compactScene(visitId: string, nowMs: number): Promise<number | null> {
  return db().$transaction(
    async (tx) => {
      const [lock] = await tx.$queryRaw<{ got: boolean }[]>`
        select pg_try_advisory_xact_lock(hashtext('scene_snapshot'), hashtext(${visitId})) as got`;
      const row = lock?.got === true ? await findVisit(tx, visitId) : null;
      if (row === null || (await findPatientKey(tx, row.patientId)) === null) return null;
      const folded = await foldAll(tx, row);
      return folded === null ? null : keepSnapshot(tx, row, folded, nowMs);
    },
    { timeout: COMPACT_TIMEOUT_MS },
  );
}

/** The whole log's sum, from the snapshot before; null where nothing was added since. */
async function foldAll(tx: Tx, row: VisitRow): Promise<Snapshot | null> {
  const before = await findSnapshot(tx, row);
  let snapshot: Snapshot | null = before;
  let version = before?.version ?? 0;
  if (version >= Number(row.sceneVersion)) return null;
  for (let more = true; more; ) {
    const page = await readTail(tx, row, version, FOLD_PAGE);
    snapshot = snapshotOf(foldLog(snapshot, page));
    ({ version, more } = page);
  }
  return snapshot;
}

async function keepSnapshot(tx: Tx, row: VisitRow, snapshot: Snapshot, nowMs: number): Promise<number | null> {
  const body = encodeSnapshot(snapshot);
  if (body.length > MAX_SNAPSHOT_BYTES) return null;
  const version = row.sceneVersion;
  const seal = await patientSealer(tx, row.patientId);
  const whose = { visitId: row.id, format: SNAPSHOT_FORMAT };
  await tx.sceneSnapshot.createMany({
    data: [{ ...whose, practiceId: row.practiceId, version, bodySealed: seal(snapshotPlace(row.id, version), body), createdAt: new Date(nowMs) }],
    skipDuplicates: true,
  });
  // The log can make them again.
  await tx.sceneSnapshot.deleteMany({ where: { ...whose, version: { lt: version } } });
  return Number(version);
}
