import { randomBytes } from "node:crypto";
import { join } from "node:path";
import pg from "pg";
import { inject } from "vitest";
import { prepareDatabase } from "../../scripts/db/prepare.mjs";

/** Runs one statement on a database, over a connection of its own. */
export async function sql(url: string, text: string): Promise<pg.QueryResult> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await client.query(text);
  } finally {
    await client.end();
  }
}

/** Makes databases beside the test's own, migrated and empty, and drops them in the end. */
export function databaseMaker(home: string): { make: () => Promise<string>; dropAll: () => Promise<void> } {
  const { adminUrl } = inject("postgres");
  const made: string[] = [];
  return {
    make: async () => {
      const name = `drill_${randomBytes(6).toString("hex")}`;
      await sql(adminUrl, `create database ${name} owner ${new URL(home).username}`);
      made.push(name);
      const url = new URL(home);
      url.pathname = `/${name}`;
      await prepareDatabase({ connectionString: url.href, folder: join(import.meta.dirname, "../../prisma/migrations") });
      return url.href;
    },
    // Without force: nothing of the test may still hold a connection.
    dropAll: async () => {
      for (const name of made) await sql(adminUrl, `drop database if exists ${name}`);
    },
  };
}

/** Rows of each of our tables. */
export async function countRows(url: string): Promise<Record<string, number>> {
  const { rows } = await sql(url, "select table_name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE' order by 1");
  const all: Record<string, number> = {};
  for (const { table_name: name } of rows as { table_name: string }[]) all[name] = Number((await sql(url, `select count(*) from "${name}"`)).rows[0].count);
  return all;
}
