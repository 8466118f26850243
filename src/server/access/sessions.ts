import "server-only";
import { isSessionLive, SESSION_LIMITS, SESSION_TOUCH_MS, type SessionState } from "@/core/access/session";
import { Role, type SessionActor } from "@/core/access/actor";
import { AccountId, PatientId, PracticeId, SessionId, StaffId } from "@/core/kit/ids";
import { z } from "zod";
import { db, type Tx } from "../kit/db";

interface SessionRow {
  readonly id: string;
  readonly practiceId: string;
  readonly accountId: string;
  readonly createdAt: Date;
  readonly lastSeenAt: Date;
  readonly expiresAt: Date;
  readonly revokedAt: Date | null;
}

/** A stored session as core knows it. */
export function sessionState(row: SessionRow): SessionState {
  return {
    sessionId: SessionId.parse(row.id),
    practiceId: PracticeId.parse(row.practiceId),
    accountId: AccountId.parse(row.accountId),
    createdAtMs: row.createdAt.getTime(),
    lastSeenAtMs: row.lastSeenAt.getTime(),
    expiresAtMs: row.expiresAt.getTime(),
    revokedAtMs: row.revokedAt?.getTime() ?? null,
  };
}

async function findSession(sessionId: string) {
  return db().session.findUnique({
    where: { id: sessionId },
    include: {
      account: {
        select: {
          name: true,
          zone: true,
          locale: true,
          disabledAt: true,
          staff: { select: { id: true, roles: true, zone: true, active: true, displayName: true } },
          patient: { select: { id: true } },
        },
      },
    },
  });
}

type FoundSession = NonNullable<Awaited<ReturnType<typeof findSession>>>;

function actorOfSession(row: FoundSession): SessionActor | null {
  const { account } = row;
  if (account.disabledAt !== null) return null;
  const common = {
    practiceId: PracticeId.parse(row.practiceId),
    accountId: AccountId.parse(row.accountId),
    sessionId: SessionId.parse(row.id),
    locale: account.locale,
  };
  if (account.staff?.active === true) {
    const roles = z.array(Role).parse(account.staff.roles);
    const { id, zone, displayName } = account.staff;
    return { kind: "staff", ...common, staffId: StaffId.parse(id), roles, zone, name: displayName };
  }
  if (account.patient !== null) {
    const patientId = PatientId.parse(account.patient.id);
    return { kind: "patient", ...common, patientId, zone: account.zone, name: account.name };
  }
  return null;
}

/**
 * Who a session speaks for, now. The row decides, never the cookie: a revoked, idle, expired or
 * disabled one is nobody. Notes the use of it, at most twice a minute.
 */
export async function actorOfSessionId(
  sessionId: string,
  nowMs: number,
  options: { touch: boolean } = { touch: true },
): Promise<SessionActor | null> {
  const row = await findSession(sessionId);
  if (row === null) return null;
  const actor = actorOfSession(row);
  const state = sessionState(row);
  if (actor === null || !isSessionLive(state, actor.kind, nowMs)) return null;
  if (options.touch && nowMs - state.lastSeenAtMs >= SESSION_TOUCH_MS) {
    await db().session.updateMany({
      where: { id: sessionId, revokedAt: null, lastSeenAt: { lt: new Date(nowMs) } },
      data: { lastSeenAt: new Date(nowMs) },
    });
  }
  return actor;
}

/** Opens a session for an account that has just shown who it is. Null where the account may not sign in. */
export async function openSession(
  tx: Tx,
  accountId: string,
  sessionId: string,
  userAgent: string,
  nowMs: number,
): Promise<{ practiceId: string } | null> {
  const account = await tx.account.findUnique({
    where: { id: accountId },
    include: { staff: { select: { active: true } }, patient: { select: { id: true } } },
  });
  if (account === null || account.disabledAt !== null) return null;
  const isStaff = account.staff?.active === true;
  if (!isStaff && account.patient === null) return null;
  const limits = SESSION_LIMITS[isStaff ? "staff" : "patient"];
  await tx.session.create({
    data: {
      id: sessionId,
      practiceId: account.practiceId,
      accountId,
      userAgent: userAgent.slice(0, 300),
      createdAt: new Date(nowMs),
      lastSeenAt: new Date(nowMs),
      expiresAt: new Date(nowMs + limits.absoluteMs),
    },
  });
  return { practiceId: account.practiceId };
}
