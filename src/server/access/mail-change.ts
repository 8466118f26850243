import "server-only";
import { z } from "zod";
import { decideMailChange, MAIL_CONFIRM_MIN, MAIL_UNDO_DAYS } from "@/core/access/mail-change";
import { decideWhole } from "@/core/access/second-factor";
import { domainError } from "@/core/kit/errors";
import { err, ok } from "@/core/kit/result";
import type { Tx } from "../kit/db";
import { defineCommand } from "../kit/define";
import { accountMail } from "./account-mails";
import { lockAccount } from "./account-state";
import { endAccountTokens, findEmailToken, issueAccountToken } from "./account-tokens";
import { endSessionsOf } from "./end-sessions";
import { lockOwn, ownFacts, strengthOf } from "./own-account";
import { EmailAddress } from "./sign-in";

const Token = z.string().regex(/^[\w-]{43}$/, "access.link_used");
const USED = domainError("gone", "access.link_used");
const TAKEN = domainError("conflict", "access.mail_taken");
const VIOLATIONS = { account_email_key: TAKEN } as const;

/** Whether another account is mailed there, or may still go back there. */
async function isTaken(tx: Tx, email: string, accountId: string, nowMs: number): Promise<boolean> {
  const kept = { kind: "email_undo", email, usedAt: null, revokedAt: null, expiresAt: { gt: new Date(nowMs) }, accountId: { not: accountId } };
  return (await tx.account.count({ where: { email, id: { not: accountId } } })) + (await tx.accountToken.count({ where: kept })) > 0;
}

/** Moves an account to another address. What was mailed to the one before it opens nothing any more. */
async function moveTo(tx: Tx, accountId: string, email: string, nowMs: number): Promise<void> {
  await tx.account.update({ where: { id: accountId }, data: { email, emailVerifiedAt: new Date(nowMs) } });
  await tx.verificationToken.deleteMany({ where: { identifier: accountId } });
  await endAccountTokens(tx, accountId, ["password", "email"], nowMs);
}

/** Asks for another address. Nothing changes until its mailbox answers; whether somebody has it already is not told here. */
export const changeMail = defineCommand({
  name: "access/change-mail",
  summary: "Mails a link to a new address of yours; your address changes when you press the button there.",
  input: z.strictObject({ email: EmailAddress }),
  output: z.object({ lifeMin: z.number() }),
  rate: { limit: 5, perMs: 10 * 60_000 },
  load: async (ctx, input) => {
    const signedIn = await lockOwn(ctx);
    return signedIn === null ? null : { signedIn, isTaken: await isTaken(ctx.tx, input.email, signedIn.account.id, ctx.nowMs) };
  },
  access: { resource: "account", verb: "change", facts: ({ signedIn }) => ownFacts(signedIn) },
  audit: { action: "account.change_mail", subject: (_input, state) => ({ type: "account", id: state?.signedIn.account.id ?? null }) },
  decide: ({ signedIn }, input, { nowMs }) => {
    const { account, stepUpAtMs, createdAtMs } = signedIn;
    const own = { ...strengthOf(signedIn), hasPassword: account.passwordHash !== null, stepUpAtMs, signedInAtMs: createdAtMs, email: account.email };
    return decideMailChange(own, input.email, nowMs);
  },
  save: async (ctx, _changes, { signedIn: { account }, isTaken: taken }, { email }) => {
    // Of somebody else's address its owner hears, and nobody else: the answer is the same.
    if (taken) {
      await endAccountTokens(ctx.tx, account.id, ["email"], ctx.nowMs);
      await ctx.mail(await accountMail({ ...account, email }, "mailTaken"));
    } else {
      const link = await issueAccountToken(ctx.tx, account, "email", ctx.nowMs, email);
      await ctx.mail(await accountMail({ ...account, email }, "mailConfirm", { link, minutes: MAIL_CONFIRM_MIN }));
    }
    return { lifeMin: MAIL_CONFIRM_MIN };
  },
});

/**
 * Takes the new address, by the link that it was sent. The browser must be signed in to the account: else a mistyped
 * address would hand the account to a stranger. Sessions stay; the old address hears of it and can undo it.
 */
export const confirmMail = defineCommand({
  name: "access/confirm-mail",
  summary: "Makes a new address yours, with the token of the link that it was sent.",
  input: z.strictObject({ token: Token }),
  output: z.object({ email: z.string() }),
  rate: { limit: 20, perMs: 60_000 },
  violations: VIOLATIONS,
  load: async (ctx, input) => {
    const signedIn = await lockOwn(ctx);
    if (signedIn === null) return null;
    const token = await findEmailToken(ctx.tx, input.token, "email", ctx.nowMs);
    return { signedIn, token, isTaken: token !== null && (await isTaken(ctx.tx, token.email, token.accountId, ctx.nowMs)) };
  },
  access: { resource: "account", verb: "change", facts: ({ signedIn }) => ownFacts(signedIn) },
  audit: { action: "account.confirm_mail", subject: (_input, state) => ({ type: "account", id: state?.signedIn.account.id ?? null }) },
  decide: ({ signedIn, token, isTaken: taken }) => {
    const whole = decideWhole(strengthOf(signedIn));
    if (!whole.ok) return whole;
    if (token === null) return err(USED);
    if (token.accountId !== signedIn.account.id) return err(domainError("conflict", "access.mail_other"));
    return taken ? err(TAKEN) : ok(token);
  },
  save: async (ctx, { id, email }, { signedIn: { account } }) => {
    await ctx.tx.accountToken.update({ where: { id }, data: { usedAt: new Date(ctx.nowMs) } });
    await moveTo(ctx.tx, account.id, email, ctx.nowMs);
    const link = await issueAccountToken(ctx.tx, account, "email_undo", ctx.nowMs, account.email);
    await ctx.mail(await accountMail(account, "mailChanged", { link, days: MAIL_UNDO_DAYS }));
    await ctx.mail(await accountMail({ ...account, email }, "mailIsNew"));
    await ctx.notify([account.id], "account.mail", null);
    return { email };
  },
});

/**
 * Brings an address back, by the link that it was sent when the account left it. Whoever changed it is put out: every
 * session ends, and nothing that was mailed meanwhile counts. Second factors stay as they are.
 */
export const undoMail = defineCommand({
  name: "access/undo-mail",
  summary: "Undoes a change of the mail address with the token that the old address was sent; ends every session.",
  input: z.strictObject({ token: Token }),
  output: z.object({ ended: z.number() }),
  rate: { limit: 10, perMs: 60_000, by: "source" },
  violations: VIOLATIONS,
  load: async (ctx, input) => {
    const found = await findEmailToken(ctx.tx, input.token, "email_undo", ctx.nowMs);
    const account = found === null ? null : await lockAccount(ctx.tx, found.accountId);
    // Looked for again under the lock: of two presses at one moment one finds it.
    const token = account === null ? null : await findEmailToken(ctx.tx, input.token, "email_undo", ctx.nowMs);
    return { found: token === null || account === null ? null : { token, account } };
  },
  access: { resource: "session", verb: "sign_in", facts: () => ({ practiceId: null }) },
  audit: { action: "account.undo_mail", subject: (_input, state) => ({ type: "account", id: state?.found?.account.id ?? null }) },
  decide: ({ found }) => (found === null ? err(USED) : ok(found)),
  save: async (ctx, { token, account }) => {
    await ctx.tx.accountToken.update({ where: { id: token.id }, data: { usedAt: new Date(ctx.nowMs) } });
    await moveTo(ctx.tx, account.id, token.email, ctx.nowMs);
    // Later ways back lead to mailboxes of whoever changed it since.
    await ctx.tx.accountToken.updateMany({
      where: { accountId: account.id, kind: "email_undo", usedAt: null, revokedAt: null, createdAt: { gte: token.createdAt } },
      data: { revokedAt: new Date(ctx.nowMs) },
    });
    const ended = await endSessionsOf(ctx.tx, { practiceId: account.practiceId, accountId: account.id }, ctx.nowMs);
    await ctx.mail(await accountMail({ ...account, email: token.email }, "mailUndone"));
    await ctx.notify([account.id], "account.mail", null);
    return { ended };
  },
});
