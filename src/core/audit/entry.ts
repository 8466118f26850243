/** How an action ended: it happened; we said no; it broke. */
export type AuditOutcome = "done" | "refused" | "failed";

/** One row of the audit, before it is sealed. Ids and codes only: never text, names or addresses. */
export interface AuditEntry {
  readonly practiceId: string | null;
  /** Epoch ms. */
  readonly atMs: number;
  readonly actorKind: string;
  readonly actorId: string | null;
  /** `appointment.book` */
  readonly action: string;
  readonly subjectType: string | null;
  readonly subjectId: string | null;
  readonly patientId: string | null;
  readonly outcome: AuditOutcome;
  readonly code: string | null;
  readonly requestId: string;
}

/**
 * The one text that an entry's MAC covers: a JSON array with a version and the fields in a fixed
 * order, so that neither key order nor a value that contains a separator can make two entries alike.
 */
export function canonicalAuditText(entry: AuditEntry): string {
  return JSON.stringify([
    "bedside-audit-1",
    entry.practiceId,
    entry.atMs,
    entry.actorKind,
    entry.actorId,
    entry.action,
    entry.subjectType,
    entry.subjectId,
    entry.patientId,
    entry.outcome,
    entry.code,
    entry.requestId,
  ]);
}
