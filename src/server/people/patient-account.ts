import "server-only";
import { z } from "zod";
import { practiceOf, type StaffActor } from "@/core/access/actor";
import { PatientId, type PracticeId } from "@/core/kit/ids";
import { domainError } from "@/core/kit/errors";
import { err, ok } from "@/core/kit/result";
import { ACCOUNT_INVITE_MS, accountStateOf, decideInviteAccount, PatientAccountView, type AccountInvite, type InvitedPatient } from "@/core/people/patient-account";
import { hashSecret, newSecret } from "../access/secrets";
import { config } from "../kit/config";
import type { WriteContext } from "../kit/context";
import type { Tx } from "../kit/db";
import { defineCommand, defineQuery } from "../kit/define";
import { patientFacts } from "./details";
import { accountInviteMail } from "./mail";

/** An invitation's row as core judges it. */
export function accountInvite(row: { expiresAt: Date; usedAt: Date | null; revokedAt: Date | null; failedTries: number }): AccountInvite {
  return {
    expiresAtMs: row.expiresAt.getTime(),
    usedAtMs: row.usedAt?.getTime() ?? null,
    revokedAtMs: row.revokedAt?.getTime() ?? null,
    failedTries: row.failedTries,
  };
}

/**
 * The account that already has an address, and whether it may become this patient's: that of somebody who is neither
 * staff nor a patient here, and does not act for this very patient. Parents who gave their own address for a child keep
 * an account of their own.
 */
export async function findAccountAt(tx: Tx, email: string, patient: { readonly id: string; readonly practiceId: string }) {
  const account = await tx.account.findFirst({
    where: { email: { equals: email, mode: "insensitive" } },
    include: { patient: { select: { id: true } }, staff: { select: { id: true } }, proxies: { where: { patientId: patient.id }, select: { id: true } } },
  });
  if (account === null) return { account: null, isTaken: false };
  const isFree = account.practiceId === patient.practiceId && account.patient === null && account.staff === null && account.disabledAt === null && account.proxies.length === 0;
  return { account, isTaken: !isFree };
}

async function loadPatient(ctx: WriteContext, patientId: PatientId) {
  const practiceId = practiceOf(ctx.actor);
  if (practiceId === null) return null;
  await ctx.tx.$queryRaw`select 1 from patient where practice_id = ${practiceId}::uuid and id = ${patientId}::uuid for no key update`;
  const row = await ctx.tx.patient.findFirst({ where: { practiceId, id: patientId }, include: { practice: { select: { name: true } } } });
  if (row === null) return null;
  const { isTaken } = row.email === null ? { isTaken: false } : await findAccountAt(ctx.tx, row.email, row);
  const patient: InvitedPatient = { status: row.status, email: row.email, hasAccount: row.accountId !== null, isMailTaken: isTaken };
  return { row, patient, facts: await patientFacts(ctx, { practiceId, patientId }) };
}

/** Invitations that could still be taken up. */
const standing = (patientId: string) => ({ patientId, usedAt: null, revokedAt: null });

/** Whether a patient can sign in, or was asked to. */
export const patientAccount = defineQuery({
  name: "people/patient-account",
  summary: "Whether a patient has an account, or was asked to have one.",
  input: z.strictObject({ patientId: PatientId }),
  output: PatientAccountView,
  access: { resource: "patient_account", verb: "read" },
  audit: { action: "patient_account.read", subject: ({ patientId }) => ({ type: "patient", id: patientId, patientId }) },
  run: async (ctx, { patientId }) => {
    const practiceId = practiceOf(ctx.actor);
    if (practiceId === null) return null;
    const row = await ctx.tx.patient.findFirst({
      where: { practiceId, id: patientId },
      include: { account: { select: { email: true, disabledAt: true } }, invites: { where: { revokedAt: null }, orderBy: { createdAt: "desc" }, take: 1 } },
    });
    if (row === null) return null;
    const facts = await patientFacts(ctx, { practiceId, patientId });
    const [newest] = row.invites;
    const state = accountStateOf(row.account === null ? null : { isClosed: row.account.disabledAt !== null }, newest === undefined ? null : accountInvite(newest), ctx.nowMs);
    const isAsked = newest !== undefined && (state === "invited" || state === "lapsed");
    return {
      view: {
        patientId,
        state,
        email: row.account?.email ?? (isAsked ? newest.email : row.email),
        invitedAtMs: isAsked ? newest.createdAt.getTime() : null,
        inviteEndsAtMs: isAsked ? newest.expiresAt.getTime() : null,
        zone: row.zone,
        mayInvite: row.status === "active" && ctx.may("patient_account", "create", facts),
        nowMs: ctx.nowMs,
      },
      facts,
    };
  },
});

/** Asks a patient by mail to have an account, or asks again; an invitation before it no longer counts (PPL-25). */
export const inviteAccount = defineCommand({
  name: "people/invite-account",
  summary: "Mails a patient a link by which they get an account of their own.",
  input: z.strictObject({ patientId: PatientId }),
  output: z.object({ inviteEndsAtMs: z.number() }),
  rate: { limit: 20, perMs: 10 * 60_000 },
  load: (ctx, { patientId }) => loadPatient(ctx, patientId),
  access: { resource: "patient_account", verb: "create", facts: ({ facts }) => facts },
  audit: { action: "patient_account.invite", subject: ({ patientId }) => ({ type: "patient", id: patientId, patientId }) },
  decide: ({ patient }) => decideInviteAccount(patient),
  save: async (ctx, { email }, { row }) => {
    const [now, token] = [new Date(ctx.nowMs), newSecret()];
    const expiresAt = new Date(ctx.nowMs + ACCOUNT_INVITE_MS);
    await ctx.tx.patientInvite.updateMany({ where: standing(row.id), data: { revokedAt: now } });
    await ctx.tx.patientInvite.create({
      data: {
        practiceId: row.practiceId,
        patientId: row.id,
        email,
        tokenHash: hashSecret("patient-invite", token),
        invitedBy: (ctx.actor as StaffActor).accountId,
        createdAt: now,
        expiresAt,
      },
    });
    const to = { practiceId: row.practiceId, practice: row.practice.name, to: email, locale: row.locale };
    await ctx.mail(await accountInviteMail(ctx.tx, to, `${config().BEDSIDE_ORIGIN}/your-account#${token}`));
    return { inviteEndsAtMs: expiresAt.getTime() };
  },
});

/** Takes an invitation back: its link makes no account any more. */
export const withdrawAccountInvite = defineCommand({
  name: "people/withdraw-account-invite",
  summary: "Takes back that a patient was asked to have an account.",
  input: z.strictObject({ patientId: PatientId }),
  output: z.object({ done: z.literal(true) }),
  load: async (ctx, { patientId }) => {
    const loaded = await loadPatient(ctx, patientId);
    return loaded === null ? null : { ...loaded, count: await ctx.tx.patientInvite.count({ where: standing(patientId) }) };
  },
  access: { resource: "patient_account", verb: "withdraw", facts: ({ facts }) => facts },
  audit: { action: "patient_account.withdraw", subject: ({ patientId }) => ({ type: "patient", id: patientId, patientId }) },
  decide: ({ count }) => (count > 0 ? ok(true) : err(domainError("conflict", "people.account_not_asked"))),
  save: async (ctx, _ok, { row }) => {
    await ctx.tx.patientInvite.updateMany({ where: standing(row.id), data: { revokedAt: new Date(ctx.nowMs) } });
    return { done: true as const };
  },
});

/** Facts of an invitation for whoever holds its link: theirs is no practice yet. */
export const inviteFacts = (): { readonly practiceId: PracticeId | null } => ({ practiceId: null });
