import "server-only";
import { z } from "zod";
import { ok } from "@/core/kit/result";
import { defineCommand } from "../kit/define";
import { accountMail } from "./account-mails";
import { issueAccountToken, TOKEN_LIFE_MIN } from "./account-tokens";
import { EmailAddress } from "./sign-in";

/** Mails a link that sets a new password. The answer is the same whether or not the address has an account. */
export const requestPassword = defineCommand({
  name: "access/request-password",
  summary: "Sends a mail with a link that sets a new password, if the address has an account.",
  input: z.strictObject({ email: EmailAddress }),
  output: z.object({ lifeMin: z.number() }),
  rate: { limit: 10, perMs: 10 * 60_000, by: "source" },
  load: async (ctx, input) => ({
    account: await ctx.tx.account.findUnique({
      where: { email: input.email, disabledAt: null },
      select: { id: true, practiceId: true, email: true, locale: true },
    }),
  }),
  access: { resource: "session", verb: "sign_in", facts: () => ({ practiceId: null }) },
  audit: { action: "account.request_password", subject: (_input, state) => ({ type: "account", id: state?.account?.id ?? null }) },
  decide: (state) => ok(state.account),
  save: async (ctx, account) => {
    if (account !== null) {
      const link = await issueAccountToken(ctx.tx, account, "password", ctx.nowMs);
      await ctx.mail(await accountMail(account, "password", { link, minutes: TOKEN_LIFE_MIN.password }));
    }
    return { lifeMin: TOKEN_LIFE_MIN.password };
  },
});
