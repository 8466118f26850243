import "server-only";
import { z } from "zod";
import { practiceOf, type Actor } from "@/core/access/actor";
import type { PatientId, PracticeId } from "@/core/kit/ids";
import { PatientId as PatientIdSchema } from "@/core/kit/ids";
import { AgreeToVisitInput, CONSENT_KINDS, ConsentKind, ConsentsView, decideGiving, decideWithdrawal, GiveConsentInput, isAgreed, textFor, type ConsentGiver } from "@/core/people/consents";
import { domainError } from "@/core/kit/errors";
import { err, ok } from "@/core/kit/result";
import type { WriteContext } from "../kit/context";
import { defineCommand, defineQuery } from "../kit/define";
import { requireSeat } from "@/core/visits/attend";
import { loadAttendance } from "../visits/attendance";
import { visitFacts } from "../visits/visit-record";
import { patientFacts } from "./details";
import { keptIdOf } from "./record-ids";
import { findConsents, publishedTexts, standingOf } from "./telehealth-consent";

/** A patient's agreements with their words, and what is open. */
export const patientConsents = defineQuery({
  name: "people/consents",
  summary: "What a patient has agreed to, with the words, and what is open to be agreed to.",
  input: z.strictObject({ patientId: PatientIdSchema }),
  output: ConsentsView,
  access: { resource: "consent", verb: "list" },
  audit: { action: "consent.list", subject: ({ patientId }) => ({ type: "consent", id: null, patientId }) },
  run: async (ctx, { patientId }) => {
    const practiceId = practiceOf(ctx.actor);
    if (practiceId === null) return null;
    const patient = await ctx.tx.patient.findFirst({ where: { practiceId, id: patientId }, include: { practice: { select: { locale: true } } } });
    if (patient === null) return null;
    const facts = await patientFacts(ctx, { practiceId, patientId });
    if (!ctx.may("consent", "list", facts)) return null;
    const [rows, texts] = await Promise.all([findConsents(ctx.tx, practiceId, patientId), publishedTexts(ctx.tx, practiceId)]);
    const standing = rows.map(standingOf);
    const locale = ctx.actor.kind === "staff" || ctx.actor.kind === "patient" || ctx.actor.kind === "proxy" ? ctx.actor.locale : patient.locale;
    const open = CONSENT_KINDS.flatMap((kind) => {
      const text = textFor(texts, kind, locale, patient.practice.locale);
      return text === null || isAgreed(standing, kind, text.version) ? [] : [{ textId: text.id, kind, version: text.version, title: text.title, body: text.body }];
    });
    const consents = rows.map((row) => ({
      id: row.id,
      kind: ConsentKind.parse(row.kind),
      version: row.text.version,
      title: row.text.title,
      body: row.text.body,
      givenAtMs: row.givenAt.getTime(),
      givenBy: z.enum(["patient", "proxy", "staff"]).parse(row.givenBy),
      withdrawnAtMs: row.withdrawnAt?.getTime() ?? null,
    }));
    const isActive = patient.status === "active";
    return {
      view: { patientId, consents, open, mayGive: isActive && ctx.may("consent", "create", facts), mayWithdraw: ctx.may("consent", "withdraw", facts), nowMs: ctx.nowMs },
      facts,
    };
  },
});

/** Who gives or takes back, as an id that the row keeps: an account, or the seat of somebody in by a link. */
function idOf(actor: Actor): string {
  if (actor.kind === "visitor") return actor.seatId;
  if (actor.kind === "staff" || actor.kind === "patient" || actor.kind === "proxy") return actor.accountId;
  throw new Error("an actor gives a consent who can't");
}

async function loadGiving(ctx: WriteContext, practiceId: PracticeId, patientId: PatientId, textId: string) {
  // Two presses come one after the other, so that an agreement stands once.
  await ctx.tx.$queryRaw`select 1 from patient where practice_id = ${practiceId}::uuid and id = ${patientId}::uuid for no key update`;
  const patient = await ctx.tx.patient.findFirst({ where: { practiceId, id: patientId, status: "active" }, select: { id: true } });
  const text = await ctx.tx.consentText.findFirst({ where: { practiceId, id: textId } });
  if (patient === null || text === null) return null;
  const standing = (await findConsents(ctx.tx, practiceId, patientId)).map(standingOf);
  const kind = ConsentKind.parse(text.kind);
  return { practiceId, patientId, text, kind, isPublished: text.publishedAt !== null, isStanding: isAgreed(standing, kind, text.version) };
}

interface Giving {
  readonly practiceId: PracticeId;
  readonly patientId: PatientId;
  readonly text: { readonly id: string };
  readonly kind: ConsentKind;
}

async function storeConsent(ctx: WriteContext, giving: Giving, givenBy: ConsentGiver): Promise<string> {
  const id = ctx.ids();
  const { practiceId, patientId, text, kind } = giving;
  await ctx.tx.consent.create({
    data: { id, practiceId, patientId, textId: text.id, kind, givenAt: new Date(ctx.nowMs), givenBy, givenById: idOf(ctx.actor) },
  });
  return id;
}

/** An agreement: by the patient, by somebody who acts for them, or told to staff. */
export const giveConsent = defineCommand({
  name: "people/give-consent",
  summary: "Notes that a patient agreed to a published text.",
  input: GiveConsentInput,
  output: z.object({ consentId: z.uuid() }),
  load: async (ctx, { patientId, textId }) => {
    const practiceId = practiceOf(ctx.actor);
    if (practiceId === null) return null;
    const giving = await loadGiving(ctx, practiceId, patientId, textId);
    return giving === null ? null : { ...giving, facts: await patientFacts(ctx, { practiceId, patientId }) };
  },
  access: { resource: "consent", verb: "create", facts: ({ facts }) => facts },
  audit: { action: "consent.give", subject: ({ patientId }, _state, output) => ({ type: "consent", id: output?.consentId ?? null, patientId }) },
  decide: (state, _input, { actor }) => decideGiving(state, actor),
  save: async (ctx, giver, state) => ({ consentId: await storeConsent(ctx, state, giver) }),
});

/** The box that is ticked on the way into a visit. Ticked twice is ticked once. */
export const agreeToVisit = defineCommand({
  name: "people/agree-to-visit",
  summary: "Notes that the patient of a visit agreed to be seen by video.",
  input: AgreeToVisitInput,
  output: z.object({ done: z.literal(true) }),
  load: async (ctx, input) => {
    const attendance = await loadAttendance(ctx, input);
    if (attendance === null) return null;
    const { row, visit } = attendance;
    const practiceId = row.practiceId as PracticeId;
    const giving = await loadGiving(ctx, practiceId, row.appointment.patientId as PatientId, input.textId);
    return giving === null ? null : { ...giving, row, visit };
  },
  access: { resource: "visit", verb: "prepare", facts: ({ row }) => visitFacts(row) },
  audit: { action: "consent.give_in_visit", subject: ({ visitId }) => ({ type: "visit", id: visitId }) },
  decide: (state, _input, { actor }) => {
    const seat = requireSeat(state.visit.seat);
    if (!seat.ok) return seat;
    if (state.kind !== "telehealth") return err(domainError("invalid", "people.consent_unpublished"));
    const decided = decideGiving({ ...state, isStanding: false }, actor);
    return decided.ok ? ok({ giver: decided.value, isNew: !state.isStanding }) : decided;
  },
  save: async (ctx, { giver, isNew }, state) => {
    if (isNew) await storeConsent(ctx, state, giver);
    return { done: true as const };
  },
});

/** Takes an agreement back; the row stays and says when and by whom (CON-1). */
export const withdrawConsent = defineCommand({
  name: "people/withdraw-consent",
  summary: "Takes back what a patient agreed to.",
  input: z.object({ consentId: z.uuid() }),
  output: z.object({ done: z.literal(true) }),
  load: async (ctx, { consentId }) => {
    const practiceId = practiceOf(ctx.actor);
    if (practiceId === null) return null;
    await ctx.tx.$queryRaw`select 1 from consent where id = ${consentId}::uuid for update`;
    const row = await ctx.tx.consent.findFirst({ where: { practiceId, id: consentId } });
    if (row === null) return null;
    const keptId = (await keptIdOf(ctx.tx, practiceId, row.patientId)) as PatientId | null;
    if (keptId === null) return null;
    return { row, patientId: keptId, facts: await patientFacts(ctx, { practiceId, patientId: keptId }) };
  },
  access: { resource: "consent", verb: "withdraw", facts: ({ facts }) => facts },
  audit: { action: "consent.withdraw", subject: ({ consentId }, state) => ({ type: "consent", id: consentId, patientId: state?.patientId ?? null }) },
  decide: ({ row }) => decideWithdrawal({ withdrawnAtMs: row.withdrawnAt?.getTime() ?? null }),
  save: async (ctx, _ok, { row }) => {
    await ctx.tx.consent.update({ where: { id: row.id }, data: { withdrawnAt: new Date(ctx.nowMs), withdrawnBy: idOf(ctx.actor) } });
    return { done: true as const };
  },
});
