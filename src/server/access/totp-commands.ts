import "server-only";
import { z } from "zod";
import { decideAddFactor, decideRemoveFactor, type FactorChange } from "@/core/access/second-factor";
import { domainError } from "@/core/kit/errors";
import { err, ok } from "@/core/kit/result";
import { defineCommand } from "../kit/define";
import { KeptRefusal } from "../kit/operation";
import { openForPractice, sealForPractice } from "../kit/sealing";
import type { WriteContext } from "../kit/context";
import { accountMail } from "./account-mails";
import type { SignedIn } from "./account-state";
import { countFailure, secondKey, waitOf } from "./attempts";
import { factorChangeOf, lockOwn, ownFacts } from "./own-account";
import { renewRecoveryCodes } from "./recovery-codes";
import { strengthenSession } from "./second-step";
import { matchTotp, newTotpSecret, sealTotp, totpUri } from "./totp";

const TICKET_LIFE_MS = 15 * 60_000;
const Ticket = z.object({ secret: z.string(), atMs: z.number() });

/** A secret that waits for its first code stands in no table: the page holds it sealed, for this session alone. */
const ticketPlace = ({ sessionId }: SignedIn) => ({ table: "session", row: sessionId, field: "totp_ticket" });

async function sealTicket(signedIn: SignedIn, secret: string, atMs: number): Promise<string> {
  const text = JSON.stringify({ secret, atMs });
  return Buffer.from(await sealForPractice(signedIn.account.practiceId, ticketPlace(signedIn), text)).toString("base64url");
}

async function openTicket(signedIn: SignedIn, ticket: string, nowMs: number): Promise<string | null> {
  try {
    const opened = await openForPractice(signedIn.account.practiceId, ticketPlace(signedIn), Buffer.from(ticket, "base64url"));
    const { secret, atMs } = Ticket.parse(JSON.parse(new TextDecoder().decode(opened)));
    return nowMs - atMs < TICKET_LIFE_MS ? secret : null;
  } catch {
    // Not made by us for this session: the person begins again.
    return null;
  }
}

interface Change {
  readonly signedIn: SignedIn;
  readonly change: FactorChange;
}

async function loadChange(ctx: WriteContext): Promise<Change | null> {
  const signedIn = await lockOwn(ctx);
  return signedIn === null ? null : { signedIn, change: await factorChangeOf(ctx, signedIn) };
}

/** Makes the secret of an authenticator app. It counts only once a code of it was shown. */
export const beginTotp = defineCommand({
  name: "access/begin-totp",
  summary: "Makes a secret for your authenticator app.",
  input: z.strictObject({}),
  output: z.object({ secret: z.string(), uri: z.string(), ticket: z.string() }),
  load: loadChange,
  access: { resource: "factor", verb: "create", facts: ({ signedIn }) => ownFacts(signedIn) },
  audit: { action: "factor.begin_totp", subject: (_input, state) => ({ type: "account", id: state?.signedIn.account.id ?? null }) },
  decide: ({ change }, _input, { nowMs }) => decideAddFactor(change, nowMs),
  save: async (ctx, _changes, { signedIn }) => {
    const secret = newTotpSecret();
    const uri = totpUri(secret, signedIn.account.email, "Bedside");
    return { secret, uri, ticket: await sealTicket(signedIn, secret, ctx.nowMs) };
  },
});

/** Confirms an authenticator app by its first code; it takes the place of an earlier one. */
export const confirmTotp = defineCommand({
  name: "access/confirm-totp",
  summary: "Confirms your authenticator app by a code.",
  input: z.strictObject({ ticket: z.string().max(600), code: z.string().min(1, "access.code_empty").max(60) }),
  output: z.object({ recoveryCodes: z.array(z.string()).nullable() }),
  load: async (ctx, input) => {
    const state = await loadChange(ctx);
    if (state === null) return null;
    const waitMs = await waitOf(ctx.tx, secondKey(state.signedIn.account.id), ctx.nowMs);
    const secret = await openTicket(state.signedIn, input.ticket, ctx.nowMs);
    const timeStep = secret === null || waitMs > 0 ? null : await matchTotp(secret, input.code, null, ctx.nowMs);
    return { ...state, waitMs, secret, timeStep };
  },
  access: { resource: "factor", verb: "create", facts: ({ signedIn }) => ownFacts(signedIn) },
  audit: { action: "factor.confirm_totp", subject: (_input, state) => ({ type: "account", id: state?.signedIn.account.id ?? null }) },
  decide: ({ change, waitMs, secret, timeStep }, _input, { nowMs }) => {
    const may = decideAddFactor(change, nowMs);
    if (!may.ok) return may;
    if (waitMs > 0) return err(domainError("rate_limited", "access.wait", { params: { seconds: Math.ceil(waitMs / 1000) } }));
    return secret === null ? err(domainError("gone", "access.totp_ticket_over")) : ok({ secret, timeStep });
  },
  save: async (ctx, { secret, timeStep }, { signedIn, change }) => {
    const { account } = signedIn;
    if (timeStep === null) {
      await countFailure(ctx.tx, secondKey(account.id), ctx.nowMs);
      return new KeptRefusal(domainError("invalid", "kit.invalid_input", { fields: { code: "access.code_wrong" } }));
    }
    await ctx.tx.account.update({
      where: { id: account.id },
      data: { totpSealed: await sealTotp(account.practiceId, account.id, secret), totpConfirmedAt: new Date(ctx.nowMs), totpLastStep: timeStep },
    });
    await ctx.mail(await accountMail(account, "factorAdded"));
    const codes = change.held.recoveryCodes > 0 ? null : await renewRecoveryCodes(ctx.tx, account, ctx.nowMs);
    if (signedIn.strongAtMs === null) await strengthenSession(ctx, signedIn, "totp");
    return { recoveryCodes: codes === null ? null : [...codes] };
  },
});

/** Takes the authenticator app away. */
export const removeTotp = defineCommand({
  name: "access/remove-totp",
  summary: "Takes your authenticator app away.",
  input: z.strictObject({}),
  output: z.object({}),
  load: loadChange,
  access: { resource: "factor", verb: "remove", facts: ({ signedIn }) => ownFacts(signedIn) },
  audit: { action: "factor.remove_totp", subject: (_input, state) => ({ type: "account", id: state?.signedIn.account.id ?? null }) },
  decide: ({ change }, _input, { nowMs }) => {
    if (!change.held.totp) return err(domainError("conflict", "access.totp_none"));
    return decideRemoveFactor(change, { ...change.held, totp: false }, nowMs);
  },
  save: async (ctx, _changes, { signedIn }) => {
    const { account } = signedIn;
    await ctx.tx.account.update({ where: { id: account.id }, data: { totpSealed: null, totpConfirmedAt: null, totpLastStep: null } });
    await ctx.mail(await accountMail(account, "factorRemoved"));
    return {};
  },
});

/** Makes new recovery codes; the old ones count no more. */
export const renewCodes = defineCommand({
  name: "access/renew-recovery-codes",
  summary: "Makes ten new recovery codes and ends the old ones.",
  input: z.strictObject({}),
  output: z.object({ recoveryCodes: z.array(z.string()) }),
  load: loadChange,
  access: { resource: "factor", verb: "change", facts: ({ signedIn }) => ownFacts(signedIn) },
  audit: { action: "factor.renew_recovery_codes", subject: (_input, state) => ({ type: "account", id: state?.signedIn.account.id ?? null }) },
  decide: ({ change }, _input, { nowMs }) => {
    if (!change.held.totp && change.held.passkeys === 0) return err(domainError("conflict", "access.factor_first"));
    return decideAddFactor(change, nowMs);
  },
  save: async (ctx, _changes, { signedIn }) => {
    const codes = await renewRecoveryCodes(ctx.tx, signedIn.account, ctx.nowMs);
    await ctx.mail(await accountMail(signedIn.account, "codesRenewed"));
    return { recoveryCodes: [...codes] };
  },
});
