import "server-only";
import { practiceOf, type Actor } from "@/core/access/actor";
import type { Facts } from "@/core/access/policy";
import type { AuditEntry, AuditOutcome } from "@/core/audit/entry";
import { writeAudit } from "../audit/write-audit";
import { db } from "./db";
import type { AuditSubject, Call } from "./operation";

/** The id under which an actor stands in the audit: staff, patient or seat. */
function actorId(actor: Actor): string | null {
  switch (actor.kind) {
    case "staff":
      return actor.staffId;
    case "patient":
      return actor.patientId;
    case "account":
      return actor.accountId;
    case "proxy":
      return actor.proxyId;
    case "integration":
      return actor.clientId;
    case "visitor":
      return actor.seatId;
    default:
      return null;
  }
}

/** Composes an audit row of a call. */
export function auditRow(
  call: Call,
  action: string,
  subject: AuditSubject | null,
  facts: Facts | null,
  outcome: AuditOutcome,
  code: string | null,
): AuditEntry {
  return {
    // Things of another practice that somebody reached for stand in the audit of their own practice.
    practiceId: practiceOf(call.actor) ?? facts?.practiceId ?? null,
    atMs: call.nowMs,
    actorKind: call.actor.kind,
    actorId: actorId(call.actor),
    action,
    subjectType: subject?.type ?? null,
    subjectId: subject?.id ?? null,
    patientId: subject?.patientId ?? facts?.patientId ?? null,
    outcome,
    code,
    requestId: call.requestId,
  };
}

/** Writes a row in a transaction of its own: for refusals, whose own work was rolled back. */
export async function auditApart(entry: AuditEntry): Promise<void> {
  await writeAudit(db(), entry);
}
