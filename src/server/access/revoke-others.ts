import "server-only";
import { z } from "zod";
import { hasSession } from "@/core/access/actor";
import { sessionEndsAtMs } from "@/core/access/session";
import { AccountId, PracticeId } from "@/core/kit/ids";
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
  load: async ({ tx, actor }) => {
    if (!hasSession(actor)) return null;
    const staff = { select: { staff: { select: { active: true } } } };
    return tx.session.findFirst({ where: { id: actor.sessionId, revokedAt: null }, include: { account: staff } });
  },
  access: { resource: "session", verb: "list", facts: (row) => ({ practiceId: PracticeId.parse(row.practiceId), accountId: AccountId.parse(row.accountId) }) },
  audit: { action: "session.stay", subject: (_input, row) => ({ type: "session", id: row?.id ?? null }) },
  decide: () => ok(null),
  save: async (ctx, _changes, row) => {
    const lastSeenAt = new Date(ctx.nowMs);
    await ctx.tx.session.updateMany({ where: { id: row.id }, data: { lastSeenAt } });
    return { endsAtMs: sessionEndsAtMs(sessionState({ ...row, lastSeenAt }), isStaffAccount(row.account) ? "staff" : "patient") };
  },
});
