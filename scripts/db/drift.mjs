import { join } from "node:path";
import { missingSql } from "./schema-engine.mjs";
import { scratchPostgres } from "./scratch.mjs";

/**
 * What the migrations lack of the schema, as SQL; empty when they agree.
 * @param {{ root: string, schemaDir?: string }} options
 */
export async function findDrift({ root, schemaDir = join(root, "prisma") }) {
  const server = await scratchPostgres();
  try {
    return await missingSql({ schemaDir, migrationsDir: join(root, "prisma/migrations"), shadowUrl: server.url });
  } finally {
    await server.stop();
  }
}
