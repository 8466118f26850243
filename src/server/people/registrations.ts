import "server-only";
import { z } from "zod";
import { practiceOf } from "@/core/access/actor";
import { domainError } from "@/core/kit/errors";
import type { PracticeId } from "@/core/kit/ids";
import { err } from "@/core/kit/result";
import { likelyDuplicates } from "@/core/people/duplicates";
import { displayNameOf, PatientSummary } from "@/core/people/patient";
import { decideJudging, JudgeRegistrationInput } from "@/core/people/self-registration";
import { config } from "../kit/config";
import type { WriteContext } from "../kit/context";
import { defineCommand, defineQuery } from "../kit/define";
import { isHeld } from "../retention/holds";
import { lockPatient, type DetailsRow } from "./details-record";
import { findCandidates } from "./likely-duplicates";
import { acceptedMail } from "./mail";
import { dateColumn, knownIdentity, patientSummary } from "./patient-record";

const MAX_LISTED = 50;

/** Everybody who registered themselves and waits, the oldest first, each with who they may be already. */
export const listRegistrations = defineQuery({
  name: "people/registrations",
  summary: "People who registered themselves and wait for the desk.",
  input: z.strictObject({}),
  output: z.object({
    registrations: z.array(
      z.object({
        patient: PatientSummary,
        version: z.number().int(),
        askedAtMs: z.number(),
        duplicates: z.array(z.object({ patient: PatientSummary, reasons: z.array(z.string()) })),
      }),
    ),
    hasMore: z.boolean(),
    nowMs: z.number(),
  }),
  access: { resource: "registration", verb: "list" },
  audit: { action: "registration.list", subject: () => ({ type: "registration", id: null }) },
  run: async (ctx) => {
    const practiceId = practiceOf(ctx.actor);
    if (practiceId === null) return null;
    const rows = await ctx.tx.patient.findMany({ where: { practiceId, status: "pending" }, orderBy: [{ createdAt: "asc" }, { id: "asc" }], take: MAX_LISTED + 1 });
    const registrations = [];
    for (const row of rows.slice(0, MAX_LISTED)) {
      const identity = knownIdentity(row);
      const candidates = (await findCandidates(ctx.tx, practiceId, identity)).filter(({ id }) => id !== row.id);
      const found = likelyDuplicates(identity, candidates.map(knownIdentity));
      registrations.push({
        patient: patientSummary(row),
        version: row.version,
        askedAtMs: row.createdAt.getTime(),
        duplicates: found.flatMap(({ patientId, reasons }) => {
          const like = candidates.find(({ id }) => id === patientId);
          return like === undefined ? [] : [{ patient: patientSummary(like), reasons: [...reasons] }];
        }),
      });
    }
    return { view: { registrations, hasMore: rows.length > MAX_LISTED, nowMs: ctx.nowMs }, facts: { practiceId } };
  },
});

/** The desk accepts or refuses. Somebody who is on file already is merged instead. */
export const judgeRegistration = defineCommand({
  name: "people/judge-registration",
  summary: "Accepts or refuses somebody who registered themselves.",
  input: JudgeRegistrationInput,
  output: z.object({ done: z.literal(true) }),
  load: async (ctx, { patientId }) => {
    const practiceId = practiceOf(ctx.actor);
    if (practiceId === null) return null;
    const row = await lockPatient(ctx.tx, practiceId, patientId);
    return row === null ? null : { row, practiceId, held: await isHeld(ctx.tx, patientId) };
  },
  access: { resource: "registration", verb: "accept", facts: ({ practiceId }) => ({ practiceId }) },
  audit: {
    action: "registration.judge",
    subject: ({ patientId }) => ({ type: "registration", id: patientId, patientId }),
  },
  // Refusing erases what they said: a legal hold beats that too (RET-4).
  decide: ({ row, held }, input) => (held && input.answer === "refuse" ? err(domainError("conflict", "retention.held")) : decideJudging(row, input)),
  save: async (ctx, answer, { row, practiceId }) => {
    if (answer === "accept") await accept(ctx, practiceId, row);
    else await refuse(ctx, row);
    return { done: true as const };
  },
});

async function accept(ctx: WriteContext, practiceId: PracticeId, row: DetailsRow): Promise<void> {
  const accountId = await giveAccount(ctx, row);
  await ctx.tx.patient.update({
    where: { id: row.id },
    data: { status: "active", version: row.version + 1, updatedAt: new Date(ctx.nowMs), ...(accountId === null ? {} : { accountId }) },
  });
  await mailAccepted(ctx, practiceId, row);
}

/** Tells somebody that their registration was taken up. */
export async function mailAccepted(ctx: WriteContext, practiceId: PracticeId, row: DetailsRow): Promise<void> {
  if (row.email === null) return;
  const { name } = await ctx.tx.practice.findUniqueOrThrow({ where: { id: practiceId }, select: { name: true } });
  const to = { practiceId, practice: name, to: row.email, locale: row.locale };
  await ctx.mail(await acceptedMail(ctx.tx, to, row.preferredName ?? row.givenName, `${config().BEDSIDE_ORIGIN}/sign-in`));
}

/**
 * The account by which somebody whose mail address is proven signs in: a new one, or their own from before. None
 * where the address is another patient's: a couple that shares a mailbox does not share its records.
 */
export async function giveAccount(ctx: WriteContext, row: DetailsRow): Promise<string | null> {
  if (row.email === null) return null;
  const known = await ctx.tx.account.findUnique({ where: { email: row.email }, include: { patient: { select: { id: true } }, staff: { select: { id: true } } } });
  if (known !== null) {
    const isFree = known.practiceId === row.practiceId && known.patient === null && known.staff === null && known.disabledAt === null;
    return isFree ? known.id : null;
  }
  const id = ctx.ids();
  await ctx.tx.account.create({
    data: { id, practiceId: row.practiceId, email: row.email, name: displayNameOf(row), locale: row.locale, zone: row.zone, emailVerifiedAt: new Date(ctx.nowMs), createdAt: new Date(ctx.nowMs) },
  });
  return id;
}

/** Who was refused is nobody to the practice: what they said goes, and the row stays so that the link does nothing again. */
async function refuse(ctx: WriteContext, row: DetailsRow): Promise<void> {
  await ctx.tx.patientDistinct.deleteMany({ where: { OR: [{ aId: row.id }, { bId: row.id }] } });
  await ctx.tx.patient.update({
    where: { id: row.id },
    data: {
      status: "erased",
      givenName: "",
      familyName: "",
      preferredName: null,
      searchName: "",
      birthDate: dateColumn("1900-01-01"),
      pronouns: null,
      email: null,
      phone: null,
      detailsSealed: null,
      version: row.version + 1,
      updatedAt: new Date(ctx.nowMs),
    },
  });
}
