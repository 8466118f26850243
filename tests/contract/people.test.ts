import { randomUUID } from "node:crypto";
import { afterAll, describe, expect, it } from "vitest";
import type { PatientActor } from "@/core/access/actor";
import { closeDb, db } from "@/server/kit/db";
import { listLikelyDuplicates } from "@/server/people/likely-duplicates";
import { listStaff } from "@/server/people/list-staff";
import { myVisits } from "@/server/people/my-visits";
import { patientPage } from "@/server/people/patient-page";
import { registerPatient } from "@/server/people/register-patient";
import { searchPatients } from "@/server/people/search-patients";
import { bookAppointment } from "@/server/scheduling/book-appointment";
import { practiceOverview } from "@/server/practice/overview";
import { bookingAt, createDesk, createPatient, withRoles } from "../support/desk-fixture";
import { act } from "../support/visit-fixture";

afterAll(closeDb);

const amira = { givenName: "Amira", familyName: "Haddad", birthDate: "1968-05-03", locale: "ar", zone: "Europe/Zurich" };

describe("registration", () => {
  it("PPL-1: a likely duplicate is refused, shown, and registered once told apart", async () => {
    const desk = await createDesk({ patients: 0 });
    expect(await act(registerPatient, desk.scheduler, amira)).toMatchObject({ ok: true, value: { name: "Amira Haddad" } });
    const again = { ...amira, familyName: "Hadad" };
    const refused = await act(registerPatient, desk.scheduler, again);
    expect(refused).toMatchObject({ ok: false, error: { kind: "conflict", code: "people.likely_duplicate" } });
    const shown = await act(listLikelyDuplicates, desk.scheduler, again);
    if (!shown.ok) throw new Error(shown.error.code);
    expect(shown.value.duplicates).toMatchObject([{ patient: { name: "Amira Haddad" }, reasons: ["name", "birth_date"] }]);
    const confirmedDistinctFrom = shown.value.duplicates.map(({ patient }) => patient.id);
    expect((await act(registerPatient, desk.scheduler, { ...again, confirmedDistinctFrom })).ok).toBe(true);
    expect(await db().patient.count({ where: { practiceId: desk.practiceId } })).toBe(2);
  });

  it("PPL-1: two desks that register one person at one moment: one is told", async () => {
    const desk = await createDesk({ patients: 0 });
    const results = await Promise.all([1, 2, 3].map(() => act(registerPatient, desk.scheduler, amira)));
    expect(results.filter(({ ok }) => ok)).toHaveLength(1);
  });

  it("PPL-1: nor two ways of writing one person, at one moment", async () => {
    const desk = await createDesk({ patients: 0 });
    const lena = { ...amira, givenName: "Philipp", familyName: "Moreau", email: "lena@example.test", phone: "+41 44 555 01 02" };
    const ways = [
      lena,
      { ...lena, email: undefined, phone: undefined, birthDate: "1968-03-05" },
      { ...lena, givenName: "Filip", email: undefined, phone: undefined, birthDate: "1986-05-03" },
      { ...lena, birthDate: "1971-11-30", phone: undefined, email: "LENA@example.test" },
      { ...lena, birthDate: "1972-12-29", email: undefined, phone: "044 555 01 02" },
    ];
    for (const way of ways) {
      const practice = await createDesk({ patients: 0 });
      const results = await Promise.all([lena, way, lena, way].map((each) => act(registerPatient, practice.scheduler, each)));
      expect(results.filter(({ ok }) => ok), way.birthDate).toHaveLength(1);
    }
    const different = Array.from({ length: 12 }, (_, n) => ({ ...amira, givenName: `${"bcdfghjklmnp"[n]}orin`.repeat(2), familyName: `${"pnmlkjhgfdcb"[n]}ubert`.repeat(2), birthDate: `19${40 + n}-0${1 + (n % 9)}-1${n % 9}` }));
    const results = await Promise.all(different.map((each) => act(registerPatient, desk.scheduler, each)));
    expect(results.filter(({ ok }) => !ok)).toEqual([]);
  });

  it("is for the desk alone, and knows nobody of other practices", async () => {
    const [desk, other] = [await createDesk({ patients: 0 }), await createDesk({ patients: 0 })];
    await act(registerPatient, other.scheduler, amira);
    expect((await act(registerPatient, desk.scheduler, amira)).ok).toBe(true);
    for (const role of ["clinician", "admin", "auditor"] as const) {
      expect(await act(registerPatient, withRoles(desk.scheduler, role), amira)).toMatchObject({ error: { kind: "denied" } });
    }
  });
});

describe("a patient who signs in", () => {
  it("sees own visits and nobody else's; staff and visitors see none there", async () => {
    const desk = await createDesk({ patients: 2 });
    for (const [patient, time] of [[0, "10:00"], [1, "11:00"]] as const) {
      expect((await act(bookAppointment, desk.scheduler, bookingAt(desk, time, { patient }))).ok).toBe(true);
    }
    const patient = {
      kind: "patient",
      stepUpAtMs: null,
      practiceId: desk.practiceId,
      accountId: randomUUID(),
      patientId: desk.patientIds[0],
      sessionId: randomUUID(),
      name: "Pat0 Demo",
      zone: "Europe/Lisbon",
      locale: "en",
    } as PatientActor;
    const own = await act(myVisits, patient, {});
    expect(own).toMatchObject({ ok: true, value: { zone: "Europe/Lisbon", visits: [{ state: "expected", hasSummary: false }] } });
    expect(own.ok && own.value.visits.length).toBe(1);
    expect(await act(myVisits, desk.clinician, {})).toMatchObject({ error: { kind: "not_found" } });
    expect(await act(myVisits, { kind: "public" }, {})).toMatchObject({ error: { kind: "signed_out" } });
  });
});

describe("search and pages", () => {
  it("finds by name without marks, birth date, mail and phone, in the own practice only", async () => {
    const [desk, other] = [await createDesk({ patients: 0 }), await createDesk({ patients: 0 })];
    const person = { givenName: "Marek", familyName: "Zieliński", birthDate: "1957-02-11", email: "m.z@patients.example.test", phone: "+48 600 555 013" };
    const id = await createPatient(desk.practiceId, person);
    await createPatient(other.practiceId, person);
    await createPatient(desk.practiceId, { givenName: "Noor", familyName: "Rahman" });
    for (const text of ["zielinski", "MAREK ziel", "11.2.1957", "m.z@patients", "600 555 013"]) {
      const found = await act(searchPatients, desk.scheduler, { text });
      expect(found.ok && found.value.patients.map((each) => each.id), text).toEqual([id]);
    }
    const nobody = await act(searchPatients, desk.scheduler, { text: "%" });
    expect(nobody).toMatchObject({ ok: true, value: { patients: [] } });
  });

  it("shows a patient's page to the desk and to clinicians who treat them", async () => {
    const [desk, other] = [await createDesk(), await createDesk()];
    const input = { patientId: desk.patientIds[0] };
    expect((await act(bookAppointment, desk.scheduler, bookingAt(desk, "10:00"))).ok).toBe(true);
    expect((await act(patientPage, desk.scheduler, input)).ok).toBe(true);
    expect((await act(patientPage, desk.clinician, input)).ok).toBe(true);
    expect(await act(patientPage, other.scheduler, input)).toMatchObject({ error: { kind: "not_found" } });
    expect(await act(patientPage, withRoles(desk.scheduler, "auditor"), input)).toMatchObject({ error: { kind: "denied" } });
    const audited = await db().auditEntry.findMany({ where: { patientId: desk.patientIds[0] as string, action: "patient.read" } });
    expect(audited.filter(({ outcome }) => outcome === "done")).toHaveLength(2);
  });

  it("lists staff for admins and the practice for all staff", async () => {
    const desk = await createDesk();
    const staff = await act(listStaff, withRoles(desk.scheduler, "admin"), {});
    expect(staff.ok && staff.value.staff.length).toBe(3);
    const overview = await act(practiceOverview, desk.scheduler, {});
    expect(overview).toMatchObject({ ok: true, value: { name: "Harbour Clinic", services: [{ durationMin: 30 }] } });
    expect(overview.ok && overview.value.clinicians.length).toBe(2);
  });
});
