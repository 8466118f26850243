import "server-only";
import { z } from "zod";
import { hasSession } from "@/core/access/actor";
import { decideRevocation } from "@/core/access/session";
import { defineCommand } from "../kit/define";
import { saveRevocation } from "./revoke-session";
import { sessionCookieName } from "./session-cookie";
import { sessionState } from "./sessions";

/** Signs this browser out and takes its cookie away. */
export const signOut = defineCommand({
  name: "access/sign-out",
  summary: "Ends the session that asks.",
  input: z.strictObject({}),
  output: z.object({}),
  load: async (ctx) => {
    const { actor } = ctx;
    if (!hasSession(actor)) return null;
    const row = await ctx.tx.session.findUnique({ where: { id: actor.sessionId } });
    return row === null ? null : sessionState(row);
  },
  access: {
    resource: "session",
    verb: "revoke",
    facts: (session) => ({ practiceId: session.practiceId, accountId: session.accountId }),
  },
  audit: { action: "session.sign_out", subject: (_input, session) => ({ type: "session", id: session?.sessionId ?? null }) },
  decide: decideRevocation,
  save: async (ctx, changes, session) => {
    await saveRevocation(ctx.tx, session, changes.revokedAtMs);
    ctx.setCookie({ name: sessionCookieName(), value: "" });
    return {};
  },
});
