import "server-only";
import { config } from "../kit/config";
import type { Tx } from "../kit/db";
import { hashSecret, newSecret } from "./secrets";

/** `invite` sets the first password, `password` a new one. */
export type AccountTokenKind = "invite" | "password";

/** How long each stands: an invitation a week, a forgotten password half an hour. */
export const TOKEN_LIFE_MIN: Readonly<Record<AccountTokenKind, number>> = { invite: 7 * 24 * 60, password: 30 };

/** Makes a token and ends earlier ones of its kind. Answers the address to mail; the token is in no other place. */
export async function issueAccountToken(
  tx: Tx,
  account: { readonly id: string; readonly practiceId: string },
  kind: AccountTokenKind,
  nowMs: number,
): Promise<string> {
  const token = newSecret();
  await tx.accountToken.updateMany({ where: { accountId: account.id, kind, usedAt: null, revokedAt: null }, data: { revokedAt: new Date(nowMs) } });
  await tx.accountToken.create({
    data: {
      practiceId: account.practiceId,
      accountId: account.id,
      kind,
      tokenHash: hashSecret("account-token", token),
      createdAt: new Date(nowMs),
      expiresAt: new Date(nowMs + TOKEN_LIFE_MIN[kind] * 60_000),
    },
  });
  return `${config().BEDSIDE_ORIGIN}/sign-in/set-password#${token}`;
}

/** The standing token of this text, or null: unknown, used, replaced or run out. */
export async function findAccountToken(tx: Tx, token: string, nowMs: number) {
  const row = await tx.accountToken.findUnique({ where: { tokenHash: hashSecret("account-token", token) } });
  if (row === null || row.usedAt !== null || row.revokedAt !== null || row.expiresAt.getTime() <= nowMs) return null;
  return row.kind === "invite" || row.kind === "password" ? { ...row, kind: row.kind } : null;
}

/**
 * Whether the password that stands came by a "forgot" link: then it proves that somebody reads the mailbox,
 * and no more.
 */
export async function isPasswordFromMail(tx: Tx, account: { readonly id: string; readonly passwordAt: Date | null }): Promise<boolean> {
  if (account.passwordAt === null) return false;
  return (await tx.accountToken.count({ where: { accountId: account.id, kind: "password", usedAt: account.passwordAt } })) > 0;
}
