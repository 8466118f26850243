import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import type { VisitorActor } from "@/core/access/actor";
import type { ViewId } from "@/core/kit/ids";
import { CODE_ATTEMPTS_MAX, CODE_LIFETIME_MS } from "@/core/record/summary-code";
import { EMPTY_NOTE_TEXT, type NoteText } from "@/core/record/note";
import { db } from "@/server/kit/db";
import { keepView } from "@/server/record/keep-view";
import { keptViewsQuery, noteQuery, summaryQuery, viewPictureQuery } from "@/server/record/queries";
import { saveNote } from "@/server/record/save-note";
import { signNote } from "@/server/record/sign-note";
import { openSummary, sendSummaryCode } from "@/server/record/summary-code";
import { waitingMails } from "../support/read-mail";
import { act, createClinician, createVisit, openAs, strangerIn, visitorOf, type VisitFixture } from "../support/visit-fixture";

const PUBLIC = { kind: "public" } as const;
const JPEG = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 0x10, 0x4a, 0x46]).toString("base64");
const SECRET_WORDS = "regurgitation of the mitral valve";

const whole: NoteText = {
  ...EMPTY_NOTE_TEXT,
  assessment: SECRET_WORDS,
  plan: "Echo within two weeks.",
  summary: {
    headline: "Your heart valve leaks. It can be treated.",
    explanation: "It is a door that does not close.",
    steps: [{ title: "Heart scan", detail: "Within 2 weeks" }],
    urgent: "Hard to breathe at rest?",
  },
};

async function setState(fixture: VisitFixture, state: "admitted" | "ended"): Promise<void> {
  const now = new Date();
  await db().visit.update({
    where: { id: fixture.visitId },
    data: { state, admittedAt: now, endedAt: state === "ended" ? now : null },
  });
}

async function giveAddress(fixture: VisitFixture): Promise<string> {
  const email = `${randomUUID()}@patients.example.test`;
  await db().patient.update({ where: { id: fixture.patientId }, data: { email } });
  return email;
}

async function keep(fixture: VisitFixture, viewId = randomUUID() as ViewId) {
  const input = {
    viewId,
    visitId: fixture.visitId,
    label: "Mitral valve, cut open",
    registers: { "model/heart/transform": { p: [0, 1.2, 0], q: [0, 0, 0, 1], s: 2 } },
    pictureType: "image/jpeg",
    pictureBase64: JPEG,
  };
  return { viewId, result: await act(keepView, fixture.clinician, input) };
}

const saveOn = (fixture: VisitFixture, baseVersion: number, text = whole, views: { viewId: ViewId; forPatient: boolean }[] = []) =>
  act(saveNote, fixture.clinician, { visitId: fixture.visitId, baseVersion, text, views });

/** A visit that ended with a signed note, one view in it, and a patient with an address. */
async function signedVisit() {
  const fixture = await createVisit();
  const email = await giveAddress(fixture);
  await setState(fixture, "admitted");
  const { viewId } = await keep(fixture);
  const hidden = await keep(fixture);
  await setState(fixture, "ended");
  const views = [
    { viewId, forPatient: true },
    { viewId: hidden.viewId, forPatient: false },
  ];
  expect(await saveOn(fixture, 0, whole, views)).toMatchObject({ ok: true, value: { version: 1 } });
  const signed = await act(signNote, fixture.clinician, { visitId: fixture.visitId, baseVersion: 1 });
  expect(signed).toMatchObject({ ok: true });
  return { fixture, email, viewId, hiddenViewId: hidden.viewId };
}

async function codeFor(fixture: VisitFixture, email: string): Promise<string> {
  expect(await act(sendSummaryCode, PUBLIC, { visitId: fixture.visitId })).toEqual({ ok: true, value: { sent: true } });
  const code = /\b\d{6}\b/.exec((await waitingMails(email)).at(-1)?.text ?? "")?.[0];
  if (code === undefined) throw new Error("the newest mail holds no code");
  return code;
}

async function openWithCode(fixture: VisitFixture, email: string): Promise<VisitorActor> {
  const cookies = new Map<string, string>();
  const code = await codeFor(fixture, email);
  expect(await act(openSummary, PUBLIC, { visitId: fixture.visitId, code }, { cookies })).toMatchObject({ ok: true });
  return visitorOf(fixture.visitId, cookies);
}

describe("writing a note", () => {
  it("NOTE-2: is refused before the patient is admitted", async () => {
    const fixture = await createVisit();
    expect(await saveOn(fixture, 0)).toMatchObject({ ok: false, error: { code: "record.visit_not_begun" } });
    expect(await db().encounterNote.count({ where: { visitId: fixture.visitId } })).toBe(0);
  });

  it("NOTE-3: two windows that begin at once leave one note, and the later save is told", async () => {
    const fixture = await createVisit();
    await setState(fixture, "admitted");
    const results = await Promise.all([saveOn(fixture, 0), saveOn(fixture, 0)]);
    expect(results.filter((each) => each.ok)).toHaveLength(1);
    expect(results.find((each) => !each.ok)).toMatchObject({ error: { kind: "stale" } });
  });

  it("NOTE-4: a view of another visit is refused and the draft stays as it was", async () => {
    const [fixture, other] = [await createVisit(), await createVisit()];
    await Promise.all([setState(fixture, "admitted"), setState(other, "admitted")]);
    const { viewId } = await keep(other);
    await saveOn(fixture, 0);
    expect(await saveOn(fixture, 1, whole, [{ viewId, forPatient: true }])).toMatchObject({ ok: false });
    expect(await db().encounterNote.findUnique({ where: { visitId: fixture.visitId } })).toMatchObject({ version: 1 });
  });

  it("NOTE-6: a colleague, another practice, a visitor and a stranger can neither read, save nor sign", async () => {
    const fixture = await createVisit();
    const { visitor } = await openAs(fixture.token);
    await setState(fixture, "ended");
    await saveOn(fixture, 0);
    const outsiders = [await createClinician(fixture.practiceId), (await createVisit()).clinician, visitor, strangerIn(fixture), PUBLIC];
    for (const outsider of outsiders) {
      const { visitId } = fixture;
      expect((await act(noteQuery, outsider, { visitId })).ok).toBe(false);
      expect((await act(saveNote, outsider, { visitId, baseVersion: 1, text: whole, views: [] })).ok).toBe(false);
      expect((await act(signNote, outsider, { visitId, baseVersion: 1 })).ok).toBe(false);
    }
    expect(await db().encounterNote.findUnique({ where: { visitId: fixture.visitId } })).toMatchObject({ version: 1, status: "draft" });
  });

  it("NOTE-12: no word of it, and nothing of a view, is readable in the database", async () => {
    const fixture = await createVisit();
    await setState(fixture, "admitted");
    await keep(fixture);
    await saveOn(fixture, 0);
    const rows = await db().$queryRaw<{ dump: string }[]>`
      select string_agg(t, '') as dump from (
        select encode(text_sealed, 'escape') as t from encounter_note
        union all select encode(state_sealed, 'escape') from scene_view
        union all select payload::text from graphile_worker._private_jobs
        union all select o.payload::text from outbox o) as all_text`;
    expect(rows[0]?.dump).toBeTruthy();
    for (const words of [SECRET_WORDS, "Mitral valve", "model/heart"]) expect(rows[0]?.dump).not.toContain(words);
  });
});

describe("keeping a view", () => {
  it("NOTE-8: sending it twice keeps one; a closed room keeps none", async () => {
    const fixture = await createVisit();
    await setState(fixture, "admitted");
    const { viewId } = await keep(fixture);
    expect((await keep(fixture, viewId)).result).toMatchObject({ ok: true });
    expect(await db().sceneView.count({ where: { visitId: fixture.visitId } })).toBe(1);
    await setState(fixture, "ended");
    expect((await keep(fixture)).result).toMatchObject({ ok: false, error: { code: "record.room_closed" } });
  });

  it("NOTE-8: an id that is taken in another visit is not found", async () => {
    const [fixture, other] = [await createVisit(), await createVisit()];
    await Promise.all([setState(fixture, "admitted"), setState(other, "admitted")]);
    const { viewId } = await keep(other);
    expect((await keep(fixture, viewId)).result).toMatchObject({ ok: false, error: { kind: "not_found" } });
  });

  it("comes back exactly as it was kept", async () => {
    const fixture = await createVisit();
    await setState(fixture, "admitted");
    const { viewId } = await keep(fixture);
    const views = await act(keptViewsQuery, fixture.clinician, { visitId: fixture.visitId });
    expect(views).toMatchObject({
      ok: true,
      value: { views: [{ viewId, registers: { "model/heart/transform": { p: [0, 1.2, 0], q: [0, 0, 0, 1], s: 2 } } }] },
    });
    expect(await act(viewPictureQuery, fixture.clinician, { viewId })).toMatchObject({ ok: true, value: { pictureBase64: JPEG } });
  });
});

describe("a signed note", () => {
  it("NOTE-1: is changed neither by command nor by SQL", async () => {
    const { fixture, viewId } = await signedVisit();
    const { visitId } = fixture;
    const before = await db().encounterNote.findUniqueOrThrow({ where: { visitId } });
    expect(await saveOn(fixture, 1)).toMatchObject({ ok: false, error: { code: "record.note_signed" } });
    expect(await act(signNote, fixture.clinician, { visitId, baseVersion: 1 })).toMatchObject({ ok: false });
    const attempts = [
      db().$executeRaw`update encounter_note set version = 9 where visit_id = ${visitId}::uuid`,
      db().$executeRaw`delete from encounter_note where visit_id = ${visitId}::uuid`,
      db().$executeRaw`delete from note_view where note_id = ${before.id}::uuid`,
      db().$executeRaw`update note_view set for_patient = false where note_id = ${before.id}::uuid`,
      db().$executeRaw`update scene_view set kept_by = 'patient' where id = ${viewId}::uuid`,
      db().$executeRaw`insert into note_view (practice_id, note_id, view_id, position)
        select practice_id, ${before.id}::uuid, id, 9 from scene_view where id = ${viewId}::uuid`,
    ];
    for (const attempt of attempts) await expect(attempt).rejects.toThrow();
    expect(await db().encounterNote.findUniqueOrThrow({ where: { visitId } })).toEqual(before);
  });

  it("NOTE-7: carries the hash of its words", async () => {
    const { fixture } = await signedVisit();
    const note = await db().encounterNote.findUniqueOrThrow({ where: { visitId: fixture.visitId } });
    expect(note.contentHash).toMatch(/^[0-9a-f]{64}$/);
  });
});

describe("the patient's summary", () => {
  it("NOTE-9: opens with the mailed code and shows what is meant for the patient, and no more", async () => {
    const { fixture, email, viewId, hiddenViewId } = await signedVisit();
    const reader = await openWithCode(fixture, email);
    const summary = await act(summaryQuery, reader, { visitId: fixture.visitId });
    expect(summary).toMatchObject({ ok: true, value: { summary: whole.summary, views: [{ viewId }], emergencyNumber: "144" } });
    expect(JSON.stringify(summary)).not.toContain(SECRET_WORDS);
    expect(await act(viewPictureQuery, reader, { viewId })).toMatchObject({ ok: true });
    expect(await act(viewPictureQuery, reader, { viewId: hiddenViewId })).toMatchObject({ ok: false });
  });

  it("NOTE-9: stays closed to the seat that came by the link, and before signing", async () => {
    const { fixture, viewId } = await signedVisit();
    const linkSeat = { ...strangerIn(fixture), visitId: fixture.visitId, patientId: fixture.patientId };
    expect(await act(summaryQuery, linkSeat, { visitId: fixture.visitId })).toMatchObject({ ok: false, error: { kind: "not_found" } });
    expect(await act(viewPictureQuery, linkSeat, { viewId })).toMatchObject({ ok: false });
    const unsigned = await createVisit();
    await setState(unsigned, "ended");
    await saveOn(unsigned, 0);
    expect(await act(summaryQuery, unsigned.clinician, { visitId: unsigned.visitId })).toMatchObject({ ok: false });
  });

  it("NOTE-10: a code works once, not after its time, and dies after five wrong tries", async () => {
    const { fixture, email } = await signedVisit();
    const { visitId } = fixture;
    const code = await codeFor(fixture, email);
    const late = { nowMs: Date.now() + CODE_LIFETIME_MS + 1 };
    expect(await act(openSummary, PUBLIC, { visitId, code }, late)).toMatchObject({ error: { code: "record.code_expired" } });
    expect(await act(openSummary, PUBLIC, { visitId, code })).toMatchObject({ ok: true });
    expect(await act(openSummary, PUBLIC, { visitId, code })).toMatchObject({ error: { code: "record.code_expired" } });

    const next = await codeFor(fixture, email);
    const wrong = next === "000000" ? "000001" : "000000";
    for (let n = 0; n < CODE_ATTEMPTS_MAX; n += 1) {
      expect(await act(openSummary, PUBLIC, { visitId, code: wrong })).toMatchObject({ error: { code: "record.code_wrong" } });
    }
    expect(await act(openSummary, PUBLIC, { visitId, code: next })).toMatchObject({ error: { code: "record.code_worn_out" } });
  });

  it("NOTE-10: a new code ends the one before, and no code is stored in the clear", async () => {
    const { fixture, email } = await signedVisit();
    const first = await codeFor(fixture, email);
    const second = await codeFor(fixture, email);
    if (first !== second) {
      expect(await act(openSummary, PUBLIC, { visitId: fixture.visitId, code: first })).toMatchObject({ ok: false });
    }
    const rows = await db().summaryCode.findMany({ where: { visitId: fixture.visitId } });
    expect(JSON.stringify(rows)).not.toContain(`"${second}"`);
  });

  it("NOTE-11: asking for a code says the same for a signed, an unsigned and no visit", async () => {
    const { fixture } = await signedVisit();
    const unsigned = await createVisit();
    for (const visitId of [fixture.visitId, unsigned.visitId, randomUUID()]) {
      expect(await act(sendSummaryCode, PUBLIC, { visitId })).toEqual({ ok: true, value: { sent: true } });
    }
  });

  it("tells the patient by a mail that names no illness and nobody in its subject", async () => {
    const { fixture, email } = await signedVisit();
    const mail = (await waitingMails(email)).at(0);
    expect(mail?.text).toContain(`/visit/${fixture.visitId}/summary`);
    expect(mail?.subject).not.toMatch(/Haddad|Amira|Moreau|valve/i);
    expect(mail?.text).not.toContain("valve");
  });
});
