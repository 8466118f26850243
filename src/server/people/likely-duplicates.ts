import "server-only";
import { z } from "zod";
import { practiceOf } from "@/core/access/actor";
import { likelyDuplicates, phoneKey } from "@/core/people/duplicates";
import { closeDates } from "@/core/people/shared-marks";
import { foldName } from "@/core/people/names";
import { PatientSummary, RegisterPatientInput } from "@/core/people/patient";
import { identityOf } from "@/core/people/register";
import type { Identity } from "@/core/people/identity";
import { runWithin, type Tx } from "../kit/db";
import { defineQuery } from "../kit/define";
import { inLatin } from "./latin-names";
import { dateColumn, knownIdentity, patientSummary, type PatientRow } from "./patient-record";

const MAX_CANDIDATES = 500;

const FIND_CANDIDATES = {
  name: "find_candidates",
  text: `select id, given_name as "givenName", family_name as "familyName", preferred_name as "preferredName", birth_date::text as "birthDate",
      pronouns, locale, zone, email, phone
    from patient
    where practice_id = $1::uuid and status in ('active', 'pending') and (
      birth_date = any($2::date[])
      or lower(email) = $3
      or right(regexp_replace(coalesce(phone, ''), '\\D', '', 'g'), 9) = $4)
    order by (search_name like $5)::int + (birth_date = $6::date)::int desc, id
    limit ${MAX_CANDIDATES}`,
};

/**
 * Everybody who could be a likely duplicate, found by index: a birth date that is the same or one slip away, or a contact.
 * Core then judges, and takes nobody for one who has none of these. Of very many those with most in common come first.
 */
export async function findCandidates(tx: Tx, practiceId: string, identity: Identity): Promise<PatientRow[]> {
  const { birthDate } = identity;
  const address = identity.email?.trim().toLowerCase() || null;
  const digits = phoneKey(identity.phone) || null;
  const family = foldName(inLatin(identity.familyName || identity.givenName)) || "-";
  const values = [practiceId, closeDates(birthDate), address, digits, `%${family}%`, birthDate];
  const rows = await runWithin<Omit<PatientRow, "birthDate"> & { birthDate: string }>(tx, FIND_CANDIDATES, values);
  return rows.map((row) => ({ ...row, birthDate: dateColumn(row.birthDate) }));
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
