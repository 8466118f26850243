import "server-only";
import { z } from "zod";
import { practiceOf } from "@/core/access/actor";
import { FIELD_RULES, fieldsOf } from "@/core/access/fields";
import { dependsOnCareTeam, type Facts } from "@/core/access/policy";
import type { PatientId } from "@/core/kit/ids";
import { PatientSummary, SUMMARY_FIELDS } from "@/core/people/patient";
import { asksNothing, parsePatientQuery } from "@/core/people/search";
import type { Prisma } from "@/generated/prisma/client";
import { careTeamsOf } from "../access/care-team";
import type { ReadContext } from "../kit/context";
import { defineQuery } from "../kit/define";
import { treatedBy } from "../search/scope";
import { patientSummary, SUMMARY_COLUMNS } from "./patient-record";

const PAGE = 20;

/** Patients whose name, birth date, mail or phone fits; without a question, the first by name. */
export const searchPatients = defineQuery({
  name: "people/search-patients",
  summary: "Finds patients by name, birth date, mail address or phone number.",
  input: z.strictObject({ text: z.string().max(200) }),
  output: z.object({ patients: z.array(PatientSummary), hasMore: z.boolean() }),
  access: { resource: "patient", verb: "list" },
  audit: { action: "patient.search", subject: () => ({ type: "patient", id: null }) },
  run: async (ctx, input) => {
    const practiceId = practiceOf(ctx.actor);
    if (practiceId === null) return null;
    const query = parsePatientQuery(input.text);
    const isBlank = input.text.trim() === "";
    const facts = { practiceId };
    const byContact = query.email !== null || query.phone !== null;
    const scope = byContact ? contactScope(ctx, facts) : {};
    if (asksNothing(query) && !isBlank) return { view: { patients: [], hasMore: false }, facts };
    const where: Prisma.PatientWhereInput = { practiceId, status: "active", AND: [scope, ...conditions(query)] };
    const phoneIds = query.phone === null ? null : await idsByPhone(ctx.tx, practiceId, query.phone);
    const rows = await ctx.tx.patient.findMany({
      where: phoneIds === null ? where : { ...where, id: { in: phoneIds } },
      select: SUMMARY_COLUMNS,
      orderBy: [{ familyName: "asc" }, { givenName: "asc" }, { id: "asc" }],
      take: PAGE + 1,
    });
    const page = rows.slice(0, PAGE);
    const careTeam = await careTeamsOf(ctx.tx, practiceId, dependsOnCareTeam(ctx.actor) ? page.map((row) => row.id) : [], ctx.nowMs);
    const patients = page.flatMap((row) => {
      const about = { ...facts, patientId: row.id as PatientId, careTeam: careTeam(row.id) };
      return byContact && !readsContact(ctx, about) ? [] : [ctx.shown(SUMMARY_FIELDS, about, patientSummary(row))];
    });
    return { view: { patients, hasMore: rows.length > PAGE }, facts };
  },
});

const readsContact = (ctx: ReadContext, facts: Facts): boolean => fieldsOf(FIELD_RULES, ctx.actor, facts, "read").has("contact");

/**
 * Among whom somebody may look by a mail address or a phone number: among those whose contact they may read. Else a
 * clinician could ask of any number whether it is a patient's (ACC-49). Each row is held against the rules once more.
 */
function contactScope(ctx: ReadContext, practice: Facts): Prisma.PatientWhereInput {
  if (readsContact(ctx, practice)) return {};
  return ctx.actor.kind === "staff" ? treatedBy(ctx.actor.staffId, ctx.nowMs) : { id: { in: [] } };
}

function conditions(query: ReturnType<typeof parsePatientQuery>): Prisma.PatientWhereInput[] {
  return [
    ...query.words.map((word) => ({ searchName: { contains: word } })),
    ...(query.birthDate === null ? [] : [{ birthDate: new Date(`${query.birthDate}T00:00:00Z`) }]),
    ...(query.email === null ? [] : [{ email: { contains: query.email, mode: "insensitive" as const } }]),
  ];
}

async function idsByPhone(
  tx: { $queryRaw: Prisma.TransactionClient["$queryRaw"] },
  practiceId: string,
  digits: string,
): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    select id from patient where practice_id = ${practiceId}::uuid
      and reverse(regexp_replace(coalesce(phone, ''), '\\D', '', 'g')) like ${`${[...digits].reverse().join("")}%`} limit ${PAGE + 1}`;
  return rows.map(({ id }) => id);
}
