import "server-only";
import type { Tx } from "../kit/db";

/**
 * The records that make up one person: the one asked for and all that were merged into it, over any number of
 * merges. What was written before a merge stays with the record it was written for (signed notes never change, and
 * each record's key seals its own), so whoever reads "all of a patient" asks for all of these.
 */
export async function recordIdsOf(tx: Tx, practiceId: string, patientId: string): Promise<readonly string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    with recursive family as (
      select id from patient where practice_id = ${practiceId}::uuid and id = ${patientId}::uuid
      union
      select p.id from patient p join family f on p.merged_into_id = f.id where p.practice_id = ${practiceId}::uuid)
    select id from family`;
  return rows.map(({ id }) => id);
}

/** Where a record went: itself, or the one at the end of its merges. Null: there is no such record. */
export async function keptIdOf(tx: Tx, practiceId: string, patientId: string): Promise<string | null> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    with recursive way as (
      select id, merged_into_id from patient where practice_id = ${practiceId}::uuid and id = ${patientId}::uuid
      union
      select p.id, p.merged_into_id from patient p join way w on p.id = w.merged_into_id)
    select id from way where merged_into_id is null`;
  return rows[0]?.id ?? null;
}
