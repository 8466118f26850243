// npm run db:migrate | db:new -- <name> | db:drift
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const root = resolve(fileURLToPath(import.meta.url), "../..");
const [, , verb, ...rest] = process.argv;

async function runMigrate() {
  const { databaseRoles, prepareDatabase } = await import("./db/prepare.mjs");
  const roles = databaseRoles(process.env);
  if (roles === null) throw new Error("DATABASE_URL is missing. `npm start` migrates its own database by itself.");
  const applied = await prepareDatabase({
    ...roles,
    folder: join(root, "prisma/migrations"),
    onApplied: (name) => console.log(`applied ${name}`),
  });
  if (applied.length === 0) console.log("the database is up to date");
}

async function runNew() {
  const { newMigration } = await import("./db/new.mjs");
  const made = await newMigration({ root, name: rest[0] });
  console.log(made === null ? "the schema and the migrations agree: nothing to write" : `wrote ${made}; read it before you run it`);
}

async function runDrift() {
  const { findDrift } = await import("./db/drift.mjs");
  const drift = await findDrift({ root });
  if (drift === "") console.log("the migrations make exactly what the schema says");
  else {
    console.log(`the migrations don't make what the schema says. Missing:\n\n${drift}`);
    process.exitCode = 1;
  }
}

const verbs = { migrate: runMigrate, new: runNew, drift: runDrift };
try {
  if (!(verb in verbs)) throw new Error("say one of: migrate, new, drift");
  await verbs[verb]();
} catch (error) {
  console.error(error.name === "MigrationRefused" || !error.stack ? error.message : error.stack);
  process.exitCode = 1;
}
