import { createHash, randomUUID } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";

/** A refusal whose message says what is wrong and what to do. */
export class MigrationRefused extends Error {
  constructor(message) {
    super(message);
    this.name = "MigrationRefused";
  }
}

// The table, and the checksum in it, are those of `prisma migrate deploy`, so that either can go on
// where the other left off.
const table = `create table if not exists _prisma_migrations (
  id varchar(36) primary key not null, checksum varchar(64) not null, finished_at timestamptz,
  migration_name varchar(255) not null, logs text, rolled_back_at timestamptz,
  started_at timestamptz not null default now(), applied_steps_count integer not null default 0)`;

const lockKey = "hashtextextended('bedside-migrate', 0)";

/** The migrations of a folder in their order, each with its SQL and its sha256. */
export function readMigrations(folder) {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(join(folder, entry.name, "migration.sql")))
    .map((entry) => entry.name)
    .sort()
    .map((name) => {
      const sql = readFileSync(join(folder, name, "migration.sql"), "utf8");
      return { name, sql, checksum: createHash("sha256").update(sql).digest("hex") };
    });
}

/**
 * Which migrations are still to be run. Throws `MigrationRefused` where going on would be a guess:
 * one that failed half-way, one that was edited after it ran, one that this version doesn't know,
 * one that sorts before one that has run.
 */
export function planMigrations(migrations, rows) {
  const applied = new Map();
  for (const row of rows) {
    if (row.rolled_back_at !== null) continue;
    if (row.finished_at === null) {
      throw new MigrationRefused(
        `The migration ${row.migration_name} was begun by another tool and never finished. Look at the database, ` +
          `undo or finish it by hand, then mark its row in _prisma_migrations as rolled back or finished.`,
      );
    }
    applied.set(row.migration_name, row.checksum);
  }
  const known = new Set(migrations.map((one) => one.name));
  const unknown = [...applied.keys()].filter((name) => !known.has(name));
  if (unknown.length > 0) {
    throw new MigrationRefused(
      `The database is newer than this version of Bedside: it has run ${unknown.join(", ")}, which this version doesn't know. ` +
        "Use the version that made it, or restore a backup from before.",
    );
  }
  const last = [...applied.keys()].sort().at(-1) ?? "";
  for (const { name, checksum } of migrations) {
    if (applied.has(name) && applied.get(name) !== checksum) {
      throw new MigrationRefused(
        `The migration ${name} was edited after it had run on this database. Put its file back as it was and ` +
          "write the change as a new migration (npm run db:new -- <name>).",
      );
    }
    if (!applied.has(name) && name < last) {
      throw new MigrationRefused(
        `The migration ${name} sorts before ${last}, which has already run on this database. Give it a later name.`,
      );
    }
  }
  return migrations.filter((one) => !applied.has(one.name));
}

async function runOne(client, { name, sql, checksum }) {
  await client.query("begin");
  try {
    await client.query(sql);
    await client.query(
      `insert into _prisma_migrations (id, checksum, migration_name, started_at, finished_at, applied_steps_count)
       values ($1, $2, $3, now(), clock_timestamp(), 1)`,
      [randomUUID(), checksum, name],
    );
    await client.query("commit");
  } catch (error) {
    await client.query("rollback");
    const where = error.position ? ` at character ${error.position}` : "";
    throw new MigrationRefused(`The migration ${name} failed${where} and left nothing behind: ${error.message}`);
  }
}

/**
 * Runs what is missing, each file in a transaction of its own. Two that start at once take turns.
 * Returns the names of those that it ran.
 * @param {{ connectionString: string, folder: string, onApplied?: (name: string) => void }} options
 * @returns {Promise<string[]>}
 */
export async function migrate({ connectionString, folder, onApplied = () => {} }) {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    await client.query(`select pg_advisory_lock(${lockKey})`);
    await client.query(table);
    const { rows } = await client.query("select migration_name, checksum, finished_at, rolled_back_at from _prisma_migrations");
    const missing = planMigrations(readMigrations(folder), rows);
    for (const one of missing) {
      await runOne(client, one);
      onApplied(one.name);
    }
    return missing.map((one) => one.name);
  } finally {
    await client.end();
  }
}
