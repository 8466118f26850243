import "server-only";
import { isNearlyOver, isSessionLive, prolongedEndMs, sessionEndsAtMs, SESSION_LIMITS, SESSION_TOUCH_MS, type SessionState } from "@/core/access/session";
import { areStrong, type Factor } from "@/core/access/factors";
import { Role, type SessionActor, type StandingEmergency } from "@/core/access/actor";
import { AccountId, BreakGlassId, PatientId, PracticeId, SessionId, StaffId } from "@/core/kit/ids";
import { z } from "zod";
import { db, type Tx } from "../kit/db";
import { keptIdOf } from "../people/record-ids";

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

async function findSession(sessionId: string, nowMs: number) {
  return db().session.findUnique({
    where: { id: sessionId },
    include: {
      glasses: { where: { endedAt: null, endsAt: { gt: new Date(nowMs) } }, select: { id: true, patientId: true, endsAt: true } },
      account: {
        select: {
          name: true,
          zone: true,
          locale: true,
          disabledAt: true,
          totpConfirmedAt: true,
          _count: { select: { passkeys: true } },
          staff: { select: { id: true, roles: true, zone: true, active: true, displayName: true, supervisorId: true } },
          patient: { select: { id: true, mergedIntoId: true } },
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
    stepUpAtMs: row.stepUpAt?.getTime() ?? null,
  };
  if (account.staff?.active === true) {
    const roles = z.array(Role).parse(account.staff.roles);
    const { id, zone, displayName, supervisorId } = account.staff;
    return {
      kind: "staff",
      ...common,
      staffId: StaffId.parse(id),
      roles,
      zone,
      name: displayName,
      strong: row.strongAt !== null,
      supervisorId: supervisorId === null ? null : StaffId.parse(supervisorId),
      emergencies: row.glasses.map(emergencyOf),
    };
  }
  // Who has a second factor and has not shown it is nobody yet; only the second step knows their session.
  if (row.strongAt === null && (account.totpConfirmedAt !== null || account._count.passkeys > 0)) return null;
  if (account.patient !== null) {
    const patientId = PatientId.parse(account.patient.id);
    return { kind: "patient", ...common, patientId, zone: account.zone, name: account.name };
  }
  // Staff who left keep no way in; somebody who only acts for others is no more than their account.
  if (account.staff !== null) return null;
  return { kind: "account", ...common, zone: account.zone, name: account.name };
}

function emergencyOf(row: FoundSession["glasses"][number]): StandingEmergency {
  return { breakGlassId: BreakGlassId.parse(row.id), patientId: PatientId.parse(row.patientId), endsAtMs: row.endsAt.getTime() };
}

/** Whose record was merged into another one of theirs speaks for the one that was kept (PPL-17). */
async function asKept(actor: SessionActor | null, { account }: FoundSession): Promise<SessionActor | null> {
  if (actor?.kind !== "patient" || account.patient === null || account.patient.mergedIntoId === null) return actor;
  const keptId = await keptIdOf(db(), actor.practiceId, actor.patientId);
  return keptId === null ? null : { ...actor, patientId: PatientId.parse(keptId) };
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
  const row = await findSession(sessionId, nowMs);
  if (row === null) return null;
  const actor = await asKept(actorOfSession(row), row);
  const state = sessionState(row);
  if (actor === null || !isSessionLive(state, actor.kind === "staff" ? "staff" : "patient", nowMs)) return null;
  if (options.touch && nowMs - state.lastSeenAtMs >= SESSION_TOUCH_MS) {
    await db().session.updateMany({
      where: { id: sessionId, revokedAt: null, lastSeenAt: { lt: new Date(nowMs) } },
      data: { lastSeenAt: new Date(nowMs) },
    });
    if (isNearlyOver(state, nowMs)) await prolong(state, nowMs);
  }
  return actor;
}

/** Moves the absolute limit of a session whose person is in a room (ACC-80). */
async function prolong(state: SessionState, nowMs: number): Promise<void> {
  const present = await db().roomActor.count({
    where: { sessionId: state.sessionId, joinedAt: { not: null }, leftAt: null, deniedAt: null },
  });
  const endMs = prolongedEndMs(state, present > 0, nowMs);
  if (endMs === null) return;
  await db().session.updateMany({ where: { id: state.sessionId, revokedAt: null }, data: { expiresAt: new Date(endMs) } });
}

/** When a session ends if its person does nothing more, epoch ms; null where it is over. */
export async function sessionEndOf(sessionId: string): Promise<number | null> {
  const row = await db().session.findUnique({ where: { id: sessionId }, include: { account: { select: { staff: { select: { active: true } } } } } });
  if (row === null || row.revokedAt !== null) return null;
  return sessionEndsAtMs(sessionState(row), row.account.staff?.active === true ? "staff" : "patient");
}

/** Opens a session for an account that has just shown who it is. Null where the account may not sign in. */
export async function openSession(
  tx: Tx,
  accountId: string,
  sessionId: string,
  userAgent: string,
  nowMs: number,
  factors: readonly Factor[],
): Promise<{ practiceId: string } | null> {
  const account = await tx.account.findUnique({
    where: { id: accountId },
    include: { staff: { select: { active: true } }, patient: { select: { id: true } } },
  });
  if (account === null || account.disabledAt !== null) return null;
  const isStaff = account.staff?.active === true;
  if (!isStaff && account.staff !== null && account.patient === null) return null;
  const limits = SESSION_LIMITS[isStaff ? "staff" : "patient"];
  await tx.session.create({
    data: {
      id: sessionId,
      practiceId: account.practiceId,
      accountId,
      userAgent: userAgent.slice(0, 300),
      factors: [...factors],
      strongAt: areStrong(factors) ? new Date(nowMs) : null,
      createdAt: new Date(nowMs),
      lastSeenAt: new Date(nowMs),
      expiresAt: new Date(nowMs + limits.absoluteMs),
    },
  });
  return { practiceId: account.practiceId };
}
