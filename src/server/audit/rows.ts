import "server-only";
import type { AuditEntry, AuditOutcome, Purpose } from "@/core/audit/entry";

/** An entry as the database holds it. */
export interface AuditRow {
  readonly id: bigint;
  readonly practiceId: string | null;
  readonly at: Date;
  readonly actorKind: string;
  readonly actorId: string | null;
  readonly action: string;
  readonly subjectType: string | null;
  readonly subjectId: string | null;
  readonly patientId: string | null;
  readonly outcome: string;
  readonly code: string | null;
  readonly requestId: string;
  readonly textVersion: number;
  readonly sessionId: string | null;
  readonly actorRoles: string | null;
  readonly purpose: string | null;
  readonly breakGlassId: string | null;
  readonly sourceHash: string | null;
  readonly mac: Uint8Array;
}

/** The entry in a row; the database's checks keep outcome and purpose within their lists. */
export function entryOfRow(row: AuditRow): AuditEntry {
  const { id: _id, mac: _mac, textVersion: _version, at, outcome, purpose, ...rest } = row;
  return { ...rest, atMs: at.getTime(), outcome: outcome as AuditOutcome, purpose: purpose as Purpose | null };
}
