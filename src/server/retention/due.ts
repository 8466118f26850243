import "server-only";
import { z } from "zod";
import { practiceOf } from "@/core/access/actor";
import type { PatientId } from "@/core/kit/ids";
import { endOfKeeping } from "@/core/record/retention";
import { DueRecords } from "@/core/record/retention-views";
import type { Tx } from "../kit/db";
import { defineQuery } from "../kit/define";
import { standingRules } from "./rules";

const MOST = 500;

interface Candidate {
  readonly id: string;
  readonly given_name: string;
  readonly family_name: string;
  readonly version: number;
  readonly status: string;
  readonly birth_date: string;
  readonly last_date: string;
  readonly held: boolean;
}

/** Records whose last visit (or beginning) is that long ago; age and holds are looked at by whoever asks. */
function candidates(tx: Tx, practiceId: string, before: { readonly record: Date; readonly registration: Date }): Promise<Candidate[]> {
  return tx.$queryRaw<Candidate[]>`
    select p.id, p.given_name, p.family_name, p.version, p.status, p.birth_date::text as birth_date,
      coalesce(max(a.ends_at), p.created_at)::date::text as last_date,
      exists (select 1 from legal_hold h where h.patient_id = p.id and h.lifted_at is null) as held
    from patient p left join appointment a on a.practice_id = p.practice_id and a.patient_id = p.id and a.status <> 'cancelled'
    where p.practice_id = ${practiceId}::uuid and p.status in ('active', 'pending')
    group by p.id
    having coalesce(max(a.ends_at), p.created_at) < case p.status when 'pending' then ${before.registration}::timestamptz else ${before.record}::timestamptz end
    order by 7, p.id limit ${MOST + 1}`;
}

function yearsBefore(nowMs: number, years: number): Date {
  const date = new Date(nowMs);
  date.setUTCFullYear(date.getUTCFullYear() - years);
  return date;
}

/** The records of a practice whose time is over (RET-3). Held ones are only counted. */
export async function findDue(tx: Tx, practiceId: string, nowMs: number): Promise<DueRecords> {
  const rules = await standingRules(tx, practiceId);
  const [record, registration] = [rules.get("health_record"), rules.get("registration")];
  if (record === undefined || registration === undefined) throw new Error("a class of records has no rule");
  const rows = await candidates(tx, practiceId, { record: yearsBefore(nowMs, record.years), registration: yearsBefore(nowMs, registration.years) });
  const today = new Date(nowMs).toISOString().slice(0, 10);
  const due = rows.slice(0, MOST).flatMap((row) => {
    const isPending = row.status === "pending";
    const dueSince = endOfKeeping(isPending ? registration : record, row.last_date, row.birth_date);
    const recordClass = isPending ? ("registration" as const) : ("health_record" as const);
    const view = { patientId: row.id as PatientId, name: `${row.given_name} ${row.family_name}`, version: row.version, recordClass, lastDate: row.last_date, dueSince };
    return today >= dueSince ? [{ view, held: row.held }] : [];
  });
  return { due: due.filter(({ held }) => !held).map(({ view }) => view), held: due.filter(({ held }) => held).length, hasMore: rows.length > MOST };
}

/** What waits for a decision. */
export const listDue = defineQuery({
  name: "retention/due",
  summary: "Records whose time is over and that wait for a decision; held ones are counted only.",
  input: z.strictObject({}),
  output: DueRecords,
  access: { resource: "deletion", verb: "list" },
  audit: { action: "deletion.list", subject: () => ({ type: "deletion", id: null }) },
  run: async (ctx) => {
    const practiceId = practiceOf(ctx.actor);
    return practiceId === null ? null : { view: await findDue(ctx.tx, practiceId, ctx.nowMs), facts: { practiceId } };
  },
});
