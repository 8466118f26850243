import { randomUUID } from "node:crypto";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Actor, ProxyActor, VisitorActor } from "@/core/access/actor";
import { mayHear } from "@/core/access/hear";
import type { PushEvent } from "@/core/kit/topics";
import { EMPTY_NOTE_TEXT } from "@/core/record/note";
import { keepDocumentConfidential, listDocuments } from "@/server/files/documents";
import { READ } from "@/server/files/operations";
import { db } from "@/server/kit/db";
import { myVisits } from "@/server/people/my-visits";
import { keepConfidential } from "@/server/record/confidence";
import { keepView } from "@/server/record/keep-view";
import { keptViewsQuery, noteQuery, summaryQuery, viewPictureQuery } from "@/server/record/queries";
import { saveNote } from "@/server/record/save-note";
import { signNote } from "@/server/record/sign-note";
import { openSummary, sendSummaryCode } from "@/server/record/summary-code";
import { patientActor, value } from "../support/people-fixture";
import { waitingMails } from "../support/read-mail";
import { pdfFile } from "../support/sample-files";
import { upload } from "../support/uploads";
import { act, createClinician, createVisit, openAs, visitorOf, type VisitFixture } from "../support/visit-fixture";

process.env.BEDSIDE_FILES_DIR = mkdtempSync(join(tmpdir(), "bedside-confidence-"));
const PUBLIC = { kind: "public" } as const;
const JPEG = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 0x10, 0x4a, 0x46]).toString("base64");
const WHY = "Asked that nobody at home hears of it";
const text = { ...EMPTY_NOTE_TEXT, assessment: "a", plan: "p", summary: { headline: "h", explanation: "e", steps: [], urgent: "" } };
const ALL = ["appointments", "visits", "summaries", "documents", "contact"] as const;

/** Somebody of so many years, today. */
function bornYearsAgo(years: number, days = 0): Date {
  const day = new Date();
  return new Date(Date.UTC(day.getUTCFullYear() - years, day.getUTCMonth(), day.getUTCDate() + days));
}

interface Case extends VisitFixture {
  readonly patient: Actor;
  readonly parent: ProxyActor;
  readonly email: string;
  readonly viewId: string;
}

/** A visit of a patient of an age, with a kept view; ended, its note written and not signed. */
async function visitOf(years: number, state: "admitted" | "ended" = "ended"): Promise<Case> {
  const visit = await createVisit();
  const { practiceId, patientId, visitId } = visit;
  const [accountId, email] = [randomUUID(), `${randomUUID()}@parents.example.test`];
  await db().account.create({ data: { id: accountId, practiceId, email: `${accountId}@example.test`, name: "Amira Haddad" } });
  await db().patient.update({ where: { id: patientId }, data: { birthDate: bornYearsAgo(years), email, accountId } });
  await db().visit.update({ where: { id: visitId }, data: { state: "admitted", admittedAt: new Date() } });
  const viewId = randomUUID();
  value(await act(keepView, visit.clinician, { viewId, visitId, label: "The valve", registers: {}, pictureType: "image/jpeg", pictureBase64: JPEG }));
  value(await act(saveNote, visit.clinician, { visitId, baseVersion: 0, text, views: [{ viewId, forPatient: true }] }));
  await db().visit.update({ where: { id: visitId }, data: { state, endedAt: state === "ended" ? new Date() : null } });
  const patient = patientActor(practiceId, patientId, accountId as ReturnType<typeof randomUUID>);
  const parent = { kind: "proxy", practiceId, patientId, accountId: randomUUID(), proxyId: randomUUID(), sessionId: randomUUID(), scopes: ALL, name: "Karim", zone: "UTC", locale: "en" } as unknown as ProxyActor;
  return { ...visit, patient, parent, email, viewId };
}

const keep = ({ visitId, clinician }: Case, confidential = true, why = WHY) => act(keepConfidential, clinician, { visitId, confidential, why });
const sign = ({ visitId, clinician }: Case) => act(signNote, clinician, { visitId, baseVersion: 1 });
const NOT_FOUND = { ok: false, error: { kind: "not_found" } };

/** What somebody finds of the visit's summary, in every place where it could show. */
async function traces(visit: Case, actor: Actor) {
  const { visitId, viewId } = visit;
  const reads = [await act(summaryQuery, actor, { visitId }), await act(keptViewsQuery, actor, { visitId }), await act(viewPictureQuery, actor, { viewId })];
  const listed = await act(myVisits, actor, {});
  return { reads: reads.map((each) => (each.ok ? "ok" : each.error.code)), listed: listed.ok ? listed.value.visits.map(({ hasSummary }) => hasSummary) : null };
}

const events = async ({ practiceId, visitId }: Case): Promise<PushEvent[]> =>
  (await db().outbox.findMany({ where: { practiceId, topic: "note.changed" } })).map(({ topic, payload }) => ({ topic, ids: payload }) as unknown as PushEvent).filter(({ ids }) => ids.visitId === visitId);

describe("a summary in confidence", { timeout: 120_000 }, () => {
  it("NOTE-14: whoever acts for the patient finds what they would find if there were none; the patient and who treats them read it", async () => {
    const visit = await visitOf(14);
    const without = await traces(visit, visit.parent);
    value(await keep(visit));
    value(await sign(visit));
    const { reads, listed } = await traces(visit, visit.parent);
    expect(reads).toEqual(["kit.not_found", "kit.not_found", "kit.not_found"]);
    expect(listed).toEqual(without.listed);
    expect(reads[0]).toBe(without.reads[0]);
    expect(await traces(visit, visit.patient)).toEqual({ reads: ["ok", "ok", "ok"], listed: [true] });
    expect(value(await act(summaryQuery, visit.patient, { visitId: visit.visitId }))).toMatchObject({ confidential: true });
    expect((await act(summaryQuery, visit.clinician, { visitId: visit.visitId })).ok).toBe(true);
  });

  it("NOTE-14: without the mark the same helper reads all of it; with it, marked after signing, no more", async () => {
    const visit = await visitOf(14);
    value(await sign(visit));
    expect(await traces(visit, visit.parent)).toEqual({ reads: ["ok", "ok", "ok"], listed: [true] });
    value(await keep(visit));
    expect((await traces(visit, visit.parent)).reads).toEqual(["kit.not_found", "kit.not_found", "kit.not_found"]);
  });

  it("NOTE-14: no push tells them either", async () => {
    const visit = await visitOf(15);
    const before = (await events(visit)).length;
    value(await keep(visit));
    value(await sign(visit));
    const heard = (await events(visit)).slice(before);
    expect(heard).toHaveLength(2);
    for (const event of heard) {
      expect(mayHear(visit.parent, event)).toBe(false);
      expect(mayHear(visit.patient, event)).toBe(true);
      expect(mayHear(visit.clinician, event)).toBe(true);
    }
  });

  it("NOTE-15: nothing is mailed and no code opens it, not even one that was sent before; given free, the mail goes out", async () => {
    const visit = await visitOf(16);
    value(await sign(visit));
    value(await act(sendSummaryCode, PUBLIC, { visitId: visit.visitId }));
    const mails = await waitingMails(visit.email);
    const code = /\b\d{6}\b/.exec(mails.at(-1)?.text ?? "")?.[0];
    const cookies = new Map<string, string>();
    value(await act(openSummary, PUBLIC, { visitId: visit.visitId, code }, { cookies }));
    const reader: VisitorActor = await visitorOf(visit.visitId, cookies);
    expect((await act(summaryQuery, reader, { visitId: visit.visitId })).ok).toBe(true);
    value(await keep(visit));
    expect(await act(summaryQuery, reader, { visitId: visit.visitId })).toMatchObject(NOT_FOUND);
    expect(await act(viewPictureQuery, reader, { viewId: visit.viewId })).toMatchObject(NOT_FOUND);
    expect(await act(sendSummaryCode, PUBLIC, { visitId: visit.visitId })).toEqual({ ok: true, value: { sent: true } });
    expect(await waitingMails(visit.email)).toHaveLength(mails.length);

    const quiet = await visitOf(16, "admitted");
    const { visitor } = await openAs(quiet.token);
    value(await keep(quiet));
    await db().visit.update({ where: { id: quiet.visitId }, data: { state: "ended", endedAt: new Date() } });
    value(await sign(quiet));
    expect(await waitingMails(quiet.email)).toEqual([]);
    expect(await act(keptViewsQuery, visitor, { visitId: quiet.visitId })).toMatchObject(NOT_FOUND);
    value(await keep(quiet, false));
    expect((await waitingMails(quiet.email)).map(({ subject }) => subject)).toEqual(["Your visit summary is ready"]);
    expect((await traces(quiet, quiet.parent)).reads).toEqual(["ok", "ok", "ok"]);
  });

  it("NOTE-13: from the twelfth birthday until they come of age, by the clinician of the visit alone, once it began", async () => {
    expect(await keep(await visitOf(11))).toMatchObject({ error: { code: "record.confidence_age" } });
    expect(await keep(await visitOf(18))).toMatchObject({ error: { code: "record.confidence_age" } });
    expect((await keep(await visitOf(12))).ok).toBe(true);
    const early = await visitOf(14, "admitted");
    await db().visit.update({ where: { id: early.visitId }, data: { state: "waiting" } });
    expect(await keep(early)).toMatchObject({ error: { code: "record.visit_not_begun" } });
    const visit = await visitOf(17);
    const colleague = await createClinician(visit.practiceId);
    const desk = { ...(await createClinician(visit.practiceId)), roles: ["scheduler" as const] };
    const elsewhere = (await createVisit()).clinician;
    for (const [actor, kind] of [[colleague, "not_found"], [elsewhere, "not_found"], [desk, "denied"], [visit.parent, "denied"], [visit.patient, "denied"], [PUBLIC, "signed_out"]] as const) {
      expect(await act(keepConfidential, actor, { visitId: visit.visitId, confidential: true })).toMatchObject({ error: { kind } });
    }
    expect(await db().visit.findUnique({ where: { id: visit.visitId } })).toMatchObject({ confidential: false, confidentialWhySealed: null });
  });

  it("NOTE-12, NOTE-13: the reason is sealed, shown to who writes the note, and gone with the mark; each turn leaves a row", async () => {
    const visit = await visitOf(13, "admitted");
    value(await keep(visit));
    const row = await db().visit.findUniqueOrThrow({ where: { id: visit.visitId } });
    expect(Buffer.from(row.confidentialWhySealed ?? []).toString("latin1")).not.toContain("nobody");
    expect(value(await act(noteQuery, visit.clinician, { visitId: visit.visitId })).confidence).toEqual({ isOffered: true, isOn: true, why: WHY, hasAccount: true });
    value(await keep(visit, false, "left over"));
    expect(value(await act(noteQuery, visit.clinician, { visitId: visit.visitId })).confidence).toEqual({ isOffered: true, isOn: false, why: "", hasAccount: true });
    expect(await db().auditEntry.count({ where: { practiceId: visit.practiceId, action: "note.keep_confidential", outcome: "done" } })).toBe(2);
    const adult = await visitOf(40);
    expect(value(await act(noteQuery, adult.clinician, { visitId: adult.visitId })).confidence.isOffered).toBe(false);
  });
});

describe("a document in confidence", { timeout: 120_000 }, () => {
  it("NOTE-16: what a young patient brought by their own account is found by them and who treats them, and by no helper", async () => {
    const visit = await visitOf(15);
    const bring = async (actor: Actor) => value(await upload(actor as Parameters<typeof upload>[0], "document", { name: "a.pdf", bytes: pdfFile(), patientId: visit.patientId })).fileId;
    const [own, theirs] = [await bring(visit.patient), await bring(visit.parent)];
    const listOf = async (actor: Actor) => value(await act(listDocuments, actor, { patientId: visit.patientId })).files.map(({ fileId }) => fileId);
    expect(await listOf(visit.parent)).toEqual([theirs]);
    expect((await listOf(visit.patient)).sort()).toEqual([own, theirs].sort());
    expect((await listOf(visit.clinician)).sort()).toEqual([own, theirs].sort());
    expect(await act(READ.document, visit.parent, { fileId: own })).toMatchObject(NOT_FOUND);
    expect((await act(READ.document, visit.patient, { fileId: own })).ok).toBe(true);
    // What they brought as a child, or bring as an adult, is as any other document.
    await db().patient.update({ where: { id: visit.patientId }, data: { birthDate: bornYearsAgo(11) } });
    expect((await listOf(visit.parent)).sort()).toEqual([own, theirs].sort());
    await db().patient.update({ where: { id: visit.patientId }, data: { birthDate: bornYearsAgo(18) } });
    expect((await listOf(visit.parent)).sort()).toEqual([own, theirs].sort());
  });

  it("NOTE-17: whoever treats a young patient keeps one document from helpers, and gives it free again; nobody else does", async () => {
    const visit = await visitOf(15);
    const bring = async (actor: Actor) => value(await upload(actor as Parameters<typeof upload>[0], "document", { name: "a.pdf", bytes: pdfFile(), patientId: visit.patientId })).fileId;
    const [letter, own] = [await bring(visit.clinician), await bring(visit.patient)];
    const keep = (actor: Actor, fileId: string, confidential: boolean, version = 1) => act(keepDocumentConfidential, actor, { fileId, version, confidential });
    const seenBy = async (actor: Actor) => value(await act(listDocuments, actor, { patientId: visit.patientId })).files.map(({ fileId, confidence, mayKeep }) => ({ fileId, confidence, mayKeep }));
    expect(await keep(visit.patient, letter, true)).toMatchObject({ error: { kind: "denied" } });
    expect(await keep(visit.parent, letter, true)).toMatchObject({ error: { kind: "denied" } });
    expect(await keep(await createClinician(visit.practiceId), letter, true)).toMatchObject(NOT_FOUND);
    value(await keep(visit.clinician, letter, true));
    expect([await seenBy(visit.parent), await act(READ.document, visit.parent, { fileId: letter })]).toMatchObject([[], NOT_FOUND]);
    expect(await seenBy(visit.clinician)).toEqual(
      expect.arrayContaining([{ fileId: letter, confidence: "kept", mayKeep: true }, { fileId: own, confidence: "own", mayKeep: false }]),
    );
    expect(await keep(visit.clinician, letter, false)).toMatchObject({ error: { code: "files.changed" } });
    expect(await keep(visit.clinician, own, false)).toMatchObject({ error: { code: "files.own_confidence" } });
    expect(await db().auditEntry.count({ where: { subjectId: letter, action: "file.keep_confidential", outcome: "done" } })).toBe(1);
    // Of age by now: it stays as it was left, can be given free, and not be kept again.
    await db().patient.update({ where: { id: visit.patientId }, data: { birthDate: bornYearsAgo(18) } });
    expect(await seenBy(visit.parent)).toEqual([{ fileId: own, confidence: "none", mayKeep: false }]);
    value(await keep(visit.clinician, letter, false, 2));
    expect(await seenBy(visit.parent)).toHaveLength(2);
    expect(await keep(visit.clinician, letter, true, 3)).toMatchObject({ error: { code: "record.confidence_age" } });
  });
});
