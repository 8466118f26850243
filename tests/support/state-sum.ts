import { db, runNamed } from "@/server/kit/db";

/** Tables that a refusal may write to: its own trace, and what is counted against its sender. */
const TRACES = ["audit_entry", "audit_source", "audit_seal", "audit_checkpoint", "rate_bucket", "system_fact"];

/** By database: every table whose rows count, waiting jobs included. */
const tablesOf = new Map<string, Promise<readonly string[]>>();

async function listTables(): Promise<readonly string[]> {
  const tables = await db().$queryRaw<{ name: string }[]>`
    select quote_ident(schemaname) || '.' || quote_ident(tablename) as name from pg_tables
    where schemaname = 'public' or (schemaname = 'graphile_worker' and tablename = '_private_jobs') order by 1`;
  return tables.map(({ name }) => name);
}

function tablesHere(): Promise<readonly string[]> {
  const database = process.env.DATABASE_URL ?? "";
  const known = tablesOf.get(database) ?? listTables();
  tablesOf.set(database, known);
  return known;
}

/**
 * A sum over every row of every other table, waiting jobs included: equal sums, nothing changed. It is asked for some
 * thousands of times, so its statement stays prepared: planning it takes longer than the sum.
 */
export async function stateSum(leaveOut: readonly string[] = []): Promise<Readonly<Record<string, string>>> {
  const skipped = new Set([...TRACES, ...leaveOut].map((each) => `public.${each}`));
  const counted = (await tablesHere()).filter((name) => !skipped.has(name));
  const parts = counted.map((name) => `select '${name}' as name, coalesce(md5(string_agg(md5(t::text), '' order by md5(t::text))), '') as sum from ${name} t`);
  const rows = await runNamed<{ name: string; sum: string }>({ name: ["state-sum", ...leaveOut].join(" "), text: parts.join(" union all ") }, []);
  return Object.fromEntries(rows.map(({ name, sum }) => [name, sum]));
}
