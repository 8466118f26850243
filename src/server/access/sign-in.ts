import "server-only";
import { randomUUID } from "node:crypto";
import { z } from "zod";
import { signInWaitMs } from "@/core/access/session";
import { writeAudit } from "../audit/write-audit";
import { db, type Tx } from "../kit/db";
import { takeToken } from "../kit/rate-limit";
import { hashPassword, isHashWeak, passwordHolds } from "./passwords";
import { hashSecret } from "./secrets";
import { openSession } from "./sessions";

/** What every try to sign in brings. */
export interface SignInTry {
  readonly source: string;
  readonly userAgent: string;
  readonly requestId: string;
  readonly nowMs: number;
}

/** How a try ended. `wait`: too many wrong ones; the next counts after so long. */
export type SignInOutcome =
  | { readonly kind: "in"; readonly sessionId: string; readonly accountId: string; readonly locale: string; readonly zone: string }
  | { readonly kind: "wrong" }
  | { readonly kind: "wait"; readonly waitMs: number };

/** An address as we keep it. */
export const EmailAddress = z.string().trim().toLowerCase().max(254).pipe(z.email("access.email_invalid"));

const Password = z.string().min(1).max(256);
const PER_SOURCE = { limit: 60, perMs: 60_000 } as const;

interface AccountForSignIn {
  readonly id: string;
  readonly practiceId: string;
  readonly passwordHash: string | null;
  readonly locale: string;
  readonly zone: string;
}

/** Signs in with address and password. Says nothing about whether the address has an account. */
export async function signInWithPassword(email: string, password: string, given: SignInTry): Promise<SignInOutcome> {
  const parsed = z.object({ email: EmailAddress, password: Password }).safeParse({ email, password });
  if (!parsed.success) return { kind: "wrong" };
  const sourceWaitMs = await takeToken(`sign-in|source:${given.source}`, PER_SOURCE);
  if (sourceWaitMs > 0) return { kind: "wait", waitMs: sourceWaitMs };

  const keyHash = hashSecret("sign-in", parsed.data.email);
  const counted = await db().signInAttempt.findUnique({ where: { keyHash } });
  const waitMs = counted === null ? 0 : signInWaitMs(counted.failures, counted.lastAt.getTime(), given.nowMs);
  const account = await db().account.findUnique({ where: { email: parsed.data.email } });
  if (waitMs > 0) {
    await auditTry(db(), account, given, "refused", "access.wait");
    return { kind: "wait", waitMs };
  }
  if (!(await passwordHolds(account?.passwordHash ?? null, parsed.data.password)) || account === null) {
    await countFailure(keyHash, given.nowMs);
    await auditTry(db(), account, given, "refused", "access.sign_in_wrong");
    return { kind: "wrong" };
  }
  return finish(account, given, async (tx) => {
    await tx.signInAttempt.deleteMany({ where: { keyHash } });
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
  return finish(account, given, async (tx) => {
    if (account.emailVerifiedAt === null) {
      await tx.account.update({ where: { id: account.id }, data: { emailVerifiedAt: now } });
    }
  });
}

async function finish(
  account: AccountForSignIn,
  given: SignInTry,
  also: (tx: Tx) => Promise<void>,
): Promise<SignInOutcome> {
  const sessionId = randomUUID();
  return db().$transaction(async (tx): Promise<SignInOutcome> => {
    const opened = await openSession(tx, account.id, sessionId, given.userAgent, given.nowMs);
    if (opened === null) {
      await auditTry(tx, account, given, "refused", "access.account_closed");
      return { kind: "wrong" };
    }
    await also(tx);
    await auditTry(tx, account, given, "done", null, sessionId);
    return { kind: "in", sessionId, accountId: account.id, locale: account.locale, zone: account.zone };
  });
}

async function countFailure(keyHash: string, nowMs: number): Promise<void> {
  const lastAt = new Date(nowMs);
  await db().signInAttempt.upsert({
    where: { keyHash },
    create: { keyHash, failures: 1, lastAt },
    update: { failures: { increment: 1 }, lastAt },
  });
}

async function auditTry(
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
