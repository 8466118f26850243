import { randomUUID } from "node:crypto";
import { afterAll, describe, expect, it } from "vitest";
import type { PatientActor, StaffActor } from "@/core/access/actor";
import type { PatientId } from "@/core/kit/ids";
import type { Details } from "@/core/people/details";
import { actorOfSessionId, openSession } from "@/server/access/sessions";
import { closeDb, db } from "@/server/kit/db";
import { changeDetails, patientDetails } from "@/server/people/details";
import { listDuplicates } from "@/server/people/duplicates";
import { listMerges, mergePatients, mergePreview, undoMerge } from "@/server/people/merge-patients";
import { myVisits } from "@/server/people/my-visits";
import { patientPage } from "@/server/people/patient-page";
import { keptIdOf, recordIdsOf } from "@/server/people/record-ids";
import { registerPatient } from "@/server/people/register-patient";
import { judgeRegistration, listRegistrations } from "@/server/people/registrations";
import { searchPatients } from "@/server/people/search-patients";
import { askToRegister, confirmRegistration, registrationPage } from "@/server/people/self-register";
import { keepApart } from "@/server/people/tell-apart";
import { noteQuery } from "@/server/record/queries";
import { saveNote } from "@/server/record/save-note";
import { signNote } from "@/server/record/sign-note";
import { bookAppointment } from "@/server/scheduling/book-appointment";
import { schedulingToday } from "@/server/scheduling/today";
import { bookingAt, createDesk, createPatient, withRoles, type Desk } from "../support/desk-fixture";
import { NOBODY, patientActor, tokenIn, value } from "../support/people-fixture";
import { waitingMails } from "../support/read-mail";
import { act, createVisit } from "../support/visit-fixture";

afterAll(closeDb);

const asking = (practiceId: string, more: object = {}) => ({
  practiceId, givenName: "Nora", familyName: "Quist", preferredName: null, pronouns: null, birthDate: "1980-01-02", locale: "en", zone: "Europe/Zurich", phone: null,
  email: `${randomUUID()}@patients.example.test`, ...more,
});

async function selfRegister(desk: Desk, more: object = {}): Promise<{ id: PatientId; token: string; email: string }> {
  const input = asking(desk.practiceId, more);
  value(await act(askToRegister, NOBODY, input));
  const [mail] = await waitingMails(input.email);
  const token = tokenIn(mail?.text ?? "");
  value(await act(confirmRegistration, NOBODY, { token }));
  const row = await db().patient.findFirstOrThrow({ where: { practiceId: desk.practiceId, email: input.email } });
  return { id: row.id as PatientId, token, email: input.email };
}

describe("registration by oneself", () => {
  it("PPL-10: nothing is on file before the link is followed; twice is once; a changed link opens nothing", async () => {
    const desk = await createDesk({ patients: 0 });
    const input = asking(desk.practiceId);
    value(await act(askToRegister, NOBODY, input));
    expect(await db().patient.count({ where: { practiceId: desk.practiceId } })).toBe(0);
    const [mail] = await waitingMails(input.email);
    const token = tokenIn(mail?.text ?? "");
    expect(mail?.subject).not.toMatch(/Nora|Quist/);
    const results = await Promise.all([1, 2, 3].map(() => act(confirmRegistration, NOBODY, { token })));
    expect(results.every(({ ok }) => ok)).toBe(true);
    expect(await db().patient.findMany({ where: { practiceId: desk.practiceId } })).toMatchObject([{ status: "pending", registeredBy: "self", givenName: "Nora" }]);
    expect(await act(confirmRegistration, NOBODY, { token: `${token.slice(0, -4)}AAAA` })).toMatchObject({ error: { kind: "not_found" } });
    const late = asking(desk.practiceId);
    value(await act(askToRegister, NOBODY, late));
    const [lateMail] = await waitingMails(late.email);
    const inThreeDays = { nowMs: Date.now() + 3 * 86_400_000 };
    expect(await act(confirmRegistration, NOBODY, { token: tokenIn(lateMail?.text ?? "") }, inThreeDays)).toMatchObject({ error: { kind: "gone" } });
  });

  it("PPL-11: known or not, the answer and the mail are the same; an address gets three mails", async () => {
    const desk = await createDesk({ patients: 0 });
    const email = `${randomUUID()}@patients.example.test`;
    await createPatient(desk.practiceId, { givenName: "Nora", familyName: "Quist", birthDate: "1980-01-02", email });
    const stranger = asking(desk.practiceId);
    const [known, unknown] = [await act(askToRegister, NOBODY, asking(desk.practiceId, { email })), await act(askToRegister, NOBODY, stranger)];
    expect(known).toEqual(unknown);
    const without = (text: string | undefined) => text?.replace(/#\S+/, "#");
    const [a, b] = [(await waitingMails(email))[0], (await waitingMails(stranger.email))[0]];
    expect(without(a?.text)).toBe(without(b?.text));
    for (let again = 0; again < 5; again += 1) expect(await act(askToRegister, NOBODY, asking(desk.practiceId, { email }))).toEqual(known);
    expect(await waitingMails(email)).toHaveLength(3);
    expect(await act(askToRegister, NOBODY, asking(desk.practiceId, { birthDate: "2030-01-01" }))).toMatchObject({ error: { fields: { birthDate: "people.birth_date_impossible" } } });
    expect(await act(registrationPage, NOBODY, { practiceId: desk.practiceId })).toMatchObject({ ok: true, value: { name: "Harbour Clinic" } });
  });

  it("PPL-12: waits unseen and unbookable until the desk accepts, once; refused leaves nothing", async () => {
    const desk = await createDesk({ patients: 0 });
    const { id, email } = await selfRegister(desk);
    expect(value(await act(searchPatients, desk.scheduler, { text: "Quist" })).patients).toEqual([]);
    const booking = { ...bookingAt(desk, "10:00"), patientId: id };
    expect(await act(bookAppointment, desk.scheduler, booking)).toMatchObject({ error: { kind: "not_found" } });
    const listed = value(await act(listRegistrations, desk.scheduler, {}));
    expect(listed.registrations).toMatchObject([{ patient: { name: "Nora Quist" }, version: 1, duplicates: [] }]);
    const accept = { patientId: id, version: 1, answer: "accept" };
    expect(await act(judgeRegistration, desk.clinician, accept)).toMatchObject({ error: { kind: "denied" } });
    const both = await Promise.all([act(judgeRegistration, desk.scheduler, accept), act(judgeRegistration, desk.scheduler, accept)]);
    expect(both.filter(({ ok }) => ok)).toHaveLength(1);
    expect((await act(bookAppointment, desk.scheduler, booking)).ok).toBe(true);
    expect(await db().account.findUnique({ where: { email }, include: { patient: true } })).toMatchObject({ patient: { id } });

    const refused = await selfRegister(desk, { givenName: "Mallory", familyName: "Other" });
    value(await act(judgeRegistration, desk.scheduler, { patientId: refused.id, version: 1, answer: "refuse" }));
    expect(await db().patient.findUniqueOrThrow({ where: { id: refused.id } })).toMatchObject({ status: "erased", givenName: "", email: null, searchName: "" });
    value(await act(confirmRegistration, NOBODY, { token: refused.token }));
    expect((await db().patient.findUniqueOrThrow({ where: { id: refused.id } })).status).toBe("erased");
  });

  it("PPL-12: the desk sees who it may be, and merges", async () => {
    const desk = await createDesk({ patients: 0 });
    const known = await createPatient(desk.practiceId, { givenName: "Nora", familyName: "Kvist", birthDate: "1980-01-02" });
    const { id } = await selfRegister(desk);
    const [listed] = value(await act(listRegistrations, desk.scheduler, {})).registrations;
    expect(listed?.duplicates).toMatchObject([{ patient: { id: known } }]);
    value(await act(mergePatients, desk.scheduler, { keptId: known, givenId: id, keptVersion: 1, givenVersion: 1, fromGiven: ["phone"] }));
    expect(value(await act(listRegistrations, desk.scheduler, {})).registrations).toEqual([]);
    expect(await keptIdOf(db(), desk.practiceId, id)).toBe(known);
  });
});

describe("details", () => {
  const words: Partial<Details> = {
    accessNeeds: ["captions", "slow_speech"],
    accessWords: "Reads lips. Face the camera.",
    emergencyContacts: [{ name: "Karim Haddad", relation: "brother", phone: "+41 79 555 01 21" }],
    address: { lines: "Seestrasse 1", town: "Zürich", postcode: "8002", region: "", country: "CH" },
  };

  it("PPL-21: sealed at rest, read by desk and patient, changed by both; who one is by the desk alone", async () => {
    const desk = await createDesk();
    const patientId = desk.patientIds[0] as PatientId;
    expect(value(await act(changeDetails, desk.scheduler, { patientId, version: 1, changes: words }))).toEqual({ version: 2 });
    const row = await db().patient.findUniqueOrThrow({ where: { id: patientId } });
    expect(Buffer.from(row.detailsSealed ?? []).toString("latin1")).not.toMatch(/lips|Seestrasse|Karim/);
    const patient = patientActor(desk.practiceId, patientId);
    expect(value(await act(patientDetails, patient, { patientId }))).toMatchObject({ version: 2, mayChange: true, details: words });
    value(await act(changeDetails, patient, { patientId, version: 2, changes: { preferredName: "Patsy", interpreter: "ar", phone: "+41 79 555 01 22" } }));
    expect(await act(patientDetails, desk.colleague, { patientId })).toMatchObject({ error: { kind: "not_found" } });
    value(await act(bookAppointment, desk.scheduler, bookingAt(desk, "10:00")));
    expect(value(await act(patientDetails, desk.clinician, { patientId }))).toMatchObject({ version: 3, mayChange: true, details: { ...words, preferredName: "Patsy", interpreter: "ar" } });
    expect(await act(changeDetails, patient, { patientId, version: 3, changes: { givenName: "Eve" } })).toMatchObject({ error: { kind: "denied", code: "access.field_denied", fields: { "changes.givenName": "access.field_denied" } } });
    expect(await act(changeDetails, patientActor(desk.practiceId, desk.patientIds[1] as PatientId), { patientId, version: 3, changes: words })).toMatchObject({ error: { kind: "not_found" } });
    expect(await act(patientDetails, patientActor(desk.practiceId, desk.patientIds[1] as PatientId), { patientId })).toMatchObject({ error: { kind: "not_found" } });
  });

  it("PPL-14: of two edits from one version one is kept, whole", async () => {
    const desk = await createDesk();
    const patientId = desk.patientIds[0] as PatientId;
    const results = await Promise.all(
      ["+41 44 555 01 01", "+41 44 555 01 02"].map((phone, n) => act(changeDetails, desk.scheduler, { patientId, version: 1, changes: { phone, accessWords: `words ${n}` } })),
    );
    expect(results.filter(({ ok }) => ok)).toHaveLength(1);
    expect(results.find(({ ok }) => !ok)).toMatchObject({ error: { kind: "stale", code: "people.details_stale", params: { version: 2 } } });
    const winner = results.findIndex(({ ok }) => ok);
    const { details } = value(await act(patientDetails, desk.scheduler, { patientId }));
    expect(details).toMatchObject({ phone: `+41 44 555 01 0${winner + 1}`, accessWords: `words ${winner}` });
  });

  it("PPL-13: a name is stored as it can be seen, found by its Latin letters", async () => {
    const desk = await createDesk({ patients: 0 });
    const made = value(await act(registerPatient, desk.scheduler, { givenName: "小\u200b明", familyName: "王", birthDate: "1990-01-01", locale: "zh", zone: "Asia/Shanghai" }));
    expect(made).toMatchObject({ givenName: "小明", name: "小明 王" });
    for (const text of ["wang", "王", "xiaoming"]) expect(value(await act(searchPatients, desk.scheduler, { text })).patients.map(({ id }) => id), text).toEqual([made.id]);
    const latin = { givenName: "Xiaoming", familyName: "Wang", birthDate: "1990-01-01", locale: "en", zone: "Asia/Shanghai" };
    expect(await act(registerPatient, desk.scheduler, latin)).toMatchObject({ error: { code: "people.likely_duplicate" } });
    for (const bad of [{ familyName: "<script>" }, { givenName: "\u200b\u202e" }, { birthDate: "1899-12-31" }, { phone: "+1 212" }, { givenName: "a".repeat(200) }]) {
      expect(await act(registerPatient, desk.scheduler, { ...latin, ...bad }), JSON.stringify(bad)).toMatchObject({ error: { kind: "invalid" } });
    }
  });
});

describe("duplicates", () => {
  it("PPL-15, PPL-16: pairs are listed with reasons, until they are told apart", async () => {
    const desk = await createDesk({ patients: 0 });
    const one = await createPatient(desk.practiceId, { givenName: "Ольга", familyName: "Иванова", birthDate: "1975-04-09" });
    const two = await createPatient(desk.practiceId, { givenName: "Ivanova", familyName: "Olga", birthDate: "1975-09-04" });
    await createPatient(desk.practiceId, { givenName: "Mei", familyName: "Tan", birthDate: "1975-04-09" });
    const { pairs } = value(await act(listDuplicates, desk.scheduler, {}));
    expect(pairs).toHaveLength(1);
    expect(new Set([pairs[0]?.a.id, pairs[0]?.b.id])).toEqual(new Set([one, two]));
    expect(pairs[0]).toMatchObject({ swapped: true, reasons: ["name", "close_birth_date"] });
    expect(pairs[0]?.probability).toBeGreaterThan(0.5);
    expect(await act(keepApart, desk.clinician, { aId: one, bId: two })).toMatchObject({ error: { kind: "denied" } });
    value(await act(keepApart, desk.scheduler, { aId: two, bId: one }));
    value(await act(keepApart, desk.scheduler, { aId: one, bId: two }));
    expect(value(await act(listDuplicates, desk.scheduler, {})).pairs).toEqual([]);
  });
});

const noteText = { subjective: "Feels well", objective: "", assessment: "Fine", plan: "None", summary: { headline: "You are well", explanation: "Good", steps: [], urgent: "" } };

/** A second record of somebody with a signed note, an appointment to come with a reason, and a helper. */
async function lostRecord() {
  const visit = await createVisit();
  const { practiceId, clinician } = visit;
  await db().visit.update({ where: { id: visit.visitId }, data: { state: "ended", admittedAt: new Date(), endedAt: new Date() } });
  value(await act(saveNote, clinician, { visitId: visit.visitId, baseVersion: 0, text: noteText, views: [] }));
  value(await act(signNote, clinician, { visitId: visit.visitId, baseVersion: 1 }));
  const desk: StaffActor = withRoles(clinician, "scheduler");
  const keptId = await createPatient(practiceId, { givenName: "Amira", familyName: "Hadad", birthDate: "1968-03-02" });
  const service = await db().service.findFirstOrThrow({ where: { practiceId } });
  const booking = { patientId: visit.patientId, clinicianId: clinician.staffId, serviceId: service.id, date: "2027-03-04", time: "10:00", zone: "Europe/Zurich", reason: "Short of breath" };
  const booked = value(await act(bookAppointment, desk, booking));
  return { ...visit, desk, keptId, booked, serviceId: service.id };
}

describe("merging", () => {
  it("PPL-17: everything of both shows on the kept record, and the signed note still opens untouched", async () => {
    const lost = await lostRecord();
    const before = await db().encounterNote.findFirstOrThrow({ where: { visitId: lost.visitId } });
    value(await act(changeDetails, lost.desk, { patientId: lost.patientId, version: 1, changes: { accessWords: "Uses a walker", phone: "+41 79 555 01 77" } }));
    const preview = value(await act(mergePreview, lost.desk, { aId: lost.keptId, bId: lost.patientId }));
    expect(preview.b).toMatchObject({ counts: { appointments: 2, notes: 1 }, details: { accessWords: "Uses a walker" } });
    const input = { keptId: lost.keptId, givenId: lost.patientId, keptVersion: 1, givenVersion: 2, fromGiven: ["familyName", "phone", "accessWords"] };
    expect(await act(mergePatients, lost.clinician, input)).toMatchObject({ error: { kind: "denied" } });
    value(await act(mergePatients, lost.desk, input));

    const page = value(await act(patientPage, lost.desk, { patientId: lost.keptId }));
    expect(page.appointments).toHaveLength(2);
    expect(page.patient).toMatchObject({ name: "Amira Haddad", phone: "+41 79 555 01 77" });
    expect(value(await act(patientDetails, lost.desk, { patientId: lost.keptId })).details.accessWords).toBe("Uses a walker");
    const note = value(await act(noteQuery, lost.clinician, { visitId: lost.visitId }));
    expect(note).toMatchObject({ status: "signed", text: { subjective: "Feels well" }, patient: { name: "Amira Haddad" } });
    expect(await db().encounterNote.findFirstOrThrow({ where: { visitId: lost.visitId } })).toEqual(before);
    const kept = patientActor(lost.practiceId, lost.keptId);
    expect(value(await act(myVisits, kept, {})).visits).toHaveLength(2);
    expect(await act(patientDetails, lost.desk, { patientId: lost.patientId })).toMatchObject({ error: { kind: "not_found" } });
    expect([...(await recordIdsOf(db(), lost.practiceId, lost.keptId))].sort()).toEqual([lost.keptId, lost.patientId].sort());
    // What the patient comes for opens under the kept record's key.
    const day = value(await act(schedulingToday, lost.clinician, {}, { nowMs: Date.parse("2027-03-04T08:00:00Z") }));
    expect(JSON.stringify(day)).toContain("Short of breath");
  });

  it("PPL-19: an undo puts back exactly what was; a second one and one after news are refused with the reason", async () => {
    const lost = await lostRecord();
    const look = async () => ({
      patients: await db().patient.findMany({ where: { practiceId: lost.practiceId }, orderBy: { id: "asc" }, omit: { version: true, updatedAt: true } }),
      appointments: await db().appointment.findMany({ where: { practiceId: lost.practiceId }, orderBy: { id: "asc" }, omit: { reasonSealed: true } }),
      notes: await db().encounterNote.findMany({ where: { practiceId: lost.practiceId } }),
    });
    const before = await look();
    const input = { keptId: lost.keptId, givenId: lost.patientId, keptVersion: 1, givenVersion: 1, fromGiven: ["familyName", "email", "zone", "accessWords"] };
    const { mergeId } = value(await act(mergePatients, lost.desk, input));
    expect(await look()).not.toEqual(before);
    expect(value(await act(listMerges, lost.desk, { patientId: lost.keptId })).merges).toMatchObject([{ mergeId, obstacle: null, moved: { appointments: 2, notes: 1 } }]);
    const both = await Promise.all([act(undoMerge, lost.desk, { mergeId }), act(undoMerge, lost.desk, { mergeId })]);
    expect(both.filter(({ ok }) => ok)).toHaveLength(1);
    expect(both.find(({ ok }) => !ok)).toMatchObject({ error: { code: "people.merge_undo_undone" } });
    expect(await look()).toEqual(before);

    const again = value(await act(mergePatients, lost.desk, { ...input, keptVersion: 3, givenVersion: 3 }));
    const later = { nowMs: Date.now() + 60_000 };
    value(await act(bookAppointment, lost.desk, { patientId: lost.keptId, clinicianId: lost.clinician.staffId, serviceId: lost.serviceId, date: "2027-03-05", time: "10:00", zone: "Europe/Zurich" }, later));
    expect(await act(undoMerge, lost.desk, { mergeId: again.mergeId })).toMatchObject({ error: { kind: "conflict", code: "people.merge_undo_appointments" } });
  });

  it("PPL-17: where both records sign in, both accounts speak for the kept one; undone, each for its own", async () => {
    const lost = await lostRecord();
    const accounts = await Promise.all(
      [lost.keptId, lost.patientId].map(async (id) => {
        const account = await db().account.create({ data: { practiceId: lost.practiceId, email: `${id}@patients.example.test`, name: "Amira" } });
        await db().patient.update({ where: { id }, data: { accountId: account.id } });
        const sessionId = randomUUID();
        await openSession(db(), account.id, sessionId, "", Date.now(), ["link"]);
        return sessionId;
      }),
    );
    const whose = async () => Promise.all(accounts.map(async (id) => ((await actorOfSessionId(id, Date.now())) as PatientActor | null)?.patientId));
    expect(await whose()).toEqual([lost.keptId, lost.patientId]);
    const { mergeId } = value(await act(mergePatients, lost.desk, { keptId: lost.keptId, givenId: lost.patientId, keptVersion: 1, givenVersion: 1, fromGiven: [] }));
    expect(await whose()).toEqual([lost.keptId, lost.keptId]);
    value(await act(undoMerge, lost.desk, { mergeId }));
    expect(await whose()).toEqual([lost.keptId, lost.patientId]);
  });

  it("PPL-18: not while somebody waits, not across practices, not from an older look; two at once: one", async () => {
    const lost = await lostRecord();
    const input = { keptId: lost.keptId, givenId: lost.patientId, keptVersion: 1, givenVersion: 1, fromGiven: [] };
    await db().visit.update({ where: { id: lost.booked.visitId }, data: { state: "waiting" } });
    expect(await act(mergePatients, lost.desk, input)).toMatchObject({ error: { code: "people.merge_in_visit" } });
    await db().visit.update({ where: { id: lost.booked.visitId }, data: { state: "expected" } });
    const other = await createDesk();
    expect(await act(mergePatients, lost.desk, { ...input, givenId: other.patientIds[0] })).toMatchObject({ error: { kind: "not_found" } });
    expect(await act(mergePatients, lost.desk, { ...input, keptVersion: 7 })).toMatchObject({ error: { kind: "stale" } });
    const both = await Promise.all([act(mergePatients, lost.desk, input), act(mergePatients, lost.desk, { ...input, keptId: input.givenId, givenId: input.keptId })]);
    expect(both.filter(({ ok }) => ok)).toHaveLength(1);
  });
});
