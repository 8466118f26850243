import "server-only";
import { z } from "zod";
import { hasSession } from "@/core/access/actor";
import { sessionEndsAtMs } from "@/core/access/session";
import { ok } from "@/core/kit/result";
import { defineCommand } from "../kit/define";
import { findSignedIn, isStaffAccount } from "./account-state";
import { endSessionsOf } from "./end-sessions";
import { ownFacts } from "./own-account";
import { sessionState } from "./sessions";

/** Ends every session of one's own but the one that asks. */
export const revokeOthers = defineCommand({
  name: "access/revoke-other-sessions",
  summary: "Signs you out everywhere but here.",
  input: z.strictObject({}),
  output: z.object({ ended: z.number() }),
  load: async (ctx) => (hasSession(ctx.actor) ? findSignedIn(ctx.tx, ctx.actor.sessionId, ctx.nowMs) : null),
  access: { resource: "session", verb: "revoke", facts: ownFacts },
  audit: { action: "session.revoke_others", subject: (_input, state) => ({ type: "session", id: state?.sessionId ?? null }) },
  decide: () => ok(null),
  save: async (ctx, _changes, { account, sessionId }) => {
    const whose = { practiceId: account.practiceId, accountId: account.id, exceptSessionId: sessionId };
    return { ended: await endSessionsOf(ctx.tx, whose, ctx.nowMs) };
  },
});

/** Says that the person is still there. Any request does; this one is for the button that asks. */
export const staySignedIn = defineCommand({
  name: "access/stay-signed-in",
  summary: "Keeps your session from ending because nobody was there.",
  input: z.strictObject({}),
  output: z.object({ endsAtMs: z.number() }),
  load: async (ctx) => {
    const { actor } = ctx;
    if (!hasSession(actor)) return null;
    const row = await ctx.tx.session.findUnique({ where: { id: actor.sessionId } });
    const signedIn = row === null ? null : await findSignedIn(ctx.tx, row.id, ctx.nowMs);
    return row === null || signedIn === null ? null : { row, signedIn };
  },
  access: { resource: "session", verb: "list", facts: ({ signedIn }) => ownFacts(signedIn) },
  audit: { action: "session.stay", subject: (_input, state) => ({ type: "session", id: state?.row.id ?? null }) },
  decide: () => ok(null),
  save: async (ctx, _changes, { row, signedIn }) => {
    await ctx.tx.session.update({ where: { id: row.id }, data: { lastSeenAt: new Date(ctx.nowMs) } });
    const state = sessionState({ ...row, lastSeenAt: new Date(ctx.nowMs) });
    return { endsAtMs: sessionEndsAtMs(state, isStaffAccount(signedIn.account) ? "staff" : "patient") };
  },
});
