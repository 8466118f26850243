import "server-only";
import { practiceOf } from "@/core/access/actor";
import { PatientSummary, RegisterPatientInput } from "@/core/people/patient";
import { decideRegistration, identityOf } from "@/core/people/register";
import type { WriteContext } from "../kit/context";
import { runWithin } from "../kit/db";
import { defineCommand } from "../kit/define";
import { FOLDED } from "../kit/folding-client";
import { searchableNames } from "./latin-names";
import { findCandidates, latinIdentity } from "./likely-duplicates";
import { dateColumn, knownIdentity, patientSummary } from "./patient-record";
import { holdMarks } from "./registration-locks";
import { tellApart } from "./tell-apart";

const ADD_PATIENT = {
  name: "add_patient",
  text: `${FOLDED} insert into patient (id, practice_id, given_name, family_name, preferred_name, birth_date, pronouns, locale, zone, email, phone,
      search_name, created_at, updated_at)
    values ($1::uuid, $2::uuid, $3, $4, $5, $6::date, $7, $8, $9, $10, $11, $12, $13::timestamptz, $13::timestamptz)`,
};

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
    const id = ctx.ids();
    const { givenName, familyName, preferredName, birthDate, pronouns, locale, zone, email, phone } = registration;
    const values = [givenName, familyName, preferredName, birthDate, pronouns, locale, zone, email, phone];
    await runWithin(ctx.tx, ADD_PATIENT, [id, practiceId, ...values, searchableNames(registration), new Date(ctx.nowMs)]);
    const distinct = input.confirmedDistinctFrom ?? [];
    await tellApart(ctx, practiceId, distinct.map((other) => [id, other] as const));
    return patientSummary({ ...registration, id, birthDate: dateColumn(birthDate) });
  },
});

async function load(ctx: WriteContext, input: RegisterPatientInput) {
  const practiceId = practiceOf(ctx.actor);
  if (practiceId === null) return null;
  const identity = identityOf(input);
  await holdMarks(ctx.tx, practiceId, identity);
  return { practiceId, known: (await findCandidates(ctx.tx, practiceId, identity)).map(knownIdentity), wanted: latinIdentity(identity) };
}
