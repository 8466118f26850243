import { runMigrations as prepareQueue } from "graphile-worker";
import { grantLeastRights } from "./least-rights.mjs";
import { migrate } from "./migrate.mjs";

/**
 * Brings a database to this version: our own tables, then the tables of the job queue. With `appConnectionString`
 * the product has a role of its own, which then gets what it needs and no more.
 * @param {{ connectionString: string, appConnectionString?: string, folder: string, onApplied?: (name: string) => void }} options
 */
export async function prepareDatabase({ connectionString, appConnectionString, folder, onApplied }) {
  const applied = await migrate({ connectionString, folder, onApplied });
  if (appConnectionString !== undefined) await grantLeastRights({ ownerUrl: connectionString, appUrl: appConnectionString });
  await prepareQueue({ connectionString: appConnectionString ?? connectionString });
  return applied;
}

/**
 * Which address migrates and which the product uses: BEDSIDE_MIGRATE_DATABASE_URL names the owner's, where the two
 * are kept apart. Null: none is named.
 * @param {NodeJS.ProcessEnv} env
 */
export function databaseRoles({ DATABASE_URL: app, BEDSIDE_MIGRATE_DATABASE_URL: owner }) {
  if (!app) return null;
  return owner ? { connectionString: owner, appConnectionString: app } : { connectionString: app };
}
