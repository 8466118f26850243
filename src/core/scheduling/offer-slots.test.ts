import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { StaffId } from "@/core/kit/ids";
import { overlaps } from "./interval";
import { offerSlots } from "./offer-slots";
import { wallTimeAt, weekdayOf } from "./wall-time";

const clinicianId = StaffId.parse("00000000-0000-4000-8000-000000000002");

describe("offerSlots", () => {
  it("offers times that a booking accepts: free, in working hours of the clinician's own clock, ahead of now", () => {
    const zone = fc.constantFrom("Europe/Zurich", "America/New_York", "Asia/Kathmandu", "Australia/Lord_Howe");
    const taken = fc.array(
      fc.record({ from: fc.integer({ min: 0, max: 10 * 1440 }), length: fc.integer({ min: 5, max: 300 }) }),
      { maxLength: 30 },
    );
    fc.assert(
      fc.property(zone, taken, fc.integer({ min: 0, max: 365 * 24 }), (clinicZone, blocks, hours) => {
        const fromMs = Date.UTC(2026, 0, 1) + hours * 3_600_000 + 123_456;
        const busy = blocks.map(({ from, length }) => ({
          startsAtMs: fromMs + from * 60_000,
          endsAtMs: fromMs + (from + length) * 60_000,
        }));
        const slots = offerSlots({
          clinicians: [{ id: clinicianId, zone: clinicZone, busy }],
          patientBusy: [],
          durationMin: 40,
          fromMs,
          days: 10,
          count: 3,
        });
        for (const slot of slots) {
          expect(slot.startsAtMs).toBeGreaterThanOrEqual(fromMs);
          expect(busy.some((each) => overlaps(each, slot))).toBe(false);
          const wall = wallTimeAt(slot.startsAtMs, clinicZone);
          expect(wall.time >= "08:00" && wallTimeAt(slot.endsAtMs, clinicZone).time <= "18:00").toBe(true);
          expect(weekdayOf(wall.date)).toBeLessThanOrEqual(5);
        }
      }),
      { numRuns: 100 },
    );
  });
});
