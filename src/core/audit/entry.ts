/** How an action ended: it happened; we said no; it broke. */
export type AuditOutcome = "done" | "refused" | "failed";

/** For what somebody reached into the record: told to the patient, and looked for by the auditor. */
export const PURPOSES = ["care", "operations", "patient_request", "emergency", "oversight"] as const;
/** See {@link PURPOSES}. */
export type Purpose = (typeof PURPOSES)[number];

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
  readonly sessionId?: string | null;
  /** Roles that the actor had, in order, joined by commas. */
  readonly actorRoles?: string | null;
  readonly purpose?: Purpose | null;
  /** The emergency access that let them, where nothing else would have. */
  readonly breakGlassId?: string | null;
  /** Keyed hash of network address and browser. */
  readonly sourceHash?: string | null;
}

/** What of an entry's place and time its MAC covers beside its fields. */
export type AuditTextVersion = 1 | 2;

/**
 * The one text that an entry's MAC covers: a JSON array with a version and the fields in a fixed
 * order, so that neither key order nor a value that contains a separator can make two entries alike.
 * Version 2 covers session, roles, purpose, emergency access and source as well, and a `nonce` of
 * random characters that is kept with the MAC: no two entries have the same one, so a copy shows.
 */
export function canonicalAuditText(entry: AuditEntry, version: AuditTextVersion, nonce: string): string {
  const first = [
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
  ];
  if (version === 1) return JSON.stringify(["bedside-audit-1", ...first]);
  const { sessionId = null, actorRoles = null, purpose = null, breakGlassId = null, sourceHash = null } = entry;
  return JSON.stringify(["bedside-audit-2", ...first, sessionId, actorRoles, purpose, breakGlassId, sourceHash, nonce]);
}
