import "server-only";
import { z } from "zod";
import { practiceOf } from "@/core/access/actor";
import { likelyDuplicates, phoneKey, type KnownIdentity } from "@/core/people/duplicates";
import { foldName } from "@/core/people/names";
import { PatientSummary, RegisterPatientInput } from "@/core/people/patient";
import { identityOf } from "@/core/people/register";
import type { Identity } from "@/core/people/identity";
import type { Tx } from "../kit/db";
import { defineQuery } from "../kit/define";
import { inLatin } from "./latin-names";
import { knownIdentity, patientSummary, type PatientRow } from "./patient-record";

const MAX_CANDIDATES = 500;

/**
 * Everybody who could be a likely duplicate, found wide by index: a birth date of the same day, month
 * or year, a contact, the beginning of a name. Core then judges.
 */
export async function findCandidates(tx: Tx, practiceId: string, identity: Identity): Promise<PatientRow[]> {
  const { email, phone, birthDate } = identity;
  const digits = phoneKey(phone);
  // A name that is empty would begin like every name.
  const beginnings = [identity.givenName, identity.familyName].map((name) => foldName(inLatin(name)).slice(0, 2) || "-");
  const family = foldName(inLatin(identity.familyName)) || "-";
  const rows = await tx.$queryRaw<{ id: string }[]>`
    select id from patient
    where practice_id = ${practiceId}::uuid and status in ('active', 'pending') and (
      birth_date = ${birthDate}::date
      or (email is not null and lower(email) = ${email})
      or (${digits} <> '' and right(regexp_replace(coalesce(phone, ''), '\\D', '', 'g'), 9) = ${digits})
      or ((search_name like ${`${beginnings[0]}%`} or search_name like ${`${beginnings[1]}%`})
        and (extract(year from birth_date) = extract(year from ${birthDate}::date)
          or to_char(birth_date, 'MM-DD') = to_char(${birthDate}::date, 'MM-DD')))
      or search_name like ${`%${family}%`})
    order by id limit ${MAX_CANDIDATES}`;
  return tx.patient.findMany({ where: { practiceId, id: { in: rows.map(({ id }) => id) } } });
}

/** {@link findCandidates} as core wants them. */
export async function findKnown(tx: Tx, practiceId: string, input: RegisterPatientInput): Promise<KnownIdentity[]> {
  return (await findCandidates(tx, practiceId, identityOf(input))).map(knownIdentity);
}

/** An identity with its names in Latin letters, to be held against {@link knownIdentity}. */
export function latinIdentity(identity: Identity): Identity {
  return { ...identity, givenName: inLatin(identity.givenName), familyName: inLatin(identity.familyName) };
}

/** Who on file may be the person that is being registered. */
export const listLikelyDuplicates = defineQuery({
  name: "people/likely-duplicates",
  summary: "Patients on file who may be the person described.",
  input: RegisterPatientInput,
  output: z.object({ duplicates: z.array(z.object({ patient: PatientSummary, reasons: z.array(z.string()) })) }),
  access: { resource: "patient", verb: "list" },
  audit: { action: "patient.compare", subject: () => ({ type: "patient", id: null }) },
  run: async (ctx, input) => {
    const practiceId = practiceOf(ctx.actor);
    if (practiceId === null) return null;
    const identity = identityOf(input);
    const rows = await findCandidates(ctx.tx, practiceId, identity);
    const found = likelyDuplicates(latinIdentity(identity), rows.map(knownIdentity));
    const duplicates = found.flatMap(({ patientId, reasons }) => {
      const row = rows.find(({ id }) => id === patientId);
      return row === undefined ? [] : [{ patient: patientSummary(row), reasons: [...reasons] }];
    });
    return { view: { duplicates }, facts: { practiceId } };
  },
});
