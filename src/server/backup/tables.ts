import "server-only";
import type { Client } from "pg";

/** A table with the columns that are stored (not computed). Names are as the database quotes them. */
export interface TableShape {
  /** `public.patient`: also the name of its file. */
  readonly name: string;
  readonly quoted: string;
  readonly columns: readonly string[];
}

const BATCH = 500;

/** Every table that holds what was written: ours and the job queue's. Records of migrations come from migrating. */
export async function listTables(client: Client): Promise<readonly TableShape[]> {
  const { rows } = await client.query<{ name: string; quoted: string; columns: string[] }>(`
    select n.nspname || '.' || c.relname as name, format('%I.%I', n.nspname, c.relname) as quoted,
      (select array_agg(quote_ident(a.attname) order by a.attnum) from pg_attribute a
        where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '') as columns
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind = 'r' and n.nspname in ('public', 'graphile_worker')
      and not (n.nspname = 'public' and c.relname = '_prisma_migrations')
      and not (n.nspname = 'graphile_worker' and c.relname = 'migrations')
    order by 1`);
  return rows;
}

/** All rows of a table in the caller's snapshot: one JSON object a line, as Postgres writes it, read through a cursor. */
export async function* dumpTable(client: Client, { quoted, columns }: TableShape, onRows: (count: number) => void): AsyncGenerator<Uint8Array> {
  await client.query(`declare backup_rows no scroll cursor for select row_to_json(t)::text as row from (select ${columns.join(", ")} from ${quoted}) t`);
  for (;;) {
    const { rows } = await client.query<{ row: string }>(`fetch ${BATCH} from backup_rows`);
    if (rows.length === 0) break;
    onRows(rows.length);
    yield Buffer.from(rows.map(({ row }) => `${row}\n`).join(""));
  }
  await client.query("close backup_rows");
}

/** Puts lines of {@link dumpTable} back; returns how many there were. */
export async function loadTable(client: Client, { quoted, columns }: TableShape, lines: AsyncIterable<string>): Promise<number> {
  const list = columns.join(", ");
  const insert = `insert into ${quoted} (${list}) overriding system value select ${list} from json_populate_recordset(null::${quoted}, $1::json)`;
  let [batch, size, total]: [string[], number, number] = [[], 0, 0];
  const flush = async () => {
    if (batch.length === 0) return;
    await client.query(insert, [`[${batch.join(",")}]`]);
    total += batch.length;
    [batch, size] = [[], 0];
  };
  for await (const line of lines) {
    batch.push(line);
    size += line.length;
    if (batch.length >= BATCH || size > 4_000_000) await flush();
  }
  await flush();
  return total;
}

/** Where each counter stands. */
export async function listSequences(client: Client): Promise<readonly { readonly name: string; readonly value: string }[]> {
  const { rows } = await client.query<{ name: string; value: string }>(`
    select format('%I.%I', schemaname, sequencename) as name, last_value::text as value
    from pg_sequences where schemaname in ('public', 'graphile_worker') and last_value is not null`);
  return rows;
}

/** Whether anything was ever written: migrations alone leave all tables empty but for the queue's own settings. */
export async function isEmpty(client: Client): Promise<boolean> {
  for (const { name, quoted } of await listTables(client)) {
    if (!name.startsWith("public.")) continue;
    const { rows } = await client.query(`select 1 from ${quoted} limit 1`);
    if (rows.length > 0) return false;
  }
  return true;
}

/**
 * Runs `work` in one transaction without references between tables and without our triggers, which are
 * for people and not for putting back what was there; then sets both up again, and every reference is
 * checked. Anything wrong, and nothing of it has happened.
 */
export async function inUnguardedTransaction(client: Client, tables: readonly TableShape[], work: () => Promise<void>): Promise<void> {
  await client.query("begin");
  try {
    const { rows: references } = await client.query<{ table: string; name: string; definition: string }>(`
      select conrelid::regclass::text as table, quote_ident(conname) as name, pg_get_constraintdef(oid) as definition
      from pg_constraint where contype = 'f' and connamespace in ('public'::regnamespace, 'graphile_worker'::regnamespace)`);
    for (const { table, name } of references) await client.query(`alter table ${table} drop constraint ${name}`);
    for (const { quoted } of tables) await client.query(`alter table ${quoted} disable trigger user`);
    await work();
    for (const { quoted } of tables) await client.query(`alter table ${quoted} enable trigger user`);
    for (const { table, name, definition } of references) await client.query(`alter table ${table} add constraint ${name} ${definition}`);
    await client.query("commit");
  } catch (error) {
    await client.query("rollback");
    throw error;
  }
}
