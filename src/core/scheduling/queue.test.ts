import { describe, expect, it } from "vitest";
import { PatientId, VisitId, AppointmentId } from "@/core/kit/ids";
import type { TodayVisit } from "./day";
import { freeGaps, minutesBehind, placeOf, steadyOrder, waitedMin, waitingQueue, waitsTooLong } from "./queue";

const NOW = Date.UTC(2026, 10, 25, 10, 46);
const min = (minutes: number) => NOW + minutes * 60_000;
const id = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, "0")}`;

function visit(n: number, startMin: number, more: Partial<TodayVisit> = {}): TodayVisit {
  return {
    visitId: VisitId.parse(id(n)),
    appointmentId: AppointmentId.parse(id(100 + n)),
    startsAtMs: min(startMin),
    endsAtMs: min(startMin + 20),
    state: "expected",
    arrivedAtMs: null,
    patient: {
      id: PatientId.parse(id(200 + n)),
      name: `Patient ${n}`,
      age: 40,
      birthDate: "1986-01-01",
      pronouns: null,
      locale: "en",
      zone: "Europe/Zurich",
      phone: null,
    },
    service: "Heart review",
    reason: null,
    readiness: null,
    note: "none",
    lastVisit: null,
    firstVisit: true,
    ...more,
  };
}

describe("the clinician's queue", () => {
  it("has who waits, by the time of the appointment and not of the arrival", () => {
    const early = visit(2, 4, { state: "waiting", arrivedAtMs: min(-20) });
    const due = visit(1, -16, { state: "waiting", arrivedAtMs: min(-11) });
    expect(waitingQueue([early, due, visit(3, 60)]).map(({ visitId }) => visitId)).toEqual([due.visitId, early.visitId]);
    expect(waitedMin(due, NOW)).toBe(11);
    expect(waitsTooLong(due, NOW)).toBe(true);
    expect(waitsTooLong(early, NOW)).toBe(false);
    expect(minutesBehind([early, due], NOW)).toBe(16);
  });

  it("never reorders while held: leavers go, newcomers come last", () => {
    const [a, b, c] = [visit(1, -10), visit(2, -5), visit(3, 5)] as const;
    const ids = (list: readonly TodayVisit[]) => list.map(({ visitId }) => visitId);
    expect(ids(steadyOrder([b.visitId, c.visitId], [a, c]))).toEqual([c.visitId, a.visitId]);
    expect(ids(steadyOrder(null, [a, c]))).toEqual([a.visitId, c.visitId]);
  });

  it("puts each visit in its place", () => {
    const states = ["expected", "waiting", "admitted", "ended", "cancelled", "missed"] as const;
    expect(states.map((state) => placeOf({ state, startsAtMs: min(5) }, NOW))).toEqual([
      "later",
      "waiting",
      "admitted",
      "done",
      "missed",
      "missed",
    ]);
    expect(placeOf({ state: "expected", startsAtMs: min(-5) }, NOW)).toBe("overdue");
  });

  it("finds free stretches still to come", () => {
    const day = [visit(1, -100), visit(2, -60), visit(3, 35), visit(4, 100)];
    expect(freeGaps(day, NOW)).toEqual([
      { startsAtMs: NOW, endsAtMs: min(35) },
      { startsAtMs: min(55), endsAtMs: min(100) },
    ]);
  });
});
