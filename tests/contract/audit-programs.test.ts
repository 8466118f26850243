import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { closeChain } from "@/server/audit/keep-chain";
import { db } from "@/server/kit/db";
import { sealForPatient } from "@/server/kit/sealing";
import { bundle } from "../../scripts/launch/bundle.mjs";
import { withTampering, writeEntries } from "../support/audit-tamper";
import { createVisit } from "../support/visit-fixture";

const root = resolve(import.meta.dirname, "../..");
const dir = join(root, ".bedside", `test-tools-${process.pid}`);
const checkpoints = mkdtempSync(join(tmpdir(), "bedside-checkpoints-"));
const holder = globalThis as typeof globalThis & { bedsideConfig?: unknown };

/** Runs one of the programs as it is shipped: one file, a process of its own. */
function runProgram(name: "audit-verify" | "keys-rotate", env: Record<string, string> = {}) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(dir, `${name}.mjs`)], {
    env: { ...process.env, BEDSIDE_CHECKPOINT_DIR: checkpoints, BEDSIDE_LOG_LEVEL: "silent", ...env },
    encoding: "utf8",
    timeout: 60_000,
  });
  return { status, stdout, stderr };
}

beforeAll(async () => {
  mkdirSync(dir, { recursive: true });
  for (const name of ["audit-verify", "keys-rotate"]) await bundle(name, join(dir, `${name}.mjs`), { demo: true });
  process.env.BEDSIDE_CHECKPOINT_DIR = checkpoints;
  delete holder.bedsideConfig;
  await writeEntries(6);
  await closeChain(Date.now());
});

afterAll(() => {
  rmSync(dir, { recursive: true, force: true });
  rmSync(checkpoints, { recursive: true, force: true });
});

describe("npm run audit:verify", () => {
  it("AUD-11: says that the audit is whole, and ends with 0; the last check is kept", async () => {
    expect(runProgram("audit-verify")).toMatchObject({ status: 0, stdout: expect.stringContaining("whole: entries 6, checkpoints 1") });
    const kept = await db().systemFact.findUniqueOrThrow({ where: { name: "audit.verified" } });
    expect(kept.value).toMatchObject({ checked: 6, finding: null });
  });

  it("AUD-11: names what is wrong, and ends with 1", async () => {
    const { entryId } = await db().auditSeal.findUniqueOrThrow({ where: { position: 3n } });
    const outcome = await withTampering(
      () => db().$executeRaw`update audit_entry set action = 'patient.list' where id = ${entryId}`,
      () => Promise.resolve(runProgram("audit-verify")),
    );
    expect(outcome).toMatchObject({ status: 1, stdout: expect.stringContaining(`NOT WHOLE: an entry was edited at place 3, entry ${entryId}`) });
  });

  it("ends with 2 where it can't check: no database, or no settings", () => {
    expect(runProgram("audit-verify", { DATABASE_URL: "postgres://nobody:x@127.0.0.1:1/none" }).status).toBe(2);
    const unset = runProgram("audit-verify", { BEDSIDE_AUDIT_KEY: "" });
    expect(unset).toMatchObject({ status: 2, stderr: expect.stringContaining("BEDSIDE_AUDIT_KEY: is missing") });
  });
});

describe("npm run keys:rotate", () => {
  it("SEAL-6: rewraps, says how many, and ends with 0 when the old key can go, else with 1", async () => {
    const visit = await createVisit();
    await sealForPatient(db(), visit.patientId, { table: "encounter_note", row: "a", field: "text_sealed" }, "x");
    const [old, fresh] = [process.env.BEDSIDE_KEK ?? "", Buffer.alloc(32, 9).toString("base64")];
    const lost = runProgram("keys-rotate", { BEDSIDE_KEK: fresh });
    expect(lost).toMatchObject({ status: 1, stdout: expect.stringContaining("1 left under others") });
    const done = runProgram("keys-rotate", { BEDSIDE_KEK: fresh, BEDSIDE_KEK_OLD: old });
    expect(done).toMatchObject({ status: 0, stdout: expect.stringContaining("1 data keys rewrapped") });
    expect(done.stdout).toContain("BEDSIDE_KEK_OLD can be taken away");
  });
});
