import "server-only";
import { MAIL_CONFIRM_MIN, MAIL_UNDO_DAYS } from "@/core/access/mail-change";
import { config } from "../kit/config";
import type { Tx } from "../kit/db";
import { hashSecret, newSecret } from "./secrets";

/**
 * `invite` sets the first password, `password` a new one; `email` confirms a new mail address, `email_undo` brings
 * the one before it back.
 */
export type AccountTokenKind = "invite" | "password" | "email" | "email_undo";

/** How long each stands, in minutes: an invitation a week, a forgotten password half an hour. */
export const TOKEN_LIFE_MIN: Readonly<Record<AccountTokenKind, number>> = {
  invite: 7 * 24 * 60,
  password: 30,
  email: MAIL_CONFIRM_MIN,
  email_undo: MAIL_UNDO_DAYS * 24 * 60,
};

const PAGES: Readonly<Record<AccountTokenKind, string>> = {
  invite: "/sign-in/set-password",
  password: "/sign-in/set-password",
  email: "/account/email",
  email_undo: "/sign-in/undo-email",
};

/** Ends the tokens of these kinds that stand. */
export async function endAccountTokens(tx: Tx, accountId: string, kinds: readonly AccountTokenKind[], nowMs: number): Promise<void> {
  await tx.accountToken.updateMany({ where: { accountId, kind: { in: [...kinds] }, usedAt: null, revokedAt: null }, data: { revokedAt: new Date(nowMs) } });
}

/**
 * Makes a token and ends earlier ones of its kind, but those that undo: each goes to another mailbox. Answers the
 * address to mail; the token is in no other place.
 */
export async function issueAccountToken(
  tx: Tx,
  account: { readonly id: string; readonly practiceId: string },
  kind: AccountTokenKind,
  nowMs: number,
  email?: string,
): Promise<string> {
  const token = newSecret();
  if (kind !== "email_undo") await endAccountTokens(tx, account.id, [kind], nowMs);
  await tx.accountToken.create({
    data: {
      practiceId: account.practiceId,
      accountId: account.id,
      kind,
      email: email ?? null,
      tokenHash: hashSecret("account-token", token),
      createdAt: new Date(nowMs),
      expiresAt: new Date(nowMs + TOKEN_LIFE_MIN[kind] * 60_000),
    },
  });
  return `${config().BEDSIDE_ORIGIN}${PAGES[kind]}#${token}`;
}

async function findStanding(tx: Tx, token: string, nowMs: number) {
  const row = await tx.accountToken.findUnique({ where: { tokenHash: hashSecret("account-token", token) } });
  return row === null || row.usedAt !== null || row.revokedAt !== null || row.expiresAt.getTime() <= nowMs ? null : row;
}

/** The standing token of this text that sets a password, or null: unknown, used, replaced or run out. */
export async function findAccountToken(tx: Tx, token: string, nowMs: number) {
  const row = await findStanding(tx, token, nowMs);
  return row !== null && (row.kind === "invite" || row.kind === "password") ? { ...row, kind: row.kind } : null;
}

/** The same of a token for a mail address. */
export async function findEmailToken(tx: Tx, token: string, kind: "email" | "email_undo", nowMs: number) {
  const row = await findStanding(tx, token, nowMs);
  return row === null || row.kind !== kind || row.email === null ? null : { ...row, email: row.email };
}

/**
 * Whether the password that stands came by a "forgot" link: then it proves that somebody reads the mailbox,
 * and no more.
 */
export async function isPasswordFromMail(tx: Tx, account: { readonly id: string; readonly passwordAt: Date | null }): Promise<boolean> {
  if (account.passwordAt === null) return false;
  return (await tx.accountToken.count({ where: { accountId: account.id, kind: "password", usedAt: account.passwordAt } })) > 0;
}
