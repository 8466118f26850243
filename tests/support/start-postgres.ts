import { mkdirSync, mkdtempSync, rmSync, writeFileSync, chmodSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { prepareDatabase } from "../../scripts/db/prepare.mjs";
import { makeDatabase } from "../../scripts/launch/database.mjs";
import { embeddedPostgres } from "../../scripts/launch/postgres.mjs";
import { endProcess, recordOf } from "../../scripts/launch/processes.mjs";
import { startWatchdog } from "../../scripts/launch/watchdog.mjs";

declare module "vitest" {
  export interface ProvidedContext {
    /** Address of the test server as its administrator, and of the migrated database to copy. */
    postgres: { adminUrl: string; templateUrl: string };
  }
}

/** A PostgreSQL of its own for one test run, in a folder of its own, with one migrated database. */
export async function startPostgres(): Promise<{ adminUrl: string; templateUrl: string; stop: () => Promise<void> }> {
  const dir = mkdtempSync(join(tmpdir(), "bedside-test-"));
  chmodSync(dir, 0o755);
  mkdirSync(join(dir, "logs"));
  const state = { dir, places: join(dir, "places.json"), log: (name: string) => join(dir, "logs", `${name}.log`) };
  const secrets = { postgresAdminPassword: "admin", postgresPassword: "bedside" };
  const watchdog = startWatchdog(join(dir, "watched.json"));
  const server = await embeddedPostgres(state, secrets, { watchdog, usualPort: 55_300, taken: new Set() });
  const { pid } = await server.start();
  watchdog.watch(pid, "postgres");
  await makeDatabase(server.adminUrl(), secrets.postgresPassword);
  await prepareDatabase({ connectionString: server.url(), folder: join(import.meta.dirname, "../../prisma/migrations") });
  writeFileSync(join(dir, "address"), server.url());
  const stop = async () => {
    await endProcess(recordOf(pid), { signal: "SIGINT", group: false });
    watchdog.stop();
    const moved = server.note === null ? null : join(server.dataDir(), "..");
    for (const path of moved === null ? [dir] : [dir, moved]) rmSync(path, { recursive: true, force: true });
  };
  return { adminUrl: server.adminUrl(), templateUrl: server.url(), stop };
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { stop, ...addresses } = await startPostgres();
  project.provide("postgres", addresses);
  return stop;
}
