import "server-only";
import { z } from "zod";
import { hasSession } from "@/core/access/actor";
import { sessionEndsAtMs } from "@/core/access/session";
import { domainError } from "@/core/kit/errors";
import { ok } from "@/core/kit/result";
import { runWithin } from "../kit/db";
import { defineCommand } from "../kit/define";
import { KeptRefusal } from "../kit/operation";
import { findSignedIn } from "./account-state";
import { endSessionsOf } from "./end-sessions";
import { ownFacts } from "./own-account";

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

const KEEP_SESSION = {
  name: "keep_session",
  text: `update session s set last_seen_at = $2::timestamptz where s.id = $1::uuid and s.revoked_at is null
    returning s.expires_at as "expiresAt", exists (select from staff_member m where m.account_id = s.account_id and m.active) as "isStaff"`,
};

interface KeptSession {
  readonly expiresAt: Date;
  readonly isStaff: boolean;
}

/** Says that the person is still there. Any request does; this one is for the button that asks. */
export const staySignedIn = defineCommand({
  name: "access/stay-signed-in",
  summary: "Keeps your session from ending because nobody was there.",
  input: z.strictObject({}),
  output: z.object({ endsAtMs: z.number() }),
  load: ({ actor }) => Promise.resolve(hasSession(actor) ? actor : null),
  access: { resource: "session", verb: "list", facts: ({ practiceId, accountId }) => ({ practiceId, accountId }) },
  audit: { action: "session.stay", subject: (_input, own) => ({ type: "session", id: own?.sessionId ?? null }) },
  decide: () => ok(null),
  save: async (ctx, _changes, { sessionId }) => {
    const [kept] = await runWithin<KeptSession>(ctx.tx, KEEP_SESSION, [sessionId, new Date(ctx.nowMs)]);
    // Ended in the moment between.
    if (kept === undefined) return new KeptRefusal(domainError("not_found", "kit.not_found"));
    const session = { expiresAtMs: kept.expiresAt.getTime(), lastSeenAtMs: ctx.nowMs };
    return { endsAtMs: sessionEndsAtMs(session, kept.isStaff ? "staff" : "patient") };
  },
});
