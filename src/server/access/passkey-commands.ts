import "server-only";
import { z } from "zod";
import { decideAddFactor, decideRemoveFactor, MAX_PASSKEYS, type FactorChange } from "@/core/access/second-factor";
import { domainError, type DomainError } from "@/core/kit/errors";
import { AccountId, PracticeId } from "@/core/kit/ids";
import { err, ok, type Result } from "@/core/kit/result";
import { defineCommand } from "../kit/define";
import { KeptRefusal } from "../kit/operation";
import type { WriteContext } from "../kit/context";
import { accountMail } from "./account-mails";
import type { SignedIn } from "./account-state";
import { factorChangeOf, lockOwn, ownFacts } from "./own-account";
import { askForNewPasskey, NewPasskey, verifyNewPasskey, type MadePasskey } from "./passkeys";
import { renewRecoveryCodes } from "./recovery-codes";
import { strengthenSession } from "./second-step";

/** What a person calls a passkey: no line breaks and no marks that turn or hide text. */
const Label = z
  .string()
  .trim()
  .normalize("NFC")
  .min(1, "access.label_empty")
  .max(60, "access.label_long")
  .regex(/^[^\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+$/u, "kit.field_invalid");

interface Change {
  readonly signedIn: SignedIn;
  readonly change: FactorChange;
}

async function loadChange(ctx: WriteContext): Promise<Change | null> {
  const signedIn = await lockOwn(ctx);
  return signedIn === null ? null : { signedIn, change: await factorChangeOf(ctx, signedIn) };
}

function decideAdd({ change }: Change, nowMs: number): Result<null, DomainError> {
  if (change.held.passkeys >= MAX_PASSKEYS) return err(domainError("conflict", "access.passkeys_full"));
  return decideAddFactor(change, nowMs);
}

/** Asks this browser to make a passkey. */
export const beginPasskey = defineCommand({
  name: "access/begin-passkey",
  summary: "Makes the question with which a browser makes a new passkey for you.",
  input: z.strictObject({}),
  output: z.object({ options: z.looseObject({ challenge: z.string() }) }),
  load: loadChange,
  access: { resource: "factor", verb: "create", facts: ({ signedIn }) => ownFacts(signedIn) },
  audit: { action: "factor.begin_passkey", subject: (_input, state) => ({ type: "account", id: state?.signedIn.account.id ?? null }) },
  decide: (state, _input, { nowMs }) => decideAdd(state, nowMs),
  save: async (ctx, _changes, { signedIn }) => ({
    options: { ...(await askForNewPasskey(ctx.tx, signedIn.account, signedIn.sessionId, ctx.nowMs)) },
  }),
});

/** Keeps a new passkey. The first second factor also makes the session strong and brings recovery codes. */
export const addPasskey = defineCommand({
  name: "access/add-passkey",
  summary: "Keeps a passkey that your browser made.",
  input: z.strictObject({ label: Label, made: NewPasskey }),
  output: z.object({ passkeyId: z.uuid(), recoveryCodes: z.array(z.string()).nullable() }),
  load: async (ctx, input): Promise<(Change & { made: MadePasskey | null }) | null> => {
    const state = await loadChange(ctx);
    if (state === null) return null;
    const asked = { accountId: state.signedIn.account.id, sessionId: state.signedIn.sessionId };
    return { ...state, made: await verifyNewPasskey(ctx.tx, input.made, asked, ctx.nowMs) };
  },
  access: { resource: "factor", verb: "create", facts: ({ signedIn }) => ownFacts(signedIn) },
  audit: { action: "factor.add_passkey", subject: (_input, state) => ({ type: "account", id: state?.signedIn.account.id ?? null }) },
  violations: { passkey_credential_id_key: domainError("conflict", "access.passkey_known") },
  decide: (state, _input, { nowMs }) => {
    const may = decideAdd(state, nowMs);
    return may.ok ? ok(state.made) : may;
  },
  save: async (ctx, made, { signedIn, change }, input) => {
    if (made === null) return new KeptRefusal(domainError("denied", "access.passkey_wrong"));
    const { account } = signedIn;
    const passkeyId = ctx.ids();
    await ctx.tx.passkey.create({
      data: { id: passkeyId, practiceId: account.practiceId, accountId: account.id, label: input.label, createdAt: new Date(ctx.nowMs), ...made, transports: [...made.transports] },
    });
    await ctx.mail(await accountMail(account, "factorAdded"));
    const recoveryCodes = change.held.recoveryCodes > 0 ? null : await renewRecoveryCodes(ctx.tx, account, ctx.nowMs);
    // The browser has just shown it: no need to ask again.
    if (signedIn.strongAtMs === null) await strengthenSession(ctx, signedIn, "passkey");
    return { passkeyId, recoveryCodes: recoveryCodes === null ? null : [...recoveryCodes] };
  },
});

async function findOwnPasskey(ctx: WriteContext, passkeyId: string) {
  const passkey = await ctx.tx.passkey.findUnique({ where: { id: passkeyId } });
  return passkey === null ? null : { passkey, facts: { practiceId: PracticeId.parse(passkey.practiceId), accountId: AccountId.parse(passkey.accountId) } };
}

/** Gives a passkey another name. */
export const renamePasskey = defineCommand({
  name: "access/rename-passkey",
  summary: "Gives one of your passkeys another name.",
  input: z.strictObject({ passkeyId: z.uuid(), label: Label }),
  output: z.object({ passkeyId: z.uuid(), label: z.string() }),
  load: (ctx, input) => findOwnPasskey(ctx, input.passkeyId),
  access: { resource: "factor", verb: "change", facts: ({ facts }) => facts },
  audit: { action: "factor.rename_passkey", subject: (input) => ({ type: "factor", id: input.passkeyId }) },
  decide: () => ok(null),
  save: async (ctx, _changes, { passkey }, input) => {
    await ctx.tx.passkey.update({ where: { id: passkey.id }, data: { label: input.label } });
    return { passkeyId: passkey.id, label: input.label };
  },
});

/** Takes a passkey away. */
export const removePasskey = defineCommand({
  name: "access/remove-passkey",
  summary: "Takes one of your passkeys away.",
  input: z.strictObject({ passkeyId: z.uuid() }),
  output: z.object({ passkeyId: z.uuid() }),
  load: async (ctx, input) => {
    const state = await loadChange(ctx);
    const found = state === null ? null : await findOwnPasskey(ctx, input.passkeyId);
    return state === null || found === null ? null : { ...state, ...found };
  },
  access: { resource: "factor", verb: "remove", facts: ({ facts }) => facts },
  audit: { action: "factor.remove_passkey", subject: (input) => ({ type: "factor", id: input.passkeyId }) },
  decide: ({ change }, _input, { nowMs }) => {
    const left = { ...change.held, passkeys: change.held.passkeys - 1 };
    return decideRemoveFactor(change, left, nowMs);
  },
  save: async (ctx, _changes, { signedIn, passkey }) => {
    await ctx.tx.passkey.delete({ where: { id: passkey.id } });
    await ctx.mail(await accountMail(signedIn.account, "factorRemoved"));
    return { passkeyId: passkey.id };
  },
});
