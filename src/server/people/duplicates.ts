import "server-only";
import { z } from "zod";
import { practiceOf } from "@/core/access/actor";
import { duplicatePairs } from "@/core/people/duplicates";
import { PatientSummary } from "@/core/people/patient";
import type { Tx } from "../kit/db";
import { defineQuery } from "../kit/define";
import { knownIdentity, patientSummary } from "./patient-record";

const MAX_CANDIDATES = 3000;
const MAX_LISTED = 50;

/**
 * Pairs on file that have something in common that an index finds: birth date (as typed, or day and month swapped),
 * mail, last digits of the phone, the folded name. Newest first, so that a large file is worked off from its end.
 * Pairs that were told apart are left out.
 */
async function findPairs(tx: Tx, practiceId: string): Promise<{ a: string; b: string }[]> {
  return tx.$queryRaw<{ a: string; b: string }[]>`
    with p as (
      select id, birth_date, lower(email) as mail, search_name, created_at,
        nullif(right(regexp_replace(coalesce(phone, ''), '\\D', '', 'g'), 9), '') as digits
      from patient where practice_id = ${practiceId}::uuid and status = 'active'),
    pairs as (
      select x.id as one, y.id as two, greatest(x.created_at, y.created_at) as at from p x join p y on x.birth_date = y.birth_date and x.id < y.id
      union
      select x.id, y.id, greatest(x.created_at, y.created_at) from p x join p y on x.mail = y.mail and x.id < y.id
      union
      select x.id, y.id, greatest(x.created_at, y.created_at) from p x join p y on x.digits = y.digits and length(x.digits) > 5 and x.id < y.id
      union
      select x.id, y.id, greatest(x.created_at, y.created_at) from p x join p y on x.search_name = y.search_name and x.id < y.id
      union
      select least(x.id, y.id), greatest(x.id, y.id), greatest(x.created_at, y.created_at) from p x join p y
        on x.id <> y.id and extract(day from x.birth_date) <= 12
        and y.birth_date = make_date(extract(year from x.birth_date)::int, extract(day from x.birth_date)::int, extract(month from x.birth_date)::int))
    select one as a, two as b from pairs
    where not exists (select 1 from patient_distinct d where d.a_id = one and d.b_id = two)
    order by at desc, one, two limit ${MAX_CANDIDATES}`;
}

/** Records that may be of one person, the likeliest first. */
export const listDuplicates = defineQuery({
  name: "people/duplicates",
  summary: "Pairs of records that may be of one person, with the reasons and how likely it is.",
  input: z.strictObject({}),
  output: z.object({
    pairs: z.array(
      z.object({
        a: PatientSummary,
        b: PatientSummary,
        reasons: z.array(z.string()),
        agreements: z.record(z.string(), z.string()),
        swapped: z.boolean(),
        weight: z.number(),
        probability: z.number(),
      }),
    ),
    hasMore: z.boolean(),
    nowMs: z.number(),
  }),
  access: { resource: "patient_merge", verb: "list" },
  audit: { action: "patient.list_duplicates", subject: () => ({ type: "patient_merge", id: null }) },
  run: async (ctx) => {
    const practiceId = practiceOf(ctx.actor);
    if (practiceId === null) return null;
    const pairs = await findPairs(ctx.tx, practiceId);
    const ids = [...new Set(pairs.flatMap(({ a, b }) => [a, b]))];
    const rows = new Map((await ctx.tx.patient.findMany({ where: { practiceId, id: { in: ids } } })).map((row) => [row.id, row]));
    const compared = duplicatePairs(
      pairs.flatMap(({ a, b }) => {
        const [one, other] = [rows.get(a), rows.get(b)];
        return one === undefined || other === undefined ? [] : [[knownIdentity(one), knownIdentity(other)] as const];
      }),
    );
    const view = compared.slice(0, MAX_LISTED).flatMap(({ a, b, reasons, likeness }) => {
      const [one, other] = [rows.get(a), rows.get(b)];
      if (one === undefined || other === undefined) return [];
      const { agreements, swapped, weight, probability } = likeness;
      return [{ a: patientSummary(one), b: patientSummary(other), reasons: [...reasons], agreements: { ...agreements }, swapped, weight, probability }];
    });
    return { view: { pairs: view, hasMore: compared.length > MAX_LISTED, nowMs: ctx.nowMs }, facts: { practiceId } };
  },
});
