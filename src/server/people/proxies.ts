import "server-only";
import { z } from "zod";
import { practiceOf, ProxyScope } from "@/core/access/actor";
import type { AccountId, PatientId, PracticeId } from "@/core/kit/ids";
import { PatientId as PatientIdSchema } from "@/core/kit/ids";
import { displayNameOf } from "@/core/people/patient";
import { ActingFor, comesOfAgeOn, decideAccept, decideInvite, INVITE_WITHIN_MS, InviteProxyInput, ProxiesView, ProxyRelation, proxyState, type GrantTimes } from "@/core/people/proxies";
import { domainError } from "@/core/kit/errors";
import { err, ok } from "@/core/kit/result";
import { dateAt } from "@/core/scheduling/wall-time";
import { hashSecret, newSecret } from "../access/secrets";
import { config } from "../kit/config";
import type { WriteContext } from "../kit/context";
import { defineCommand, defineQuery } from "../kit/define";
import { removeFromRoom } from "../room/reconcile";
import { patientFacts } from "./details";
import { proxyMail } from "./mail";
import { dateText } from "./patient-record";
import { letSignInOnce, SignInOnce } from "./sign-in-once";

/** A grant's row as core judges it. */
export function grantTimes(row: { startsAt: Date; endsAt: Date | null; acceptedAt: Date | null; revokedAt: Date | null; inviteExpiresAt: Date | null }): GrantTimes {
  return {
    startsAtMs: row.startsAt.getTime(),
    endsAtMs: row.endsAt?.getTime() ?? null,
    acceptedAtMs: row.acceptedAt?.getTime() ?? null,
    revokedAtMs: row.revokedAt?.getTime() ?? null,
    inviteExpiresAtMs: row.inviteExpiresAt?.getTime() ?? null,
  };
}

/** Who acts for a patient, with those who were asked or did once. */
export const listProxies = defineQuery({
  name: "people/proxies",
  summary: "Who acts for a patient, in what, and until when.",
  input: z.strictObject({ patientId: PatientIdSchema }),
  output: ProxiesView,
  access: { resource: "proxy", verb: "list" },
  audit: { action: "proxy.list", subject: ({ patientId }) => ({ type: "proxy", id: null, patientId }) },
  run: async (ctx, { patientId }) => {
    const practiceId = practiceOf(ctx.actor);
    if (practiceId === null) return null;
    const patient = await ctx.tx.patient.findFirst({
      where: { practiceId, id: patientId },
      include: { practice: { select: { majorityAge: true } }, proxies: { include: { account: { select: { name: true, email: true } } }, orderBy: { createdAt: "desc" }, take: 50 } },
    });
    if (patient === null) return null;
    const facts = await patientFacts(ctx, { practiceId, patientId });
    const proxies = patient.proxies.map((row) => ({
      id: row.id,
      name: row.invitedName ?? row.account.name,
      email: row.invitedEmail ?? row.account.email,
      relation: ProxyRelation.parse(row.relation),
      scopes: z.array(ProxyScope).parse(row.scopes),
      state: proxyState(grantTimes(row), ctx.nowMs),
      endsAtMs: row.endsAt?.getTime() ?? null,
      endsBy: z.enum(["date", "age", "none"]).parse(row.endsBy),
      createdAtMs: row.createdAt.getTime(),
    }));
    const ofAgeOn = comesOfAgeOn(dateText(patient.birthDate), patient.practice.majorityAge);
    return {
      view: {
        patientId,
        zone: patient.zone,
        ofAgeOn: dateAt(ctx.nowMs, patient.zone) < ofAgeOn ? ofAgeOn : null,
        proxies,
        mayInvite: patient.status === "active" && ctx.may("proxy", "create", facts),
        mayRevoke: ctx.may("proxy", "revoke", facts),
        nowMs: ctx.nowMs,
      },
      facts,
    };
  },
});

/** A domain that no mail reaches (RFC 2606). */
const NOWHERE = "elsewhere.invalid";

async function loadInvite(ctx: WriteContext, input: InviteProxyInput) {
  const practiceId = practiceOf(ctx.actor);
  if (practiceId === null) return null;
  await ctx.tx.$queryRaw`select 1 from patient where practice_id = ${practiceId}::uuid and id = ${input.patientId}::uuid for no key update`;
  const row = await ctx.tx.patient.findFirst({ where: { practiceId, id: input.patientId }, include: { practice: { select: { name: true, majorityAge: true } } } });
  if (row === null) return null;
  const email = input.email.toLowerCase();
  const known = await ctx.tx.account.findUnique({ where: { email } });
  // An account elsewhere, or one that is closed, takes nothing up here; who asks is not to learn that there is one.
  const account = known?.practiceId === practiceId && known.disabledAt === null ? known : null;
  const earlier = await ctx.tx.proxy.findFirst({
    where: { patientId: row.id, revokedAt: null, OR: [{ invitedEmail: email }, ...(account === null ? [] : [{ accountId: account.id }])] },
  });
  const state = earlier === null ? null : proxyState(grantTimes(earlier), ctx.nowMs);
  return {
    row,
    email,
    account,
    // An invitation that nobody took up, or a grant that ended, makes room for a new one.
    earlier,
    isStanding: state === "standing",
    isOwnAccount: account !== null && account.id === row.accountId,
    isMailElsewhere: known !== null && account === null,
    patient: { status: row.status, birthDate: dateText(row.birthDate), zone: row.zone, majorityAge: row.practice.majorityAge },
    facts: await patientFacts(ctx, { practiceId, patientId: input.patientId }),
  };
}

/** Asks somebody by mail to act for a patient. */
export const inviteProxy = defineCommand({
  name: "people/invite-proxy",
  summary: "Asks somebody by mail to act for a patient, in named matters and until a day.",
  input: InviteProxyInput,
  output: z.object({ proxyId: z.uuid(), endsAtMs: z.number().nullable() }),
  rate: { limit: 20, perMs: 10 * 60_000 },
  load: loadInvite,
  access: { resource: "proxy", verb: "create", facts: ({ facts }) => facts },
  audit: { action: "proxy.invite", subject: ({ patientId }, _state, output) => ({ type: "proxy", id: output?.proxyId ?? null, patientId }) },
  decide: (state, input, { nowMs }) => decideInvite(state, input, nowMs),
  save: async (ctx, { endsAtMs, endsBy }, { row, account, earlier, email, isMailElsewhere }, input) => {
    const now = new Date(ctx.nowMs);
    if (earlier !== null) await ctx.tx.proxy.update({ where: { id: earlier.id }, data: { revokedAt: now, inviteHash: null, inviteExpiresAt: null } });
    const accountId = account?.id ?? ctx.ids();
    if (account === null) {
      // The address of an account elsewhere stays that account's: the one that stands for it here opens to nobody.
      const own = isMailElsewhere ? { email: `${accountId}@${NOWHERE}`, disabledAt: now } : { email };
      await ctx.tx.account.create({ data: { id: accountId, practiceId: row.practiceId, ...own, name: input.name, locale: row.locale, zone: row.zone, createdAt: now } });
    }
    const [id, token] = [ctx.ids(), newSecret()];
    await ctx.tx.proxy.create({
      data: {
        id,
        practiceId: row.practiceId,
        patientId: row.id,
        accountId,
        relation: input.relation,
        scopes: [...new Set(input.scopes)],
        startsAt: now,
        endsAt: endsAtMs === null ? null : new Date(endsAtMs),
        endsBy,
        grantedBy: grantedBy(ctx),
        inviteHash: hashSecret("proxy-invite", token),
        inviteExpiresAt: new Date(ctx.nowMs + INVITE_WITHIN_MS),
        invitedName: input.name,
        invitedEmail: email,
        createdAt: now,
      },
    });
    const to = { practiceId: row.practiceId, practice: row.practice.name, to: email, locale: account?.locale ?? row.locale };
    await ctx.mail(await proxyMail(ctx.tx, to, input.name, `${config().BEDSIDE_ORIGIN}/proxy#${token}`));
    return { proxyId: id, endsAtMs };
  },
});

function grantedBy(ctx: WriteContext): string {
  if (ctx.actor.kind === "staff" || ctx.actor.kind === "patient") return ctx.actor.accountId;
  throw new Error("somebody grants who has no account");
}

const InviteToken = z.object({ token: z.string().max(200) });

async function findInvite(ctx: Pick<WriteContext, "tx">, token: string) {
  return ctx.tx.proxy.findUnique({
    where: { inviteHash: hashSecret("proxy-invite", token) },
    include: { patient: { include: { practice: { select: { name: true } } } }, account: { include: { staff: { select: { id: true } } } } },
  });
}

/** What an invitation is about, told to whoever holds its link. */
export const proxyInvitation = defineQuery({
  name: "people/proxy-invitation",
  summary: "What an invitation to act for a patient is about. Ask it in the body: the token is a secret.",
  input: InviteToken,
  output: z.object({
    practice: z.string(),
    /** Given name only: the person who was asked knows who that is. */
    patient: z.string(),
    name: z.string(),
    relation: ProxyRelation,
    scopes: z.array(ProxyScope),
    endsAtMs: z.number().nullable(),
    zone: z.string(),
    isOver: z.boolean(),
  }),
  access: { resource: "proxy", verb: "open" },
  run: async (ctx, { token }) => {
    const row = await findInvite(ctx, token);
    if (row === null) return null;
    return {
      view: {
        practice: row.patient.practice.name,
        patient: row.patient.preferredName ?? row.patient.givenName,
        name: row.invitedName ?? row.account.name,
        relation: ProxyRelation.parse(row.relation),
        scopes: z.array(ProxyScope).parse(row.scopes),
        endsAtMs: row.endsAt?.getTime() ?? null,
        zone: row.patient.zone,
        isOver: proxyState(grantTimes(row), ctx.nowMs) !== "invited",
      },
      facts: { practiceId: null },
    };
  },
});

/** Takes an invitation up. The grant stands from here; signing in is its own step. */
export const acceptProxy = defineCommand({
  name: "people/accept-proxy",
  summary: "Takes up an invitation to act for a patient.",
  input: InviteToken,
  output: SignInOnce,
  rate: { limit: 20, perMs: 10 * 60_000, by: "source" },
  load: async (ctx, { token }) => {
    const row = await findInvite(ctx, token);
    if (row === null) return null;
    await ctx.tx.$queryRaw`select 1 from proxy where id = ${row.id}::uuid for update`;
    return findInvite(ctx, token);
  },
  access: { resource: "proxy", verb: "accept", facts: () => ({ practiceId: null }) },
  audit: { action: "proxy.accept", subject: (_input, row) => ({ type: "proxy", id: row?.id ?? null, patientId: row?.patientId ?? null }) },
  decide: (row, _input, { nowMs }) => decideAccept(grantTimes(row), row.account.disabledAt !== null, nowMs),
  save: async (ctx, _ok, row) => {
    const now = new Date(ctx.nowMs);
    await ctx.tx.proxy.update({ where: { id: row.id }, data: { acceptedAt: now, inviteHash: null, inviteExpiresAt: null, invitedName: null, invitedEmail: null } });
    const { account } = row;
    if (account.emailVerifiedAt === null) await ctx.tx.account.update({ where: { id: account.id }, data: { emailVerifiedAt: now } });
    // The link reached their mailbox, as a sign-in link does. Staff show more than that, and so do people with a password.
    const hasWay = account.staff !== null || account.passwordHash !== null || account.totpConfirmedAt !== null;
    return hasWay ? { signInToken: null } : letSignInOnce(ctx, account.id);
  },
});

/** Takes somebody whose grant ended out of the rooms that they are in for the patient (VISIT-16). */
async function leaveVisits(ctx: WriteContext, proxyId: string): Promise<void> {
  const seats = await ctx.tx.visitSeat.findMany({ where: { link: { proxyId }, revokedAt: null }, select: { id: true, visit: { include: { appointment: true } } } });
  for (const { id, visit } of seats) {
    await removeFromRoom(ctx.tx, { seatId: id }, ctx.nowMs);
    const { practiceId, appointmentId, appointment } = visit;
    await ctx.emit("visit.changed", { practiceId, visitId: visit.id, appointmentId, patientId: appointment.patientId, clinicianId: appointment.clinicianId });
  }
}

/** Ends a grant or takes an invitation back: the patient, the desk, or the person who acts. */
export const revokeProxy = defineCommand({
  name: "people/revoke-proxy",
  summary: "Ends that somebody acts for a patient.",
  input: z.object({ proxyId: z.uuid() }),
  output: z.object({ done: z.literal(true) }),
  load: async (ctx, { proxyId }) => {
    const practiceId = practiceOf(ctx.actor);
    if (practiceId === null) return null;
    await ctx.tx.$queryRaw`select 1 from proxy where id = ${proxyId}::uuid for update`;
    const row = await ctx.tx.proxy.findFirst({ where: { practiceId, id: proxyId } });
    return row === null ? null : { row, facts: { ...(await patientFacts(ctx, { practiceId, patientId: row.patientId as PatientId })), accountId: row.accountId as AccountId } };
  },
  access: { resource: "proxy", verb: "revoke", facts: ({ facts }) => facts },
  audit: { action: "proxy.revoke", subject: ({ proxyId }, state) => ({ type: "proxy", id: proxyId, patientId: state?.row.patientId ?? null }) },
  decide: ({ row }) => (row.revokedAt === null ? ok(true) : err(domainError("conflict", "people.proxy_revoked"))),
  save: async (ctx, _ok, { row }) => {
    await ctx.tx.proxy.update({ where: { id: row.id }, data: { revokedAt: new Date(ctx.nowMs), inviteHash: null, inviteExpiresAt: null } });
    await leaveVisits(ctx, row.id);
    return { done: true as const };
  },
});

/** For whom the signed-in account acts now. */
export const actingFor = defineQuery({
  name: "people/acting-for",
  summary: "The patients for whom you act.",
  input: z.strictObject({}),
  output: ActingFor,
  access: { resource: "account", verb: "read" },
  run: async (ctx) => {
    const { actor } = ctx;
    if (actor.kind !== "staff" && actor.kind !== "patient" && actor.kind !== "account") return null;
    const rows = await ctx.tx.proxy.findMany({
      where: { practiceId: actor.practiceId, accountId: actor.accountId, acceptedAt: { not: null }, revokedAt: null, patient: { status: "active" } },
      include: { patient: true },
      orderBy: { createdAt: "asc" },
    });
    const people = rows
      .filter((row) => proxyState(grantTimes(row), ctx.nowMs) === "standing")
      .map((row) => ({
        proxyId: row.id,
        patientId: row.patientId,
        name: displayNameOf(row.patient),
        relation: ProxyRelation.parse(row.relation),
        scopes: z.array(ProxyScope).parse(row.scopes),
        endsAtMs: row.endsAt?.getTime() ?? null,
      }));
    return { view: { people, nowMs: ctx.nowMs }, facts: { practiceId: actor.practiceId as PracticeId, accountId: actor.accountId } };
  },
});
