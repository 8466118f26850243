import "server-only";
import { z } from "zod";
import { decideRevocation, type SessionState } from "@/core/access/session";
import { SessionId } from "@/core/kit/ids";
import { writeAudit } from "../audit/write-audit";
import { db, type Tx } from "../kit/db";
import { defineCommand } from "../kit/define";
import { emit } from "../kit/emit";
import { sessionState } from "./sessions";

async function findState(tx: Tx, sessionId: string): Promise<SessionState | null> {
  const row = await tx.session.findUnique({ where: { id: sessionId } });
  return row === null ? null : sessionState(row);
}

/** Marks the row and tells everybody who must know: open streams, the room, other processes. */
export async function saveRevocation(tx: Tx, session: SessionState, revokedAtMs: number): Promise<void> {
  const { count } = await tx.session.updateMany({
    where: { id: session.sessionId, practiceId: session.practiceId },
    data: { revokedAt: new Date(revokedAtMs) },
  });
  if (count !== 1) throw new Error("session vanished while it was revoked");
  const { practiceId, accountId, sessionId } = session;
  await emit(tx, "session.revoked", { practiceId, accountId, sessionId });
}

/** Signs one browser out, now: its next request, its push stream and its place in a room all end. */
export const revokeSession = defineCommand({
  name: "access/revoke-session",
  summary: "Ends one of your sessions, or as an admin one of your practice.",
  input: z.strictObject({ sessionId: SessionId }),
  output: z.object({ sessionId: z.uuid(), revokedAtMs: z.number() }),
  load: (ctx, input) => findState(ctx.tx, input.sessionId),
  access: {
    resource: "session",
    verb: "revoke",
    facts: (session) => ({ practiceId: session.practiceId, accountId: session.accountId }),
  },
  audit: { action: "session.revoke", subject: (input) => ({ type: "session", id: input.sessionId }) },
  decide: decideRevocation,
  save: async (ctx, changes, session) => {
    await saveRevocation(ctx.tx, session, changes.revokedAtMs);
    return { sessionId: session.sessionId, revokedAtMs: changes.revokedAtMs };
  },
});

/** The same, where next-auth itself signs out and no pipeline runs. */
export async function revokeById(sessionId: string, nowMs: number): Promise<void> {
  await db().$transaction(async (tx) => {
    const session = await findState(tx, sessionId);
    if (session === null || session.revokedAtMs !== null) return;
    await saveRevocation(tx, session, nowMs);
    await writeAudit(tx, {
      practiceId: session.practiceId,
      atMs: nowMs,
      actorKind: "account",
      actorId: session.accountId,
      action: "session.sign_out",
      subjectType: "session",
      subjectId: sessionId,
      patientId: null,
      outcome: "done",
      code: null,
      requestId: "sign-out",
    });
  });
}
