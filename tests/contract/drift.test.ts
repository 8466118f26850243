import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { describe, expect, inject, it } from "vitest";
import { missingSql } from "../../scripts/db/schema-engine.mjs";
import { copyDatabase } from "../support/database";
import pg from "pg";

const root = resolve(import.meta.dirname, "../..");

async function drift(schemaDir: string): Promise<string> {
  const { adminUrl, templateUrl } = inject("postgres");
  const empty = await copyDatabase(adminUrl, templateUrl);
  const client = new pg.Client({ connectionString: empty.url });
  await client.connect();
  await client.query("drop schema public cascade; create schema public");
  await client.end();
  try {
    return (await missingSql({ schemaDir, migrationsDir: join(root, "prisma/migrations"), shadowUrl: empty.url })) as string;
  } finally {
    await empty.drop();
  }
}

describe("the drift gate", () => {
  it("finds that the migrations make exactly what the schema says", async () => {
    expect(await drift(join(root, "prisma"))).toBe("");
  });

  it("names what a schema has and the migrations lack", async () => {
    const folder = mkdtempSync(join(tmpdir(), "bedside-schema-"));
    cpSync(join(root, "prisma/schema.prisma"), join(folder, "schema.prisma"));
    cpSync(join(root, "prisma/models"), join(folder, "models"), { recursive: true });
    const path = join(folder, "models/practice.prisma");
    writeFileSync(path, readFileSync(path, "utf8").replace(/model Practice \{/, "model Practice {\n  planted String?"));
    try {
      expect(await drift(folder)).toMatch(/ALTER TABLE "practice" ADD COLUMN +"planted" TEXT/);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
