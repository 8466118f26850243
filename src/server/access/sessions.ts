import "server-only";
import { isNearlyOver, isSessionLive, prolongedEndMs, sessionEndsAtMs, SESSION_LIMITS, SESSION_TOUCH_MS, type SessionState } from "@/core/access/session";
import { areStrong, type Factor } from "@/core/access/factors";
import { Role, type SessionActor, type StandingEmergency } from "@/core/access/actor";
import { AccountId, BreakGlassId, PatientId, PracticeId, SessionId, StaffId } from "@/core/kit/ids";
import { z } from "zod";
import { db, runNamed, type Tx } from "../kit/db";
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

/** A session with all that says who it speaks for. */
interface FoundSession extends SessionRow {
  readonly strongAt: Date | null;
  readonly stepUpAt: Date | null;
  readonly name: string;
  readonly zone: string;
  readonly locale: string;
  readonly disabledAt: Date | null;
  readonly hasSecondFactor: boolean;
  readonly staffId: string | null;
  readonly roles: readonly string[] | null;
  readonly staffZone: string | null;
  readonly displayName: string | null;
  readonly supervisorId: string | null;
  readonly isActive: boolean | null;
  readonly patientId: string | null;
  readonly mergedIntoId: string | null;
  readonly emergencies: readonly { id: string; patientId: string; endsAtMs: number }[];
}

const FIND_SESSION = {
  name: "find_session",
  text: `select s.id, s.practice_id as "practiceId", s.account_id as "accountId", s.created_at as "createdAt", s.last_seen_at as "lastSeenAt",
      s.expires_at as "expiresAt", s.revoked_at as "revokedAt", s.strong_at as "strongAt", s.step_up_at as "stepUpAt",
      a.name, a.zone, a.locale, a.disabled_at as "disabledAt",
      a.totp_confirmed_at is not null or exists (select from passkey k where k.account_id = a.id) as "hasSecondFactor",
      m.id as "staffId", m.roles, m.zone as "staffZone", m.display_name as "displayName", m.supervisor_id as "supervisorId", m.active as "isActive",
      p.id as "patientId", p.merged_into_id as "mergedIntoId",
      (select coalesce(jsonb_agg(jsonb_build_object('id', g.id, 'patientId', g.patient_id, 'endsAtMs', round(extract(epoch from g.ends_at) * 1000))), '[]')
        from break_glass g where g.practice_id = s.practice_id and g.staff_id = m.id and g.session_id = s.id and g.ended_at is null and g.ends_at > $2) as emergencies
    from session s
    join account a on a.id = s.account_id and a.practice_id = s.practice_id
    left join staff_member m on m.account_id = a.id and m.practice_id = a.practice_id
    left join patient p on p.account_id = a.id and p.practice_id = a.practice_id
    where s.id = $1::uuid`,
};

/** Every request begins with this look: one statement instead of the six that includes would make. */
async function findSession(sessionId: string, nowMs: number): Promise<FoundSession | null> {
  const rows = await runNamed<FoundSession>(FIND_SESSION, [sessionId, new Date(nowMs)]);
  return rows[0] ?? null;
}

function actorOfSession(row: FoundSession): SessionActor | null {
  if (row.disabledAt !== null) return null;
  const common = {
    practiceId: PracticeId.parse(row.practiceId),
    accountId: AccountId.parse(row.accountId),
    sessionId: SessionId.parse(row.id),
    locale: row.locale,
    stepUpAtMs: row.stepUpAt?.getTime() ?? null,
  };
  if (row.staffId !== null && row.isActive === true) {
    return {
      kind: "staff",
      ...common,
      staffId: StaffId.parse(row.staffId),
      roles: z.array(Role).parse(row.roles),
      zone: row.staffZone ?? row.zone,
      name: row.displayName ?? row.name,
      strong: row.strongAt !== null,
      supervisorId: row.supervisorId === null ? null : StaffId.parse(row.supervisorId),
      emergencies: row.emergencies.map(emergencyOf),
    };
  }
  // Who has a second factor and has not shown it is nobody yet; only the second step knows their session.
  if (row.strongAt === null && row.hasSecondFactor) return null;
  if (row.patientId !== null) {
    return { kind: "patient", ...common, patientId: PatientId.parse(row.patientId), zone: row.zone, name: row.name };
  }
  // Staff who left keep no way in; somebody who only acts for others is no more than their account.
  if (row.staffId !== null) return null;
  return { kind: "account", ...common, zone: row.zone, name: row.name };
}

function emergencyOf(row: FoundSession["emergencies"][number]): StandingEmergency {
  return { breakGlassId: BreakGlassId.parse(row.id), patientId: PatientId.parse(row.patientId), endsAtMs: row.endsAtMs };
}

/** Whose record was merged into another one of theirs speaks for the one that was kept (PPL-17). */
async function asKept(actor: SessionActor | null, { mergedIntoId }: FoundSession): Promise<SessionActor | null> {
  if (actor?.kind !== "patient" || mergedIntoId === null) return actor;
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
