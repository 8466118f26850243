import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterEach, beforeEach, describe, expect, inject, it } from "vitest";
import { migrate } from "../../scripts/db/migrate.mjs";
import { copyDatabase } from "../support/database";

let folder: string;
let database: { url: string; drop: () => Promise<void> };
const write = (name: string, sql: string) => {
  mkdirSync(join(folder, name), { recursive: true });
  writeFileSync(join(folder, name, "migration.sql"), sql);
};
const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");
const run = () => migrate({ connectionString: database.url, folder });
const query = async (sql: string) => {
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
};

describe("the migration runner", () => {
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), "bedside-migrations-"));
    const { adminUrl, templateUrl } = inject("postgres");
    database = await copyDatabase(adminUrl, templateUrl);
    await query("drop table _prisma_migrations");
    write("1_first", "create table one (id int)");
  });
  afterEach(async () => {
    await database.drop();
    rmSync(folder, { recursive: true, force: true });
  });

  it("runs what is missing, once, with the sha256 that Prisma's own tool writes", async () => {
    expect(await run()).toEqual(["1_first"]);
    expect(await run()).toEqual([]);
    write("2_second", "create table two (id int)");
    expect(await run()).toEqual(["2_second"]);
    const rows = await query("select migration_name, checksum, finished_at is not null as done from _prisma_migrations order by 1");
    expect(rows).toEqual([
      { migration_name: "1_first", checksum: sha256("create table one (id int)"), done: true },
      { migration_name: "2_second", checksum: sha256("create table two (id int)"), done: true },
    ]);
  });

  it("leaves nothing of a migration that fails", async () => {
    write("2_second", "create table two (id int); select 1/0");
    await expect(run()).rejects.toThrow(/2_second failed.*division by zero/);
    expect(await query("select to_regclass('two') as found")).toEqual([{ found: null }]);
    write("2_second", "create table two (id int)");
    expect(await run()).toEqual(["2_second"]);
  });

  it("refuses a migration that was edited after it ran", async () => {
    await run();
    write("1_first", "create table one (id bigint)");
    await expect(run()).rejects.toThrow(/1_first was edited/);
  });

  it("refuses a database that is newer than this version, and a file that comes too early", async () => {
    await run();
    write("0_late", "select 1");
    await expect(run()).rejects.toThrow(/0_late sorts before 1_first/);
    rmSync(join(folder, "0_late"), { recursive: true });
    rmSync(join(folder, "1_first"), { recursive: true });
    await expect(run()).rejects.toThrow(/newer than this version/);
  });

  it("refuses to go on behind another tool's failed migration", async () => {
    await run();
    await query("insert into _prisma_migrations (id, checksum, migration_name) values ('x', 'y', '2_second')");
    await expect(run()).rejects.toThrow(/2_second was begun by another tool/);
  });

  it("lets two that start at once take turns", async () => {
    const both = await Promise.all([run(), run()]);
    expect(both.flat()).toEqual(["1_first"]);
  });
});
