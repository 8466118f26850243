import pg from "pg";

/** Tables that only grow. Triggers refuse changes of them to everybody; the product's own role is not even asked. */
export const APPEND_ONLY = ["audit_entry", "audit_seal", "scene_op", "scene_view", "tour_edition", "deletion_receipt"];
/** What the migrator alone writes. */
const READ_ONLY = ["_prisma_migrations"];

const QUEUE = "graphile_worker";

async function inDatabase(connectionString, work) {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

async function makeRole(client, name, password) {
  const { rowCount } = await client.query("select 1 from pg_roles where rolname = $1", [name]);
  if (rowCount > 0) return;
  const [role, secret] = [client.escapeIdentifier(name), client.escapeLiteral(password)];
  await client.query(`create role ${role} login nosuperuser nocreatedb nocreaterole noinherit password ${secret}`);
}

/**
 * The queue's tables hold their rows from everybody but their owner, and its program looks after them by itself:
 * that one schema belongs to the product's role.
 */
async function giveQueue(client, role) {
  await client.query(`create schema if not exists ${QUEUE}`);
  await client.query(`alter schema ${QUEUE} owner to ${role}`);
  const { rows } = await client.query(
    `select format('alter %s %s owner to ${role}', case c.relkind when 'S' then 'sequence' when 'v' then 'view' else 'table' end, c.oid::regclass) as sql
       from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where n.nspname = $1 and c.relkind in ('r', 'p', 'v', 'S')
         and not exists (select 1 from pg_depend d where d.objid = c.oid and d.deptype in ('a', 'i') and c.relkind = 'S')
     union all
     select format('alter routine %s owner to ${role}', p.oid::regprocedure) from pg_proc p join pg_namespace n on n.oid = p.pronamespace where n.nspname = $1
     union all
     select format('alter type %s owner to ${role}', t.oid::regtype) from pg_type t join pg_namespace n on n.oid = t.typnamespace
       left join pg_class c on c.oid = t.typrelid
       where n.nspname = $1 and (t.typtype in ('e', 'd') or (t.typtype = 'c' and c.relkind = 'c'))`,
    [QUEUE],
  );
  for (const { sql } of rows) await client.query(sql);
}

/**
 * Gives the role of `appUrl` what the product needs in the database of `ownerUrl` and no more: it reads and writes
 * rows, makes and drops nothing, and changes nothing that only grows. Makes the role where it is missing. May be run
 * again after each migration.
 * @param {{ ownerUrl: string, appUrl: string }} options
 */
export async function grantLeastRights({ ownerUrl, appUrl }) {
  const { username, password } = new URL(appUrl);
  const name = decodeURIComponent(username);
  if (name === decodeURIComponent(new URL(ownerUrl).username)) {
    throw new Error("DATABASE_URL and BEDSIDE_MIGRATE_DATABASE_URL name one role. Give the product a role of its own.");
  }
  await inDatabase(ownerUrl, async (client) => {
    await makeRole(client, name, decodeURIComponent(password));
    const role = client.escapeIdentifier(name);
    // To hand the queue over, its owner must be able to become the new one.
    const { rows } = await client.query("select rolsuper as is from pg_roles where rolname = current_user");
    if (!rows[0].is) await client.query(`grant ${role} to current_user`);
    await client.query("begin");
    await client.query("revoke create on schema public from public");
    await client.query(`revoke all on all tables in schema public from ${role}`);
    await client.query(`grant usage on schema public to ${role}`);
    await client.query(`grant select, insert, update, delete on all tables in schema public to ${role}`);
    await client.query(`grant usage, select on all sequences in schema public to ${role}`);
    await client.query(`revoke update, delete, truncate on ${APPEND_ONLY.join(", ")} from ${role}`);
    await client.query(`revoke insert, update, delete, truncate on ${READ_ONLY.join(", ")} from ${role}`);
    await giveQueue(client, role);
    await client.query("commit");
  });
}
