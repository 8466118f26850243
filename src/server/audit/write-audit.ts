import "server-only";
import type { AuditEntry } from "@/core/audit/entry";
import { Prisma } from "@/generated/prisma/client";
import type { Tx } from "../kit/db";
import { FOLDED } from "../kit/folding-client";
import { makeAuditMac } from "./audit-mac";

/** Network address and browser of a request, in clear: kept apart from the entry, for 90 days. */
export interface ClearSource {
  readonly address: string;
  readonly userAgent: string;
}

/**
 * Writes one entry with its MAC, in the caller's transaction: both happen or neither. One statement, which fails where
 * it writes no entry. `isLast`: nothing but COMMIT follows, and the two go together.
 */
export async function writeAudit(tx: Tx, entry: AuditEntry, source: ClearSource | null = null, isLast = false): Promise<void> {
  const { practiceId, atMs, actorKind, actorId, action, subjectType, subjectId, patientId, outcome, code, requestId } = entry;
  const { sessionId = null, actorRoles = null, purpose = null, breakGlassId = null, sourceHash = null } = entry;
  const at = new Date(atMs);
  const written = await tx.$executeRaw`
    ${isLast ? Prisma.raw(FOLDED) : Prisma.empty} with entry as (
      insert into audit_entry (practice_id, at, actor_kind, actor_id, action, subject_type, subject_id, patient_id, outcome, code,
        request_id, text_version, session_id, actor_roles, purpose, break_glass_id, source_hash, mac)
      values (${practiceId}::uuid, ${at}, ${actorKind}, ${actorId}, ${action}, ${subjectType}, ${subjectId}, ${patientId}::uuid, ${outcome}, ${code},
        ${requestId}, 2, ${sessionId}::uuid, ${actorRoles}, ${purpose}, ${breakGlassId}::uuid, ${sourceHash}, ${makeAuditMac(entry)})
      returning id, at
    ), source as (
      insert into audit_source (entry_id, at, address, user_agent)
      select id, at, ${source?.address ?? ""}, ${source?.userAgent ?? ""} from entry where ${source !== null}
    )
    select 1 / count(*) from entry`;
  if (written !== 1) throw new Error("the audit entry was not written");
}
