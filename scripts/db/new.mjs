import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { findDrift } from "./drift.mjs";

const stamp = (now) => now.toISOString().replace(/\D/g, "").slice(0, 14);

/** Writes the next migration from what the schema has and the migrations lack. Null when nothing. */
export async function newMigration({ root, name, now = new Date() }) {
  if (!/^[a-z][a-z0-9-]*$/.test(name ?? "")) {
    throw new Error("give the migration a name in small letters: npm run db:new -- add-consent");
  }
  const sql = await findDrift({ root });
  if (sql === "") return null;
  const folder = join("prisma/migrations", `${stamp(now)}_${name.replaceAll("-", "_")}`);
  mkdirSync(join(root, folder));
  writeFileSync(join(root, folder, "migration.sql"), `${sql}\n`);
  return join(folder, "migration.sql");
}
