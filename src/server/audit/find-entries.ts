import "server-only";
import type { AuditCursor, AuditFilter } from "@/core/audit/search";
import { Prisma } from "@/generated/prisma/client";
import type { Tx } from "../kit/db";
import type { AuditRow } from "./rows";

const COLUMNS = Prisma.sql`id, at, practice_id as "practiceId", actor_kind as "actorKind", actor_id as "actorId", action,
  subject_type as "subjectType", subject_id as "subjectId", patient_id as "patientId", outcome, code, request_id as "requestId",
  text_version as "textVersion", session_id as "sessionId", actor_roles as "actorRoles", purpose, break_glass_id as "breakGlassId",
  source_hash as "sourceHash", mac`;

function conditions(practiceId: string, filter: AuditFilter, before: AuditCursor | null): Prisma.Sql {
  const parts = [Prisma.sql`practice_id = ${practiceId}::uuid`];
  if (filter.actorId !== undefined) parts.push(Prisma.sql`actor_id = ${filter.actorId}`);
  if (filter.patientId !== undefined) parts.push(Prisma.sql`patient_id = ${filter.patientId}::uuid`);
  if (filter.action !== undefined) parts.push(Prisma.sql`action = ${filter.action}`);
  // Said apart, so that each meets the index that holds just these.
  if (filter.outcome === "done") parts.push(Prisma.sql`outcome = 'done'`);
  if (filter.outcome === "refused") parts.push(Prisma.sql`outcome = 'refused' and outcome <> 'done'`);
  if (filter.outcome === "failed") parts.push(Prisma.sql`outcome = 'failed' and outcome <> 'done'`);
  if (filter.emergency === true) parts.push(Prisma.sql`purpose = 'emergency'`);
  if (filter.fromMs !== undefined) parts.push(Prisma.sql`at >= ${new Date(filter.fromMs)}`);
  if (filter.toMs !== undefined) parts.push(Prisma.sql`at < ${new Date(filter.toMs)}`);
  if (before !== null) parts.push(Prisma.sql`(at, id) < (${new Date(before.atMs)}, ${BigInt(before.id)})`);
  return Prisma.join(parts, " and ");
}

/** Entries of a practice that fit, the newest first, from behind a cursor on. However many there are, a page costs the same. */
export function findEntries(tx: Tx, practiceId: string, filter: AuditFilter, before: AuditCursor | null, limit: number): Promise<AuditRow[]> {
  return tx.$queryRaw<AuditRow[]>`
    select ${COLUMNS} from audit_entry where ${conditions(practiceId, filter, before)} order by at desc, id desc limit ${limit}`;
}

/** Where the page after these goes on. */
export function cursorAfter(row: Pick<AuditRow, "at" | "id">): AuditCursor {
  return { atMs: row.at.getTime(), id: String(row.id) };
}
