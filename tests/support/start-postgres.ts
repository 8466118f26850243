import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { prepareDatabase } from "../../scripts/db/prepare.mjs";
import { scratchPostgres } from "../../scripts/db/scratch.mjs";

declare module "vitest" {
  export interface ProvidedContext {
    /** Address of the test server as its administrator, and of the migrated database to copy. */
    postgres: { adminUrl: string; templateUrl: string };
  }
}

/** One PostgreSQL server for all contract tests, with one migrated database that they copy. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { adminUrl, url, stop } = await scratchPostgres();
  await prepareDatabase({ connectionString: url, folder: join(import.meta.dirname, "../../prisma/migrations") });
  project.provide("postgres", { adminUrl, templateUrl: url });
  return stop;
}
