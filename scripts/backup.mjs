// npm run backup [-- --to <folder>] [--with-keys] [--plain]   everything as it is now, into a folder of its own
// npm run backup -- --verify <folder>                          reads a backup and says whether it is whole
// npm run restore -- <folder> [--wipe] [--confirm <database>] [--while-running]
// Sealed with BEDSIDE_BACKUP_PASSPHRASE or BEDSIDE_BACKUP_KEY. docs/operations.md tells the rest.
import { cpSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline/promises";
import { parseArgs } from "node:util";
import pg from "pg";
import { readMigrations } from "./db/migrate.mjs";
import { prepareDatabase } from "./db/prepare.mjs";
import { explain, Explained, say } from "./launch/print.mjs";
import { root } from "./launch/state.mjs";
import { runTool, toolEnvironment } from "./tool.mjs";

const migrations = join(root, "prisma/migrations");
const [, , verb, ...rest] = process.argv;

const { values, positionals } = parseArgs({
  args: rest,
  allowPositionals: true,
  options: {
    to: { type: "string", default: "backups" },
    verify: { type: "string" },
    plain: { type: "boolean", default: false },
    "with-keys": { type: "boolean", default: false },
    wipe: { type: "boolean", default: false },
    confirm: { type: "string" },
    "while-running": { type: "boolean", default: false },
  },
});
const plain = values.plain ? ["--plain"] : [];

async function withDatabase(url, work) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** Which migrations the backup had run. Those of this version must begin with them. */
function migrationsOf(folder) {
  let manifest;
  try {
    manifest = JSON.parse(readFileSync(join(folder, "manifest.json"), "utf8"));
  } catch {
    throw new Explained(`There is no backup in ${folder}, or it was never finished.`);
  }
  if (!Array.isArray(manifest.migrations)) throw new Explained("This is no backup that this version reads.");
  const ours = readMigrations(migrations);
  manifest.migrations.forEach(({ name, checksum }, index) => {
    if (ours[index]?.name !== name || ours[index]?.checksum !== checksum) {
      throw new Explained(`The backup was made by a version that ran ${name}, which this version doesn't have as it was. Restore it with the version that made it, then update.`);
    }
  });
  return manifest.migrations.map(({ name }) => name);
}

async function confirmWipe(client, database) {
  const { rows } = await client.query("select to_regclass('public.practice') is not null as made");
  const hasRows = rows[0].made && (await client.query("select 1 from practice limit 1")).rows.length > 0;
  if (!hasRows) return;
  if (!values.wipe) throw new Explained(`The database ${database} is not empty. Say --wipe to lose what is in it and put the backup in its place.`);
  let answer = values.confirm ?? "";
  if (values.confirm === undefined && process.stdin.isTTY) {
    const asking = createInterface({ input: process.stdin, output: process.stdout });
    answer = await asking.question(`Everything in the database ${database} will be lost. Type its name to go on: `);
    asking.close();
  }
  if (answer.trim() !== database) throw new Explained("Nothing was changed: the name of the database was not given (typed, or by --confirm).");
}

async function refuseWhileRunning(client) {
  const { rows } = await client.query("select count(*)::int as others from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()");
  if (rows[0].others > 0 && !values["while-running"]) {
    throw new Explained(`${rows[0].others} other connections are open: stop the app and the worker first, or say --while-running and restart them afterwards.`);
  }
}

/** Brings an emptied database to just the migrations that the backup had. */
async function prepareAs(url, names) {
  const folder = mkdtempSync(join(tmpdir(), "bedside-migrations-"));
  try {
    for (const name of names) cpSync(join(migrations, name), join(folder, name), { recursive: true });
    await prepareDatabase({ connectionString: url, folder, onApplied: () => {} });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function restore(folder) {
  const env = toolEnvironment();
  const names = migrationsOf(folder);
  // Before anything is lost: the whole backup is read, with the secret that is given.
  say("  reading the backup …");
  if ((await runTool("make-backup", ["verify", folder, ...plain], env)) !== 0) throw new Explained("Nothing was changed.");
  const database = new URL(env.DATABASE_URL).pathname.slice(1);
  await withDatabase(env.DATABASE_URL, async (client) => {
    await confirmWipe(client, database);
    await refuseWhileRunning(client);
    await client.query("begin; drop schema if exists graphile_worker cascade; drop schema if exists public cascade; create schema public; commit");
  });
  await prepareAs(env.DATABASE_URL, names);
  if ((await runTool("make-backup", ["restore", folder, ...plain], env)) !== 0) throw new Explained("The database is migrated and empty; run the restore again.");
  const applied = await prepareDatabase({ connectionString: env.DATABASE_URL, folder: migrations });
  if (applied.length > 0) say(`  brought to this version: ${applied.length} migrations`);
  say("Now: npm run audit:verify, and start the app.");
}

async function main() {
  if (verb === "restore") {
    const [folder] = positionals;
    if (folder === undefined) throw new Explained("Say which backup: npm run restore -- <folder>");
    return restore(folder);
  }
  const args = values.verify === undefined ? ["backup", "--to", values.to, ...plain, ...(values["with-keys"] ? ["--with-keys"] : [])] : ["verify", values.verify, ...plain];
  process.exitCode = await runTool("make-backup", args, toolEnvironment());
}

main().catch((error) => {
  say(explain(error));
  process.exitCode = 1;
});
