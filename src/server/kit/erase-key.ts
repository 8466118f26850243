import "server-only";
import type { Tx } from "./db";

/** What became of a patient's data key. */
export type KeyErasure = "destroyed" | "none" | "held";

/**
 * Destroys a patient's data key, in the caller's transaction: from its commit on nothing that was
 * sealed with it opens again, in any process and in any copy of the database made later. While a
 * legal hold stands it does nothing and says `held`; a hold that is placed at the same moment waits
 * for this to end, or this for it. The database refuses it too.
 */
export async function destroyPatientKey(tx: Tx, patientId: string): Promise<KeyErasure> {
  // A hold's row refers to the patient's, and so waits for this lock.
  await tx.$queryRaw`select id from patient where id = ${patientId}::uuid for update`;
  const hold = await tx.legalHold.findFirst({ where: { patientId, liftedAt: null }, select: { id: true } });
  if (hold !== null) return "held";
  const { count } = await tx.patientKey.deleteMany({ where: { patientId } });
  return count === 1 ? "destroyed" : "none";
}
