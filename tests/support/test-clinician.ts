import { randomUUID } from "node:crypto";
import pg from "pg";

/** The database of the product under test: browser tests look into it only to make room for themselves. */
function databaseUrl(): string {
  const url = process.env.BEDSIDE_TEST_DATABASE_URL;
  if (url === undefined) throw new Error("BEDSIDE_TEST_DATABASE_URL names the database of the product under test; `npm test -- e2e` sets it");
  return url;
}

const letters = "abcdefghijklmnopqrstuvwxyz";

/**
 * Adds a clinician with an empty day to the demo practice, so that each test books within the hour without
 * meeting the others; the pages to hire one come later. Returns the name that patients read.
 */
export async function addClinician(): Promise<string> {
  const tail = Array.from({ length: 6 }, () => letters[Math.floor(Math.random() * letters.length)]).join("");
  const name = `Dr. Nora Q${tail}`;
  const [accountId, staffId] = [randomUUID(), randomUUID()];
  const client = new pg.Client({ connectionString: databaseUrl() });
  await client.connect();
  try {
    await client.query("begin");
    await client.query(
      `insert into account (id, practice_id, email, name, zone)
       select $1, practice_id, $2, $3, 'Europe/Zurich' from account where email like 'sam.becker@%'`,
      [accountId, `nora.q${tail}@harbour.example.test`, name],
    );
    await client.query(
      `insert into staff_member (id, practice_id, account_id, display_name, speciality, roles, zone)
       select $1, practice_id, id, $2, 'Heart', array['clinician'], zone from account where id = $3`,
      [staffId, name, accountId],
    );
    await client.query("commit");
  } finally {
    await client.end();
  }
  return name;
}

/** Gives somebody the password of the demo people, for steps that ask for it again. */
export async function giveDemoPassword(name: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl() });
  await client.connect();
  try {
    const given = await client.query(
      "update account set password_hash = (select password_hash from account where email like 'sam.becker@%') where name = $1",
      [name],
    );
    if (given.rowCount !== 1) throw new Error(`nobody is called ${name}`);
  } finally {
    await client.end();
  }
}

/** Moves an appointment years back, at a time that no other has, as if its day had passed with nobody there. */
export async function letItsTimePass(appointmentId: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl() });
  await client.connect();
  try {
    const agoMin = 2_000_000 + Math.floor(Math.random() * 1_000_000);
    const moved = await client.query(
      "update appointment set starts_at = now() - $2 * interval '1 minute', ends_at = now() - ($2 - 20) * interval '1 minute' where id = $1",
      [appointmentId, agoMin],
    );
    if (moved.rowCount !== 1) throw new Error("there is no such appointment");
  } finally {
    await client.end();
  }
}

/** Lets a visit have taken place in one of the last nights, when nobody else works. */
export async function letItHaveBeen(appointmentId: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl() });
  await client.connect();
  try {
    const [days, minutes] = [2 + Math.floor(Math.random() * 20), Math.floor(Math.random() * 180)];
    const moved = await client.query(
      `update appointment set starts_at = date_trunc('day', now()) - $2::int * interval '1 day' + $3::int * interval '1 minute',
                              ends_at = date_trunc('day', now()) - $2::int * interval '1 day' + ($3::int + 15) * interval '1 minute' where id = $1`,
      [appointmentId, days, minutes],
    );
    if (moved.rowCount !== 1) throw new Error("there is no such appointment");
    await client.query(
      `update visit set state = 'ended', arrived_at = a.starts_at, admitted_at = a.starts_at, ended_at = a.ends_at
         from appointment a where a.id = visit.appointment_id and a.id = $1`,
      [appointmentId],
    );
  } finally {
    await client.end();
  }
}

/** Tells a clinician that a patient came, as the server does, without a patient. */
export async function tellArrival(name: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl() });
  await client.connect();
  try {
    const { rows } = await client.query<{ practice_id: string; account_id: string }>(
      `insert into notification (id, practice_id, account_id, kind, subject_type, subject_id)
       select $1, practice_id, id, 'visit.arrived', 'visit', $2 from account where name = $3 returning practice_id, account_id`,
      [randomUUID(), randomUUID(), name],
    );
    const [told] = rows;
    if (told === undefined) throw new Error(`nobody is called ${name}`);
    const event = { topic: "notification.new", ids: { practiceId: told.practice_id, accountId: told.account_id } };
    await client.query("select pg_notify('bedside_push', $1)", [JSON.stringify(event)]);
  } finally {
    await client.end();
  }
}
