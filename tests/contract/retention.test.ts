import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import type { StaffActor } from "@/core/access/actor";
import { EMPTY_NOTE_TEXT } from "@/core/record/note";
import { fileCommands } from "@/server/files/operations";
import { openBytes } from "@/server/files/give";
import { receiveUpload } from "@/server/files/receive";
import { sweepFiles } from "@/server/files/sweep";
import { db } from "@/server/kit/db";
import type { Command } from "@/server/kit/operation";
import { judgeRegistration } from "@/server/people/registrations";
import { noteQuery } from "@/server/record/queries";
import { saveNote } from "@/server/record/save-note";
import { keepRetention } from "@/server/retention/daily";
import { deletePatient, listReceipts, readReceipt } from "@/server/retention/delete-patient";
import { listDue } from "@/server/retention/due";
import { liftHold, listHolds, placeHold } from "@/server/retention/holds";
import { changeRule, listRules } from "@/server/retention/rules";
import { withRoles } from "../support/desk-fixture";
import { patientActor, value } from "../support/people-fixture";
import { createAdmittedVisit } from "../support/room-fixture";
import { pdfFile } from "../support/sample-files";
import { act, createVisit, type VisitFixture } from "../support/visit-fixture";

const folder = mkdtempSync(join(tmpdir(), "bedside-retention-"));
process.env.BEDSIDE_FILES_DIR = folder;
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const YEAR_MS = 365.25 * 24 * 3_600_000;
const adminOf = ({ clinician }: VisitFixture): StaffActor => ({ ...withRoles(clinician, "admin"), stepUpAtMs: Date.now() });
const answer = (visit: VisitFixture, more: object = {}) => ({ patientId: visit.patientId, version: 1, basis: "retention", familyName: "Haddad", ...more });

/** A visit with a note (signed), a letter and an account, that ended so many years ago. */
async function oldRecord(years: number): Promise<VisitFixture & { fileId: string; accountId: string }> {
  const visit = await createAdmittedVisit();
  value(await act(saveNote, visit.clinician, { visitId: visit.visitId, baseVersion: 0, text: { ...EMPTY_NOTE_TEXT, assessment: "Stable angina", plan: "Walk" }, views: [] }));
  const letter = pdfFile();
  const ask = fileCommands.find(({ name }) => name === "files/prepare-document") as Command<{ ticket: string }>;
  const { ticket } = value(await act(ask, visit.clinician, { name: "letter.pdf", byteCount: letter.length, patientId: visit.patientId }));
  const call = { actor: visit.clinician, requestId: randomUUID(), nowMs: Date.now(), source: "retention", cookie: () => null };
  const { fileId } = value(await receiveUpload(call, ticket, new Response(new Uint8Array(letter)).body!));
  const accountId = randomUUID();
  await db().account.create({ data: { id: accountId, practiceId: visit.practiceId, email: `${accountId}@patients.example.test`, name: "Amira Haddad", passwordHash: "x" } });
  await db().session.create({ data: { practiceId: visit.practiceId, accountId, expiresAt: new Date(Date.now() + 3_600_000), userAgent: "Firefox" } });
  await db().patient.update({ where: { id: visit.patientId }, data: { accountId, email: "amira@patients.example.test", phone: "+41 44 555 01 02" } });
  await db().encounterNote.updateMany({ where: { visitId: visit.visitId }, data: { status: "signed", signedAt: new Date(), contentHash: "0" } });
  const ended = new Date(Date.now() - years * YEAR_MS);
  await db().visit.update({ where: { id: visit.visitId }, data: { state: "ended", endedAt: ended } });
  await db().appointment.updateMany({ where: { patientId: visit.patientId }, data: { startsAt: new Date(ended.getTime() - 1_800_000), endsAt: ended } });
  return { ...visit, fileId, accountId };
}

describe("how long records are kept", () => {
  it("RET-3: an admin who has just shown who they are sets it within bounds; the auditor looks", async () => {
    const visit = await createVisit();
    const admin = adminOf(visit);
    const rule = { recordClass: "health_record", years: 12, minorsUntilAge: 30 };
    expect(await act(changeRule, { ...admin, stepUpAtMs: Date.now() - 6 * 60_000 }, rule)).toMatchObject({ error: { code: "access.step_up_needed" } });
    expect(await act(changeRule, visit.clinician, rule)).toMatchObject({ error: { kind: "denied" } });
    expect(await act(changeRule, admin, { ...rule, years: 3 })).toMatchObject({ error: { code: "retention.years_low" } });
    value(await act(changeRule, admin, rule));
    value(await act(changeRule, admin, { ...rule, years: 11 }));
    const seen = value(await act(listRules, withRoles(admin, "auditor"), {}));
    expect(seen.rules.find(({ recordClass }) => recordClass === "health_record")).toMatchObject({ years: 11, minorsUntilAge: 30, isOwn: true, leastYears: 8 });
    expect([seen.mayChange, value(await act(listRules, admin, {})).mayChange]).toEqual([false, true]);
    expect(value(await act(listRules, adminOf(await createVisit()), {})).rules.every(({ isOwn }) => !isOwn)).toBe(true);
  });

  it("RET-3: what is due is proposed to the admin, once, and nothing of it goes by itself", async () => {
    const [old, young] = [await oldRecord(12), await oldRecord(5)];
    const admin = adminOf(old);
    await db().staffMember.updateMany({ where: { practiceId: old.practiceId }, data: { roles: ["clinician", "admin"] } });
    expect(value(await act(listDue, admin, {})).due).toMatchObject([{ patientId: old.patientId, recordClass: "health_record", name: "Amira Haddad" }]);
    expect(value(await act(listDue, adminOf(young), {})).due).toEqual([]);
    await db().notification.create({ data: { practiceId: old.practiceId, accountId: admin.accountId, kind: "visit.arrived", createdAt: new Date(Date.now() - 2 * YEAR_MS) } });
    expect(await keepRetention(Date.now())).toMatchObject({ deleted: 1 });
    expect(await keepRetention(Date.now())).toBeNull();
    expect(await keepRetention(Date.now() + 25 * 3_600_000)).toMatchObject({ practicesTold: 0 });
    expect(await db().notification.findMany({ where: { practiceId: old.practiceId, kind: "retention.due" } })).toMatchObject([{ kind: "retention.due", accountId: admin.accountId }]);
    expect(await db().patient.findUniqueOrThrow({ where: { id: old.patientId } })).toMatchObject({ status: "active", familyName: "Haddad" });
  });
});

describe("a legal hold", () => {
  it("RET-4: beats every way of deleting, until it is lifted", async () => {
    const old = await oldRecord(20);
    const admin = adminOf(old);
    const { holdId } = value(await act(placeHold, admin, { patientId: old.patientId, words: "Court of Zurich, file 2026-114" }));
    expect(await act(placeHold, admin, { patientId: old.patientId, words: "Twice over" })).toMatchObject({ error: { code: "retention.hold_stands" } });
    expect(value(await act(listHolds, withRoles(admin, "auditor"), {})).holds).toMatchObject([{ holdId, words: "Court of Zurich, file 2026-114", name: "Amira Haddad" }]);
    expect(await act(deletePatient, admin, answer(old))).toMatchObject({ error: { code: "retention.held" } });
    expect(await act(deletePatient, admin, answer(old, { basis: "erasure_request" }))).toMatchObject({ error: { code: "retention.held" } });
    expect(value(await act(listDue, admin, {}))).toMatchObject({ due: [], held: 1 });
    const remove = fileCommands.find(({ name }) => name === "files/remove-document") as Command;
    await db().appointment.updateMany({ where: { patientId: old.patientId }, data: { startsAt: new Date(Date.now() - 3_600_000), endsAt: new Date() } });
    expect(await act(remove, old.clinician, { fileId: old.fileId })).toMatchObject({ error: { code: "retention.held" } });
    await expect(db().patientKey.delete({ where: { patientId: old.patientId } })).rejects.toThrow();
    await expect(db().patient.update({ where: { id: old.patientId }, data: { status: "erased" } })).rejects.toThrow();
    await expect(db().storedFile.update({ where: { id: old.fileId }, data: { deletedAt: new Date() } })).rejects.toThrow();
    await expect(db().storedFile.delete({ where: { id: old.fileId } })).rejects.toThrow();
    const asks = await db().patient.create({ data: { practiceId: old.practiceId, givenName: "Pia", familyName: "Roth", searchName: "piaroth", birthDate: new Date("1990-01-02"), zone: "UTC", status: "pending", registeredBy: "self" } });
    value(await act(placeHold, admin, { patientId: asks.id, words: "Court of Zurich" }));
    expect(await act(judgeRegistration, withRoles(admin, "scheduler"), { patientId: asks.id, version: 1, answer: "refuse" })).toMatchObject({ error: { code: "retention.held" } });
    await db().legalHold.updateMany({ where: { patientId: asks.id }, data: { liftedAt: new Date() } });
    const other = adminOf(await createVisit());
    expect(await act(liftHold, other, { holdId })).toMatchObject({ error: { kind: "not_found" } });
    value(await act(liftHold, admin, { holdId }));
    expect(await act(liftHold, admin, { holdId })).toMatchObject({ error: { code: "retention.hold_lifted" } });
    expect(value(await act(listHolds, admin, {})).holds).toEqual([]);
  });
});

describe("a record is deleted", () => {
  it("RET-5: by an admin who steps up, types its name and saw its version; what the law keeps is refused with the day", async () => {
    const [old, young] = [await oldRecord(12), await oldRecord(5)];
    const admin = adminOf(old);
    for (const stepUpAtMs of [null, Date.now() - 6 * 60_000]) {
      expect(await act(deletePatient, { ...admin, stepUpAtMs }, answer(old))).toMatchObject({ error: { code: "access.step_up_needed" } });
    }
    expect(await act(deletePatient, old.clinician, answer(old))).toMatchObject({ error: { kind: "denied" } });
    expect(await act(deletePatient, adminOf(young), answer(old))).toMatchObject({ error: { kind: "not_found" } });
    expect(await act(deletePatient, admin, answer(old, { familyName: "Hadad" }))).toMatchObject({ error: { code: "retention.name_differs" } });
    expect(await act(deletePatient, admin, answer(old, { version: 7 }))).toMatchObject({ error: { kind: "stale" } });
    const asked = await act(deletePatient, adminOf(young), answer(young, { basis: "erasure_request" }));
    expect(asked).toMatchObject({ error: { code: "retention.law_keeps", params: { date: expect.stringMatching(/^20\d\d-\d\d-\d\d$/) } } });
    const coming = await createVisit();
    expect(await act(deletePatient, adminOf(coming), answer(coming, { basis: "erasure_request" }))).toMatchObject({ error: { code: "retention.visits_open" } });
    for (const { patientId } of [old, young, coming]) expect(await db().patient.findUniqueOrThrow({ where: { id: patientId } })).toMatchObject({ status: "active", familyName: "Haddad" });
  });

  it("RET-6, RET-7: its key, name, files and account go; signed words stay unreadable; the receipt counts and holds", async () => {
    const old = await oldRecord(12);
    const admin = adminOf(old);
    const merged = await db().patient.create({ data: { practiceId: old.practiceId, givenName: "Amira", familyName: "Hadad", searchName: "amirahadad", birthDate: new Date("1968-03-02"), zone: "UTC", status: "merged", mergedIntoId: old.patientId } });
    const before = await db().encounterNote.findFirstOrThrow({ where: { patientId: old.patientId } });
    const { receiptId } = value(await act(deletePatient, admin, answer(old)));

    const rows = await db().patient.findMany({ where: { id: { in: [old.patientId, merged.id] } } });
    for (const row of rows) expect(row).toMatchObject({ givenName: "", familyName: "", searchName: "", email: null, phone: null, accountId: null, detailsSealed: null });
    expect(rows.find(({ id }) => id === old.patientId)?.status).toBe("erased");
    expect(await db().patientKey.count({ where: { patientId: old.patientId } })).toBe(0);
    expect(await db().encounterNote.findUniqueOrThrow({ where: { id: before.id } })).toEqual(before);
    expect((await act(noteQuery, old.clinician, { visitId: old.visitId }).catch(() => ({ ok: false }))).ok).toBe(false);
    expect(await db().account.findUniqueOrThrow({ where: { id: old.accountId } })).toMatchObject({ name: "", email: `${old.accountId}@erased.invalid`, passwordHash: null, disabledAt: expect.any(Date) });
    expect(await db().session.findFirstOrThrow({ where: { accountId: old.accountId } })).toMatchObject({ revokedAt: expect.any(Date), userAgent: "" });
    expect(await openBytes(old.fileId)).toBeNull();
    expect((await sweepFiles(Date.now())).removed).toBe(1);
    const whole = JSON.stringify([rows, await db().account.findMany({ where: { id: old.accountId } })]);
    for (const word of ["Haddad", "Hadad", "amira"]) expect(whole.toLowerCase()).not.toContain(word.toLowerCase());

    const receipt = value(await act(readReceipt, withRoles(admin, "auditor"), { receiptId }));
    expect(receipt).toMatchObject({ patientId: old.patientId, basis: "retention", isTrue: true, counts: { patient: 2, patient_key: 1, stored_file: 1, account: 1, "encounter_note.sealed": 1 } });
    expect(value(await act(listReceipts, admin, {})).receipts).toMatchObject([{ receiptId }]);
    await expect(db().deletionReceipt.update({ where: { id: receiptId }, data: { counts: {} } })).rejects.toThrow();
    await expect(db().deletionReceipt.delete({ where: { id: receiptId } })).rejects.toThrow();
    expect(await db().auditEntry.findFirst({ where: { action: "deletion.create", subjectId: receiptId } })).toMatchObject({ outcome: "done", patientId: old.patientId });
    expect(await act(deletePatient, admin, answer(old, { version: 2, familyName: "" }))).toMatchObject({ error: { kind: "gone" } });
    expect(await act(readReceipt, adminOf(await createVisit()), { receiptId })).toMatchObject({ error: { kind: "not_found" } });
  });

  it("RET-5: who never had a visit goes when they ask", async () => {
    const visit = await createVisit();
    const { id } = await db().patient.create({ data: { practiceId: visit.practiceId, givenName: "Nora", familyName: "Quist", searchName: "noraquist", birthDate: new Date("1980-01-02"), zone: "UTC" } });
    expect(await act(deletePatient, patientActor(visit.practiceId, id as never), { patientId: id, version: 1, basis: "erasure_request", familyName: "Quist" })).toMatchObject({ error: { kind: "denied" } });
    const { receiptId } = value(await act(deletePatient, adminOf(visit), { patientId: id, version: 1, basis: "erasure_request", familyName: "quist" }));
    expect(value(await act(readReceipt, adminOf(visit), { receiptId }))).toMatchObject({ basis: "erasure_request", isTrue: true });
  });
});
