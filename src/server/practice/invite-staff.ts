import "server-only";
import { z } from "zod";
import { practiceOf } from "@/core/access/actor";
import { domainError } from "@/core/kit/errors";
import { StaffId } from "@/core/kit/ids";
import { err, ok } from "@/core/kit/result";
import { decideInvite } from "@/core/practice/decide-staff";
import { InviteStaffInput } from "@/core/practice/staff";
import { issueAccountToken, TOKEN_LIFE_MIN } from "../access/account-tokens";
import type { WriteContext } from "../kit/context";
import { defineCommand } from "../kit/define";
import { canSignIn, findSupervisor, lockStaff, staffFacts } from "./staff-record";
import { practiceMail } from "./practice-mail";

interface Invited {
  readonly accountId: string;
  readonly email: string;
  readonly locale: string;
  readonly name: string;
}

async function sendInvite(ctx: WriteContext, practice: { id: string; name: string }, to: Invited): Promise<number> {
  const link = await issueAccountToken(ctx.tx, { id: to.accountId, practiceId: practice.id }, "invite", ctx.nowMs);
  const days = String(Math.round(TOKEN_LIFE_MIN.invite / 1440));
  const words = await practiceMail(ctx.tx, { practiceId: practice.id, kind: "staff_invite", locale: to.locale }, {
    name: to.name,
    practice: practice.name,
    link,
    days,
  });
  await ctx.mail({ practiceId: practice.id, to: to.email, ...words });
  return ctx.nowMs + TOKEN_LIFE_MIN.invite * 60_000;
}

/** Asks somebody to work here: makes their account without a password and mails the one link that sets it (STAFF-8). */
export const inviteStaff = defineCommand({
  name: "practice/invite-staff",
  summary: "Invites somebody to work here, with their roles; mails them a link.",
  input: InviteStaffInput,
  output: z.object({ staffId: StaffId, inviteEndsAtMs: z.number() }),
  rate: { limit: 30, perMs: 60_000, by: "actor" },
  violations: {
    account_email_key: domainError("conflict", "practice.address_taken", { fields: { email: "practice.address_taken" } }),
  },
  load: async (ctx, input) => {
    const practiceId = practiceOf(ctx.actor);
    if (practiceId === null) return null;
    const practice = await ctx.tx.practice.findUnique({ where: { id: practiceId }, select: { id: true, name: true } });
    if (practice === null) return null;
    const taken = await ctx.tx.account.count({ where: { email: { equals: input.email, mode: "insensitive" } } });
    return { practice, practiceId, isAddressTaken: taken > 0, supervisor: await findSupervisor(ctx.tx, practiceId, input.supervisorId) };
  },
  access: { resource: "staff", verb: "create", facts: ({ practiceId }) => ({ practiceId }) },
  audit: { action: "staff.invite", subject: (_input, _state, output) => ({ type: "staff", id: output?.staffId ?? null }) },
  decide: (state, input, now) => decideInvite(state, input, now),
  save: async (ctx, invited, { practice, practiceId }) => {
    const [accountId, staffId] = [ctx.ids(), ctx.ids()];
    const { email, displayName, locale, zone, speciality, roles, languages, licencePlaces, supervisorId } = invited;
    await ctx.tx.account.create({ data: { id: accountId, practiceId, email, name: displayName, locale, zone, createdAt: new Date(ctx.nowMs) } });
    await ctx.tx.staffMember.create({
      data: { id: staffId, practiceId, accountId, displayName, speciality, roles, languages, licencePlaces, zone, supervisorId },
    });
    return { staffId, inviteEndsAtMs: await sendInvite(ctx, practice, { accountId, email, locale, name: displayName }) };
  },
});

/** Mails a new invitation; the one before no longer counts. */
export const resendInvite = defineCommand({
  name: "practice/resend-invite",
  summary: "Mails a new invitation to somebody who has not taken theirs up.",
  input: z.strictObject({ staffId: StaffId }),
  output: z.object({ inviteEndsAtMs: z.number() }),
  rate: { limit: 10, perMs: 60_000, by: "actor" },
  load: (ctx, input) => lockStaff(ctx.tx, ctx.actor, input.staffId),
  access: { resource: "staff", verb: "create", facts: staffFacts },
  audit: { action: "staff.resend_invite", subject: (input) => ({ type: "staff", id: input.staffId }) },
  decide: (row) => {
    if (!row.active) return err(domainError("conflict", "practice.staff_inactive"));
    return canSignIn(row) ? err(domainError("conflict", "practice.invite_taken")) : ok(null);
  },
  save: async (ctx, _changes, row) => {
    const [account, practice] = await Promise.all([
      ctx.tx.account.findUniqueOrThrow({ where: { id: row.accountId } }),
      ctx.tx.practice.findUniqueOrThrow({ where: { id: row.practiceId }, select: { id: true, name: true } }),
    ]);
    const { id: accountId, email, locale } = account;
    return { inviteEndsAtMs: await sendInvite(ctx, practice, { accountId, email, locale, name: row.displayName }) };
  },
});
