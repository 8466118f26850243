import "server-only";
import { z } from "zod";
import type { Factor } from "@/core/access/factors";
import { domainError, type DomainError } from "@/core/kit/errors";
import { err, ok, type Result } from "@/core/kit/result";
import type { WriteContext } from "../kit/context";
import type { Tx } from "../kit/db";
import { accountMail } from "./account-mails";
import type { SignedIn } from "./account-state";
import { countFailure, forgetFailures, passwordKey, secondKey, waitOf } from "./attempts";
import { notePasskeyUse, PasskeyAnswer, verifyPasskey, type ShownPasskey } from "./passkeys";
import { passwordHolds } from "./passwords";
import { matchRecoveryCode, spendRecoveryCode } from "./recovery-codes";
import { matchTotp, openTotp } from "./totp";

const code = z.string().min(1, "access.code_empty").max(60);

/** What stands for a second factor. */
export const SecondProof = z.discriminatedUnion("way", [
  z.strictObject({ way: z.literal("passkey"), answer: PasskeyAnswer }),
  z.strictObject({ way: z.literal("code"), code }),
  z.strictObject({ way: z.literal("recovery_code"), code }),
]);

/** What shows once more who somebody is. A recovery code is too precious for it. */
export const StepUpProof = z.discriminatedUnion("way", [
  z.strictObject({ way: z.literal("passkey"), answer: PasskeyAnswer }),
  z.strictObject({ way: z.literal("code"), code }),
  z.strictObject({ way: z.literal("password"), password: z.string().min(1, "access.password_empty").max(1_000) }),
]);

type Proof = z.output<typeof SecondProof> | z.output<typeof StepUpProof>;

/** What a proof is worth, looked at before anything is decided. */
export type Weighed =
  | { readonly kind: "wait"; readonly waitMs: number }
  | { readonly kind: "wrong" }
  | { readonly kind: "copied" }
  | { readonly kind: "holds"; readonly factor: Factor; readonly timeStep?: number; readonly recoveryCodeId?: string; readonly passkey?: ShownPasskey & { kind: "holds" } };

/** The bucket in which wrong ones are counted: passwords with the passwords of signing in. */
function keyOf(proof: Proof, { account }: SignedIn): string {
  return proof.way === "password" ? passwordKey(account.email) : secondKey(account.id);
}

async function weighCode(tx: Tx, { account }: SignedIn, typed: string, nowMs: number): Promise<Weighed> {
  if (account.totpSealed === null || account.totpConfirmedAt === null) return { kind: "wrong" };
  const secret = await openTotp(account.practiceId, account.id, account.totpSealed);
  const lastStep = account.totpLastStep === null ? null : Number(account.totpLastStep);
  const timeStep = await matchTotp(secret, typed, lastStep, nowMs);
  return timeStep === null ? { kind: "wrong" } : { kind: "holds", factor: "totp", timeStep };
}

/** Holds a proof against the account. A passkey's question is used up by it. */
export async function weighProof(tx: Tx, signedIn: SignedIn, proof: Proof, nowMs: number): Promise<Weighed> {
  const waitMs = await waitOf(tx, keyOf(proof, signedIn), nowMs);
  if (waitMs > 0) return { kind: "wait", waitMs };
  const { account, sessionId } = signedIn;
  switch (proof.way) {
    case "code":
      return weighCode(tx, signedIn, proof.code, nowMs);
    case "recovery_code": {
      const recoveryCodeId = await matchRecoveryCode(tx, account.id, proof.code);
      return recoveryCodeId === null ? { kind: "wrong" } : { kind: "holds", factor: "recovery_code", recoveryCodeId };
    }
    case "password":
      return (await passwordHolds(account.passwordHash, proof.password)) ? { kind: "holds", factor: "password" } : { kind: "wrong" };
    case "passkey": {
      const shown = await verifyPasskey(tx, proof.answer, "passkey_step_up", { accountId: account.id, sessionId }, nowMs);
      if (shown.kind === "holds") return { kind: "holds", factor: "passkey", passkey: shown };
      return { kind: shown.kind === "regress" ? "copied" : "wrong" };
    }
  }
}

/** What is said about a proof that doesn't hold, in the words of its way. */
function wrongError(proof: Proof): DomainError {
  if (proof.way === "passkey") return domainError("denied", "access.passkey_wrong");
  const fields: Record<string, string> =
    proof.way === "password" ? { password: "access.password_wrong" } : { code: "access.code_wrong" };
  return domainError("invalid", "kit.invalid_input", { fields });
}

/** Refuses at once who has to wait; everything else is settled by {@link settleProof}, which writes. */
export function decideProof(weighed: Weighed): Result<Exclude<Weighed, { kind: "wait" }>, DomainError> {
  if (weighed.kind !== "wait") return ok(weighed);
  return err(domainError("rate_limited", "access.wait", { params: { seconds: Math.ceil(weighed.waitMs / 1000) } }));
}

/** Uses a proof up, or notes that it was wrong. Null: it counts; else the refusal, with what was noted. */
export async function settleProof(
  ctx: WriteContext,
  signedIn: SignedIn,
  proof: Proof,
  weighed: Exclude<Weighed, { kind: "wait" }>,
): Promise<DomainError | null> {
  const { account } = signedIn;
  if (weighed.kind !== "holds") {
    await countFailure(ctx.tx, keyOf(proof, signedIn), ctx.nowMs);
    if (weighed.kind !== "copied") return wrongError(proof);
    await ctx.mail(await accountMail(account, "passkeyCopied"));
    return domainError("denied", "access.passkey_copied");
  }
  if (weighed.timeStep !== undefined) {
    await ctx.tx.account.update({ where: { id: account.id }, data: { totpLastStep: weighed.timeStep } });
  }
  if (weighed.recoveryCodeId !== undefined && !(await spendRecoveryCode(ctx.tx, weighed.recoveryCodeId, ctx.nowMs))) return wrongError(proof);
  if (weighed.passkey !== undefined) await notePasskeyUse(ctx.tx, weighed.passkey, ctx.nowMs);
  await forgetFailures(ctx.tx, keyOf(proof, signedIn));
  return null;
}
