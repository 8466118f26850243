import "server-only";
import { z } from "zod";
import { PracticeId } from "@/core/kit/ids";
import { domainError } from "@/core/kit/errors";
import { err, ok } from "@/core/kit/result";
import { defineCommand } from "../kit/define";
import { accountsWithRole } from "../kit/notify";
import { accountMail } from "./account-mails";
import { lockAccount } from "./account-state";
import { findAccountToken } from "./account-tokens";
import { endSessionsOf } from "./end-sessions";
import { keepPassword, NewPassword, problemWith } from "./new-password";

const Token = z.string().regex(/^[\w-]{43}$/, "access.link_used");

/**
 * Sets a password by a mailed link, which then is used up, and ends every session of the account. Opens none:
 * whoever holds the mailbox has one factor, and goes on by signing in. A second factor stays as it is.
 */
export const setPassword = defineCommand({
  name: "access/set-password",
  summary: "Sets a password with the token of a mailed link.",
  input: z.strictObject({ token: Token, password: NewPassword }),
  output: z.object({ ended: z.number() }),
  rate: { limit: 10, perMs: 60_000, by: "source" },
  load: async (ctx, input) => {
    const found = await findAccountToken(ctx.tx, input.token, ctx.nowMs);
    const account = found === null ? null : await lockAccount(ctx.tx, found.accountId);
    // Looked for again under the lock: of two presses at one moment one finds it.
    const token = account === null ? null : await findAccountToken(ctx.tx, input.token, ctx.nowMs);
    return token === null || account === null ? { found: null } : { found: { token, account } };
  },
  access: { resource: "session", verb: "sign_in", facts: () => ({ practiceId: null }) },
  audit: {
    action: "account.set_password",
    subject: (_input, state) => ({ type: "account", id: state?.found?.account.id ?? null }),
  },
  decide: ({ found }, input) => {
    if (found === null) return err(domainError("gone", "access.link_used"));
    const problem = problemWith(found.account, input.password, "password");
    return problem === null ? ok(found) : err(problem);
  },
  save: async (ctx, { token, account }, _state, input) => {
    const now = new Date(ctx.nowMs);
    await keepPassword(ctx.tx, account, input.password, ctx.nowMs);
    await ctx.tx.accountToken.update({ where: { id: token.id }, data: { usedAt: now } });
    await ctx.tx.account.updateMany({ where: { id: account.id, emailVerifiedAt: null }, data: { emailVerifiedAt: now } });
    const practiceId = PracticeId.parse(account.practiceId);
    const ended = await endSessionsOf(ctx.tx, { practiceId, accountId: account.id }, ctx.nowMs);
    if (token.kind === "invite") {
      const admins = await accountsWithRole(ctx.tx, practiceId, "admin");
      await ctx.notify(admins.filter((admin) => admin !== account.id), "staff.joined", null);
    }
    if (token.kind === "password") await ctx.mail(await accountMail(account, "passwordChanged"));
    return { ended };
  },
});
