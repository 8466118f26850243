import "server-only";
import { hasSession, practiceOf, type Actor, type Role } from "@/core/access/actor";
import type { Facts, Relation } from "@/core/access/policy";
import type { AuditEntry, AuditOutcome, Purpose } from "@/core/audit/entry";
import { sourceHashOf } from "../audit/audit-mac";
import { writeAudit, writeAuditApart } from "../audit/write-audit";
import type { Tx } from "./db";
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

/** For what an actor acts: by what they are, and by what let them. */
function purposeOf(actor: Actor, relation: Relation | null): Purpose | null {
  if (relation === "emergency") return "emergency";
  switch (actor.kind) {
    case "staff":
      return staffPurpose(actor.roles);
    case "patient":
    case "proxy":
    case "visitor":
    case "account":
      return "patient_request";
    case "integration":
    case "system":
      return "operations";
    case "public":
      return null;
  }
}

function staffPurpose(roles: readonly Role[]): Purpose {
  if (roles.includes("clinician") || roles.includes("trainee") || roles.includes("interpreter")) return "care";
  return roles.includes("auditor") && roles.length === 1 ? "oversight" : "operations";
}

/** The emergency access that stands for this patient: named where nothing else let the actor. */
function breakGlassOf(actor: Actor, relation: Relation | null, patientId: string | null): string | null {
  if (actor.kind !== "staff" || relation !== "emergency") return null;
  return actor.emergencies.find((each) => each.patientId === patientId)?.breakGlassId ?? null;
}

/** What happened to one call. */
interface Happened {
  readonly action: string;
  readonly subject: AuditSubject | null;
  readonly facts: Facts | null;
  readonly outcome: AuditOutcome;
  readonly code: string | null;
  /** By what the policy let the actor; absent where it came to no decision. */
  readonly relation?: Relation;
}

/** Composes an audit row of a call. */
export function auditRow(call: Call, { action, subject, facts, outcome, code, relation }: Happened): AuditEntry {
  const { actor, from } = call;
  const patientId = subject?.patientId ?? facts?.patientId ?? null;
  const roles = actor.kind === "staff" ? actor.roles : actor.kind === "visitor" ? [actor.part] : [];
  return {
    // Things of another practice that somebody reached for stand in the audit of their own practice.
    practiceId: practiceOf(actor) ?? facts?.practiceId ?? null,
    atMs: call.nowMs,
    actorKind: actor.kind,
    actorId: actorId(actor),
    action,
    subjectType: subject?.type ?? null,
    subjectId: subject?.id ?? null,
    patientId,
    outcome,
    code,
    requestId: call.requestId,
    sessionId: hasSession(actor) ? actor.sessionId : null,
    actorRoles: roles.length === 0 ? null : [...roles].sort().join(","),
    purpose: purposeOf(actor, relation ?? null),
    breakGlassId: breakGlassOf(actor, relation ?? null, patientId),
    sourceHash: from === undefined ? null : sourceHashOf(from),
  };
}

/** Writes a row in the transaction of the work itself, as the last that it does: the row and COMMIT go together. */
export async function auditWithin(tx: Tx, call: Call, entry: AuditEntry): Promise<void> {
  await writeAudit(tx, entry, call.from ?? null, true);
}

/** Writes a row in a transaction of its own: for reads, and for refusals, whose own work was rolled back. */
export async function auditApart(call: Call, entry: AuditEntry): Promise<void> {
  await writeAuditApart(entry, call.from ?? null);
}

const MINUTE_MS = 60_000;

/** Whether a success leaves a row: see `CommandSpec.audit.successes`. Two at one moment may both leave theirs. */
export async function leavesRow(tx: Tx, entry: AuditEntry, successes: "each" | "minute" | "none" = "each"): Promise<boolean> {
  if (successes !== "minute") return successes === "each";
  const { practiceId, actorId: actor, action, subjectId, atMs } = entry;
  const from = new Date(atMs - (atMs % MINUTE_MS));
  const row = await tx.auditEntry.findFirst({
    where: { practiceId, actorId: actor, action, subjectId, outcome: "done", at: { gte: from, lt: new Date(from.getTime() + MINUTE_MS) } },
    select: { id: true },
  });
  return row === null;
}
