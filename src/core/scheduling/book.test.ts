import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { AppointmentId, PatientId, ServiceId, StaffId } from "@/core/kit/ids";
import type { BookAppointmentInput, Busy, StoredAppointment } from "./appointment";
import { decideBooking, type BookingState } from "./book";
import { canStillChange, decideCancel, decideReschedule, decideRestore } from "./change";
import { minutesMs, nextFree, overlaps } from "./interval";
import { resolveWallTime } from "./wall-time";

const NOW = Date.UTC(2026, 10, 25, 9, 0);
const ZONE = "Europe/Zurich";
const id = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, "0")}`;
const patientId = PatientId.parse(id(1));
const clinicianId = StaffId.parse(id(2));
const serviceId = ServiceId.parse(id(3));
const appointmentId = AppointmentId.parse(id(4));

function at(time: string, date = "2026-11-25"): number {
  const resolved = resolveWallTime({ date, time, zone: ZONE });
  if (!resolved.ok) throw new Error(time);
  return resolved.value.atMs;
}

function busy(from: string, to: string, n = 10): Busy {
  return { appointmentId: AppointmentId.parse(id(n)), startsAtMs: at(from), endsAtMs: at(to) };
}

function state(more: { clinician?: readonly Busy[]; patient?: readonly Busy[] } = {}): BookingState {
  return {
    patient: { id: patientId, busy: more.patient ?? [] },
    clinician: { id: clinicianId, active: true, isClinician: true, busy: more.clinician ?? [] },
    service: { id: serviceId, active: true, durationMin: 40 },
  };
}

function input(time: string, date = "2026-11-25"): BookAppointmentInput {
  return { patientId, clinicianId, serviceId, date, time, zone: ZONE };
}

describe("decideBooking", () => {
  it("books a free time for as long as the service takes", () => {
    const decided = decideBooking(state(), { ...input("11:00"), reason: "  " }, { nowMs: NOW });
    expect(decided).toMatchObject({ ok: true, value: { startsAtMs: at("11:00"), endsAtMs: at("11:40") } });
  });

  it("SCH-1: refuses a time that the clinician is taken for, says until when and what is free next", () => {
    const taken = [busy("11:00", "11:40"), busy("11:45", "12:20", 11)];
    const decided = decideBooking(state({ clinician: taken }), input("11:15"), { nowMs: NOW });
    expect(decided).toMatchObject({
      ok: false,
      error: {
        kind: "conflict",
        code: "scheduling.time_taken",
        params: { until: "11:40", takenBy: id(10), hasNext: "yes", next: "12:20" },
      },
    });
  });

  it("SCH-1: says so when the day has no free time left", () => {
    const decided = decideBooking(state({ clinician: [busy("11:00", "23:50")] }), input("11:15"), { nowMs: NOW });
    expect(decided).toMatchObject({ ok: false, error: { params: { hasNext: "no", next: "" } } });
  });

  it("SCH-2: refuses a time at which the patient is elsewhere", () => {
    const decided = decideBooking(state({ patient: [busy("11:30", "12:00")] }), input("11:00"), { nowMs: NOW });
    expect(decided).toMatchObject({ ok: false, error: { code: "scheduling.patient_busy", params: { until: "12:00" } } });
  });

  it("back to back is not taken", () => {
    const taken = [busy("10:20", "11:00"), busy("11:40", "12:00", 11)];
    expect(decideBooking(state({ clinician: taken }), input("11:00"), { nowMs: NOW }).ok).toBe(true);
  });

  it("SCH-5: refuses times gone by, but lets a walk-in be booked into the last ten minutes", () => {
    expect(decideBooking(state(), input("09:49"), { nowMs: NOW })).toMatchObject({ error: { code: "scheduling.time_past" } });
    expect(decideBooking(state(), input("09:50"), { nowMs: NOW }).ok).toBe(true);
    expect(decideBooking(state(), input("09:50", "2029-11-25"), { nowMs: NOW })).toMatchObject({
      error: { code: "scheduling.time_too_far" },
    });
  });

  it("refuses clinicians and services that are not to be had", () => {
    const gone = state();
    const away = { ...gone, clinician: { ...gone.clinician, active: false } };
    const scheduler = { ...gone, clinician: { ...gone.clinician, isClinician: false } };
    const closed = { ...gone, service: { ...gone.service, active: false } };
    const codeOf = (each: BookingState) => {
      const decided = decideBooking(each, input("11:00"), { nowMs: NOW });
      return decided.ok ? null : decided.error.code;
    };
    expect([away, scheduler, closed].map(codeOf)).toEqual([
      "scheduling.clinician_unavailable",
      "scheduling.clinician_unavailable",
      "scheduling.service_unavailable",
    ]);
  });

  it("SCH-1: whatever is booked one after the other never overlaps, and each named next free time is free", () => {
    const starts = fc.array(fc.integer({ min: 0, max: 12 * 60 - 1 }), { minLength: 2, maxLength: 25 });
    fc.assert(
      fc.property(starts, (minutes) => {
        const booked: Busy[] = [];
        for (const [n, minute] of minutes.entries()) {
          const time = `${String(11 + Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;
          const decided = decideBooking(state({ clinician: booked }), input(time), { nowMs: NOW });
          if (decided.ok) booked.push({ appointmentId: AppointmentId.parse(id(100 + n)), ...decided.value });
          else if (decided.error.params?.hasNext === "yes") {
            const again = decideBooking(state({ clinician: booked }), input(String(decided.error.params.next)), { nowMs: NOW });
            expect(again.ok).toBe(true);
          }
        }
        booked.forEach((a, i) => booked.slice(i + 1).forEach((b) => expect(overlaps(a, b)).toBe(false)));
      }),
      { numRuns: 100 },
    );
  });
});

describe("changes to an appointment", () => {
  const appointment: StoredAppointment = {
    id: appointmentId,
    clinicianId,
    patientId,
    startsAtMs: at("11:00"),
    endsAtMs: at("11:40"),
    status: "booked",
    version: 3,
    visitState: "expected",
    cancelledAtMs: null,
  };
  const change = { appointmentId, version: 3 };
  const move = { ...change, clinicianId, date: "2026-11-25", time: "11:15", zone: ZONE };

  it("SCH-6: a change on an older version is refused", () => {
    expect(decideCancel({ appointment }, { ...change, version: 2 }, { nowMs: NOW })).toMatchObject({
      error: { kind: "stale", code: "scheduling.stale" },
    });
    expect(decideReschedule({ appointment, ...state() }, { ...move, version: 2 }, { nowMs: NOW })).toMatchObject({
      error: { kind: "stale" },
    });
  });

  it("SCH-7: a visit that began is neither moved nor cancelled", () => {
    for (const visitState of ["admitted", "ended", "missed"] as const) {
      expect(canStillChange({ ...appointment, visitState })).toBe(false);
      const begun = { appointment: { ...appointment, visitState } };
      expect(decideCancel(begun, change, { nowMs: NOW })).toMatchObject({ error: { code: "scheduling.visit_begun" } });
      expect(decideReschedule({ ...begun, ...state() }, move, { nowMs: NOW })).toMatchObject({
        error: { code: "scheduling.visit_begun" },
      });
    }
  });

  it("moves over its own old time, keeps its length and counts up", () => {
    const own: Busy = { appointmentId, startsAtMs: appointment.startsAtMs, endsAtMs: appointment.endsAtMs };
    const moved = decideReschedule({ appointment, ...state({ clinician: [own], patient: [own] }) }, move, { nowMs: NOW });
    expect(moved).toMatchObject({ ok: true, value: { startsAtMs: at("11:15"), endsAtMs: at("11:55"), version: 4 } });
  });

  it("cancels once, and takes it back only while the time is still free", () => {
    expect(decideCancel({ appointment }, change, { nowMs: NOW })).toEqual({
      ok: true,
      value: { appointmentId, version: 4, cancelledAtMs: NOW },
    });
    const cancelled = { ...appointment, status: "cancelled", visitState: "cancelled", cancelledAtMs: NOW } as const;
    expect(decideCancel({ appointment: cancelled }, change, { nowMs: NOW })).toMatchObject({
      error: { code: "scheduling.already_cancelled" },
    });
    const when = { nowMs: NOW + 60_000, zone: ZONE };
    expect(decideRestore({ appointment: cancelled, ...state() }, change, when)).toMatchObject({ ok: true, value: { version: 4 } });
    const takenNow = state({ clinician: [busy("11:20", "12:00")] });
    expect(decideRestore({ appointment: cancelled, ...takenNow }, change, when)).toMatchObject({
      error: { code: "scheduling.time_taken" },
    });
    expect(decideRestore({ appointment: cancelled, ...state() }, change, { ...when, nowMs: NOW + minutesMs(16) })).toMatchObject({
      error: { code: "scheduling.restore_too_late" },
    });
    expect(decideRestore({ appointment, ...state() }, change, when)).toMatchObject({ error: { code: "scheduling.not_cancelled" } });
  });
});

describe("nextFree", () => {
  it("finds the first start on the raster that fits, or none", () => {
    const taken = [busy("11:00", "11:42"), busy("12:00", "12:30", 11)];
    const search = { fromMs: at("11:00"), untilMs: at("13:00"), durationMin: 30, stepMin: 5 };
    expect(nextFree(taken, search)).toBe(at("12:30"));
    expect(nextFree(taken, { ...search, durationMin: 15 })).toBe(at("11:45"));
    expect(nextFree(taken, { ...search, durationMin: 31 })).toBeNull();
  });
});
