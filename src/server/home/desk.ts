import "server-only";
import { z } from "zod";
import type { StaffActor } from "@/core/access/actor";
import type { Finding } from "@/core/home/what-next";
import { duplicatePairs } from "@/core/people/duplicates";
import { displayNameOf } from "@/core/people/patient";
import type { ReadContext } from "../kit/context";
import { JOBS } from "../kit/jobs";
import { MailDraft } from "../kit/mail";
import { openForPractice } from "../kit/sealing";
import { mailPlace } from "../kit/write-context";
import { knownIdentity } from "../people/patient-record";

const DAY_MS = 86_400_000;
/** The desk looks so far ahead for visits whose patient can't be reached. */
const AHEAD_DAYS = 14;
/** Records that came in the last days may be somebody's second one. */
const NEW_DAYS = 30;
const MAX_PAIRS = 200;
/** After so many tries, over some hours, a mail counts as not delivered. */
const MAIL_TRIES = 4;

async function pending(ctx: ReadContext, practiceId: string): Promise<Finding> {
  const where = { practiceId, status: "pending" };
  const [count, first] = await Promise.all([ctx.tx.patient.count({ where }), ctx.tx.patient.findFirst({ where, orderBy: { createdAt: "asc" } })]);
  return { kind: "registration_pending", count, name: first === null ? null : displayNameOf(first), atMs: first?.createdAt.getTime() ?? null };
}

async function unreachable(ctx: ReadContext, practiceId: string): Promise<Finding> {
  const where = {
    practiceId,
    status: "booked",
    startsAt: { gt: new Date(ctx.nowMs), lt: new Date(ctx.nowMs + AHEAD_DAYS * DAY_MS) },
    patient: { email: null, phone: null, status: "active" },
  };
  const [count, first] = await Promise.all([
    ctx.tx.appointment.count({ where }),
    ctx.tx.appointment.findFirst({ where, orderBy: { startsAt: "asc" }, include: { patient: true } }),
  ]);
  if (first === null) return { kind: "contact_missing", count: 0 };
  return { kind: "contact_missing", count, id: first.patientId, name: displayNameOf(first.patient), atMs: first.startsAt.getTime() };
}

/** Pairs of which one record is new: found by birth date or name, judged by core. The page lists all. */
async function duplicates(ctx: ReadContext, practiceId: string): Promise<Finding> {
  const since = new Date(ctx.nowMs - NEW_DAYS * DAY_MS);
  const pairs = await ctx.tx.$queryRaw<{ a: string; b: string }[]>`
    with young as (select id, birth_date, search_name from patient where practice_id = ${practiceId}::uuid and status = 'active' and created_at > ${since})
    select distinct least(x.id, y.id) as a, greatest(x.id, y.id) as b from young x join patient y
      on y.practice_id = ${practiceId}::uuid and y.status = 'active' and y.id <> x.id and (y.birth_date = x.birth_date or y.search_name = x.search_name)
    where not exists (select 1 from patient_distinct d where d.a_id = least(x.id, y.id) and d.b_id = greatest(x.id, y.id))
    limit ${MAX_PAIRS}`;
  const ids = [...new Set(pairs.flatMap(({ a, b }) => [a, b]))];
  const known = new Map((await ctx.tx.patient.findMany({ where: { practiceId, id: { in: ids } } })).map((row) => [row.id, knownIdentity(row)]));
  const judged = duplicatePairs(
    pairs.flatMap(({ a, b }) => {
      const [one, other] = [known.get(a), known.get(b)];
      return one === undefined || other === undefined ? [] : [[one, other] as const];
    }),
  );
  return { kind: "duplicate_likely", count: judged.length };
}

const FailedMail = z.object({ payload: JOBS.mail, created_at: z.date() });

/** Mails that were tried again and again. The first one's address is opened to say whose it is. */
async function undelivered(ctx: ReadContext, practiceId: string): Promise<Finding> {
  const rows = z.array(FailedMail).parse(
    await ctx.tx.$queryRaw`
      select j.payload, j.created_at from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
      where t.identifier = 'mail' and j.attempts >= ${MAIL_TRIES} and j.last_error is not null and j.payload->>'practiceId' = ${practiceId}
      order by j.created_at limit 100`,
  );
  const [first] = rows;
  if (first === undefined) return { kind: "mail_undelivered", count: 0 };
  const { mailId, sealed } = first.payload;
  const opened = await openForPractice(practiceId, mailPlace(mailId), Buffer.from(sealed, "base64"));
  const { to } = MailDraft.parse(JSON.parse(new TextDecoder().decode(opened)));
  const patient = await ctx.tx.patient.findFirst({ where: { practiceId, status: "active", email: { equals: to, mode: "insensitive" } } });
  const whose = patient === null ? {} : { id: patient.id, name: displayNameOf(patient) };
  return { kind: "mail_undelivered", count: rows.length, atMs: first.created_at.getTime(), ...whose };
}

/** What the desk has to do beside the calendar. */
export async function deskFindings(ctx: ReadContext, { practiceId }: StaffActor): Promise<readonly Finding[]> {
  if (!ctx.may("registration", "list", { practiceId }) || !ctx.may("patient", "read", { practiceId })) return [];
  return Promise.all([undelivered(ctx, practiceId), pending(ctx, practiceId), unreachable(ctx, practiceId), duplicates(ctx, practiceId)]);
}
