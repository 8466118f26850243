import "server-only";
import { isSessionLive } from "@/core/access/session";
import type { HeldFactors } from "@/core/access/second-factor";
import type { Tx } from "../kit/db";
import { readSessionCookie } from "./session-cookie";
import { sessionState } from "./sessions";

const FIELDS = {
  id: true,
  practiceId: true,
  email: true,
  name: true,
  locale: true,
  passwordHash: true,
  passwordAt: true,
  totpSealed: true,
  totpConfirmedAt: true,
  totpLastStep: true,
  disabledAt: true,
  staff: { select: { active: true, displayName: true } },
  patient: { select: { id: true } },
  practice: { select: { name: true } },
  _count: { select: { passkeys: true, recoveryCodes: { where: { usedAt: null } } } },
} as const;

/** An account with what its sign-in rests on. */
export type AccountState = NonNullable<Awaited<ReturnType<typeof findAccount>>>;

/** Finds an account that may sign in. */
export async function findAccount(tx: Tx, accountId: string) {
  const account = await tx.account.findUnique({ where: { id: accountId }, select: FIELDS });
  return account === null || account.disabledAt !== null ? null : account;
}

/** The same, held against others until the transaction ends: for what may happen once. */
export async function lockAccount(tx: Tx, accountId: string): Promise<AccountState | null> {
  await tx.$queryRaw`select 1 from account where id = ${accountId}::uuid for update`;
  return findAccount(tx, accountId);
}

/** Whether the account is somebody's who works here. */
export function isStaffAccount(account: { readonly staff: { readonly active: boolean } | null }): boolean {
  return account.staff?.active === true;
}

/** What the account has to show beside a password. */
export function heldBy(account: Pick<AccountState, "totpConfirmedAt" | "_count">): HeldFactors {
  return { passkeys: account._count.passkeys, totp: account.totpConfirmedAt !== null, recoveryCodes: account._count.recoveryCodes };
}

/** A browser that showed a first factor: its session, whether or not it is strong yet. */
export interface SignedIn {
  readonly sessionId: string;
  readonly userAgent: string;
  readonly place: string;
  readonly factors: readonly string[];
  readonly strongAtMs: number | null;
  readonly stepUpAtMs: number | null;
  readonly createdAtMs: number;
  readonly account: AccountState;
}

/** The session of this id as sign-in sees it, or null where it counts no more. */
export async function findSignedIn(tx: Tx, sessionId: string, nowMs: number): Promise<SignedIn | null> {
  const row = await tx.session.findUnique({ where: { id: sessionId } });
  if (row === null) return null;
  const account = await findAccount(tx, row.accountId);
  if (account === null) return null;
  if (!isSessionLive(sessionState(row), isStaffAccount(account) ? "staff" : "patient", nowMs)) return null;
  return {
    sessionId: row.id,
    userAgent: row.userAgent,
    place: row.place,
    factors: row.factors,
    strongAtMs: row.strongAt?.getTime() ?? null,
    stepUpAtMs: row.stepUpAt?.getTime() ?? null,
    createdAtMs: row.createdAt.getTime(),
    account,
  };
}

/**
 * The session of this browser's cookie. For the steps between a password and being in: a patient who has
 * still to show their code is nobody to the rest of the server.
 */
export async function signedInByCookie(
  ctx: { readonly tx: Tx; readonly nowMs: number },
  cookie: (name: string) => string | null,
): Promise<SignedIn | null> {
  const sessionId = await readSessionCookie(cookie);
  return sessionId === null ? null : findSignedIn(ctx.tx, sessionId, ctx.nowMs);
}
