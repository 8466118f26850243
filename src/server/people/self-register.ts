import "server-only";
import { z } from "zod";
import { PracticeId } from "@/core/kit/ids";
import {
  AskToRegisterInput,
  CONFIRM_WITHIN_MS,
  decideAsking,
  decideConfirming,
  type PendingRegistration,
} from "@/core/people/self-registration";
import { hashSecret } from "../access/secrets";
import type { WriteContext } from "../kit/context";
import { defineCommand, defineQuery } from "../kit/define";
import { accountsWithRole } from "../kit/notify";
import { takeToken } from "../kit/rate-limit";
import { searchableNames } from "./latin-names";
import { confirmMail } from "./mail";
import { dateColumn } from "./patient-record";
import { readRegistrationToken, registrationUrl } from "./registration-link";

/** Mails that one address can be sent, whoever asks for them: nobody's mailbox is filled from here. */
const PER_ADDRESS = { limit: 3, perMs: 24 * 3_600_000 } as const;

/** What the public page of a practice shows. Without an id: of the only practice there is. */
export const registrationPage = defineQuery({
  name: "people/registration-page",
  summary: "What the public page needs on which somebody registers with a practice.",
  input: z.strictObject({ practiceId: PracticeId.optional() }),
  output: z.object({
    practiceId: PracticeId,
    name: z.string(),
    zone: z.string(),
    locale: z.string(),
    locales: z.array(z.string()),
    emergencyNumber: z.string(),
    phone: z.string().nullable(),
  }),
  access: { resource: "registration", verb: "read" },
  run: async (ctx, { practiceId }) => {
    const practices = await ctx.tx.practice.findMany({ where: practiceId === undefined ? {} : { id: practiceId }, take: 2 });
    const [practice] = practices;
    if (practice === undefined || practices.length !== 1) return null;
    const { id, name, zone, locale, locales, emergencyNumber, phone } = practice;
    return { view: { practiceId: id, name, zone, locale, locales, emergencyNumber, phone }, facts: { practiceId: null } };
  },
});

/** Somebody asks to be put on file. All that happens is a mail to the address they gave. */
export const askToRegister = defineCommand({
  name: "people/ask-to-register",
  summary: "Sends a mail that asks whoever reads it to confirm a registration. Nothing is on file before.",
  input: AskToRegisterInput,
  output: z.object({ asked: z.literal(true) }),
  rate: { limit: 6, perMs: 10 * 60_000, by: "source" },
  load: (ctx, input) => ctx.tx.practice.findUnique({ where: { id: input.practiceId }, select: { id: true, name: true } }),
  access: { resource: "registration", verb: "create", facts: () => ({ practiceId: null }) },
  audit: { action: "registration.ask", subject: () => ({ type: "registration", id: null }) },
  decide: (_practice, input, { nowMs }) => decideAsking(input, nowMs),
  save: async (ctx, person, practice) => {
    const waitMs = await takeToken(`registration|mail:${hashSecret("source", person.email)}`, PER_ADDRESS);
    // The page says the same: whether this address was asked before is nobody's business.
    if (waitMs > 0) return { asked: true as const };
    const pending = { id: ctx.ids(), practiceId: practice.id, untilMs: ctx.nowMs + CONFIRM_WITHIN_MS, person } as PendingRegistration;
    const to = { practiceId: practice.id, practice: practice.name, to: person.email, locale: person.locale };
    await ctx.mail(await confirmMail(ctx.tx, to, await registrationUrl(pending)));
    return { asked: true as const };
  },
});

/** The link was followed: the person waits on the desk's list. Twice is once. */
export const confirmRegistration = defineCommand({
  name: "people/confirm-registration",
  summary: "Puts somebody who confirmed their mail address on the desk's list of registrations.",
  input: z.object({ token: z.string().max(8000) }),
  output: z.object({ practice: z.string() }),
  rate: { limit: 20, perMs: 10 * 60_000, by: "source" },
  load: async (ctx, { token }) => {
    const pending = await readRegistrationToken(token);
    if (pending === null) return null;
    const practice = await ctx.tx.practice.findUnique({ where: { id: pending.practiceId }, select: { name: true } });
    if (practice === null) return null;
    const there = await ctx.tx.patient.count({ where: { id: pending.id } });
    return { pending, practice: practice.name, isThere: there > 0 };
  },
  access: { resource: "registration", verb: "confirm", facts: () => ({ practiceId: null }) },
  audit: { action: "registration.confirm", subject: (_input, state) => ({ type: "registration", id: state?.pending.id ?? null }) },
  decide: ({ pending, isThere }, _input, { nowMs }) => decideConfirming(pending, isThere, nowMs),
  save: async (ctx, { create }, { pending, practice }) => {
    if (create) await storePending(ctx, pending);
    return { practice };
  },
});

async function storePending(ctx: WriteContext, { id, practiceId, person }: PendingRegistration): Promise<void> {
  const now = new Date(ctx.nowMs);
  // Two presses at one moment: one row.
  const { count } = await ctx.tx.patient.createMany({
    data: [
      {
        ...person,
        id,
        practiceId,
        birthDate: dateColumn(person.birthDate),
        searchName: searchableNames(person),
        status: "pending",
        registeredBy: "self",
        createdAt: now,
        updatedAt: now,
      },
    ],
    skipDuplicates: true,
  });
  if (count === 0) return;
  await ctx.notify(await accountsWithRole(ctx.tx, practiceId, "scheduler"), "registration.pending", { type: "registration", id });
}
