import { randomUUID } from "node:crypto";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { APPEND_ONLY, grantLeastRights } from "../../scripts/db/least-rights.mjs";
import { databaseRoles, prepareDatabase } from "../../scripts/db/prepare.mjs";
import { EMPTY_NOTE_TEXT } from "@/core/record/note";
import { db } from "@/server/kit/db";
import { bookAppointment } from "@/server/scheduling/book-appointment";
import { saveNote } from "@/server/record/save-note";
import { signNote } from "@/server/record/sign-note";
import { signOut } from "@/server/access/sign-out";
import { NOBODY, value } from "../support/people-fixture";
import { waitingMails } from "../support/read-mail";
import { requestPassword } from "@/server/access/request-password";
import { browserOf, createStaff } from "../support/keys-fixture";
import { act, createVisit, openAs } from "../support/visit-fixture";

const { adminUrl } = inject("postgres");
const ownerUrl = new URL(adminUrl);
ownerUrl.pathname = new URL(process.env.DATABASE_URL ?? "").pathname;
const role = `app_${randomUUID().slice(0, 8)}`;
const appUrl = new URL(ownerUrl.href);
[appUrl.username, appUrl.password] = [role, "a secret / of @ signs"];
const folder = "prisma/migrations";

/** What the database answers a statement of the product's role: its error's code, or "done". */
async function asApp(sql: string): Promise<string> {
  const client = new pg.Client({ connectionString: appUrl.href });
  await client.connect();
  try {
    await client.query("begin");
    await client.query(sql);
    return "done";
  } catch (error) {
    return (error as { code?: string }).code ?? "?";
  } finally {
    await client.query("rollback");
    await client.end();
  }
}

const DENIED = "42501";

beforeAll(async () => {
  // The database was there before, all of it the owner's: as one that is switched over.
  await prepareDatabase({ connectionString: ownerUrl.href, appConnectionString: appUrl.href, folder });
  process.env.DATABASE_URL = appUrl.href;
});
afterAll(async () => {
  const client = new pg.Client({ connectionString: ownerUrl.href });
  await client.connect();
  await client.query(`drop owned by ${role} cascade`);
  await client.query(`drop role ${role}`);
  await client.end();
});

describe("the product's own role in the database", { timeout: 120_000 }, () => {
  it("AUD-9: can't change or remove what only grows, not even where no trigger stood", async () => {
    for (const table of APPEND_ONLY) {
      const [column] = await db().$queryRaw<{ name: string }[]>`select attname as name from pg_attribute where attrelid = ${table}::regclass and attnum = 1`;
      expect(await asApp(`update ${table} set ${column?.name} = ${column?.name}`), table).toBe(DENIED);
      expect(await asApp(`delete from ${table}`), table).toBe(DENIED);
      expect(await asApp(`truncate ${table}`), table).toBe(DENIED);
      expect(await asApp(`alter table ${table} disable trigger all`), table).toBe(DENIED);
      expect(await asApp(`select 1 from ${table} limit 1`), table).toBe("done");
    }
  });

  it("makes, changes and drops no table, makes no role, and writes no migration", async () => {
    const statements = ["create table x (id int)", "drop table account", "alter table account add x int", "create schema x", "create role x", "drop trigger audit_entry_append_only on audit_entry", "create or replace function refuse_change() returns trigger language plpgsql as $$ begin return new; end $$", "insert into _prisma_migrations (id, checksum, migration_name) values ('1', '1', '1')", "set session_replication_role = replica"];
    for (const sql of statements) expect(await asApp(sql), sql).toBe(DENIED);
  });

  it("does all of a visit's work, mail and audit included", async () => {
    expect((await db().$queryRaw<{ who: string }[]>`select current_user as who`)[0]?.who).toBe(role);
    const visit = await createVisit(60);
    await openAs(visit.token);
    await db().visit.update({ where: { id: visit.visitId }, data: { state: "ended", admittedAt: new Date(), endedAt: new Date() } });
    const text = { ...EMPTY_NOTE_TEXT, assessment: "a", plan: "p", summary: { headline: "h", explanation: "e", steps: [], urgent: "" } };
    value(await act(saveNote, visit.clinician, { visitId: visit.visitId, baseVersion: 0, text, views: [] }));
    value(await act(signNote, visit.clinician, { visitId: visit.visitId, baseVersion: 1 }));
    const { id: serviceId } = await db().service.findFirstOrThrow({ where: { practiceId: visit.practiceId } });
    value(await act(bookAppointment, visit.clinician, { patientId: visit.patientId, clinicianId: visit.clinician.staffId, serviceId, date: "2027-03-04", time: "10:00", zone: "Europe/Zurich", reason: "Follow-up" }));
    const { accountId, email } = await createStaff();
    value(await act(requestPassword, NOBODY, { email }));
    expect(await waitingMails(email)).toHaveLength(1);
    value(await (await browserOf(accountId, ["demo"])).run(signOut, {}));
    expect(await db().auditEntry.count({ where: { practiceId: visit.practiceId, outcome: "done" } })).toBeGreaterThanOrEqual(3);
  });

  it("may be given its rights again, after each migration; one role for both is refused", async () => {
    expect(await prepareDatabase({ connectionString: ownerUrl.href, appConnectionString: appUrl.href, folder })).toEqual([]);
    await expect(grantLeastRights({ ownerUrl: ownerUrl.href, appUrl: ownerUrl.href })).rejects.toThrow("a role of its own");
    expect(databaseRoles({ DATABASE_URL: "a", BEDSIDE_MIGRATE_DATABASE_URL: "b" } as unknown as NodeJS.ProcessEnv)).toEqual({ connectionString: "b", appConnectionString: "a" });
    expect(databaseRoles({ DATABASE_URL: "a" } as unknown as NodeJS.ProcessEnv)).toEqual({ connectionString: "a" });
    expect(databaseRoles({} as NodeJS.ProcessEnv)).toBeNull();
  });
});
