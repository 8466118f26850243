import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { StaffActor } from "@/core/access/actor";
import { addDays } from "@/core/scheduling/wall-time";
import { closeDb, db } from "@/server/kit/db";
import { bookAppointment } from "@/server/scheduling/book-appointment";
import { searchFind } from "@/server/search/find";
import { bookingAt, createDesk, createPatient, withRoles, type Desk } from "../support/desk-fixture";
import { NOBODY, patientActor, value } from "../support/people-fixture";
import { act } from "../support/visit-fixture";

afterAll(closeDb);

let desk: Desk;
let elsewhere: Desk;
let marek: string;
const find = async (actor: Parameters<typeof act>[1], text: string) => value(await act(searchFind, actor, { text }));
const names = (found: { people: readonly { name: string }[] }) => found.people.map(({ name }) => name);

beforeAll(async () => {
  desk = await createDesk({ patients: 2 });
  elsewhere = await createDesk({ patients: 0 });
  marek = await createPatient(desk.practiceId, { givenName: "Marek", familyName: "Zieliński", birthDate: "1957-02-11" });
  await createPatient(elsewhere.practiceId, { givenName: "Marek", familyName: "Zieliński", birthDate: "1957-02-11" });
  for (const [patient, time] of [[0, "10:00"], [1, "11:00"]] as const) value(await act(bookAppointment, desk.scheduler, bookingAt(desk, time, { patient })));
  const booking = { ...bookingAt(desk, "14:30"), patientId: marek, date: addDays(desk.tomorrow, 1), clinicianId: desk.colleague.staffId };
  value(await act(bookAppointment, desk.scheduler, booking));
});

describe("finding people", () => {
  it("SRCH-4: by name without marks and by birth date", async () => {
    for (const text of ["zielinski", "Zieliński", "mar ziel", "1957-02-11", "11.2.1957"]) {
      expect(names(await find(desk.scheduler, text)), text).toEqual(["Marek Zieliński"]);
    }
  });

  it("SRCH-1: in the own practice only, and by roles that may list patients", async () => {
    expect((await find(elsewhere.scheduler, "zielinski")).people.map(({ id }) => id)).not.toContain(marek);
    expect(names(await find(desk.clinician, "zielinski"))).toEqual(["Marek Zieliński"]);
    expect(names(await find(withRoles(desk.scheduler, "admin"), "zielinski"))).toEqual([]);
    for (const role of ["auditor", "interpreter"] as const) {
      expect(await act(searchFind, withRoles(desk.scheduler, role), { text: "zielinski" })).toMatchObject({ error: { kind: "denied" } });
    }
    expect(await act(searchFind, NOBODY, { text: "zielinski" })).toMatchObject({ error: { kind: "signed_out" } });
    expect(await act(searchFind, { ...desk.scheduler, strong: false }, { text: "zielinski" })).toMatchObject({ error: { code: "access.second_factor_needed" } });
  });

  it("SRCH-2: a trainee finds the patients of the supervisor and nobody else", async () => {
    const trainee: StaffActor = { ...withRoles(desk.scheduler, "trainee"), supervisorId: desk.colleague.staffId };
    expect(names(await find(trainee, "zielinski"))).toEqual(["Marek Zieliński"]);
    expect(names(await find(trainee, "pat0"))).toEqual([]);
    expect(names(await find({ ...trainee, supervisorId: null }, "zielinski"))).toEqual([]);
  });

  it("a clinician's own patients come first; pages of others lead to the door before them", async () => {
    const found = await find(desk.clinician, "demo");
    expect(found.people.map(({ isOwn }) => isOwn)).toEqual([true, true]);
    expect((await find(desk.clinician, "zielinski")).people).toMatchObject([{ isOwn: false, href: `/people/${marek}` }]);
  });

  it("an admin finds colleagues, and nobody else does so here", async () => {
    expect((await find(withRoles(desk.scheduler, "admin"), "moreau")).staff.length).toBeGreaterThan(0);
    expect((await find(desk.scheduler, "moreau")).staff).toEqual([]);
  });
});

describe("finding appointments", () => {
  it("SRCH-4: by day and time in both languages", async () => {
    for (const text of ["tomorrow", "mañana", desk.tomorrow]) {
      const found = await find(desk.scheduler, text);
      expect(found.when.date, text).toBe(desk.tomorrow);
      expect(found.appointments.map(({ name }) => name)).toEqual(["Pat0 Demo", "Pat1 Demo"]);
    }
    expect((await find(desk.scheduler, "tomorrow 11:15")).appointments.map(({ name }) => name)).toEqual(["Pat1 Demo"]);
    expect((await find(desk.scheduler, "zielinski 14:30 pasado mañana")).appointments).toMatchObject([
      { name: "Marek Zieliński", href: `/schedule?date=${addDays(desk.tomorrow, 1)}` },
    ]);
  });

  it("SRCH-2: patients find their own by the clinician's name or the day, and nobody", async () => {
    const patient = patientActor(desk.practiceId, desk.patientIds[0] ?? ("" as never));
    const own = await find({ ...patient, zone: desk.zone }, "tomorrow");
    expect(own).toMatchObject({ people: [], appointments: [{ name: "Dr. Ines Moreau" }] });
    expect(own.appointments).toHaveLength(1);
    expect((await find(patient, "moreau")).appointments).toHaveLength(1);
    expect((await find(patient, "Pat1")).appointments).toEqual([]);
    expect((await find(patient, "zielinski")).people).toEqual([]);
  });

  it("cancelled ones and those of another practice are not there", async () => {
    expect((await find(elsewhere.scheduler, "tomorrow")).appointments).toEqual([]);
  });
});

describe("what a search leaves behind", () => {
  it("SRCH-3: one audit row without what was typed", async () => {
    await find(desk.scheduler, "zielinski tomorrow 9:41");
    const row = await db().auditEntry.findFirstOrThrow({ where: { practiceId: desk.practiceId, action: "search.find" }, orderBy: { id: "desc" } });
    expect(JSON.stringify({ ...row, id: null, mac: null })).not.toMatch(/zielinski|9:41/i);
  });

  it("bad input is refused: too long, of another type, with more than it takes", async () => {
    for (const input of [{ text: "x".repeat(121) }, { text: 3 }, {}, { text: "a", practiceId: elsewhere.practiceId }]) {
      expect(await act(searchFind, desk.scheduler, input)).toMatchObject({ error: { kind: "invalid" } });
    }
    for (const text of ["%", "_", "' or 1=1 --", "\\"]) expect(names(await find(desk.scheduler, text))).toEqual([]);
  });
});
