import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { StaffActor } from "@/core/access/actor";
import { openBytes } from "@/server/files/give";
import { closeDb, db } from "@/server/kit/db";
import { guardedLine } from "@/server/kit/guarded-fetch";
import { Clamd, type Mood } from "../support/clamd";
import { withRoles } from "../support/desk-fixture";
import { value } from "../support/people-fixture";
import { pdfFile, pngFile, stlFile } from "../support/sample-files";
import { upload } from "../support/uploads";
import { createVisit, type VisitFixture } from "../support/visit-fixture";

const folder = mkdtempSync(join(tmpdir(), "bedside-scanner-"));
process.env.BEDSIDE_FILES_DIR = folder;
const holder = globalThis as typeof globalThis & { bedsideConfig?: unknown };
const WORD = "a word that the scanner knows";

let clamd: Clamd;
let visit: VisitFixture;
let admin: StaffActor;

function scanBy(url: string | undefined): void {
  if (url === undefined) delete process.env.CLAMD_URL;
  else process.env.CLAMD_URL = url;
  delete holder.bedsideConfig;
}

const objects = () => readdirSync(folder, { recursive: true, withFileTypes: true }).filter((each) => each.isFile()).length;
const send = (bytes: Buffer, name = "letter.pdf") => upload(visit.clinician, "document", { name, bytes, patientId: visit.patientId });

beforeAll(async () => {
  clamd = await Clamd.start(WORD);
  visit = await createVisit();
  admin = withRoles(visit.clinician, "admin");
});
beforeEach(() => {
  clamd.mood = "works";
  scanBy(clamd.url);
});
afterAll(async () => {
  scanBy(undefined);
  await clamd.stop();
  rmSync(folder, { recursive: true, force: true });
  await closeDb();
});

describe("a scanner that is configured", () => {
  it("FILE-19: sees every byte of a file, and what it finds clean is taken and opens", async () => {
    const bytes = stlFile(40_000);
    const kept = value(await upload(admin, "model", { name: "skull.stl", bytes }));
    expect(clamd.seen.at(-1)).toBe(bytes.length);
    expect(Buffer.from(await new Response((await openBytes(kept.fileId))!).arrayBuffer()).equals(bytes)).toBe(true);
  });

  it("FILE-19: what it finds harmful leaves no row and no byte, words for the sender and an entry", async () => {
    const before = [objects(), await db().storedFile.count()];
    expect(await send(pdfFile(`% ${WORD}`))).toMatchObject({ ok: false, error: { kind: "invalid", code: "files.infected" } });
    expect([objects(), await db().storedFile.count()]).toEqual(before);
    expect(await db().auditEntry.count({ where: { action: "file.create", outcome: "refused", code: "files.infected", patientId: visit.patientId } })).toBe(1);
    expect((await send(pdfFile())).ok).toBe(true);
  });

  it.each<Mood>(["limit", "hangs up", "silent", "odd"])("FILE-19: nothing is taken where it gives no verdict: it %s", async (mood) => {
    clamd.mood = mood;
    const before = [objects(), await db().storedFile.count()];
    for (const bytes of [pdfFile("% x".repeat(200_000)), pngFile()]) expect(await send(bytes)).toMatchObject({ ok: false, error: { kind: "unavailable", code: "files.no_scan" } });
    expect([objects(), await db().storedFile.count()]).toEqual(before);
  });

  it("FILE-19: nothing is taken while it can't be reached; without one, our own rules judge alone", async () => {
    const gone = await Clamd.start(WORD);
    const { url } = gone;
    await gone.stop();
    scanBy(url);
    const before = [objects(), await db().storedFile.count()];
    expect(await send(pdfFile())).toMatchObject({ ok: false, error: { code: "files.no_scan" } });
    expect([objects(), await db().storedFile.count()]).toEqual(before);
    scanBy(undefined);
    expect((await send(pdfFile())).ok).toBe(true);
  });

  it("FILE-10: a plain line goes to the scanner that is configured, and nowhere else", async () => {
    const other = await Clamd.start(WORD);
    await expect(guardedLine(other.url, 1_000)).rejects.toMatchObject({ reason: "address" });
    (await guardedLine(clamd.url, 1_000)).destroy();
    await other.stop();
  });

  it("FILE-19: our own rules come first: what they refuse is refused for that", async () => {
    expect(await send(Buffer.from(`<svg>${WORD}</svg>`.padEnd(200)), "a.png")).toMatchObject({ error: { code: "files.kind_unknown" } });
  });
});
