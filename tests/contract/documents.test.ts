import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { PatientActor, ProxyActor, ProxyScope, StaffActor } from "@/core/access/actor";
import { UNDO_MS } from "@/core/files/documents";
import type { AccountId, PatientId, ProxyId } from "@/core/kit/ids";
import { listDocuments, removeDocument, renameDocument, restoreDocument } from "@/server/files/documents";
import { openBytes } from "@/server/files/give";
import { READ } from "@/server/files/operations";
import { sweepFiles } from "@/server/files/sweep";
import { closeDb, db } from "@/server/kit/db";
import { mergePatients } from "@/server/people/merge-patients";
import { placeHold } from "@/server/retention/holds";
import { createDesk, createPatient, withRoles } from "../support/desk-fixture";
import { patientActor, value } from "../support/people-fixture";
import { pdfFile, pngFile } from "../support/sample-files";
import { fileCommand, ticketFor, upload } from "../support/uploads";
import { act, createClinician, createVisit, type VisitFixture } from "../support/visit-fixture";

const folder = mkdtempSync(join(tmpdir(), "bedside-documents-"));
process.env.BEDSIDE_FILES_DIR = folder;

let visit: VisitFixture;
let patient: PatientActor;

async function accountOf(practiceId: string, name: string): Promise<AccountId> {
  const id = randomUUID() as AccountId;
  await db().account.create({ data: { id, practiceId, email: `${id}@example.test`, name, zone: "UTC" } });
  return id;
}

beforeAll(async () => {
  visit = await createVisit();
  const accountId = await accountOf(visit.practiceId, "Amira Haddad");
  await db().patient.update({ where: { id: visit.patientId }, data: { accountId } });
  patient = { ...patientActor(visit.practiceId, visit.patientId), accountId };
});
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await closeDb();
});

async function helper(scopes: readonly ProxyScope[], patientId = visit.patientId, accountId?: AccountId): Promise<ProxyActor> {
  const { practiceId, sessionId, zone, locale } = patient;
  const account = accountId ?? (await accountOf(practiceId, "Karim Haddad"));
  return { kind: "proxy", practiceId, accountId: account, proxyId: randomUUID() as ProxyId, patientId, scopes, sessionId, name: "Karim", zone, locale };
}

const bring = async (actor: Parameters<typeof upload>[0], name: string, patientId: string = visit.patientId) => value(await upload(actor, "document", { name, bytes: pdfFile(), patientId }));
const listOf = async (actor: Parameters<typeof act>[1], patientId: string = visit.patientId) => value(await act(listDocuments, actor, { patientId }));
const audited = (action: string, subjectId: string, outcome = "done") => db().auditEntry.findFirst({ where: { action, subjectId, outcome }, orderBy: { id: "desc" } });

describe("the documents of a patient", () => {
  it("FILE-20: who takes care of the patient is told what their side brought, once until it is read, and never of what colleagues bring", async () => {
    const { patientId, practiceId, clinician } = await createVisit();
    const accountId = await accountOf(practiceId, "Amira Haddad");
    await db().patient.update({ where: { id: patientId }, data: { accountId } });
    const theirs = { ...patientActor(practiceId, patientId), accountId };
    const stranger = await createClinician(practiceId);
    const notices = (actor: StaffActor) => db().notification.findMany({ where: { accountId: actor.accountId, kind: "document.brought" }, select: { subjectId: true, readAt: true } });
    await bring(clinician, "report.pdf", patientId);
    expect(await notices(clinician)).toEqual([]);
    await bring(theirs, "one.pdf", patientId);
    await bring(theirs, "two.pdf", patientId);
    expect(await notices(clinician)).toEqual([{ subjectId: patientId, readAt: null }]);
    await db().notification.updateMany({ where: { accountId: clinician.accountId }, data: { readAt: new Date() } });
    const karim = { ...(await helper(["documents"], patientId)), practiceId, accountId: await accountOf(practiceId, "Karim Haddad") };
    await bring(karim, "three.pdf", patientId);
    expect(await notices(clinician)).toHaveLength(2);
    expect(await notices(stranger)).toEqual([]);
  });

  it("FILE-14: each reader sees who brought them, and may change what they brought (or, who treats the patient, all)", async () => {
    const karim = await helper(["documents"]);
    const [theirs, ours, his] = [await bring(patient, "mine.pdf"), await bring(visit.clinician, "report.pdf"), await bring(karim, "scan.pdf")];
    const shown = async (actor: Parameters<typeof act>[1]) => {
      const { files, mayAdd } = await listOf(actor);
      const line = (fileId: string) => files.filter((each) => each.fileId === fileId).map(({ by, byName, mayChange }) => [by, byName, mayChange]).flat();
      return { mayAdd, theirs: line(theirs.fileId), ours: line(ours.fileId), his: line(his.fileId) };
    };
    expect(await shown(patient)).toEqual({ mayAdd: true, theirs: ["you", null, true], ours: ["practice", "Dr. Ines Moreau", false], his: ["helper", "Karim Haddad", false] });
    expect(await shown(visit.clinician)).toEqual({ mayAdd: true, theirs: ["patient", null, true], ours: ["you", null, true], his: ["helper", "Karim Haddad", true] });
    expect(await shown(karim)).toEqual({ mayAdd: true, theirs: ["patient", null, false], ours: ["practice", "Dr. Ines Moreau", false], his: ["you", null, true] });
    const emergencies = [{ breakGlassId: randomUUID() as never, patientId: visit.patientId, endsAtMs: Date.now() + 60_000 }];
    const reader = await shown({ ...(await createClinician(visit.practiceId)), emergencies });
    expect([reader.mayAdd, reader.theirs[2], reader.ours[2]]).toEqual([false, false, false]);
    const entry = await db().auditEntry.findFirst({ where: { action: "file.list", actorId: karim.proxyId } });
    expect(entry).toMatchObject({ outcome: "done", patientId: visit.patientId });
  });

  it("FILE-14: the names that the list shows come newest first, with the patient's name", async () => {
    const view = await listOf(visit.clinician);
    expect(view).toMatchObject({ patientName: "Amira Haddad", hasMore: false });
    const times = view.files.map(({ createdAtMs }) => createdAtMs);
    expect(times).toEqual(times.toSorted((a, b) => b - a));
  });

  it("FILE-14: a renamed document keeps its ending; a name that rests on an older one is refused", async () => {
    const kept = await bring(patient, "a.pdf");
    const renamed = value(await act(renameDocument, patient, { fileId: kept.fileId, version: 1, name: "Letter from the heart clinic.exe" }));
    expect(renamed).toEqual({ fileId: kept.fileId, name: "Letter from the heart clinic.pdf", version: 2 });
    expect(await act(renameDocument, visit.clinician, { fileId: kept.fileId, version: 1, name: "b" })).toMatchObject({ error: { kind: "stale", params: { version: 2, given: 1 } } });
    expect((await listOf(patient)).files.find(({ fileId }) => fileId === kept.fileId)).toMatchObject({ name: "Letter from the heart clinic.pdf", version: 2 });
    expect(await audited("file.rename", kept.fileId)).toMatchObject({ patientId: visit.patientId });
    const row = await db().storedFile.findUniqueOrThrow({ where: { id: kept.fileId } });
    expect(Buffer.from(row.nameSealed).includes("Letter")).toBe(false);
    const both = await Promise.all(["one", "two"].map((name) => act(renameDocument, patient, { fileId: kept.fileId, version: 2, name })));
    expect(both.filter(({ ok }) => ok)).toHaveLength(1);
  });

  it("FILE-14: nobody renames, removes or brings back what isn't theirs to change", async () => {
    const [ours, his] = [await bring(visit.clinician, "report.pdf"), await bring(await helper(["documents"]), "scan.pdf")];
    const other = await createVisit();
    const karim = await helper(["documents"]);
    // The same account acts for somebody else: what it brought there is not this patient's.
    const sameAccountElsewhere = await helper(["documents"], other.patientId, (await db().storedFile.findUniqueOrThrow({ where: { id: his.fileId } })).uploadedBy as AccountId);
    const cases = [patient, karim, sameAccountElsewhere, other.clinician, patientActor(visit.practiceId, other.patientId), await helper(["appointments", "visits", "summaries", "contact"])];
    for (const actor of cases) {
      for (const { fileId } of [ours, his]) {
        for (const [command, input] of [[renameDocument, { fileId, version: 1, name: "x" }], [removeDocument, { fileId }], [restoreDocument, { fileId }]] as const) {
          const result = await act(command, actor, input);
          expect(result.ok ? "let in" : result.error.kind).toMatch(/^(not_found|denied)$/);
        }
      }
    }
    expect(await db().storedFile.count({ where: { id: { in: [ours.fileId, his.fileId] }, version: 1, deletedAt: null } })).toBe(2);
    expect(await audited("file.remove", ours.fileId, "refused")).not.toBeNull();
  });

  it("ACC-33, FILE-14: somebody who acts for the patient needs the scope of documents, whatever else they have", async () => {
    const kept = await bring(patient, "a.pdf");
    const without = await helper(["appointments", "visits", "summaries", "contact"]);
    expect(await act(listDocuments, without, { patientId: visit.patientId })).toMatchObject({ error: { kind: "denied" } });
    expect(await act(READ.document, without, { fileId: kept.fileId })).toMatchObject({ error: { kind: "denied" } });
    expect(await ticketFor(without, "document", { name: "a.pdf", bytes: pdfFile(), patientId: visit.patientId })).toMatchObject({ error: { kind: "denied" } });
    const withScope = await helper(["documents"]);
    expect((await act(READ.document, withScope, { fileId: kept.fileId })).ok).toBe(true);
    const other = await createPatient(visit.practiceId, { givenName: "Mei", familyName: "Tan" });
    expect(await act(listDocuments, withScope, { patientId: other })).toMatchObject({ error: { kind: "not_found" } });
  });
});

describe("a document is removed", () => {
  it("FILE-15: it is out of sight at once, can be brought back for a quarter of an hour, and then its bytes go", async () => {
    const kept = await bring(patient, "a.pdf");
    value(await act(removeDocument, patient, { fileId: kept.fileId }));
    expect((await listOf(patient)).files.map(({ fileId }) => fileId)).not.toContain(kept.fileId);
    expect(await act(READ.document, visit.clinician, { fileId: kept.fileId })).toMatchObject({ error: { kind: "not_found" } });
    expect(await openBytes(kept.fileId)).toBeNull();
    expect(await act(removeDocument, patient, { fileId: kept.fileId })).toMatchObject({ error: { kind: "not_found" } });
    await sweepFiles(Date.now());
    value(await act(restoreDocument, patient, { fileId: kept.fileId }));
    expect((await openBytes(kept.fileId)) === null).toBe(false);
    expect(await act(restoreDocument, patient, { fileId: kept.fileId })).toMatchObject({ error: { kind: "not_found" } });
    value(await act(removeDocument, patient, { fileId: kept.fileId }));
    expect(await act(restoreDocument, patient, { fileId: kept.fileId }, { nowMs: Date.now() + UNDO_MS })).toMatchObject({ error: { kind: "gone", code: "files.removed_for_good" } });
    for (const action of ["file.remove", "file.restore"]) expect(await audited(action, kept.fileId)).toMatchObject({ patientId: visit.patientId });
    expect((await sweepFiles(Date.now() + UNDO_MS)).removed).toBeGreaterThan(0);
  });

  it("FILE-16: what the practice brought or opened stays, sealed, until the record's time is over; what nobody looked at does not", async () => {
    const [unseen, seen, ours] = [await bring(patient, "a.pdf"), await bring(patient, "b.pdf"), await bring(visit.clinician, "c.pdf")];
    value(await act(READ.document, visit.clinician, { fileId: seen.fileId }));
    value(await act(READ.document, patient, { fileId: unseen.fileId }));
    for (const [actor, { fileId }] of [[patient, unseen], [patient, seen], [visit.clinician, ours]] as const) value(await act(removeDocument, actor, { fileId }));
    const until = async ({ fileId }: { fileId: string }) => (await db().storedFile.findUniqueOrThrow({ where: { id: fileId } })).bytesUntil!.getTime() - Date.now();
    const TEN_YEARS = 10 * 365 * 86_400_000;
    expect(await until(unseen)).toBeLessThanOrEqual(UNDO_MS);
    expect(await until(seen)).toBeGreaterThan(TEN_YEARS);
    expect(await until(ours)).toBeGreaterThan(TEN_YEARS);
    await sweepFiles(Date.now() + UNDO_MS + 1);
    const keys = (await db().storedFile.findMany({ where: { id: { in: [unseen.fileId, seen.fileId, ours.fileId] } } })).map(({ id, storageKey }) => [id, storageKey] as const);
    const { objectStore } = await import("@/server/files/choose-store");
    const left = await Promise.all(keys.map(async ([id, key]) => [(await objectStore()!.get(key)) !== null, id] as const));
    expect(left.filter(([isThere]) => isThere).map(([, id]) => id).sort()).toEqual([seen.fileId, ours.fileId].sort());
  });

  it("RET-4: while a hold stands, on the record or on one that was merged into it, nothing is removed", async () => {
    const desk = await createDesk({ patients: 2 });
    const [keptId, givenId] = desk.patientIds as readonly [PatientId, PatientId];
    const doctor: StaffActor = desk.clinician;
    const place = { practiceId: desk.practiceId, staffId: doctor.staffId, part: "lead", startsAt: new Date(0), addedBy: doctor.accountId };
    await db().careTeamMember.createMany({ data: [keptId, givenId].map((patientId) => ({ ...place, patientId })) });
    const [onKept, onGiven] = [await bring(doctor, "kept.pdf", keptId), await bring(doctor, "given.pdf", givenId)];
    value(await act(mergePatients, desk.scheduler, { keptId, givenId, keptVersion: 1, givenVersion: 1, fromGiven: [] }));

    // FILE-14: what was brought for the record that was given up is in the person's list, opens, and is theirs to change.
    const files = (await listOf(doctor, keptId)).files.map(({ fileId }) => fileId);
    expect(files.sort()).toEqual([onKept.fileId, onGiven.fileId].sort());
    expect((await act(READ.document, doctor, { fileId: onGiven.fileId })).ok).toBe(true);
    expect((await openBytes(onGiven.fileId)) === null).toBe(false);
    value(await act(renameDocument, doctor, { fileId: onGiven.fileId, version: 1, name: "From before" }));

    value(await act(placeHold, withRoles(doctor, "admin"), { patientId: keptId, words: "A court asked for it" }));
    for (const { fileId } of [onKept, onGiven]) expect(await act(removeDocument, doctor, { fileId })).toMatchObject({ error: { kind: "conflict", code: "retention.held" } });
    expect((await listOf(doctor, keptId)).files).toHaveLength(2);
  });

  it("FILE-14: bad input is told as such, and changes nothing", async () => {
    const kept = value(await upload(patient, "document", { name: "a.png", bytes: pngFile(), patientId: visit.patientId }));
    for (const name of ["", "   ", "x".repeat(301)]) expect(await act(renameDocument, patient, { fileId: kept.fileId, version: 1, name })).toMatchObject({ error: { kind: "invalid" } });
    for (const fileId of ["rubbish", "", null]) expect(await act(fileCommand("remove-document"), patient, { fileId })).toMatchObject({ error: { kind: "invalid" } });
    expect(await act(removeDocument, { kind: "public" }, { fileId: kept.fileId })).toMatchObject({ error: { kind: "signed_out" } });
    expect(await db().storedFile.findUniqueOrThrow({ where: { id: kept.fileId } })).toMatchObject({ version: 1, deletedAt: null });
  });
});
