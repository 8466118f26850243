import "server-only";
import type { Snapshot } from "@/core/room/snapshot";
import { SNAPSHOT_FORMAT, decodeSnapshot } from "@/core/room/snapshot-codec";
import type { Tx } from "../kit/db";
import { findPatientKey } from "../kit/data-keys";
import { SealBrokenError, patientOpener } from "../kit/sealing";
import type { VisitRow } from "../visits/visit-record";

/** A stored snapshot, opened. */
export interface StoredSnapshot extends Snapshot {
  /** The log's version up to which it accounts for everything. */
  readonly version: number;
}

/** Where the body of a snapshot is bound to. */
export const snapshotPlace = (visitId: string, version: number | bigint) => ({
  table: "scene_snapshot",
  row: `${visitId}/${SNAPSHOT_FORMAT}/${version}`,
  field: "body_sealed",
});

/**
 * The newest snapshot of a visit that this version of the product reads, or null: then the log is read,
 * which is whole. One that doesn't open was reported by whoever tried, and stands in nobody's way.
 */
export async function findSnapshot(tx: Tx, row: VisitRow): Promise<StoredSnapshot | null> {
  const stored = await tx.sceneSnapshot.findFirst({
    where: { visitId: row.id, format: SNAPSHOT_FORMAT, version: { lte: row.sceneVersion } },
    orderBy: { version: "desc" },
  });
  if (stored === null || (await findPatientKey(tx, row.patientId)) === null) return null;
  const open = await patientOpener(tx, row.patientId);
  try {
    const snapshot = decodeSnapshot(open(snapshotPlace(row.id, stored.version), stored.bodySealed));
    return snapshot === null ? null : { ...snapshot, version: Number(stored.version) };
  } catch (error) {
    if (error instanceof SealBrokenError) return null;
    throw error;
  }
}
