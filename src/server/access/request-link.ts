import "server-only";
import { z } from "zod";
import { ok } from "@/core/kit/result";
import { config } from "../kit/config";
import { defineCommand } from "../kit/define";
import { signInMail } from "./mail";
import { hashSecret, newSecret } from "./secrets";
import { EmailAddress } from "./sign-in";

const LINK_LIFE_MIN = 15;

/** The found account, or the knowledge that there is none; the caller can't tell which. */
interface LinkState {
  readonly account: { readonly id: string; readonly practiceId: string; readonly email: string; readonly locale: string } | null;
}

/** Mails a link that signs in once. The answer is the same whether or not the address has an account. */
export const requestLink = defineCommand({
  name: "access/request-link",
  summary: "Sends a mail with a link that signs in once, if the address has an account.",
  input: z.strictObject({ email: EmailAddress }),
  output: z.object({ lifeMin: z.number() }),
  rate: { limit: 10, perMs: 10 * 60_000, by: "source" },
  load: async (ctx, input): Promise<LinkState> => {
    const account = await ctx.tx.account.findUnique({
      where: { email: input.email, disabledAt: null },
      select: { id: true, practiceId: true, email: true, locale: true },
    });
    return { account };
  },
  access: { resource: "session", verb: "sign_in", facts: () => ({ practiceId: null }) },
  audit: { action: "session.request_link", subject: (_input, state) => ({ type: "account", id: state?.account?.id ?? null }) },
  decide: (state) => ok(state.account),
  save: async (ctx, account) => {
    if (account !== null) {
      const token = newSecret();
      await ctx.tx.verificationToken.deleteMany({ where: { identifier: account.id } });
      await ctx.tx.verificationToken.create({
        data: {
          identifier: account.id,
          tokenHash: hashSecret("sign-in-link", token),
          expiresAt: new Date(ctx.nowMs + LINK_LIFE_MIN * 60_000),
        },
      });
      const link = `${config().BEDSIDE_ORIGIN}/sign-in/link#${token}`;
      await ctx.mail(await signInMail({ ...account, link, lifeMin: LINK_LIFE_MIN }));
    }
    return { lifeMin: LINK_LIFE_MIN };
  },
});
