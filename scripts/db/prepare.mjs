import { runMigrations as prepareQueue } from "graphile-worker";
import { migrate } from "./migrate.mjs";

/** Brings a database to this version: our own tables, then the tables of the job queue. */
export async function prepareDatabase({ connectionString, folder, onApplied }) {
  const applied = await migrate({ connectionString, folder, onApplied });
  await prepareQueue({ connectionString });
  return applied;
}
