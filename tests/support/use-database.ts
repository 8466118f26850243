// Gives each contract test file its own copy of the migrated database, and the settings that the
// server code reads, before the file's first import of it.
import { randomBytes } from "node:crypto";
import { afterAll, inject } from "vitest";
import { copyDatabase } from "./database";

const { adminUrl, templateUrl } = inject("postgres");
const { url, drop } = await copyDatabase(adminUrl, templateUrl);

// BEDSIDE_TEST_LEAST_RIGHTS=1: as the product's own role, which may do no more than it needs (least-rights.mjs). Tests
// that reach around the product then fail; what the product itself does must not.
async function asOwnRole(): Promise<string> {
  const { grantLeastRights } = await import("../../scripts/db/least-rights.mjs");
  const [owner, app] = [new URL(adminUrl), new URL(url)];
  owner.pathname = app.pathname;
  [app.username, app.password] = ["bedside_app", "bedside_app"];
  await grantLeastRights({ ownerUrl: owner.href, appUrl: app.href });
  return app.href;
}

// Files share their worker and so the modules that they import. Each begins as a process does: with the worker's first
// settings, and without what the server holds between its own modules, which it holds by these names.
const worker = globalThis as typeof globalThis & { firstSettings?: NodeJS.ProcessEnv };
worker.firstSettings ??= { ...process.env };
for (const name of Object.keys(process.env)) if (!(name in worker.firstSettings)) Reflect.deleteProperty(process.env, name);
Object.assign(process.env, worker.firstSettings);
for (const name of Object.keys(globalThis)) if (name.startsWith("bedside")) Reflect.deleteProperty(globalThis, name);

Object.assign(process.env, {
  DATABASE_URL: process.env.BEDSIDE_TEST_LEAST_RIGHTS === "1" ? await asOwnRole() : url,
  BEDSIDE_ORIGIN: "http://localhost:3000",
  NEXTAUTH_URL: "http://localhost:3000",
  NEXTAUTH_SECRET: `demo-${randomBytes(32).toString("base64url")}`,
  BEDSIDE_KEK: `demo-${randomBytes(32).toString("base64")}`,
  BEDSIDE_AUDIT_KEY: `demo-${randomBytes(32).toString("base64")}`,
  BEDSIDE_CHECKPOINT_KEY: `demo-${randomBytes(32).toString("base64")}`,
  BEDSIDE_DEMO: "1",
  BEDSIDE_LOG_LEVEL: process.env.BEDSIDE_LOG_LEVEL ?? "silent",
});

afterAll(async () => {
  const { closeDb } = await import("@/server/kit/db");
  await closeDb();
  await drop();
});
