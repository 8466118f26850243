import { join } from "node:path";
import pg from "pg";
import { prepareDatabase } from "../db/prepare.mjs";
import { MigrationRefused } from "../db/migrate.mjs";
import { Explained } from "./print.mjs";
import { runStep } from "./processes.mjs";
import { root } from "./state.mjs";

async function withClient(connectionString, work) {
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: 10_000 });
  client.on("error", () => {});
  try {
    await client.connect();
  } catch (error) {
    const where = new URL(connectionString);
    throw new Explained(`The database at ${where.host} doesn't let us in: ${error.message}`);
  }
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/**
 * Makes the role and the database of the product in the embedded server. The role is no superuser,
 * so that what triggers and grants forbid stays forbidden; it may make databases, which tests do.
 */
export async function makeDatabase(adminUrl, password) {
  await withClient(adminUrl, async (client) => {
    const role = await client.query("select 1 from pg_roles where rolname = 'bedside'");
    if (role.rowCount === 0) await client.query("create role bedside login createdb");
    await client.query(`alter role bedside password ${client.escapeLiteral(password)}`);
    const found = await client.query("select 1 from pg_database where datname = 'bedside'");
    if (found.rowCount === 0) await client.query("create database bedside owner bedside");
  });
}

const seedTable = "create table if not exists _bedside_seed (name text primary key, finished_at timestamptz not null default now())";

async function isSeeded(url) {
  return withClient(url, async (client) => {
    await client.query(seedTable);
    const marker = await client.query("select 1 from _bedside_seed where name = 'demo'");
    if (marker.rowCount > 0) {
      const day = await client.query("select (value->>'dayEndsAtMs')::float8 as ends from system_fact where name = 'seed'");
      return day.rowCount > 0 && (day.rows[0].ends ?? 0) <= Date.now() ? "yesterday" : "marked";
    }
    const practices = await client.query("select 1 from practice limit 1");
    return practices.rowCount > 0 ? "begun" : "empty";
  });
}

/** Runs the migrations; a refusal is shown in its own words. */
export async function migrateDatabase(url) {
  try {
    const applied = await prepareDatabase({ connectionString: url, folder: join(root, "prisma/migrations") });
    return applied.length === 0 ? "up to date" : `${applied.length} applied`;
  } catch (error) {
    if (error instanceof MigrationRefused) throw new Explained(error.message);
    throw error;
  }
}

/**
 * Seeds the demo practice once. A seed that was cut off left no marker; as nobody has ever been shown
 * that database, the embedded one is made anew. A database of one's own that holds practices but no
 * marker isn't touched. A demo practice of an earlier day gets people who are due today; should that
 * fail, the product starts all the same.
 */
export async function seedDatabase(state, { url, adminUrl, password, isOwn, entry, env, watchdog }) {
  const seeded = await isSeeded(url);
  if (seeded === "marked") return "already there";
  if (seeded === "begun") {
    if (!isOwn) return "left alone: the database has practices of its own";
    await withClient(adminUrl, (client) => client.query("drop database bedside with (force)"));
    await makeDatabase(adminUrl, password);
    await migrateDatabase(url);
  }
  const run = () =>
    runStep(process.execPath, ["--enable-source-maps", entry], {
      cwd: root,
      env,
      log: state.log("seed"),
      what: "Seeding the demo practice",
      watchdog,
    });
  if (seeded === "yesterday") {
    return run().then(
      () => "already there, with a new day's visits",
      (error) => `already there, without visits for today: ${error.message.split("\n")[0]}`,
    );
  }
  await run();
  await withClient(url, async (client) => {
    await client.query(seedTable);
    await client.query("insert into _bedside_seed (name) values ('demo') on conflict do nothing");
  });
  return seeded === "begun" ? "made anew, the last one was cut off" : "made";
}
