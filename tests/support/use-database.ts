// Gives each contract test file its own copy of the migrated database, and the settings that the
// server code reads, before the file's first import of it.
import { randomBytes } from "node:crypto";
import { afterAll, inject } from "vitest";
import { copyDatabase } from "./database";

const { adminUrl, templateUrl } = inject("postgres");
const { url, drop } = await copyDatabase(adminUrl, templateUrl);

Object.assign(process.env, {
  DATABASE_URL: url,
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
