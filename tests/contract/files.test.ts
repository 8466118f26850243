import { createHash, randomBytes, randomUUID } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Actor, StaffActor } from "@/core/access/actor";
import type { KeptFile } from "@/core/files/contract";
import type { FilePurpose } from "@/core/files/purposes";
import { GET } from "@/app/api/files/[purpose]/[fileId]/route";
import { UNDO_MS } from "@/core/files/documents";
import { listDocuments } from "@/server/files/documents";
import { READ } from "@/server/files/operations";
import { objectStore } from "@/server/files/choose-store";
import { findOpener } from "@/server/files/sealed-stream";
import { fileHeaders, openBytes } from "@/server/files/give";
import { receiveUpload } from "@/server/files/receive";
import { sweepFiles } from "@/server/files/sweep";
import { db } from "@/server/kit/db";
import { destroyPatientKey } from "@/server/kit/erase-key";
import { createDesk, withRoles } from "../support/desk-fixture";
import { patientActor, value } from "../support/people-fixture";
import { glbFile, pdfFile, pngFile, stlFile } from "../support/sample-files";
import { callOf, fileCommand, streamOf, ticketFor, upload } from "../support/uploads";
import { act, createVisit, type VisitFixture } from "../support/visit-fixture";

const folder = mkdtempSync(join(tmpdir(), "bedside-files-"));
process.env.BEDSIDE_FILES_DIR = folder;

let visit: VisitFixture;
let admin: StaffActor;

beforeAll(async () => {
  visit = await createVisit();
  admin = withRoles(visit.clinician, "admin");
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function bytesOf(fileId: string): Promise<Buffer | null> {
  const stream = await openBytes(fileId);
  return stream === null ? null : Buffer.from(await new Response(stream).arrayBuffer());
}

/** The bytes of a row, removed or not, as they lie in storage. Null: they are gone. */
async function bytesOfKept(fileId: string): Promise<Buffer | null> {
  const row = await db().storedFile.findUniqueOrThrow({ where: { id: fileId } });
  const open = await findOpener(db(), { practiceId: row.practiceId, patientId: row.patientId, fileId });
  const sealed = open === null ? null : await objectStore()?.get(row.storageKey);
  if (open === null || sealed == null) return null;
  const parts: Uint8Array[] = [];
  for await (const part of open(sealed)) parts.push(part);
  return Buffer.concat(parts);
}

function stored(under = folder): string[] {
  return readdirSync(under, { recursive: true, withFileTypes: true }).flatMap((each) => (each.isFile() ? [join(each.parentPath, each.name)] : []));
}

describe("a file comes in", () => {
  it("FILE-1, FILE-5, FILE-6: a document is looked at, sealed with its patient's key and gives back the same bytes", async () => {
    const bytes = pdfFile("% the words of a letter that nobody else reads\n".repeat(9_000));
    const kept = value(await upload(visit.clinician, "document", { name: "../Karte\u200b.exe", bytes, patientId: visit.patientId }));
    expect(kept).toMatchObject({ name: "Karte.pdf", mediaType: "application/pdf", byteCount: bytes.length, renamed: true, sha256: createHash("sha256").update(bytes).digest("hex") });
    expect((await bytesOf(kept.fileId))?.equals(bytes)).toBe(true);
    const row = await db().storedFile.findUniqueOrThrow({ where: { id: kept.fileId } });
    expect(Buffer.from(row.nameSealed).includes("Karte")).toBe(false);
    const onDisk = readFileSync(join(folder, "objects", row.storageKey));
    expect(onDisk.includes("the words of a letter")).toBe(false);
    expect(statSync(join(folder, "objects", row.storageKey)).mode & 0o077).toBe(0);
    const entry = await db().auditEntry.findFirst({ where: { action: "file.create", subjectId: kept.fileId } });
    expect(entry).toMatchObject({ outcome: "done", patientId: visit.patientId });
    expect(value(await act(listDocuments, visit.clinician, { patientId: visit.patientId })).files).toMatchObject([{ fileId: kept.fileId, name: "Karte.pdf" }]);
  });

  it("FILE-6: bytes that were changed, cut off or put under another file's row don't open", async () => {
    const bytes = pngFile();
    const [one, two] = [
      value(await upload(visit.clinician, "document", { name: "a.png", bytes, patientId: visit.patientId })),
      value(await upload(visit.clinician, "document", { name: "b.png", bytes, patientId: visit.patientId })),
    ];
    const keyOf = async (id: string) => (await db().storedFile.findUniqueOrThrow({ where: { id } })).storageKey;
    const [a, b] = [join(folder, "objects", await keyOf(one.fileId)), join(folder, "objects", await keyOf(two.fileId))];
    const whole = readFileSync(a);
    for (const wrong of [whole.subarray(0, -1), whole.subarray(0, 17), Buffer.alloc(0), Buffer.concat([whole, Buffer.from("x")]), Buffer.from(whole.map((byte, at) => (at === 40 ? byte ^ 1 : byte))), readFileSync(b)]) {
      writeFileSync(a, wrong);
      await expect(bytesOf(one.fileId)).rejects.toThrow();
    }
    writeFileSync(a, whole);
    expect((await bytesOf(one.fileId))?.equals(bytes)).toBe(true);
  });

  it("FILE-6: large files go through in pieces, whatever lies between them", async () => {
    const triangles = 100_000;
    const bytes = Buffer.concat([stlFile(0).subarray(0, 80), Buffer.from(new Uint32Array([triangles]).buffer), randomBytes(50 * triangles)]);
    const kept = value(await upload(admin, "model", { name: "skull.stl", bytes }, streamOf(bytes, { step: 77_777 })));
    expect(kept).toMatchObject({ mediaType: "model/stl", byteCount: bytes.length, renamed: false });
    expect((await bytesOf(kept.fileId))?.equals(bytes)).toBe(true);
  });

  it("FILE-2, FILE-4, FILE-8: what is not taken leaves no row and no byte, and a trace in the audit", async () => {
    const before = [stored().length, await db().storedFile.count()];
    const wicked: [FilePurpose, string, Buffer, string][] = [
      ["document", "a.pdf", pdfFile("<< /S /JavaScript /JS (x) >>"), "files.active_content"],
      ["document", "a.png", Buffer.from("<svg onload=alert(1)>".padEnd(99)), "files.kind_unknown"],
      ["logo", "a.png", pdfFile(), "files.kind_not_taken"],
      ["logo", "a.png", pngFile({ width: 60_000, height: 60_000 }), "files.image_too_large"],
      ["model", "a.glb", glbFile({ images: [{ uri: "https://elsewhere.example/" }] }), "files.model_refers_out"],
      ["document", "a.png", pngFile().subarray(0, 50), "files.broken"],
    ];
    for (const [purpose, name, bytes, code] of wicked) {
      const patient = purpose === "document" ? { patientId: visit.patientId } : {};
      const result = await upload(purpose === "document" ? visit.clinician : admin, purpose, { name, bytes, ...patient });
      expect(result).toMatchObject({ ok: false, error: { code } });
      expect(await db().auditEntry.count({ where: { outcome: "refused", code } })).toBeGreaterThan(0);
    }
    expect([stored().length, await db().storedFile.count()]).toEqual(before);
  });

  it("FILE-1, FILE-8: more than is allowed is stopped while it comes, and a sender who goes away leaves nothing", async () => {
    const before = [stored().length, await db().storedFile.count()];
    const endless = new ReadableStream<Uint8Array>({ pull: (controller) => controller.enqueue(new Uint8Array(65_536)) });
    const small = pngFile();
    const { ticket } = value(await ticketFor(admin, "logo", { name: "a.png", bytes: small }));
    expect(await receiveUpload(callOf(admin), ticket, endless)).toMatchObject({ ok: false });
    const huge = Buffer.concat([small.subarray(0, -12), Buffer.alloc(3 * 1024 * 1024)]);
    const { ticket: again } = value(await ticketFor(admin, "logo", { name: "a.png", bytes: small }));
    expect(await receiveUpload(callOf(admin), again, streamOf(huge))).toMatchObject({ ok: false });
    await expect(upload(visit.clinician, "document", { name: "a.pdf", bytes: pdfFile(), patientId: visit.patientId }, streamOf(pdfFile(" ".repeat(300_000)), { breakAt: 130_000 }))).rejects.toThrow("went away");
    expect([stored().length, await db().storedFile.count()]).toEqual(before);
    expect(await ticketFor(admin, "logo", { name: "a.png", bytes: new Uint8Array(2 * 1024 * 1024) })).toMatchObject({ error: { kind: "too_large", code: "files.too_large", params: { megabytes: 1 } } });
  });

  it("FILE-1: a ticket is its owner's alone and runs out; a receipt is made by the server alone", async () => {
    const given = { name: "a.png", bytes: pngFile() };
    const { ticket } = value(await ticketFor(admin, "logo", given));
    const other = await createVisit();
    for (const actor of [{ ...admin, accountId: other.clinician.accountId }, other.clinician, { kind: "public" } as const]) {
      expect(await receiveUpload(callOf(actor), ticket, streamOf(given.bytes))).toMatchObject({ error: { kind: "not_found" } });
    }
    expect(await receiveUpload({ ...callOf(admin), nowMs: Date.now() + 21 * 60_000 }, ticket, streamOf(given.bytes))).toMatchObject({ error: { kind: "not_found" } });
    expect(await act(fileCommand("keep-logo"), admin, { receipt: ticket })).toMatchObject({ error: { kind: "not_found" } });
    // One ticket, one file: the second finds its place taken.
    value(await receiveUpload(callOf(admin), ticket, streamOf(given.bytes)));
    expect(await receiveUpload(callOf(admin), ticket, streamOf(given.bytes))).toMatchObject({ error: { kind: "conflict" } });
  });

  it("FILE-13: a practice whose space is full takes no more", async () => {
    const desk = await createDesk();
    const boss = withRoles(desk.clinician, "admin");
    const row = { purpose: "model", mediaType: "model/stl", byteCount: BigInt(20 * 1024 ** 3), sha256: "0", uploadedBy: randomUUID(), nameSealed: new Uint8Array(1) };
    const { id } = await db().storedFile.create({ data: { ...row, practiceId: desk.practiceId, storageKey: randomUUID() } });
    expect(await ticketFor(boss, "model", { name: "a.stl", bytes: stlFile() })).toMatchObject({ error: { kind: "conflict", code: "files.quota" } });
    await db().storedFile.update({ where: { id }, data: { deletedAt: new Date() } });
    expect(await ticketFor(boss, "model", { name: "a.stl", bytes: stlFile() })).toMatchObject({ ok: true });
  });

  it("FILE-13: one address and one practice send so many, whoever sends them", async () => {
    const [one, two] = [await createDesk(), await createDesk()];
    const ask = (actor: Actor, source: string) => fileCommand("prepare-model").run({ ...callOf(actor), source, input: { name: "a.stl", byteCount: 1 }, idempotencyKey: null });
    await db().rateBucket.create({ data: { key: "files/prepare-model|address:here", tokens: 0, updatedAt: new Date() } });
    await db().rateBucket.create({ data: { key: `files/prepare-model|practice:${two.practiceId}`, tokens: 0, updatedAt: new Date() } });
    expect((await ask(one.clinician, "here")).result).toMatchObject({ error: { kind: "rate_limited" } });
    expect((await ask(one.clinician, "there")).result.ok).toBe(true);
    expect((await ask(two.clinician, "there")).result).toMatchObject({ error: { kind: "rate_limited" } });
  });
});

describe("a file goes out", () => {
  it("FILE-11: a document opens to its patient and to those who treat them, each read in the audit, and to nobody else", async () => {
    const bytes = pngFile();
    const patient = patientActor(visit.practiceId, visit.patientId);
    const kept = value(await upload(patient, "document", { name: "letter.png", bytes, patientId: visit.patientId }));
    const read = (actor: Actor) => act(READ.document, actor, { fileId: kept.fileId });
    expect((await read(patient)).ok).toBe(true);
    expect((await read(visit.clinician)).ok).toBe(true);
    expect(await db().auditEntry.count({ where: { action: "file.read", subjectId: kept.fileId, outcome: "done", patientId: visit.patientId } })).toBe(2);
    const other = await createVisit();
    expect(await read(other.clinician)).toMatchObject({ error: { kind: "not_found" } });
    expect(await read(patientActor(visit.practiceId, other.patientId))).toMatchObject({ error: { kind: "not_found" } });
    expect(await read(admin)).toMatchObject({ error: { kind: "denied" } });
    expect(await read({ ...visit.clinician, strong: false })).toMatchObject({ error: { code: "access.second_factor_needed" } });
    expect(await act(READ.logo, admin, { fileId: kept.fileId })).toMatchObject({ error: { kind: "not_found" } });
    expect(await ticketFor(patientActor(visit.practiceId, other.patientId), "document", { name: "a.png", bytes, patientId: visit.patientId })).toMatchObject({ error: { kind: "not_found" } });
  });

  it("FILE-12: with its own type, never sniffed, run, kept or shown by another site; to be saved, unless it is an image", () => {
    const view = { fileId: randomUUID() as KeptFile["fileId"], purpose: "document" as const, name: "Röntgen.pdf", mediaType: "application/pdf", byteCount: 5, sha256: "0", createdAtMs: 0 };
    const headers = Object.fromEntries(fileHeaders(view, true));
    expect(headers).toEqual({
      "content-type": "application/pdf",
      "content-length": "5",
      "content-disposition": `attachment; filename="R_ntgen.pdf"; filename*=UTF-8''R%C3%B6ntgen.pdf`,
      "x-content-type-options": "nosniff",
      "content-security-policy": "sandbox; default-src 'none'; frame-ancestors 'none'",
      "cross-origin-resource-policy": "same-origin",
      "cache-control": "private, no-store",
    });
    expect(fileHeaders({ ...view, mediaType: "image/png" }, true).get("content-disposition")).toMatch(/^inline/);
    expect(fileHeaders({ ...view, mediaType: "image/png" }, false).get("content-disposition")).toMatch(/^attachment/);
  });

  it("FILE-11, FILE-12: the practice's logo greets anybody, over HTTP; the one before it is gone", async () => {
    const [first, second] = [value(await upload(admin, "logo", { name: "a.png", bytes: pngFile() })), value(await upload(admin, "logo", { name: "b.png", bytes: pngFile({ width: 3, height: 2 }) }))];
    expect(await db().practice.findUniqueOrThrow({ where: { id: visit.practiceId } })).toMatchObject({ logoFileId: second.fileId });
    const fetchLogo = (fileId: string) => GET(new Request(`http://localhost:3000/api/files/logo/${fileId}`), { params: Promise.resolve({ purpose: "logo", fileId }) });
    const answer = await fetchLogo(second.fileId);
    expect([answer.status, answer.headers.get("content-type"), answer.headers.get("content-disposition")]).toEqual([200, "image/png", `inline; filename="b.png"; filename*=UTF-8''b.png`]);
    expect(Buffer.from(await answer.arrayBuffer()).equals(pngFile({ width: 3, height: 2 }))).toBe(true);
    expect((await fetchLogo(first.fileId)).status).toBe(404);
    expect((await fetchLogo("rubbish")).status).toBe(400);
    expect(await act(fileCommand("remove-logo"), admin, { fileId: second.fileId })).toMatchObject({ ok: true });
    expect((await fetchLogo(second.fileId)).status).toBe(404);
    expect(await db().practice.findUniqueOrThrow({ where: { id: visit.practiceId } })).toMatchObject({ logoFileId: null });
  });

  it("FILE-8: the sweep takes removed files and what no row knows once it is old, and leaves the rest", async () => {
    const bytes = pngFile();
    const patient = patientActor(visit.practiceId, visit.patientId);
    const [stays, goes] = [
      value(await upload(visit.clinician, "document", { name: "a.png", bytes, patientId: visit.patientId })),
      value(await upload(patient, "document", { name: "b.png", bytes, patientId: visit.patientId })),
    ];
    value(await act(fileCommand("remove-document"), patient, { fileId: goes.fileId }));
    const [young, old, draft] = [join(folder, "objects", "young"), join(folder, "objects", "old"), join(folder, "drafts", "cut-off")];
    for (const path of [young, old, draft]) writeFileSync(path, "x");
    for (const path of [old, draft]) utimesSync(path, 1, 1);
    await sweepFiles(Date.now());
    expect((await bytesOfKept(goes.fileId))?.equals(bytes), "it may still be brought back").toBe(true);
    writeFileSync(old, "x");
    utimesSync(old, 1, 1);
    const swept = await sweepFiles(Date.now() + UNDO_MS);
    expect(swept.orphans).toBe(1);
    expect(swept.removed).toBeGreaterThanOrEqual(1);
    expect(await bytesOfKept(goes.fileId)).toBeNull();
    const left = stored();
    expect(left).toContain(young);
    expect(left).not.toContain(old);
    expect(left).not.toContain(draft);
    expect(await bytesOf(goes.fileId)).toBeNull();
    expect((await bytesOf(stays.fileId))?.equals(bytes)).toBe(true);
    rmSync(young);
  });

  it("FILE-6: once the patient's key is destroyed, the bytes open no more", async () => {
    const gone = await createVisit();
    const kept = value(await upload(gone.clinician, "document", { name: "a.png", bytes: pngFile(), patientId: gone.patientId }));
    expect(await db().$transaction((tx) => destroyPatientKey(tx, gone.patientId))).toBe("destroyed");
    expect(await bytesOf(kept.fileId)).toBeNull();
  });
});
