import "server-only";
import type { AuditEntry } from "@/core/audit/entry";
import { runNamed, runWithin, type Tx } from "../kit/db";
import { FOLDED } from "../kit/folding-client";
import { makeAuditMac } from "./audit-mac";

/** Network address and browser of a request, in clear: kept apart from the entry, for 90 days. */
export interface ClearSource {
  readonly address: string;
  readonly userAgent: string;
}

const WRITE_ENTRY = {
  name: "write_audit",
  text: `with entry as (
      insert into audit_entry (practice_id, at, actor_kind, actor_id, action, subject_type, subject_id, patient_id, outcome, code,
        request_id, text_version, session_id, actor_roles, purpose, break_glass_id, source_hash, mac)
      values ($1::uuid, $2::timestamptz, $3, $4, $5, $6, $7, $8::uuid, $9, $10, $11, 2, $12::uuid, $13, $14, $15::uuid, $16, $17)
      returning id, at
    ), source as (
      insert into audit_source (entry_id, at, address, user_agent)
      select id, at, $18, $19 from entry where $20::boolean
    )
    select 1 / count(*) from entry`,
};

const WRITE_LAST = { name: "write_audit_last", text: `${FOLDED} ${WRITE_ENTRY.text}` };

function valuesOf(entry: AuditEntry, source: ClearSource | null): readonly unknown[] {
  const { practiceId, atMs, actorKind, actorId, action, subjectType, subjectId, patientId, outcome, code, requestId } = entry;
  const { sessionId = null, actorRoles = null, purpose = null, breakGlassId = null, sourceHash = null } = entry;
  const entryValues = [practiceId, new Date(atMs), actorKind, actorId, action, subjectType, subjectId, patientId, outcome, code, requestId];
  const moreValues = [sessionId, actorRoles, purpose, breakGlassId, sourceHash, makeAuditMac(entry)];
  return [...entryValues, ...moreValues, source?.address ?? "", source?.userAgent ?? "", source !== null];
}

/**
 * Writes one entry with its MAC, in the caller's transaction: both happen or neither. One statement, which fails where
 * it writes no entry. `isLast`: nothing but COMMIT follows, and the two go together.
 */
export async function writeAudit(tx: Tx, entry: AuditEntry, source: ClearSource | null = null, isLast = false): Promise<void> {
  const written = await runWithin(tx, isLast ? WRITE_LAST : WRITE_ENTRY, valuesOf(entry, source));
  // One that waits for COMMIT has given nothing back yet; it fails there where it writes no entry.
  if (!isLast && written.length !== 1) throw new Error("the audit entry was not written");
}

/** Writes one entry in a transaction of its own. */
export async function writeAuditApart(entry: AuditEntry, source: ClearSource | null): Promise<void> {
  const written = await runNamed(WRITE_ENTRY, valuesOf(entry, source));
  if (written.length !== 1) throw new Error("the audit entry was not written");
}
