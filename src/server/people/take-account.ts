import "server-only";
import { z } from "zod";
import { passwordProblem } from "@/core/access/password-rules";
import { domainError } from "@/core/kit/errors";
import { err } from "@/core/kit/result";
import { displayNameOf } from "@/core/people/patient";
import { decideTakeAccount, isStanding, TakeAccountInput, type TakeState } from "@/core/people/patient-account";
import { wrongAnswerError } from "@/core/visits/confirmation";
import { isCommonPassword } from "../access/common-passwords";
import { hashPassword } from "../access/passwords";
import { hashSecret } from "../access/secrets";
import type { WriteContext } from "../kit/context";
import type { Tx } from "../kit/db";
import { defineCommand, defineQuery } from "../kit/define";
import { KeptRefusal } from "../kit/operation";
import { accountInvite, findAccountAt, inviteFacts } from "./patient-account";
import { dateText } from "./patient-record";
import { letSignInOnce, SignInOnce } from "./sign-in-once";

function findInvite(tx: Tx, token: string) {
  return tx.patientInvite.findUnique({
    where: { tokenHash: hashSecret("patient-invite", token) },
    include: { patient: { include: { practice: { select: { name: true } } } } },
  });
}

/** What an invitation's page may say before anybody said who they are: whose practice it is, and whether it still counts. */
export const accountInvitation = defineQuery({
  name: "people/account-invitation",
  summary: "Which practice asks a patient to have an account. Ask it in the body: the token is a secret.",
  input: z.object({ token: z.string().max(200) }),
  output: z.object({ practice: z.string(), isOver: z.boolean() }),
  access: { resource: "patient_account", verb: "open" },
  run: async (ctx, { token }) => {
    const row = await findInvite(ctx.tx, token);
    if (row === null) return null;
    return { view: { practice: row.patient.practice.name, isOver: !isStanding(accountInvite(row), ctx.nowMs) }, facts: inviteFacts() };
  },
});

async function loadTaking(ctx: WriteContext, { token }: TakeAccountInput) {
  const found = await findInvite(ctx.tx, token);
  if (found === null) return null;
  // Of two presses at one moment one makes the account, and wrong tries are counted exactly.
  await ctx.tx.$queryRaw`select 1 from patient_invite where id = ${found.id}::uuid for update`;
  await ctx.tx.$queryRaw`select 1 from patient where id = ${found.patientId}::uuid for no key update`;
  const row = await findInvite(ctx.tx, token);
  if (row === null) return null;
  const { patient } = row;
  const { account, isTaken } = await findAccountAt(ctx.tx, row.email, patient);
  const state: TakeState = {
    invite: accountInvite(row),
    patient: { status: patient.status, email: row.email, hasAccount: patient.accountId !== null, isMailTaken: isTaken, names: patient, birthDate: dateText(patient.birthDate) },
  };
  return { row, account, state };
}

type Taking = NonNullable<Awaited<ReturnType<typeof loadTaking>>>;

/** The account: a new one, or that of somebody who only acted for others until now. */
async function makeAccount(ctx: WriteContext, { row, account }: Taking, password: string | null): Promise<string> {
  const now = new Date(ctx.nowMs);
  const { practiceId, patient, email } = row;
  const proven = { emailVerifiedAt: now };
  // Whoever has a way to sign in keeps it as it is: a mailed link changes none.
  const ways = password === null || account?.passwordHash != null ? {} : { passwordHash: await hashPassword(password), passwordAt: now };
  if (account !== null) {
    await ctx.tx.account.update({ where: { id: account.id }, data: { ...ways, ...(account.emailVerifiedAt === null ? proven : {}) } });
    return account.id;
  }
  const id = ctx.ids();
  await ctx.tx.account.create({
    data: { id, practiceId, email, name: displayNameOf(patient), locale: patient.locale, zone: patient.zone, createdAt: now, ...proven, ...ways },
  });
  return id;
}

/** A patient says who they are and gets their account (PPL-26, PPL-27). Opens no session: they go on by signing in. */
export const takeAccount = defineCommand({
  name: "people/take-account",
  summary: "Makes a patient's account, by a mailed link and their name and birth date.",
  input: TakeAccountInput,
  output: SignInOnce,
  rate: { limit: 20, perMs: 10 * 60_000, by: "source" },
  violations: { account_email_key: domainError("conflict", "people.account_mail") },
  load: loadTaking,
  access: { resource: "patient_account", verb: "accept", facts: inviteFacts },
  audit: {
    action: "patient_account.take",
    subject: (_input, state) => ({ type: "patient", id: state?.row.patientId ?? null, patientId: state?.row.patientId ?? null }),
  },
  decide({ row, state }, input, { nowMs }) {
    const decided = decideTakeAccount(state, input, nowMs);
    if (!decided.ok || decided.value.kind === "wrong" || input.password === null) return decided;
    const own = [displayNameOf(row.patient), row.email, row.patient.practice.name, "bedside"];
    const problem = passwordProblem(input.password, own, isCommonPassword);
    if (problem === null) return decided;
    return err(domainError("invalid", "kit.invalid_input", { fields: { password: `access.password_${problem}` } }));
  },
  save: async (ctx, change, taking, input) => {
    const { row, account } = taking;
    if (change.kind === "wrong") {
      await ctx.tx.patientInvite.update({ where: { id: row.id }, data: { failedTries: { increment: 1 } } });
      return new KeptRefusal(wrongAnswerError(change.triesLeft));
    }
    const now = new Date(ctx.nowMs);
    const accountId = await makeAccount(ctx, taking, input.password);
    await ctx.tx.patientInvite.update({ where: { id: row.id }, data: { usedAt: now } });
    await ctx.tx.patient.update({ where: { id: row.patientId }, data: { accountId, version: { increment: 1 }, updatedAt: now } });
    const hasWay = input.password !== null || (account !== null && (account.passwordHash !== null || account.totpConfirmedAt !== null));
    return hasWay ? { signInToken: null } : letSignInOnce(ctx, accountId);
  },
});
