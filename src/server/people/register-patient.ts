import "server-only";
import { practiceOf } from "@/core/access/actor";
import { PatientSummary, RegisterPatientInput } from "@/core/people/patient";
import { decideRegistration, identityOf } from "@/core/people/register";
import type { WriteContext } from "../kit/context";
import { defineCommand } from "../kit/define";
import { searchableNames } from "./latin-names";
import { findKnown, latinIdentity } from "./likely-duplicates";
import { dateColumn, patientSummary } from "./patient-record";
import { tellApart } from "./tell-apart";

/** Puts a patient on file; somebody who may be there already is refused until told apart (PPL-1). */
export const registerPatient = defineCommand({
  name: "people/register-patient",
  summary: "Puts a patient on file.",
  input: RegisterPatientInput,
  output: PatientSummary,
  access: { resource: "patient", verb: "create", facts: ({ practiceId }) => ({ practiceId }) },
  writes: {
    givenName: "identity",
    familyName: "identity",
    birthDate: "identity",
    preferredName: "calling",
    pronouns: "calling",
    email: "contact",
    phone: "contact",
    locale: "contact",
    zone: "contact",
  },
  audit: {
    action: "patient.register",
    subject: (_input, _state, output) => ({ type: "patient", id: output?.id ?? null, patientId: output?.id ?? null }),
  },
  load,
  decide: (state, input, now) => decideRegistration(state, input, now),
  save: async (ctx, registration, { practiceId }, input) => {
    const row = await ctx.tx.patient.create({
      data: {
        ...registration,
        id: ctx.ids(),
        practiceId,
        searchName: searchableNames(registration),
        birthDate: dateColumn(registration.birthDate),
        createdAt: new Date(ctx.nowMs),
        updatedAt: new Date(ctx.nowMs),
      },
    });
    const distinct = input.confirmedDistinctFrom ?? [];
    await tellApart(ctx, practiceId, distinct.map((other) => [row.id, other] as const));
    return patientSummary(row);
  },
});

async function load(ctx: WriteContext, input: RegisterPatientInput) {
  const practiceId = practiceOf(ctx.actor);
  if (practiceId === null) return null;
  // Two desks that register one person at one moment come one after the other.
  await ctx.tx.$queryRaw`select 1 from practice where id = ${practiceId}::uuid for no key update`;
  return { practiceId, known: await findKnown(ctx.tx, practiceId, input), wanted: latinIdentity(identityOf(input)) };
}
