import "server-only";
import { z } from "zod";
import { decideStepUp, decideWhole } from "@/core/access/second-factor";
import { domainError, type DomainError } from "@/core/kit/errors";
import { err, ok, type Result } from "@/core/kit/result";
import { defineCommand } from "../kit/define";
import { KeptRefusal } from "../kit/operation";
import { accountMail } from "./account-mails";
import type { SignedIn } from "./account-state";
import { countFailure, passwordKey, waitOf } from "./attempts";
import { endSessionsOf } from "./end-sessions";
import { keepPassword, NewPassword, problemWith } from "./new-password";
import { lockOwn, ownFacts, strengthOf } from "./own-account";
import { passwordHolds } from "./passwords";

interface ChangeState {
  readonly signedIn: SignedIn;
  readonly waitMs: number;
  /** Null: there is no password yet. */
  readonly holds: boolean | null;
}

const WRONG = domainError("invalid", "kit.invalid_input", { fields: { current: "access.password_wrong" } });

function decideChange(state: ChangeState, next: string, nowMs: number): Result<{ readonly isWrong: boolean }, DomainError> {
  const whole = decideWhole(strengthOf(state.signedIn));
  if (!whole.ok) return whole;
  if (state.waitMs > 0) return err(domainError("rate_limited", "access.wait", { params: { seconds: Math.ceil(state.waitMs / 1000) } }));
  if (state.holds === false) return ok({ isWrong: true });
  // Without a password to show, the person shows another factor.
  const shown = state.holds === null ? decideStepUp(state.signedIn.stepUpAtMs, nowMs) : ok(null);
  if (!shown.ok) return shown;
  const problem = problemWith(state.signedIn.account, next, "next");
  return problem === null ? ok({ isWrong: false }) : err(problem);
}

/** Changes one's own password and ends every other session. */
export const changePassword = defineCommand({
  name: "access/change-password",
  summary: "Changes your password; every other browser is signed out.",
  input: z.strictObject({ current: z.string().max(1_000).nullable(), next: NewPassword }),
  output: z.object({ ended: z.number() }),
  rate: { limit: 20, perMs: 60_000 },
  load: async (ctx, input): Promise<ChangeState | null> => {
    const signedIn = await lockOwn(ctx);
    if (signedIn === null) return null;
    const { passwordHash, email } = signedIn.account;
    const waitMs = await waitOf(ctx.tx, passwordKey(email), ctx.nowMs);
    const holds = passwordHash === null ? null : waitMs === 0 && (await passwordHolds(passwordHash, input.current ?? ""));
    return { signedIn, waitMs, holds };
  },
  access: { resource: "account", verb: "change", facts: ({ signedIn }) => ownFacts(signedIn) },
  audit: { action: "account.change_password", subject: (_input, state) => ({ type: "account", id: state?.signedIn.account.id ?? null }) },
  decide: (state, input, { nowMs }) => decideChange(state, input.next, nowMs),
  save: async (ctx, { isWrong }, { signedIn }, input) => {
    const { account, sessionId } = signedIn;
    if (isWrong) {
      await countFailure(ctx.tx, passwordKey(account.email), ctx.nowMs);
      return new KeptRefusal(WRONG);
    }
    await keepPassword(ctx.tx, account, input.next, ctx.nowMs);
    const whose = { practiceId: account.practiceId, accountId: account.id, exceptSessionId: sessionId };
    const ended = await endSessionsOf(ctx.tx, whose, ctx.nowMs);
    await ctx.mail(await accountMail(account, "passwordChanged"));
    return { ended };
  },
});
