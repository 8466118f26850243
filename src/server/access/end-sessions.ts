import "server-only";
import { SESSIONS_AT_ONCE } from "@/core/access/session";
import { writeAudit } from "../audit/write-audit";
import type { Tx } from "../kit/db";
import { emit } from "../kit/emit";

/**
 * Ends the sessions of an account: all, or all but one. Open pages, push streams and places in rooms end with
 * them. For a changed password, a disabled account, a lost device. Returns how many were ended.
 */
export async function endSessionsOf(
  tx: Tx,
  whose: { readonly practiceId: string; readonly accountId: string; readonly exceptSessionId?: string },
  nowMs: number,
): Promise<number> {
  const { practiceId, accountId, exceptSessionId } = whose;
  const rows = await tx.session.findMany({
    where: { practiceId, accountId, revokedAt: null, expiresAt: { gt: new Date(nowMs) } },
    select: { id: true },
  });
  const ended = rows.filter(({ id }) => id !== exceptSessionId);
  await tx.session.updateMany({ where: { id: { in: ended.map(({ id }) => id) } }, data: { revokedAt: new Date(nowMs) } });
  for (const { id } of ended) await emit(tx, "session.revoked", { practiceId, accountId, sessionId: id });
  return ended.length;
}

interface EndedSession {
  readonly id: string;
  readonly practiceId: string;
  readonly accountId: string;
}

/** Ends one session for a reason that nobody pressed a button for: with a row that says which. */
async function endOne(tx: Tx, session: EndedSession, action: "session.replaced" | "session.crowded_out", at: { readonly nowMs: number; readonly requestId: string }): Promise<void> {
  const { id, practiceId, accountId } = session;
  const { count } = await tx.session.updateMany({ where: { id, revokedAt: null }, data: { revokedAt: new Date(at.nowMs) } });
  if (count === 0) return;
  await emit(tx, "session.revoked", { practiceId, accountId, sessionId: id });
  await writeAudit(tx, {
    practiceId,
    atMs: at.nowMs,
    actorKind: "account",
    actorId: accountId,
    action,
    subjectType: "session",
    subjectId: id,
    patientId: null,
    outcome: "done",
    code: null,
    requestId: at.requestId,
  });
}

/**
 * A browser that signs in again leaves its older session, whosever it was: the cookie that named it is overwritten,
 * and a copy of it must not go on (ACC-83).
 */
export async function endReplaced(tx: Tx, olderId: string | null | undefined, newId: string, at: { readonly nowMs: number; readonly requestId: string }): Promise<void> {
  if (olderId == null || olderId === newId) return;
  const older = await tx.session.findUnique({ where: { id: olderId }, select: { id: true, practiceId: true, accountId: true } });
  if (older !== null) await endOne(tx, older, "session.replaced", at);
}

/** Keeps an account to so many sessions at once: those that were used longest ago end (ACC-84). */
export async function endCrowdedOut(tx: Tx, accountId: string, newId: string, at: { readonly nowMs: number; readonly requestId: string }): Promise<void> {
  const others = await tx.session.findMany({
    where: { accountId, id: { not: newId }, revokedAt: null, expiresAt: { gt: new Date(at.nowMs) } },
    orderBy: [{ lastSeenAt: "desc" }, { createdAt: "desc" }],
    select: { id: true, practiceId: true, accountId: true },
    skip: SESSIONS_AT_ONCE - 1,
  });
  for (const session of others) await endOne(tx, session, "session.crowded_out", at);
}
