import "server-only";
import { z } from "zod";
import { nextSignInStep } from "@/core/access/second-factor";
import type { Factor } from "@/core/access/factors";
import { domainError } from "@/core/kit/errors";
import { err, type Result } from "@/core/kit/result";
import type { DomainError } from "@/core/kit/errors";
import type { WriteContext } from "../kit/context";
import { defineCommand, defineQuery } from "../kit/define";
import { emit } from "../kit/emit";
import { KeptRefusal } from "../kit/operation";
import { heldBy, isStaffAccount, lockAccount, signedInByCookie, type SignedIn } from "./account-state";
import { askForPasskey } from "./passkeys";
import { decideProof, SecondProof, settleProof, weighProof, type Weighed } from "./proof";
import { sessionCookieName, SESSION_COOKIE_MAX_AGE_S, writeSessionCookie } from "./session-cookie";
import { openSession } from "./sessions";

const SIGNED_OUT = domainError("signed_out", "access.signed_out");

/** The browser's own sign-in, with its account held. */
async function lockSignedIn(ctx: WriteContext): Promise<SignedIn | null> {
  const signedIn = await signedInByCookie(ctx, ctx.cookie);
  if (signedIn === null || (await lockAccount(ctx.tx, signedIn.account.id)) === null) return null;
  // Read again under the lock: another tab may have shown the same code a moment ago.
  return signedInByCookie(ctx, ctx.cookie);
}

/**
 * Puts a stronger session in the place of one, with a new id (ASVS 7.2.4): what somebody may have learnt of the
 * weaker one is worth nothing. Both belong to this browser.
 */
export async function strengthenSession(ctx: WriteContext, signedIn: SignedIn, factor: Factor): Promise<string> {
  const { account, sessionId: olderId } = signedIn;
  const sessionId = ctx.ids();
  const factors = [...new Set([...(signedIn.factors as readonly Factor[]), factor])];
  const opened = await openSession(ctx.tx, account.id, sessionId, signedIn.userAgent, ctx.nowMs, factors);
  if (opened === null) throw new Error("an account closed while its session was strengthened");
  const now = new Date(ctx.nowMs);
  await ctx.tx.session.update({ where: { id: sessionId }, data: { place: signedIn.place, stepUpAt: now } });
  await ctx.tx.session.update({ where: { id: olderId }, data: { revokedAt: now } });
  await emit(ctx.tx, "session.revoked", { practiceId: account.practiceId, accountId: account.id, sessionId: olderId });
  ctx.setCookie({ name: sessionCookieName(), value: await writeSessionCookie(sessionId), maxAgeS: SESSION_COOKIE_MAX_AGE_S });
  return sessionId;
}

interface StepState {
  readonly signedIn: SignedIn | null;
  readonly weighed: Weighed;
}

/** The second step of signing in: a passkey, a code or a recovery code beside the password or link. */
export const secondStep = defineCommand({
  name: "access/second-step",
  summary: "Shows a second factor after a password or a mailed link.",
  input: z.strictObject({ proof: SecondProof }),
  output: z.object({ recoveryCodesLeft: z.number() }),
  rate: { limit: 30, perMs: 60_000, by: "source" },
  load: async (ctx, input): Promise<StepState> => {
    const signedIn = await lockSignedIn(ctx);
    if (signedIn === null) return { signedIn, weighed: { kind: "wrong" } };
    return { signedIn, weighed: await weighProof(ctx.tx, signedIn, input.proof, ctx.nowMs) };
  },
  access: { resource: "session", verb: "sign_in", facts: () => ({ practiceId: null }) },
  audit: { action: "session.second_step", subject: (_input, state) => ({ type: "session", id: state?.signedIn?.sessionId ?? null }) },
  decide: ({ signedIn, weighed }): Result<{ signedIn: SignedIn; weighed: Exclude<Weighed, { kind: "wait" }> }, DomainError> => {
    if (signedIn === null) return err(SIGNED_OUT);
    const decided = decideProof(weighed);
    return decided.ok ? { ok: true, value: { signedIn, weighed: decided.value } } : decided;
  },
  save: async (ctx, { signedIn, weighed }, _state, input) => {
    const refusal = await settleProof(ctx, signedIn, input.proof, weighed);
    if (refusal !== null || weighed.kind !== "holds") return new KeptRefusal(refusal ?? SIGNED_OUT);
    await strengthenSession(ctx, signedIn, weighed.factor);
    const left = heldBy(signedIn.account).recoveryCodes - (weighed.factor === "recovery_code" ? 1 : 0);
    return { recoveryCodesLeft: left };
  },
});

/** Asks this browser for one of the account's passkeys: for the second step and for step-up. */
export const beginProof = defineCommand({
  name: "access/begin-proof",
  summary: "Makes the question that a passkey of your account answers.",
  input: z.strictObject({}),
  output: z.object({ options: z.looseObject({ challenge: z.string() }) }),
  rate: { limit: 30, perMs: 60_000, by: "source" },
  load: async (ctx) => ({ signedIn: await signedInByCookie(ctx, ctx.cookie) }),
  access: { resource: "session", verb: "sign_in", facts: () => ({ practiceId: null }) },
  audit: { action: "session.begin_proof", subject: (_input, state) => ({ type: "session", id: state?.signedIn?.sessionId ?? null }) },
  decide: ({ signedIn }) => (signedIn === null ? err(SIGNED_OUT) : { ok: true, value: signedIn }),
  save: async (ctx, { account, sessionId }) => ({
    options: { ...(await askForPasskey(ctx.tx, "passkey_step_up", { accountId: account.id, sessionId }, ctx.nowMs)) },
  }),
});

/** Asks a browser for any passkey that it has for us: to sign in without an address. */
export const beginPasskeySignIn = defineCommand({
  name: "access/begin-passkey-sign-in",
  summary: "Makes the question that a passkey answers to sign in.",
  input: z.strictObject({}),
  output: z.object({ options: z.looseObject({ challenge: z.string() }) }),
  rate: { limit: 30, perMs: 60_000, by: "source" },
  load: () => Promise.resolve({}),
  access: { resource: "session", verb: "sign_in", facts: () => ({ practiceId: null }) },
  audit: { action: "session.begin_passkey", subject: () => ({ type: "session", id: null }) },
  decide: () => ({ ok: true, value: null }),
  save: async (ctx) => ({ options: { ...(await askForPasskey(ctx.tx, "passkey_sign_in", { accountId: null, sessionId: null }, ctx.nowMs)) } }),
});

/** Where this browser stands between signing in and its first page, and what it may show. */
export const signInStep = defineQuery({
  name: "access/sign-in-step",
  summary: "Says what this browser has still to show to be signed in.",
  input: z.strictObject({}),
  output: z.object({
    step: z.enum(["out", "second", "enrol", "in"]),
    isStaff: z.boolean(),
    ways: z.array(z.enum(["passkey", "code", "recovery_code"])),
  }),
  access: { resource: "session", verb: "sign_in" },
  run: async (ctx) => {
    const signedIn = await signedInByCookie(ctx, ctx.cookie);
    const facts = { practiceId: null };
    if (signedIn === null) return { view: { step: "out" as const, isStaff: false, ways: [] }, facts };
    const held = heldBy(signedIn.account);
    const isStaff = isStaffAccount(signedIn.account);
    const step = nextSignInStep({ isStaff, isStrong: signedIn.strongAtMs !== null, held });
    const ways = [
      ...(held.passkeys > 0 ? (["passkey"] as const) : []),
      ...(held.totp ? (["code"] as const) : []),
      ...(held.recoveryCodes > 0 ? (["recovery_code"] as const) : []),
    ];
    return { view: { step, isStaff, ways }, facts };
  },
});
