import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import type { Actor } from "@/core/access/actor";
import { DETAIL_CLASSES, type Details } from "@/core/people/details";
import { db } from "@/server/kit/db";
import { changeDetails, patientDetails } from "@/server/people/details";
import { searchPatients } from "@/server/people/search-patients";
import { bookAppointment } from "@/server/scheduling/book-appointment";
import { sayWhereabouts } from "@/server/visits/prepare";
import { patientActor, value } from "../support/people-fixture";
import { act, createClinician, createVisit, openAs, type VisitFixture } from "../support/visit-fixture";

const CHANGES: { readonly [Field in keyof Details]: Details[Field] } = {
  givenName: "Amina",
  familyName: "Hadad",
  birthDate: "1968-03-03",
  preferredName: "Ami",
  pronouns: "she",
  locale: "fr",
  zone: "Europe/Lisbon",
  email: "ami@example.test",
  phone: "+41 44 555 01 09",
  interpreter: "ar",
  accessNeeds: ["captions"],
  accessWords: "Reads lips.",
  emergencyContacts: [],
  address: { lines: "", town: "Bern", postcode: "", region: "", country: "CH" },
};
const FIELDS = Object.keys(CHANGES) as (keyof Details)[];

describe("the fields that a command writes", () => {
  let visit: VisitFixture;
  let people: Readonly<Record<string, { actor: Actor; may: readonly string[] }>>;

  beforeAll(async () => {
    visit = await createVisit(60);
    const { practiceId, patientId } = visit;
    const desk = { ...(await createClinician(practiceId)), roles: ["scheduler"] as const };
    const proxy = { kind: "proxy", practiceId, patientId, accountId: randomUUID(), proxyId: randomUUID(), sessionId: randomUUID(), scopes: ["contact"], name: "Karim", zone: "UTC", locale: "en" } as unknown as Actor;
    people = {
      desk: { actor: desk, may: ["identity", "calling", "contact"] },
      clinician: { actor: visit.clinician, may: ["calling", "contact"] },
      patient: { actor: patientActor(practiceId, patientId), may: ["calling", "contact"] },
      proxy: { actor: proxy, may: ["contact"] },
    };
  });

  const rowOf = () => db().patient.findUniqueOrThrow({ where: { id: visit.patientId } });

  it.each(FIELDS.flatMap((field) => ["desk", "clinician", "patient", "proxy"].map((who) => [who, field] as const)))("ACC-48: %s and %s", async (who, field) => {
    const { actor, may } = people[who] as { actor: Actor; may: readonly string[] };
    const before = await rowOf();
    const result = await act(changeDetails, actor, { patientId: visit.patientId, version: before.version, changes: { [field]: CHANGES[field] } });
    if (may.includes(DETAIL_CLASSES[field])) return expect(result).toEqual({ ok: true, value: { version: before.version + 1 } });
    expect(result).toEqual({ ok: false, error: { kind: "denied", code: "access.field_denied", fields: { [`changes.${field}`]: "access.field_denied" } } });
    expect(await rowOf()).toEqual(before);
  });

  it("ACC-48: one field that may not be written refuses all, names it and leaves a row of the refusal", async () => {
    const before = await rowOf();
    const changes = { phone: "+41 44 555 01 08", birthDate: "1970-01-01", familyName: "Elsewhere" };
    const result = await act(changeDetails, visit.clinician, { patientId: visit.patientId, version: before.version, changes });
    expect(result).toMatchObject({ error: { kind: "denied", fields: { "changes.birthDate": "access.field_denied", "changes.familyName": "access.field_denied" } } });
    expect(Object.keys((!result.ok && result.error.fields) || {})).toHaveLength(2);
    expect(await rowOf()).toEqual(before);
    expect(await db().auditEntry.count({ where: { patientId: visit.patientId, action: "patient.change_details", outcome: "refused", code: "access.field_denied" } })).toBeGreaterThan(0);
  });

  it("ACC-12, ACC-48: the page offers the fields that the server then lets be written", async () => {
    for (const [who, { actor, may }] of Object.entries(people)) {
      const { writable } = value(await act(patientDetails, actor, { patientId: visit.patientId }));
      expect(FIELDS.filter((field) => writable.includes(DETAIL_CLASSES[field])), who).toEqual(FIELDS.filter((field) => may.includes(DETAIL_CLASSES[field])));
    }
  });

  it("ACC-48: a program books times and writes no reason; the desk takes down what it was told", async () => {
    const { id: serviceId } = await db().service.findFirstOrThrow({ where: { practiceId: visit.practiceId } });
    const program = { kind: "integration", practiceId: visit.practiceId, clientId: randomUUID(), scopes: ["appointments.write"], name: "Portal" } as unknown as Actor;
    const booking = { patientId: visit.patientId, clinicianId: visit.clinician.staffId, serviceId, date: "2027-03-04", zone: "Europe/Zurich" };
    const withReason = await act(bookAppointment, program, { ...booking, time: "10:00", reason: "Chest pain" });
    expect(withReason).toMatchObject({ error: { code: "access.field_denied", fields: { reason: "access.field_denied" } } });
    expect((await act(bookAppointment, program, { ...booking, time: "10:00" })).ok).toBe(true);
    expect((await act(bookAppointment, (people.desk as { actor: Actor }).actor, { ...booking, time: "11:00", reason: "Chest pain" })).ok).toBe(true);
  });

  it("ACC-48: whoever came by a link says where they are, and that alone", async () => {
    const { visitor } = await openAs(visit.token);
    await db().visitSeat.update({ where: { id: visitor.seatId }, data: { confirmedAt: new Date() } });
    expect((await act(sayWhereabouts, visitor, { visitId: visit.visitId, place: "At home, Bern", callbackNumber: "+41 44 555 01 00" })).ok).toBe(true);
    const changed = await act(changeDetails, visitor, { patientId: visit.patientId, version: 1, changes: { phone: "+41 44 555 01 00" } });
    expect(changed).toMatchObject({ error: { code: "access.denied" } });
  });
});

describe("looking for somebody by how to reach them", () => {
  it("ACC-49: a clinician asks of those they treat alone; a stranger's number gets the answer of a number of nobody", async () => {
    const visit = await createVisit(60);
    const { practiceId, patientId, clinician } = visit;
    const email = `${randomUUID()}@example.test`;
    await db().patient.update({ where: { id: patientId }, data: { email, phone: "+41 44 555 77 01" } });
    const colleague = await createClinician(practiceId);
    const find = async (actor: Actor, text: string) => value(await act(searchPatients, actor, { text })).patients.map(({ id }) => id);
    const program = { kind: "integration", practiceId, clientId: randomUUID(), scopes: ["patients.read"], name: "Portal" } as unknown as Actor;
    const desk = { ...(await createClinician(practiceId)), roles: ["scheduler" as const] };
    for (const text of [email, email.slice(8), "+41 44 555 77 01", "044 555 77 01", `Haddad ${email}`]) expect(await find(colleague, text), text).toEqual([]);
    for (const actor of [clinician, desk, program]) for (const text of [email, "+41 44 555 77 01"]) expect(await find(actor, text)).toEqual([patientId]);
    expect(await find(colleague, "Haddad")).toEqual([patientId]);
    const both = { ...colleague, roles: ["clinician" as const, "scheduler" as const] };
    expect(await find(both, email)).toEqual([patientId]);
  });
});
