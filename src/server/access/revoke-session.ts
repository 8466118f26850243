import "server-only";
import { z } from "zod";
import { SessionId } from "@/core/kit/ids";
import { decideRevocation } from "@/core/access/session";
import { defineCommand } from "../kit/define";
import { sessionState } from "./sessions";

/** Signs one browser out, now: its next request, its push stream and its place in a room all end. */
export const revokeSession = defineCommand({
  name: "access/revoke-session",
  summary: "Ends one of your sessions, or as an admin one of your practice.",
  input: z.strictObject({ sessionId: SessionId }),
  output: z.object({ sessionId: z.uuid(), revokedAtMs: z.number() }),
  load: async (ctx, input) => {
    const row = await ctx.tx.session.findUnique({ where: { id: input.sessionId } });
    return row === null ? null : sessionState(row);
  },
  access: {
    resource: "session",
    verb: "revoke",
    facts: (session) => ({ practiceId: session.practiceId, accountId: session.accountId }),
  },
  audit: { action: "session.revoke", subject: (input) => ({ type: "session", id: input.sessionId }) },
  decide: decideRevocation,
  save: async (ctx, changes, session) => {
    const { count } = await ctx.tx.session.updateMany({
      where: { id: session.sessionId, practiceId: session.practiceId },
      data: { revokedAt: new Date(changes.revokedAtMs) },
    });
    if (count !== 1) throw new Error("session vanished while it was revoked");
    await ctx.emit("session.revoked", {
      practiceId: session.practiceId,
      accountId: session.accountId,
      sessionId: session.sessionId,
    });
    return { sessionId: session.sessionId, revokedAtMs: changes.revokedAtMs };
  },
});
