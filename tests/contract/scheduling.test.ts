import { randomUUID } from "node:crypto";
import { afterAll, describe, expect, it } from "vitest";
import { closeDb, db } from "@/server/kit/db";
import { openTextForPatient } from "@/server/kit/sealing";
import { bookAppointment } from "@/server/scheduling/book-appointment";
import { cancelAppointment, moveAppointment, restoreAppointment } from "@/server/scheduling/change-appointment";
import { schedulingDay } from "@/server/scheduling/day";
import { offerTimes } from "@/server/scheduling/offer-times";
import { reasonPlace } from "@/server/scheduling/reason";
import { schedulingToday } from "@/server/scheduling/today";
import { bookingAt, createDesk, createPatient, withRoles, type Desk } from "../support/desk-fixture";
import { act } from "../support/visit-fixture";

afterAll(closeDb);

async function booked(desk: Desk, time: string, more: Parameters<typeof bookingAt>[2] = {}) {
  const result = await act(bookAppointment, desk.scheduler, bookingAt(desk, time, more));
  if (!result.ok) throw new Error(`not booked: ${result.error.code}`);
  return result.value;
}

describe("booking", () => {
  it("makes the appointment, its visit and the mailed link, and seals the reason", async () => {
    const desk = await createDesk();
    const result = await act(bookAppointment, desk.scheduler, { ...bookingAt(desk, "09:00"), reason: "Short of breath" });
    if (!result.ok) throw new Error(result.error.code);
    expect(result.value).toMatchObject({ linkMailed: true, clockRepeats: false, version: 1 });
    const row = await db().appointment.findUniqueOrThrow({
      where: { id: result.value.appointmentId },
      include: { visit: { include: { links: true } } },
    });
    expect(row.visit).toMatchObject({ id: result.value.visitId, state: "expected" });
    expect(row.visit?.links).toHaveLength(1);
    expect(Buffer.from(row.reasonSealed ?? []).toString()).not.toContain("breath");
    expect(await openTextForPatient(db(), row.patientId, reasonPlace(row.id), row.reasonSealed ?? new Uint8Array())).toBe(
      "Short of breath",
    );
    const jobs = await db().$queryRaw<{ n: bigint }[]>`
      select count(*) as n from graphile_worker.jobs where task_identifier = 'mail'`;
    expect(Number(jobs[0]?.n)).toBeGreaterThan(0);
  });

  it("says so when there is no address to mail a link to", async () => {
    const desk = await createDesk();
    const patientId = await createPatient(desk.practiceId, { givenName: "No", familyName: "Mail", email: null });
    const result = await act(bookAppointment, desk.scheduler, { ...bookingAt(desk, "09:00"), patientId });
    expect(result).toMatchObject({ ok: true, value: { linkMailed: false } });
  });

  it("SCH-1: of ten desks that ask for one time at one moment, one gets it and nine learn until when it is taken", async () => {
    const desk = await createDesk({ patients: 10 });
    const results = await Promise.all(
      desk.patientIds.map((_, patient) => act(bookAppointment, desk.scheduler, bookingAt(desk, "10:00", { patient }))),
    );
    expect(results.filter(({ ok }) => ok)).toHaveLength(1);
    for (const result of results.filter(({ ok }) => !ok)) {
      expect(result).toMatchObject({
        ok: false,
        error: { kind: "conflict", code: "scheduling.time_taken", params: { until: "10:30", hasNext: "yes", next: "10:30" } },
      });
    }
    expect(await db().appointment.count({ where: { practiceId: desk.practiceId } })).toBe(1);
    expect(await db().visit.count({ where: { practiceId: desk.practiceId } })).toBe(1);
  });

  it("SCH-1, SCH-2: the database refuses overlaps even when nobody asks core", async () => {
    const desk = await createDesk();
    const first = await booked(desk, "10:00");
    const row = {
      practiceId: desk.practiceId,
      clinicianId: desk.clinician.staffId,
      patientId: desk.patientIds[1] as string,
      serviceId: desk.serviceId,
      startsAt: new Date(first.startsAtMs + 60_000),
      endsAt: new Date(first.endsAtMs + 60_000),
    };
    await expect(db().appointment.create({ data: row })).rejects.toThrow(/appointment_clinician_time_excl|23P01|P2039/);
    const samePatient = { ...row, clinicianId: desk.colleague.staffId, patientId: desk.patientIds[0] as string };
    await expect(db().appointment.create({ data: samePatient })).rejects.toThrow(/appointment_patient_time_excl|23P01|P2039/);
  });

  it("SCH-2: one patient, two clinicians at once: one wins", async () => {
    const desk = await createDesk();
    const results = await Promise.all(
      [desk.clinician, desk.colleague].map(({ staffId }) =>
        act(bookAppointment, desk.scheduler, bookingAt(desk, "10:00", { clinicianId: staffId })),
      ),
    );
    expect(results.filter(({ ok }) => ok)).toHaveLength(1);
    expect(results.find(({ ok }) => !ok)).toMatchObject({ error: { code: "scheduling.patient_busy" } });
  });

  it("SCH-3, SCH-4: clocks that jump: the skipped hour is refused and the doubled one taken first", async () => {
    const desk = await createDesk({ zone: "America/New_York" });
    const nowMs = Date.UTC(2027, 2, 1, 12);
    const gap = await act(bookAppointment, desk.scheduler, bookingAt(desk, "02:30", { date: "2027-03-14" }), { nowMs });
    expect(gap).toMatchObject({ ok: false, error: { code: "scheduling.time_skipped", params: { after: "03:00" } } });
    const twice = await act(bookAppointment, desk.scheduler, bookingAt(desk, "01:30", { date: "2027-11-07" }), { nowMs });
    expect(twice).toMatchObject({ ok: true, value: { clockRepeats: true, startsAtMs: Date.UTC(2027, 10, 7, 5, 30) } });
    expect(await db().appointment.count({ where: { practiceId: desk.practiceId } })).toBe(1);
  });

  it("SCH-5: nothing is booked into the past", async () => {
    const desk = await createDesk();
    const past = await act(bookAppointment, desk.scheduler, bookingAt(desk, "10:00", { date: "2020-01-06" }));
    expect(past).toMatchObject({ ok: false, error: { kind: "invalid", code: "scheduling.time_past" } });
  });

  it("SCH-8: people and services of another practice don't exist", async () => {
    const [desk, other] = [await createDesk(), await createDesk()];
    const mine = bookingAt(desk, "10:00");
    const foreign = [
      { ...mine, patientId: other.patientIds[0] },
      { ...mine, clinicianId: other.clinician.staffId },
      { ...mine, serviceId: other.serviceId },
      { ...mine, patientId: randomUUID() },
    ];
    for (const input of foreign) {
      expect(await act(bookAppointment, desk.scheduler, input)).toMatchObject({ ok: false, error: { kind: "not_found" } });
    }
    expect(await db().appointment.count({ where: { practiceId: { in: [desk.practiceId, other.practiceId] } } })).toBe(0);
  });

  it("lets schedulers book for all, clinicians for themselves, and nobody else", async () => {
    const desk = await createDesk();
    const kindOf = async (roles: Parameters<typeof withRoles>[1], time: string) => {
      const result = await act(bookAppointment, withRoles(desk.clinician, roles), bookingAt(desk, time));
      return result.ok ? "booked" : result.error.kind;
    };
    expect(await kindOf("clinician", "10:00")).toBe("booked");
    expect(await kindOf("admin", "11:00")).toBe("denied");
    expect(await kindOf("auditor", "11:00")).toBe("denied");
    const forColleague = bookingAt(desk, "12:00", { clinicianId: desk.colleague.staffId });
    expect(await act(bookAppointment, desk.clinician, forColleague)).toMatchObject({ error: { kind: "not_found" } });
    expect(await act(bookAppointment, { kind: "public" }, bookingAt(desk, "11:00"))).toMatchObject({
      error: { kind: "signed_out" },
    });
  });
});

describe("changes", () => {
  it("moves, tells the version, and refuses who still looks at the old one (SCH-6)", async () => {
    const desk = await createDesk();
    const { appointmentId, visitId } = await booked(desk, "10:00");
    const { date, zone } = bookingAt(desk, "11:00");
    const move = { appointmentId, version: 1, clinicianId: desk.colleague.staffId, date, time: "11:00", zone };
    expect(await act(moveAppointment, desk.scheduler, move)).toMatchObject({ ok: true, value: { version: 2 } });
    const stale = await act(moveAppointment, desk.scheduler, { ...move, time: "12:00" });
    expect(stale, "SCH-6").toMatchObject({ ok: false, error: { kind: "stale", code: "scheduling.stale" } });
    expect(await act(cancelAppointment, desk.scheduler, { appointmentId, version: 1 })).toMatchObject({
      error: { kind: "stale" },
    });
    const row = await db().appointment.findUniqueOrThrow({ where: { id: appointmentId }, include: { visit: true } });
    expect(row).toMatchObject({ clinicianId: desk.colleague.staffId, version: 2, status: "booked", visit: { id: visitId } });
  });

  it("SCH-6: two desks that move one appointment at one moment: one of them is told", async () => {
    const desk = await createDesk();
    const { appointmentId } = await booked(desk, "10:00");
    const move = (time: string) => ({
      appointmentId,
      version: 1,
      clinicianId: desk.clinician.staffId,
      date: desk.tomorrow,
      time,
      zone: desk.zone,
    });
    const results = await Promise.all(["11:00", "12:00"].map((time) => act(moveAppointment, desk.scheduler, move(time))));
    expect(results.filter(({ ok }) => ok)).toHaveLength(1);
    expect(results.find(({ ok }) => !ok)).toMatchObject({ error: { kind: "stale" } });
  });

  it("SCH-9: cancelling closes the visit, frees the time, and can be taken back while it is free", async () => {
    const desk = await createDesk();
    const { appointmentId, visitId } = await booked(desk, "10:00");
    expect(await act(cancelAppointment, desk.scheduler, { appointmentId, version: 1 })).toMatchObject({
      ok: true,
      value: { version: 2 },
    });
    expect(await db().visit.findUniqueOrThrow({ where: { id: visitId } })).toMatchObject({ state: "cancelled" });
    expect(await act(restoreAppointment, desk.scheduler, { appointmentId, version: 2 })).toMatchObject({
      ok: true,
      value: { version: 3 },
    });
    expect(await db().visit.findUniqueOrThrow({ where: { id: visitId } })).toMatchObject({ state: "expected" });
    await act(cancelAppointment, desk.scheduler, { appointmentId, version: 3 });
    await booked(desk, "10:15", { patient: 1 });
    expect(await act(restoreAppointment, desk.scheduler, { appointmentId, version: 4 })).toMatchObject({
      ok: false,
      error: { code: "scheduling.time_taken", params: { until: "10:45" } },
    });
  });

  it("SCH-7: a visit that began keeps its time", async () => {
    const desk = await createDesk();
    const { appointmentId, visitId } = await booked(desk, "10:00");
    await db().visit.update({ where: { id: visitId }, data: { state: "admitted" } });
    expect(await act(cancelAppointment, desk.scheduler, { appointmentId, version: 1 })).toMatchObject({
      error: { code: "scheduling.visit_begun" },
    });
  });

  it("a clinician moves an own visit within the own day, and not into a colleague's", async () => {
    const desk = await createDesk();
    const { appointmentId } = await booked(desk, "10:00");
    const move = { appointmentId, version: 1, date: desk.tomorrow, time: "11:00", zone: desk.zone };
    const toColleague = { ...move, clinicianId: desk.colleague.staffId };
    expect(await act(moveAppointment, desk.clinician, toColleague)).toMatchObject({ error: { kind: "not_found" } });
    const own = { ...move, clinicianId: desk.clinician.staffId };
    expect(await act(moveAppointment, desk.clinician, own)).toMatchObject({ ok: true, value: { version: 2 } });
  });

  it("SCH-8: another practice's appointment is not found", async () => {
    const [desk, other] = [await createDesk(), await createDesk()];
    const { appointmentId } = await booked(desk, "10:00");
    expect(await act(cancelAppointment, other.scheduler, { appointmentId, version: 1 })).toMatchObject({
      error: { kind: "not_found" },
    });
    expect(await act(cancelAppointment, desk.colleague, { appointmentId, version: 1 })).toMatchObject({
      error: { kind: "not_found" },
    });
  });
});

describe("views", () => {
  it("shows a practice's day, with verbs for the desk and none for a colleague", async () => {
    const [desk, other] = [await createDesk(), await createDesk()];
    const { appointmentId } = await booked(desk, "10:00");
    await booked(other, "10:00");
    const input = { date: desk.tomorrow };
    const day = await act(schedulingDay, desk.scheduler, input);
    if (!day.ok) throw new Error(day.error.code);
    expect(day.value.appointments.map(({ id }) => id)).toEqual([appointmentId]);
    expect([...(day.value.appointments[0]?.verbs ?? [])].sort()).toEqual(["cancel", "move"]);
    expect(day.value.week.find(({ date }) => date === desk.tomorrow)).toMatchObject({ bookedMin: 30 });
    const colleague = await act(schedulingDay, desk.colleague, input);
    expect(colleague).toMatchObject({ ok: true, value: { appointments: [{ verbs: [] }] } });
    expect(await act(schedulingDay, withRoles(desk.scheduler, "admin"), input)).toMatchObject({ error: { kind: "denied" } });
  });

  it("shows a clinician their own day with reasons, and no scheduler", async () => {
    const desk = await createDesk();
    const nowMs = Date.parse(`${desk.tomorrow}T05:00:00Z`);
    await act(bookAppointment, desk.scheduler, { ...bookingAt(desk, "10:00"), reason: "Dizzy when I stand up" });
    await booked(desk, "11:00", { clinicianId: desk.colleague.staffId, patient: 1 });
    const today = await act(schedulingToday, desk.clinician, {}, { nowMs });
    if (!today.ok) throw new Error(today.error.code);
    expect(today.value.visits).toHaveLength(1);
    expect(today.value.visits[0]).toMatchObject({ reason: "Dizzy when I stand up", note: "none", firstVisit: true });
    expect((await act(schedulingToday, withRoles(desk.scheduler, "admin"), {}, { nowMs })).ok).toBe(false);
  });

  it("offers times that can then be booked", async () => {
    const desk = await createDesk();
    const [patientId, serviceId] = [desk.patientIds[0], desk.serviceId];
    const offer = await act(offerTimes, desk.scheduler, { patientId, serviceId, fromDate: desk.tomorrow });
    if (!offer.ok) throw new Error(offer.error.code);
    expect(offer.value.slots).toHaveLength(3);
    const { wallTimeAt } = await import("@/core/scheduling/wall-time");
    const slot = offer.value.slots[0];
    if (slot === undefined) throw new Error("no slot");
    const wall = wallTimeAt(slot.startsAtMs, desk.zone);
    await booked(desk, wall.time, { date: wall.date, clinicianId: slot.clinicianId });
  });
});
