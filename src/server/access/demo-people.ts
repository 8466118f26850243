import "server-only";
import { randomUUID } from "node:crypto";
import { endReplaced } from "./end-sessions";
import { actorOfSessionId, openSession } from "./sessions";
import type { SessionActor } from "@/core/access/actor";
import { writeAudit } from "../audit/write-audit";
import { db } from "../kit/db";

/** Somebody whom the demo signs in with one click. */
export interface DemoPerson {
  readonly accountId: string;
  readonly name: string;
  readonly email: string;
  readonly zone: string;
  readonly kind: "clinician" | "scheduler" | "admin" | "auditor" | "trainee" | "interpreter" | "patient";
}

const ORDER = ["clinician", "scheduler", "patient", "admin", "auditor", "trainee", "interpreter"] as const;

/** Everybody of the demo practice who has an account. Imported by demo routes alone. */
export async function listDemoPeople(): Promise<readonly DemoPerson[]> {
  const accounts = await db().account.findMany({
    where: { disabledAt: null },
    select: {
      id: true,
      name: true,
      email: true,
      zone: true,
      staff: { select: { roles: true, displayName: true, zone: true } },
      patient: { select: { id: true } },
    },
    orderBy: { name: "asc" },
  });
  const people = accounts.flatMap((account): DemoPerson[] => {
    const role = ORDER.find((each) => account.staff?.roles.includes(each)) ?? (account.patient === null ? null : "patient");
    if (role === null) return [];
    const name = account.staff?.displayName ?? account.name;
    return [{ accountId: account.id, name, email: account.email, zone: account.staff?.zone ?? account.zone, kind: role }];
  });
  return people.sort((a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind));
}

/** Opens a session without asking who it is for. */
export async function signInDemoPerson(accountId: string, userAgent: string, nowMs: number, olderSessionId: string | null = null): Promise<SessionActor | null> {
  const sessionId = randomUUID();
  const isOpen = await db().$transaction(async (tx) => {
    const opened = await openSession(tx, accountId, sessionId, userAgent, nowMs, ["demo"]);
    if (opened === null) return false;
    await writeAudit(tx, {
      practiceId: opened.practiceId,
      atMs: nowMs,
      actorKind: "account",
      actorId: accountId,
      action: "session.demo_sign_in",
      subjectType: "session",
      subjectId: sessionId,
      patientId: null,
      outcome: "done",
      code: null,
      requestId: sessionId,
    });
    await endReplaced(tx, olderSessionId, sessionId, { nowMs, requestId: sessionId });
    return true;
  });
  return isOpen ? actorOfSessionId(sessionId, nowMs, { touch: false }) : null;
}
