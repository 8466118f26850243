import { randomUUID } from "node:crypto";
import { afterAll, describe, expect, it } from "vitest";
import type { StaffActor } from "@/core/access/actor";
import { mayHear } from "@/core/access/hear";
import { closeDb, db } from "@/server/kit/db";
import { notify } from "@/server/kit/notify";
import { listNotifications } from "@/server/notifications/list";
import { markAllNotifications, markNotifications, undoMarkAll } from "@/server/notifications/mark";
import { bookAppointment } from "@/server/scheduling/book-appointment";
import { cancelAppointment, moveAppointment } from "@/server/scheduling/change-appointment";
import { bookingAt, createDesk, type Desk } from "../support/desk-fixture";
import { patientActor, value } from "../support/people-fixture";
import { act } from "../support/visit-fixture";

afterAll(closeDb);

const list = async (actor: Parameters<typeof act>[1], input: object = {}) => value(await act(listNotifications, actor, input));

/** Tells somebody so often, a second apart, the newest now. */
async function tellOften(actor: StaffActor, times: number): Promise<void> {
  for (let n = times - 1; n >= 0; n -= 1) await notify(db(), Date.now() - n * 1_000, [actor.accountId], "registration.pending", { type: "registration", id: randomUUID() });
}

/** An appointment of a patient with an account. */
async function bookedFor(desk: Desk) {
  const account = await db().account.create({ data: { practiceId: desk.practiceId, email: `${randomUUID()}@example.test`, name: "Pat0" } });
  const patientId = desk.patientIds[0] ?? ("" as never);
  await db().patient.update({ where: { id: patientId }, data: { accountId: account.id } });
  const booked = value(await act(bookAppointment, desk.scheduler, bookingAt(desk, "10:00")));
  return { booked, patient: patientActor(desk.practiceId, patientId, account.id as ReturnType<typeof randomUUID>) };
}

describe("a person's notifications", () => {
  it("come page by page, each once, however many come in meanwhile", async () => {
    const { clinician } = await createDesk({ patients: 0 });
    await tellOften(clinician, 45);
    const first = await list(clinician);
    expect(first).toMatchObject({ unread: 45 });
    await tellOften(clinician, 1);
    const second = await list(clinician, { before: first.next });
    const third = await list(clinician, { before: second.next });
    const ids = [first, second, third].flatMap(({ lines }) => lines.map(({ id }) => id));
    expect(new Set(ids).size).toBe(45);
    expect(third.next).toBeNull();
  });

  it("NTF-1: nobody lists, marks or hears of another's", async () => {
    const desk = await createDesk({ patients: 0 });
    await tellOften(desk.clinician, 1);
    const [line] = (await list(desk.clinician)).lines;
    expect((await list(desk.colleague)).lines).toEqual([]);
    const marked = await act(markNotifications, desk.colleague, { ids: [line?.id], read: true });
    expect(marked).toMatchObject({ error: { kind: "not_found" } });
    expect((await list(desk.clinician)).unread).toBe(1);
    const event = { topic: "notification.new", ids: { practiceId: desk.practiceId, accountId: desk.clinician.accountId } } as const;
    expect(mayHear(desk.clinician, event)).toBe(true);
    expect(mayHear(desk.colleague, event)).toBe(false);
    expect(mayHear({ ...desk.clinician, strong: false }, event)).toBe(true);
  });

  it("NTF-4: are marked and unmarked, one and all, and an undo takes back exactly what it did", async () => {
    const { clinician } = await createDesk({ patients: 0 });
    await tellOften(clinician, 3);
    const [one] = (await list(clinician)).lines;
    const ids = [one?.id ?? ""];
    expect(value(await act(markNotifications, clinician, { ids, read: true }))).toEqual({ changed: ids });
    expect(value(await act(markNotifications, clinician, { ids, read: true }))).toEqual({ changed: [] });
    const { count, readAtMs } = value(await act(markAllNotifications, clinician, {}));
    expect([count, (await list(clinician)).unread]).toEqual([2, 0]);
    expect(value(await act(undoMarkAll, clinician, { readAtMs }))).toEqual({ count: 2 });
    expect((await list(clinician)).unread).toBe(2);
    expect(value(await act(markNotifications, clinician, { ids, read: false }))).toEqual({ changed: ids });
    expect((await list(clinician)).unread).toBe(3);
  });

  it("bad input changes nothing", async () => {
    const { clinician } = await createDesk({ patients: 0 });
    await tellOften(clinician, 1);
    for (const input of [{ ids: [], read: true }, { ids: ["x"], read: true }, { ids: Array.from({ length: 101 }, () => randomUUID()), read: true }, { ids: [randomUUID()], read: "yes" }]) {
      expect(await act(markNotifications, clinician, input)).toMatchObject({ error: { kind: "invalid" } });
    }
    expect((await list(clinician)).unread).toBe(1);
  });
});

describe("who is told", () => {
  it("NTF-3: of a move and a cancellation: patient and clinician, not the one who did it", async () => {
    const desk = await createDesk({ patients: 1 });
    const { booked, patient } = await bookedFor(desk);
    const to = { clinicianId: desk.colleague.staffId, date: desk.tomorrow, time: "15:00", zone: desk.zone };
    const moved = value(await act(moveAppointment, desk.scheduler, { appointmentId: booked.appointmentId, version: booked.version, ...to }));
    for (const actor of [patient, desk.clinician, desk.colleague]) expect((await list(actor)).lines.map(({ kind }) => kind)).toEqual(["appointment.moved"]);
    expect((await list(desk.scheduler)).lines).toEqual([]);
    value(await act(cancelAppointment, desk.colleague, { appointmentId: booked.appointmentId, version: moved.version }));
    expect((await list(patient)).lines.map(({ kind }) => kind)).toEqual(["appointment.cancelled", "appointment.moved"]);
    expect((await list(desk.colleague)).lines.map(({ kind }) => kind)).toEqual(["appointment.moved"]);
  });

  it("NTF-3: of nothing where the change was refused", async () => {
    const desk = await createDesk({ patients: 1 });
    const { booked, patient } = await bookedFor(desk);
    const stale = await act(cancelAppointment, desk.scheduler, { appointmentId: booked.appointmentId, version: booked.version + 7 });
    expect(stale).toMatchObject({ error: { kind: "stale" } });
    expect((await list(patient)).lines).toEqual([]);
  });

  it("NTF-1, NTF-2: rows hold ids only, and the time of a visit goes to who may see it", async () => {
    const desk = await createDesk({ patients: 1 });
    const { booked, patient } = await bookedFor(desk);
    value(await act(cancelAppointment, desk.scheduler, { appointmentId: booked.appointmentId, version: booked.version }));
    expect((await list(patient)).lines).toMatchObject([{ startsAtMs: booked.startsAtMs, href: "/home" }]);
    expect((await list(desk.clinician)).lines).toMatchObject([{ startsAtMs: booked.startsAtMs, href: `/schedule?date=${desk.tomorrow}` }]);
    await notify(db(), Date.now(), [desk.scheduler.accountId], "appointment.moved", { type: "appointment", id: booked.appointmentId });
    expect((await list({ ...desk.scheduler, roles: ["auditor"] })).lines).toMatchObject([{ startsAtMs: null }]);
    const rows = await db().notification.findMany({ where: { practiceId: desk.practiceId } });
    expect(JSON.stringify(rows)).not.toMatch(/Pat0|Moreau/);
  });

  it("leaves out accounts that are disabled, and tells nobody twice", async () => {
    const desk = await createDesk({ patients: 0 });
    await db().account.update({ where: { id: desk.colleague.accountId }, data: { disabledAt: new Date() } });
    const told = [desk.clinician.accountId, desk.clinician.accountId, desk.colleague.accountId];
    await notify(db(), Date.now(), told, "staff.joined", null);
    expect(await db().notification.count({ where: { practiceId: desk.practiceId } })).toBe(1);
  });
});
