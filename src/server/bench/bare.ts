import "server-only";
import { config } from "../kit/config";
import { db } from "../kit/db";

/**
 * The statements that the commonest pages and writes come down to, bare: no actor, no policy, no audit, no
 * sealing. What the product costs beyond its database is measured against them (`npm run bench -- api`).
 */
const STATEMENTS = {
  day: `select a.*, p.given_name, p.family_name, p.birth_date, s.name, v.id, v.state from appointment a
    join patient p on p.id = a.patient_id join service s on s.id = a.service_id left join visit v on v.appointment_id = a.id
    where a.practice_id = $1::uuid and a.status <> 'cancelled' and a.starts_at >= $2::timestamptz and a.starts_at < $3::timestamptz order by a.starts_at, a.id`,
  search: `select * from patient where practice_id = $1::uuid and status = 'active' and search_name like '%' || $2 || '%'
    order by family_name, given_name, id limit 21`,
  patient: `select p.*, a.*, c.display_name, s.name, v.state from patient p left join appointment a on a.patient_id = p.id
    left join staff_member c on c.id = a.clinician_id left join service s on s.id = a.service_id left join visit v on v.appointment_id = a.id
    where p.practice_id = $1::uuid and p.id = $2::uuid order by a.starts_at desc limit 200`,
  details: "select * from patient where practice_id = $1::uuid and id = $2::uuid",
  overview: `select p.name, p.zone, s.id, s.name, m.id, m.display_name, m.speciality from practice p
    left join service s on s.practice_id = p.id left join staff_member m on m.practice_id = p.id where p.id = $1::uuid`,
  staff: "select m.*, a.email from staff_member m join account a on a.id = m.account_id where m.practice_id = $1::uuid order by m.display_name",
  sessions: "select * from session where account_id = $1::uuid and revoked_at is null order by last_seen_at desc",
  register: `insert into patient (id, practice_id, given_name, family_name, search_name, birth_date, zone, locale)
    values (gen_random_uuid(), $1::uuid, $2, $3, lower($2 || $3), '1980-01-02', 'Europe/Zurich', 'en') returning id`,
  change: "update patient set phone = $2, version = version + 1, updated_at = now() where id = $1::uuid returning version",
  stay: "update session set last_seen_at = now() where account_id = $1::uuid returning id",
} as const;

type BareStatement = keyof typeof STATEMENTS;

const isStatement = (name: unknown): name is BareStatement => typeof name === "string" && Object.hasOwn(STATEMENTS, name);

/** Serves one statement to the bench: in demo builds alone, and only where a secret for it is set. */
export async function serveBare(request: Request): Promise<Response> {
  const secret = process.env.BEDSIDE_BENCH_SECRET ?? "";
  const isAllowed = config().demo && secret.length >= 32 && request.headers.get("x-bedside-bench") === secret;
  if (!isAllowed) return new Response(null, { status: 404 });
  const { statement, values } = (await request.json()) as { statement: unknown; values: readonly string[] };
  if (!isStatement(statement)) return new Response(null, { status: 404 });
  return Response.json({ rows: await db().$queryRawUnsafe(STATEMENTS[statement], ...values) });
}
