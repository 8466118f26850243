import "server-only";
import { decideStepUp, hasSecondFactor } from "@/core/access/second-factor";
import { decideStop, decideUse, decideVouch, RECOVERY_LIFE_MS, recoveryState, type Recovery } from "@/core/access/recovery";
import { domainError, type DomainError } from "@/core/kit/errors";
import { AccountId, PracticeId } from "@/core/kit/ids";
import { err, ok, type Result } from "@/core/kit/result";
import { z } from "zod";
import type { WriteContext } from "../kit/context";
import type { Tx } from "../kit/db";
import { defineCommand, defineQuery } from "../kit/define";
import { accountMail, type AccountMailKind } from "./account-mails";
import { findAccount, heldBy, isStaffAccount, signedInByCookie, type SignedIn } from "./account-state";
import { endSessionsOf } from "./end-sessions";
import { strengthenSession } from "./second-step";

const SIGNED_OUT = domainError("signed_out", "access.signed_out");

type Row = NonNullable<Awaited<ReturnType<typeof findRow>>>;

async function findRow(tx: Tx, recoveryId: string) {
  await tx.$queryRaw`select 1 from account_recovery where id = ${recoveryId}::uuid for update`;
  return tx.accountRecovery.findUnique({ where: { id: recoveryId } });
}

/** A stored request as core knows it. */
function recoveryOf(row: Row): Recovery {
  return {
    accountId: AccountId.parse(row.accountId),
    vouchedAtMs: row.vouchedAt?.getTime() ?? null,
    readyAtMs: row.readyAt?.getTime() ?? null,
    expiresAtMs: row.expiresAt.getTime(),
    usedAtMs: row.usedAt?.getTime() ?? null,
    cancelledAtMs: row.cancelledAt?.getTime() ?? null,
  };
}

const factsOf = (row: Row) => ({ practiceId: PracticeId.parse(row.practiceId), accountId: AccountId.parse(row.accountId) });

/** The newest request of an account that still stands. */
export async function standingRecovery(tx: Tx, accountId: string, nowMs: number): Promise<Row | null> {
  const row = await tx.accountRecovery.findFirst({ where: { accountId }, orderBy: { requestedAt: "desc" } });
  return row === null || recoveryState(recoveryOf(row), nowMs) === "over" ? null : row;
}

/** Tells the owner, in the mail and in every browser where they are signed in. */
async function tellOwner(ctx: WriteContext, accountId: string, kind: AccountMailKind): Promise<void> {
  const account = await findAccount(ctx.tx, accountId);
  if (account === null) return;
  await ctx.mail(await accountMail(account, kind, { hours: 24 }));
  await ctx.notify([accountId], "account.recovery", null);
}

/** Admins of the practice other than the person: who could vouch. */
async function vouchers(tx: Tx, account: { id: string; practiceId: string }) {
  return tx.account.findMany({
    where: { practiceId: account.practiceId, disabledAt: null, id: { not: account.id }, staff: { active: true, roles: { has: "admin" } } },
    select: { id: true, practiceId: true, email: true, locale: true },
  });
}

/** Asks a colleague to vouch: for staff who can show no second factor any more. */
export const askRecovery = defineCommand({
  name: "access/ask-recovery",
  summary: "Asks an admin to vouch for you, because you lost every second factor.",
  input: z.strictObject({}),
  output: z.object({ state: z.enum(["asked", "waiting", "ready"]) }),
  rate: { limit: 5, perMs: 10 * 60_000, by: "source" },
  load: async (ctx) => {
    const signedIn = await signedInByCookie(ctx, ctx.cookie);
    return { signedIn, standing: signedIn === null ? null : await standingRecovery(ctx.tx, signedIn.account.id, ctx.nowMs) };
  },
  access: { resource: "session", verb: "sign_in", facts: () => ({ practiceId: null }) },
  audit: { action: "recovery.ask", subject: (_input, state) => ({ type: "account", id: state?.signedIn?.account.id ?? null }) },
  decide: ({ signedIn, standing }, _input, { nowMs }): Result<{ signedIn: SignedIn; state: "asked" | "waiting" | "ready" | null }, DomainError> => {
    if (signedIn === null) return err(SIGNED_OUT);
    if (signedIn.strongAtMs !== null) return err(domainError("conflict", "access.recovery_needless"));
    const state = standing === null ? null : recoveryState(recoveryOf(standing), nowMs);
    return ok({ signedIn, state: state === "over" ? null : state });
  },
  save: async (ctx, { signedIn, state }) => {
    // Asking twice is no second request.
    if (state !== null) return { state };
    const { account } = signedIn;
    const now = new Date(ctx.nowMs);
    const { id } = await ctx.tx.accountRecovery.create({
      data: { practiceId: account.practiceId, accountId: account.id, requestedAt: now, expiresAt: new Date(ctx.nowMs + RECOVERY_LIFE_MS) },
    });
    await tellOwner(ctx, account.id, "recoveryAsked");
    const admins = await vouchers(ctx.tx, account);
    for (const admin of admins) await ctx.mail(await accountMail(admin, "recoveryForColleague"));
    await ctx.notify(admins.map((admin) => admin.id), "recovery.asked", { type: "recovery", id });
    return { state: "asked" as const };
  },
});

/** An admin vouches, in person or by a call they made themselves: a day later the request can be used. */
export const vouchRecovery = defineCommand({
  name: "access/vouch-recovery",
  summary: "Vouches for a colleague who lost every second factor; it counts 24 hours later.",
  input: z.strictObject({ recoveryId: z.uuid() }),
  output: z.object({ readyAtMs: z.number() }),
  load: (ctx, input) => findRow(ctx.tx, input.recoveryId),
  access: { resource: "recovery", verb: "vouch", facts: factsOf },
  audit: { action: "recovery.vouch", subject: (input) => ({ type: "recovery", id: input.recoveryId }) },
  decide: (row, _input, { actor, nowMs }) => {
    if (actor.kind !== "staff") return err(domainError("denied", "access.denied"));
    const shown = decideStepUp(actor.stepUpAtMs, nowMs);
    if (!shown.ok) return shown;
    const decided = decideVouch(recoveryOf(row), actor.accountId, nowMs);
    return decided.ok ? ok({ ...decided.value, by: actor.accountId }) : decided;
  },
  save: async (ctx, { readyAtMs, expiresAtMs, by }, row) => {
    await ctx.tx.accountRecovery.update({
      where: { id: row.id },
      data: { vouchedBy: by, vouchedAt: new Date(ctx.nowMs), readyAt: new Date(readyAtMs), expiresAt: new Date(expiresAtMs) },
    });
    await tellOwner(ctx, row.accountId, "recoveryVouched");
    return { readyAtMs };
  },
});

/** Stops a request: the owner who did not ask, or an admin who won't vouch. */
export const stopRecovery = defineCommand({
  name: "access/stop-recovery",
  summary: "Stops a request to recover an account.",
  input: z.strictObject({ recoveryId: z.uuid() }),
  output: z.object({ recoveryId: z.uuid() }),
  load: (ctx, input) => findRow(ctx.tx, input.recoveryId),
  access: { resource: "recovery", verb: "cancel", facts: factsOf },
  audit: { action: "recovery.stop", subject: (input) => ({ type: "recovery", id: input.recoveryId }) },
  decide: (row, _input, { nowMs }) => decideStop(recoveryOf(row), nowMs),
  save: async (ctx, _changes, row) => {
    await ctx.tx.accountRecovery.update({ where: { id: row.id }, data: { cancelledAt: new Date(ctx.nowMs) } });
    await tellOwner(ctx, row.accountId, "recoveryStopped");
    return { recoveryId: row.id };
  },
});

/** Uses a request that is ready: every second factor goes, every other session ends, and the person makes a new factor. */
export const takeRecovery = defineCommand({
  name: "access/use-recovery",
  summary: "Uses a recovery that a colleague vouched for: your second factors are taken away, and you make a new one.",
  input: z.strictObject({}),
  output: z.object({}),
  rate: { limit: 10, perMs: 60_000, by: "source" },
  load: async (ctx) => {
    const signedIn = await signedInByCookie(ctx, ctx.cookie);
    const standing = signedIn === null ? null : await standingRecovery(ctx.tx, signedIn.account.id, ctx.nowMs);
    return { signedIn, row: standing === null ? null : await findRow(ctx.tx, standing.id) };
  },
  access: { resource: "session", verb: "sign_in", facts: () => ({ practiceId: null }) },
  audit: { action: "recovery.use", subject: (_input, state) => ({ type: "account", id: state?.signedIn?.account.id ?? null }) },
  decide: ({ signedIn, row }, _input, { nowMs }): Result<{ signedIn: SignedIn; row: Row }, DomainError> => {
    if (signedIn === null) return err(SIGNED_OUT);
    const decided = decideUse(row === null ? null : recoveryOf(row), nowMs);
    if (!decided.ok) return decided;
    return row === null ? err(domainError("conflict", "access.recovery_none")) : ok({ signedIn, row });
  },
  save: async (ctx, { signedIn, row }) => {
    const { account } = signedIn;
    const now = new Date(ctx.nowMs);
    await ctx.tx.accountRecovery.update({ where: { id: row.id }, data: { usedAt: now } });
    await ctx.tx.passkey.deleteMany({ where: { accountId: account.id } });
    await ctx.tx.recoveryCode.deleteMany({ where: { accountId: account.id } });
    await ctx.tx.account.update({ where: { id: account.id }, data: { totpSealed: null, totpConfirmedAt: null, totpLastStep: null } });
    await endSessionsOf(ctx.tx, { practiceId: account.practiceId, accountId: account.id, exceptSessionId: signedIn.sessionId }, ctx.nowMs);
    // The vouch opens the way to make a factor; it makes no session strong.
    await strengthenSession(ctx, signedIn, "vouch");
    await tellOwner(ctx, account.id, "recoveryUsed");
    return {};
  },
});

/** Requests that stand, for those who could vouch. */
export const listRecoveries = defineQuery({
  name: "access/list-recoveries",
  summary: "Lists colleagues who lost every second factor and ask to be vouched for.",
  input: z.strictObject({}),
  output: z.object({
    recoveries: z.array(
      z.object({
        recoveryId: z.uuid(),
        name: z.string(),
        email: z.string(),
        state: z.enum(["asked", "waiting", "ready"]),
        requestedAtMs: z.number(),
        readyAtMs: z.number().nullable(),
        isOwn: z.boolean(),
      }),
    ),
  }),
  access: { resource: "recovery", verb: "list" },
  run: async (ctx) => {
    const { actor, nowMs } = ctx;
    if (actor.kind !== "staff") return null;
    const rows = await ctx.tx.accountRecovery.findMany({
      where: { practiceId: actor.practiceId, usedAt: null, cancelledAt: null, expiresAt: { gt: new Date(nowMs) } },
      include: { account: { select: { name: true, email: true } } },
      orderBy: { requestedAt: "desc" },
      take: 100,
    });
    const recoveries = rows.flatMap((row) => {
      const state = recoveryState(recoveryOf(row), nowMs);
      if (state === "over") return [];
      const { account, accountId, id: recoveryId } = row;
      const times = { requestedAtMs: row.requestedAt.getTime(), readyAtMs: row.readyAt?.getTime() ?? null };
      return [{ recoveryId, ...account, state, ...times, isOwn: accountId === actor.accountId }];
    });
    return { view: { recoveries }, facts: { practiceId: actor.practiceId } };
  },
});

/** What a browser in the second step may know of a recovery of its account. */
export const ownRecovery = defineQuery({
  name: "access/own-recovery",
  summary: "Says where your own request to be vouched for stands.",
  input: z.strictObject({}),
  output: z.object({
    mayAsk: z.boolean(),
    recovery: z.object({ state: z.enum(["asked", "waiting", "ready"]), readyAtMs: z.number().nullable() }).nullable(),
  }),
  access: { resource: "session", verb: "sign_in" },
  run: async (ctx) => {
    const facts = { practiceId: null };
    const signedIn = await signedInByCookie(ctx, ctx.cookie);
    if (signedIn === null) return { view: { mayAsk: false, recovery: null }, facts };
    const row = await standingRecovery(ctx.tx, signedIn.account.id, ctx.nowMs);
    const state = row === null ? "over" : recoveryState(recoveryOf(row), ctx.nowMs);
    const mayAsk = signedIn.strongAtMs === null && (isStaffAccount(signedIn.account) || hasSecondFactor(heldBy(signedIn.account)));
    const recovery = row === null || state === "over" ? null : { state, readyAtMs: row.readyAt?.getTime() ?? null };
    return { view: { mayAsk, recovery }, facts };
  },
});
