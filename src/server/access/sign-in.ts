import "server-only";
import { randomUUID } from "node:crypto";
import { z } from "zod";
import { areStrong, type Factor } from "@/core/access/factors";
import { deviceKey } from "@/core/access/session-place";
import { writeAudit } from "../audit/write-audit";
import { db, type Tx } from "../kit/db";
import { notify } from "../kit/notify";
import { takeToken } from "../kit/rate-limit";
import { queueMail } from "../kit/write-context";
import { accountMail } from "./account-mails";
import { countFailure, forgetFailures, passwordKey, waitOf } from "./attempts";
import { endCrowdedOut, endReplaced } from "./end-sessions";
import { hashPassword, isHashWeak, passwordHolds } from "./passwords";
import type { OwnSettings } from "./preference-cookies";
import { notePasskeyUse, PasskeyAnswer, verifyPasskey } from "./passkeys";
import { hashSecret } from "./secrets";
import { openSession } from "./sessions";

/** What every try to sign in brings. */
export interface SignInTry {
  readonly source: string;
  readonly userAgent: string;
  /** Part of the network address; empty where it is unknown. */
  readonly place?: string;
  readonly requestId: string;
  readonly nowMs: number;
  /** The session that this browser's cookie names until now. */
  readonly olderSessionId?: string | null;
}

/** How a try ended. `wait`: too many wrong ones; the next counts after so long. */
export type SignInOutcome =
  | ({ readonly kind: "in"; readonly sessionId: string; readonly accountId: string } & OwnSettings)
  | { readonly kind: "wrong" }
  | { readonly kind: "wait"; readonly waitMs: number };

/** An address as we keep it. */
export const EmailAddress = z.string().trim().toLowerCase().max(254).pipe(z.email("access.email_invalid"));

const Password = z.string().min(1).max(1_000);
const PER_SOURCE = { limit: 60, perMs: 60_000 } as const;

interface AccountForSignIn {
  readonly id: string;
  readonly practiceId: string;
  readonly email: string;
  readonly passwordHash: string | null;
  readonly locale: string;
  readonly zone: string;
  readonly theme: string;
  readonly preferences: unknown;
}

/** Signs in with address and password. Says nothing about whether the address has an account. */
export async function signInWithPassword(email: string, password: string, given: SignInTry): Promise<SignInOutcome> {
  const parsed = z.object({ email: EmailAddress, password: Password }).safeParse({ email, password });
  if (!parsed.success) return { kind: "wrong" };
  const sourceWaitMs = await takeToken(`sign-in|source:${given.source}`, PER_SOURCE);
  if (sourceWaitMs > 0) return { kind: "wait", waitMs: sourceWaitMs };

  const keyHash = passwordKey(parsed.data.email);
  const waitMs = await waitOf(db(), keyHash, given.nowMs);
  const account = await db().account.findUnique({ where: { email: parsed.data.email } });
  if (waitMs > 0) {
    await auditTry(db(), account, given, "refused", "access.wait");
    return { kind: "wait", waitMs };
  }
  if (!(await passwordHolds(account?.passwordHash ?? null, parsed.data.password)) || account === null) {
    await countFailure(db(), keyHash, given.nowMs);
    await auditTry(db(), account, given, "refused", "access.sign_in_wrong");
    return { kind: "wrong" };
  }
  return finish(account, "password", given, async (tx) => {
    await forgetFailures(tx, keyHash);
    if (account.passwordHash !== null && isHashWeak(account.passwordHash)) {
      const passwordHash = await hashPassword(parsed.data.password);
      await tx.account.update({ where: { id: account.id }, data: { passwordHash } });
    }
  });
}

/** Signs in with the token of a mailed link, which then is used up. */
export async function signInWithLink(token: string, given: SignInTry): Promise<SignInOutcome> {
  if (!/^[\w-]{43}$/.test(token)) return { kind: "wrong" };
  const sourceWaitMs = await takeToken(`sign-in|source:${given.source}`, PER_SOURCE);
  if (sourceWaitMs > 0) return { kind: "wait", waitMs: sourceWaitMs };
  const tokenHash = hashSecret("sign-in-link", token);
  const now = new Date(given.nowMs);
  // The delete is the use: of two clicks at once one finds the row.
  const rows = await db().$queryRaw<{ identifier: string }[]>`
    delete from verification_token where token_hash = ${tokenHash} and expires_at > ${now} returning identifier`;
  const accountId = rows[0]?.identifier;
  const account = accountId === undefined ? null : await db().account.findUnique({ where: { id: accountId } });
  if (account === null) {
    await auditTry(db(), null, given, "refused", "access.link_used");
    return { kind: "wrong" };
  }
  return finish(account, "link", given, async (tx) => {
    if (account.emailVerifiedAt === null) {
      await tx.account.update({ where: { id: account.id }, data: { emailVerifiedAt: now } });
    }
  });
}

/**
 * Signs in with a passkey that the browser found by itself. It is two factors in one: the device, and the
 * person whom the device verified.
 */
export async function signInWithPasskey(answerText: string, given: SignInTry): Promise<SignInOutcome> {
  const answer = PasskeyAnswer.safeParse(readJson(answerText));
  if (!answer.success) return { kind: "wrong" };
  const sourceWaitMs = await takeToken(`sign-in|source:${given.source}`, PER_SOURCE);
  if (sourceWaitMs > 0) return { kind: "wait", waitMs: sourceWaitMs };
  const shown = await verifyPasskey(db(), answer.data, "passkey_sign_in", { accountId: null, sessionId: null }, given.nowMs);
  const account = shown.kind === "wrong" ? null : await db().account.findUnique({ where: { id: shown.accountId } });
  if (account === null || shown.kind !== "holds") {
    if (account !== null) await queueMail(db(), await accountMail(account, "passkeyCopied"));
    await auditTry(db(), account, given, "refused", shown.kind === "regress" ? "access.passkey_copied" : "access.passkey_wrong");
    return { kind: "wrong" };
  }
  return finish(account, "passkey", given, (tx) => notePasskeyUse(tx, shown, given.nowMs));
}

function readJson(text: string): unknown {
  if (text.length > 20_000) return null;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    // Told to the caller as a passkey that doesn't hold.
    return null;
  }
}

/** Opens the session of somebody who showed a first factor, or a whole one. */
export async function finish(
  account: AccountForSignIn,
  factor: Factor,
  given: SignInTry,
  also: (tx: Tx) => Promise<void>,
): Promise<SignInOutcome> {
  const sessionId = randomUUID();
  return db().$transaction(async (tx): Promise<SignInOutcome> => {
    const isNewDevice = await isDeviceNew(tx, account.id, given);
    const opened = await openSession(tx, account.id, sessionId, given.userAgent, given.nowMs, [factor]);
    if (opened === null) {
      await auditTry(tx, account, given, "refused", "access.account_closed");
      return { kind: "wrong" };
    }
    const stepUpAt = areStrong([factor]) ? new Date(given.nowMs) : null;
    await tx.session.update({ where: { id: sessionId }, data: { place: given.place ?? "", stepUpAt } });
    await endReplaced(tx, given.olderSessionId, sessionId, given);
    await endCrowdedOut(tx, account.id, sessionId, given);
    await also(tx);
    if (isNewDevice) {
      await queueMail(tx, await accountMail(account, "newDevice"));
      await notify(tx, given.nowMs, [account.id], "account.signed_in", { type: "session", id: sessionId });
    }
    await auditTry(tx, account, given, "done", null, sessionId);
    const { id: accountId, locale, zone, theme, preferences } = account;
    return { kind: "in", sessionId, accountId, locale, zone, theme, preferences };
  });
}

/** Whether the account was used before, and never by such a browser. The very first one is no news. */
async function isDeviceNew(tx: Tx, accountId: string, given: SignInTry): Promise<boolean> {
  const earlier = await tx.session.findMany({ where: { accountId }, select: { userAgent: true }, orderBy: { createdAt: "desc" }, take: 200 });
  return earlier.length > 0 && earlier.every(({ userAgent }) => deviceKey(userAgent) !== deviceKey(given.userAgent));
}

/** Leaves a row of a try to sign in. */
export async function auditTry(
  tx: Tx,
  account: Pick<AccountForSignIn, "id" | "practiceId"> | null,
  given: SignInTry,
  outcome: "done" | "refused",
  code: string | null,
  sessionId: string | null = null,
): Promise<void> {
  await writeAudit(tx, {
    practiceId: account?.practiceId ?? null,
    atMs: given.nowMs,
    actorKind: outcome === "done" ? "account" : "public",
    actorId: account?.id ?? null,
    action: "session.sign_in",
    subjectType: "session",
    subjectId: sessionId,
    patientId: null,
    outcome,
    code,
    requestId: given.requestId,
  });
}
