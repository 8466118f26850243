// The migrator of the image: brings the database of DATABASE_URL to this version, or says why not.
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { MigrationRefused } from "./migrate.mjs";
import { databaseRoles, prepareDatabase } from "./prepare.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const roles = databaseRoles(process.env);

if (roles === null) {
  console.error("DATABASE_URL is missing: name the database to bring up to date.");
  process.exit(1);
}
try {
  const applied = await prepareDatabase({
    ...roles,
    folder: process.env.BEDSIDE_MIGRATIONS ?? join(here, "migrations"),
    onApplied: (name) => console.log(`applied ${name}`),
  });
  console.log(applied.length === 0 ? "the database is up to date" : `${applied.length} migrations applied`);
} catch (error) {
  console.error(error instanceof MigrationRefused ? error.message : error);
  process.exit(1);
}
