import "server-only";
import { hasSession } from "@/core/access/actor";
import type { Facts } from "@/core/access/policy";
import { AccountId, PracticeId } from "@/core/kit/ids";
import type { FactorChange, SessionStrength } from "@/core/access/second-factor";
import type { ReadContext } from "../kit/context";
import { findSignedIn, heldBy, isStaffAccount, lockAccount, type SignedIn } from "./account-state";
import { isPasswordFromMail } from "./account-tokens";

/** The actor's own sign-in and account, held until the transaction ends; null for anybody without a session. */
export async function lockOwn(ctx: ReadContext): Promise<SignedIn | null> {
  const { actor } = ctx;
  if (!hasSession(actor)) return null;
  if ((await lockAccount(ctx.tx, actor.accountId)) === null) return null;
  return findSignedIn(ctx.tx, actor.sessionId, ctx.nowMs);
}

/** Whose it is, for the policy. */
export function ownFacts({ account }: SignedIn): Facts {
  return { practiceId: PracticeId.parse(account.practiceId), accountId: AccountId.parse(account.id) };
}

/** How strong the session is, beside what the account could show. */
export function strengthOf({ account, strongAtMs }: SignedIn): SessionStrength {
  return { isStaff: isStaffAccount(account), held: heldBy(account), isStrong: strongAtMs !== null };
}

/** What is known for adding or taking away a factor. */
export async function factorChangeOf(ctx: ReadContext, signedIn: SignedIn): Promise<FactorChange> {
  return {
    ...strengthOf(signedIn),
    sessionFactors: signedIn.factors,
    stepUpAtMs: signedIn.stepUpAtMs,
    isPasswordFromMail: await isPasswordFromMail(ctx.tx, signedIn.account),
  };
}
