import "server-only";
import { z } from "zod";
import { hashSecret, newSecret } from "../access/secrets";
import type { WriteContext } from "../kit/context";

/** What taking up a mailed link answers. */
export const SignInOnce = z.object({
  /** Signs this person in once, where their account has no other way; null: they sign in as they do. */
  signInToken: z.string().nullable(),
});

const WITHIN_MS = 15 * 60_000;

/** Lets an account sign in once, for whoever has just shown that its mailbox is theirs; an older one counts no more. */
export async function letSignInOnce(ctx: WriteContext, accountId: string): Promise<z.infer<typeof SignInOnce>> {
  const signInToken = newSecret();
  await ctx.tx.verificationToken.deleteMany({ where: { identifier: accountId } });
  await ctx.tx.verificationToken.create({
    data: { identifier: accountId, tokenHash: hashSecret("sign-in-link", signInToken), expiresAt: new Date(ctx.nowMs + WITHIN_MS) },
  });
  return { signInToken };
}
