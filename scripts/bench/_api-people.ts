import { randomUUID } from "node:crypto";
import { encode } from "next-auth/jwt";
import type pg from "pg";
import { readJson } from "../launch/state.mjs";

/** A practice with everybody that the bench speaks as, and whom it asks about. */
export interface BenchPractice {
  readonly practiceId: string;
  readonly accountIds: readonly string[];
  /** One cookie for each account: limits are a person's, so each asks little. */
  readonly cookies: readonly string[];
  readonly patientIds: readonly string[];
}

/** Makes the practice by SQL: many members of the desk, each signed in, patients, and a day of appointments. */
export async function makePractice(client: pg.Client, stateDir: string, people: number, patients: number): Promise<BenchPractice> {
  const practiceId = randomUUID();
  const sql = (text: string, ...values: unknown[]) => client.query(text, values);
  await sql("insert into practice (id, name, zone) values ($1, 'Bench practice', 'Europe/Zurich')", practiceId);
  await sql(
    `insert into account (id, practice_id, email, name, zone)
     select gen_random_uuid(), $1::uuid, 'bench' || n || '@' || $1::uuid || '.example.test', 'Bench ' || n, 'Europe/Zurich' from generate_series(1, $2::int) n`,
    practiceId,
    people,
  );
  await sql(
    `insert into staff_member (id, practice_id, account_id, display_name, speciality, roles, zone)
     select gen_random_uuid(), practice_id, id, name, 'Heart', array['scheduler'], zone from account where practice_id = $1`,
    practiceId,
  );
  await sql(
    `insert into session (id, practice_id, account_id, factors, strong_at, expires_at)
     select gen_random_uuid(), practice_id, id, array['demo'], now(), now() + interval '12 hours' from account where practice_id = $1`,
    practiceId,
  );
  await sql("insert into service (id, practice_id, name, duration_min) values (gen_random_uuid(), $1, 'Follow-up', 30)", practiceId);
  await addPatients(client, practiceId, patients);
  await sql(
    `with c as (select id, row_number() over () n from staff_member where practice_id = $1 limit 8),
          p as (select id, row_number() over () n from patient where practice_id = $1 limit 64),
          a as (insert into appointment (id, practice_id, clinician_id, patient_id, service_id, starts_at, ends_at)
            select gen_random_uuid(), $1::uuid, c.id, p.id, (select id from service where practice_id = $1),
              date_trunc('day', now()) + interval '8 hours' + ((p.n - 1) / 8) * interval '30 minutes',
              date_trunc('day', now()) + interval '8 hours 30 minutes' + ((p.n - 1) / 8) * interval '30 minutes'
            from p join c on c.n = (p.n - 1) % 8 + 1 returning *)
     insert into visit (id, practice_id, appointment_id, patient_id, room_name) select gen_random_uuid(), practice_id, id, patient_id, gen_random_uuid()::text from a`,
    practiceId,
  );
  const sessions = await sql("select id, account_id from session where practice_id = $1", practiceId);
  const rows = sessions.rows as { id: string; account_id: string }[];
  const secrets = readJson(`${stateDir}/secrets.json`) as Record<string, string>;
  const secret = secrets.nextAuthSecret ?? "";
  if (secret === "") throw new Error("the product's secret for sessions was not found");
  const cookies = await Promise.all(rows.map(async ({ id }) => `bedside-session=${await encode({ token: { sid: id }, secret, maxAge: 43_200 })}`));
  const asked = await sql("select id from patient where practice_id = $1 limit 2000", practiceId);
  return { practiceId, accountIds: rows.map((row) => row.account_id), cookies, patientIds: (asked.rows as { id: string }[]).map(({ id }) => id) };
}

const SYLLABLES = "array['ma','ri','el','no','ta','sha','ki','lo','ben','dor','fi','gu','han','jo','vel','zu','per','qui','ros','wen']";

/** Adds patients with names of three or four syllables, each of a few thousand namesakes at most. */
export async function addPatients(client: pg.Client, practiceId: string, count: number): Promise<void> {
  await client.query(
    `insert into patient (id, practice_id, given_name, family_name, search_name, birth_date, zone, email, phone)
     select gen_random_uuid(), $1::uuid, initcap(g), initcap(f), g || f, date '1930-01-01' + (random() * 30000)::int, 'Europe/Zurich', g || n || '@patients.example.test', '+4144' || lpad((random() * 9999999)::int::text, 7, '0')
     from (select n, s[1 + (random() * 19)::int] || s[1 + (random() * 19)::int] g, s[1 + (random() * 19)::int] || s[1 + (random() * 19)::int] || s[1 + (random() * 19)::int] f
       from generate_series(1, $2::int) n, (select ${SYLLABLES} s) names) made`,
    [practiceId, count],
  );
}

/** The lock that the worker holds while it chains entries. */
const SEALER_LOCK = 0x5ea1;

/** Adds entries to the audit, chained at once so that the worker has nothing to catch up with; nobody verifies these. */
export async function addAudit(client: pg.Client, practice: BenchPractice, count: number): Promise<void> {
  await client.query("begin");
  await client.query("select pg_advisory_xact_lock($1::bigint)", [SEALER_LOCK]);
  await client.query(
    `with made as (
       insert into audit_entry (practice_id, at, actor_kind, actor_id, action, subject_type, patient_id, outcome, request_id, text_version, mac)
       select $1, now() - n * interval '1 second', 'staff', $2, (array['patient.read','patient.search','appointment.list_day','note.read'])[1 + n % 4],
         'patient', ($3::uuid[])[1 + n % cardinality($3::uuid[])], 'done', gen_random_uuid()::text, 2, decode(md5(n::text), 'hex') from generate_series(1, $4::int) n
       returning id)
     insert into audit_seal (position, entry_id, sealed_at, hash)
     select (select coalesce(max(position), 0) from audit_seal) + row_number() over (order by id), id, now(), decode(md5(id::text), 'hex') from made`,
    [practice.practiceId, practice.accountIds[0], practice.patientIds, count],
  );
  await client.query("commit");
}
