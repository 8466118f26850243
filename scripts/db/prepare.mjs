import { runMigrations as prepareQueue } from "graphile-worker";
import { migrate } from "./migrate.mjs";

/**
 * Brings a database to this version: our own tables, then the tables of the job queue.
 * @param {{ connectionString: string, folder: string, onApplied?: (name: string) => void }} options
 */
export async function prepareDatabase({ connectionString, folder, onApplied }) {
  const applied = await migrate({ connectionString, folder, onApplied });
  await prepareQueue({ connectionString });
  return applied;
}
