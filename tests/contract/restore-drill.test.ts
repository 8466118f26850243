import { randomBytes, randomUUID } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { EMPTY_NOTE_TEXT } from "@/core/record/note";
import { checkpointStore } from "@/server/audit/checkpoint-store";
import { keepChain } from "@/server/audit/keep-chain";
import { verifyAudit } from "@/server/audit/verify";
import { restoreBackup } from "@/server/backup/restore-backup";
import { verifyBackup } from "@/server/backup/verify-backup";
import { writeBackup } from "@/server/backup/write-backup";
import { openBytes } from "@/server/files/give";
import { fileCommands } from "@/server/files/operations";
import { receiveUpload } from "@/server/files/receive";
import { forgetKeys } from "@/server/kit/data-keys";
import { closeDb, db } from "@/server/kit/db";
import type { Command } from "@/server/kit/operation";
import { noteQuery } from "@/server/record/queries";
import { saveNote } from "@/server/record/save-note";
import { countRows, databaseMaker } from "../support/empty-database";
import { value } from "../support/people-fixture";
import { createAdmittedVisit } from "../support/room-fixture";
import { pdfFile } from "../support/sample-files";
import { act, type VisitFixture } from "../support/visit-fixture";

const folder = mkdtempSync(join(tmpdir(), "bedside-drill-"));
const place = (name: string) => join(folder, name);
const passphrase = { kind: "passphrase", text: "correct horse battery staple" } as const;
const secret = { kind: "key", key: randomBytes(32) } as const;
const PATIENCE_MS = 240_000;
const home = process.env.DATABASE_URL!;
const databases = databaseMaker(home);

Object.assign(process.env, { BEDSIDE_FILES_DIR: place("home-files"), BEDSIDE_CHECKPOINT_DIR: place("home-checkpoints") });

/** From here on this process is another installation: its own database, files and checkpoints, the same keys. */
async function moveTo(url: string, name: string): Promise<void> {
  await closeDb();
  forgetKeys();
  Object.assign(process.env, { DATABASE_URL: url, BEDSIDE_FILES_DIR: place(`${name}-files`), BEDSIDE_CHECKPOINT_DIR: place(`${name}-checkpoints`) });
  delete (globalThis as { bedsideConfig?: unknown }).bedsideConfig;
}

let visit: VisitFixture;
const text = { ...EMPTY_NOTE_TEXT, subjective: "Breathless on stairs", assessment: "Stable", plan: "Walk daily" };
const letter = pdfFile("% letter of the specialist");
let fileId: string;

beforeAll(async () => {
  visit = await createAdmittedVisit();
  value(await act(saveNote, visit.clinician, { visitId: visit.visitId, baseVersion: 0, text, views: [] }));
  await db().encounterNote.updateMany({ where: { visitId: visit.visitId }, data: { status: "signed", signedAt: new Date(), contentHash: "0" } });
  const ask = fileCommands.find(({ name }) => name === "files/prepare-document") as Command<{ ticket: string }>;
  const { ticket } = value(await act(ask, visit.clinician, { name: "letter.pdf", byteCount: letter.length, patientId: visit.patientId }));
  const call = { actor: visit.clinician, requestId: randomUUID(), nowMs: Date.now(), source: "drill", cookie: () => null };
  fileId = value(await receiveUpload(call, ticket, new Response(new Uint8Array(letter)).body!)).fileId;
  await keepChain(Date.now());
});
afterAll(async () => {
  await moveTo(home, "home");
  await databases.dropAll();
  rmSync(folder, { recursive: true, force: true });
});

describe("the restore drill", () => {
  it("RET-1, RET-2: a backup put into an empty database gives back every row, a whole audit, a file and a visit with its note", async () => {
    const startedMs = performance.now();
    const before = await countRows(home);
    const { folder: backup, manifest } = await writeBackup({ to: place("backups"), secret, withKeys: false, nowMs: Date.now() });
    const writtenMs = performance.now();
    const elsewhere = await databases.make();
    await moveTo(elsewhere, "elsewhere");
    const restored = await restoreBackup(backup, secret);
    const restoredMs = performance.now();

    expect(await countRows(elsewhere)).toEqual(before);
    expect(restored).toMatchObject({ files: 1, manifest: { withKeys: false, gone: [] } });
    expect(manifest.auditHead).not.toBeNull();
    const audit = await verifyAudit({ nowMs: Date.now(), store: checkpointStore() });
    expect(audit).toMatchObject({ finding: null });
    expect(audit.checked).toBe(before.audit_entry);
    const note = value(await act(noteQuery, visit.clinician, { visitId: visit.visitId }));
    expect(JSON.stringify(note)).toContain("Breathless on stairs");
    expect(Buffer.from(await new Response((await openBytes(fileId))!).arrayBuffer()).equals(letter)).toBe(true);
    // Counters go on where they were, and what guards rows guards them again.
    expect(await db().auditEntry.count()).toBe(before.audit_entry! + 1);
    await expect(db().$executeRaw`update audit_entry set code = 'x'`).rejects.toThrow();
    await expect(db().$executeRaw`update encounter_note set text_sealed = ''::bytea where status = 'signed'`).rejects.toThrow();
    await expect(db().$executeRaw`delete from patient`).rejects.toThrow();
    const total = performance.now() - startedMs;
    const minutes = (ms: number) => (ms / 60_000).toFixed(2);
    console.log(`restore drill: ${minutes(total)} minutes (backup ${minutes(writtenMs - startedMs)}, restore ${minutes(restoredMs - writtenMs)}), ${restored.rows} rows, ${restored.files} files, ${audit.checked} audit entries whole`);
    await moveTo(home, "home");
  }, PATIENCE_MS);

  it("RET-2: it holds no name, no note and no key in the clear, and opens with its passphrase alone", async () => {
    const { folder: backup } = await writeBackup({ to: place("sealed"), secret: passphrase, withKeys: false, nowMs: Date.now() });
    const files = readdirSync(backup, { recursive: true, withFileTypes: true }).filter((each) => each.isFile()).map((each) => join(each.parentPath, each.name));
    const all = Buffer.concat(files.map((each) => readFileSync(each)));
    for (const word of ["Haddad", "Breathless", process.env.BEDSIDE_KEK!.slice(5, 30)]) expect(all.includes(word), word).toBe(false);
    expect(files.some((each) => each.includes("keys"))).toBe(false);
    await expect(verifyBackup(backup, { kind: "passphrase", text: "another" })).rejects.toThrow("does not fit");
    await expect(verifyBackup(backup, { kind: "key", key: randomBytes(32) })).rejects.toThrow("passphrase");
    const withKeys = await writeBackup({ to: place("keys"), secret, withKeys: true, nowMs: Date.now() });
    expect(withKeys.manifest.files.map(({ path }) => path)).toContain("keys/environment.json");
    await expect(writeBackup({ to: place("plain"), secret: { kind: "none" }, withKeys: true, nowMs: Date.now() })).rejects.toThrow("sealed backup only");
    expect(readdirSync(place("plain"))).toEqual([]);
  }, PATIENCE_MS);

  it("RET-2: a changed, cut or missing part is named, and nothing is restored from it", async () => {
    const { folder: backup } = await writeBackup({ to: place("changed"), secret, withKeys: false, nowMs: Date.now() });
    const victim = join(backup, "tables/public.patient");
    const whole = readFileSync(victim);
    const manifest = readFileSync(join(backup, "manifest.json"), "utf8");
    const elsewhere = await databases.make();
    await moveTo(elsewhere, "spoilt");
    const spoil: [() => void, RegExp][] = [
      [() => writeFileSync(victim, whole.subarray(0, -1)), /not open|manifest/],
      [() => writeFileSync(victim, whole.map((byte, at) => (at === 60 ? byte ^ 1 : byte))), /not open|manifest/],
      [() => rmSync(victim), /ENOENT/],
      [() => (writeFileSync(victim, whole), writeFileSync(join(backup, "manifest.json"), manifest.replace(/"madeAtMs": \d/, '"madeAtMs": 9'))), /does not fit/],
    ];
    for (const [how, said] of spoil) {
      how();
      await expect(restoreBackup(backup, secret)).rejects.toThrow(said);
      expect((await countRows(elsewhere)).practice).toBe(0);
    }
    writeFileSync(join(backup, "manifest.json"), manifest);
    await restoreBackup(backup, secret);
    await expect(restoreBackup(backup, secret)).rejects.toThrow("not empty");
    await moveTo(home, "home");
  }, PATIENCE_MS);

  it("RET-1: what was cut off before has no name of a backup and is cleared away; a lost file is told", async () => {
    mkdirSync(place("cut/.bedside-2020-01-01-00-00-00.part/tables"), { recursive: true });
    const { folder: backup } = await writeBackup({ to: place("cut"), secret, withKeys: false, nowMs: Date.now() });
    expect(readdirSync(place("cut"))).toEqual([backup.slice(place("cut").length + 1)]);
    expect(existsSync(join(backup, "manifest.json"))).toBe(true);
    const row = await db().storedFile.findFirstOrThrow({ where: { id: fileId } });
    rmSync(join(place("home-files"), "objects", row.storageKey));
    await expect(writeBackup({ to: place("lost"), secret, withKeys: false, nowMs: Date.now() })).rejects.toThrow("not in object storage");
    expect(readdirSync(place("lost"))).toEqual([]);
  }, PATIENCE_MS);
});
