import { chmodSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { makeDatabase } from "../launch/database.mjs";
import { embeddedPostgres } from "../launch/postgres.mjs";
import { endProcess, recordOf } from "../launch/processes.mjs";
import { startWatchdog } from "../launch/watchdog.mjs";

/**
 * A PostgreSQL server of its own in a temporary folder, with one empty database. It goes with the
 * process that asked for it, however that ends.
 * @returns {Promise<{ adminUrl: string, url: string, stop: () => Promise<void> }>}
 */
export async function scratchPostgres() {
  const dir = mkdtempSync(join(tmpdir(), "bedside-scratch-"));
  chmodSync(dir, 0o755);
  mkdirSync(join(dir, "logs"));
  const state = { dir, places: join(dir, "places.json"), log: (name) => join(dir, "logs", `${name}.log`) };
  const secrets = { postgresAdminPassword: "scratch", postgresPassword: "scratch" };
  const watchdog = startWatchdog(join(dir, "watched.json"));
  watchdog.removeAfter(dir);
  const server = await embeddedPostgres(state, secrets, { watchdog, usualPort: 55_300, taken: new Set(), isThrowaway: true });
  const { pid } = await server.start();
  watchdog.watch(pid, "postgres");
  await makeDatabase(server.adminUrl(), secrets.postgresPassword);
  const stop = async () => {
    await endProcess(recordOf(pid), { signal: "SIGQUIT", group: false });
    watchdog.stop();
    if (server.note !== null) rmSync(dirname(server.dataDir()), { recursive: true, force: true });
    rmSync(dir, { recursive: true, force: true });
  };
  return { adminUrl: server.adminUrl(), url: server.url(), stop };
}
