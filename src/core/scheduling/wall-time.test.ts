import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addDays, ageOn, clocksDiffer, dayBounds, isZone, resolveWallTime, wallTimeAt } from "./wall-time";
import { zonePlace } from "./zone-place";

const ZONES = Intl.supportedValuesOf("timeZone");
const HOUR = 3_600_000;

function instant(date: string, time: string, zone: string): number {
  const resolved = resolveWallTime({ date, time, zone });
  if (!resolved.ok) throw new Error(`${date} ${time} ${zone} does not resolve`);
  return resolved.value.atMs;
}

describe("wall time and instant", () => {
  it("SCH-3: a time that the clocks jump over is refused, with the times beside the gap", () => {
    const skipped = [
      ["2026-03-08", "02:00", "America/New_York", "01:59", "03:00"],
      ["2026-03-08", "02:30", "America/New_York", "01:59", "03:00"],
      ["2026-03-29", "01:30", "Europe/London", "00:59", "02:00"],
      ["2026-10-04", "02:10", "Australia/Lord_Howe", "01:59", "02:30"],
      ["2026-04-24", "00:30", "Africa/Cairo", "23:59", "01:00"],
      ["2026-03-08", "00:15", "America/Havana", "23:59", "01:00"],
    ] as const;
    for (const [date, time, zone, before, after] of skipped) {
      const resolved = resolveWallTime({ date, time, zone });
      expect(resolved).toMatchObject({
        ok: false,
        error: { kind: "invalid", code: "scheduling.time_skipped", params: { before, after } },
      });
    }
  });

  it("SCH-4: a time that comes twice means the first, and says that it repeats", () => {
    const twice = resolveWallTime({ date: "2026-11-01", time: "01:30", zone: "America/New_York" });
    expect(twice).toEqual({ ok: true, value: { atMs: Date.UTC(2026, 10, 1, 5, 30), repeats: true } });
    const once = resolveWallTime({ date: "2026-11-01", time: "02:30", zone: "America/New_York" });
    expect(once).toEqual({ ok: true, value: { atMs: Date.UTC(2026, 10, 1, 7, 30), repeats: false } });
    const lordHowe = resolveWallTime({ date: "2026-04-05", time: "01:45", zone: "Australia/Lord_Howe" });
    expect(lordHowe).toMatchObject({ ok: true, value: { repeats: true } });
  });

  it("SCH-3: every wall time of every zone either resolves to itself or is refused", () => {
    const anyTime = fc.record({
      zone: fc.constantFrom(...ZONES),
      day: fc.integer({ min: 0, max: 3650 }),
      minute: fc.integer({ min: 0, max: 1439 }),
    });
    fc.assert(
      fc.property(anyTime, ({ zone, day, minute }) => {
        const date = addDays("2020-01-01", day);
        const time = `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;
        const resolved = resolveWallTime({ date, time, zone });
        if (resolved.ok) expect(wallTimeAt(resolved.value.atMs, zone)).toEqual({ date, time, zone });
        else expect(resolved.error.code).toBe("scheduling.time_skipped");
      }),
      { numRuns: 300 },
    );
  });

  it("SCH-4: a resolved time is the earliest instant that shows it", () => {
    fc.assert(
      fc.property(fc.constantFrom(...ZONES), fc.integer({ min: 0, max: 525_600 }), (zone, minutes) => {
        const atMs = Date.UTC(2026, 0, 1) + minutes * 60_000;
        const shown = wallTimeAt(atMs, zone);
        const back = instant(shown.date, shown.time, zone);
        expect(back).toBeLessThanOrEqual(atMs);
        expect(wallTimeAt(back, zone)).toEqual(shown);
      }),
      { numRuns: 300 },
    );
  });

  it("the same hour each week moves in UTC with the clocks", () => {
    expect(new Date(instant("2026-03-02", "09:00", "America/New_York")).toISOString()).toBe("2026-03-02T14:00:00.000Z");
    expect(new Date(instant("2026-03-09", "09:00", "America/New_York")).toISOString()).toBe("2026-03-09T13:00:00.000Z");
  });

  it("days follow each other without gap, whatever their length", () => {
    const length = (date: string, zone: string) => {
      const { startMs, endMs } = dayBounds(date, zone);
      return (endMs - startMs) / HOUR;
    };
    expect(length("2026-03-08", "America/New_York")).toBe(23);
    expect(length("2026-11-01", "America/New_York")).toBe(25);
    expect(length("2026-10-04", "Australia/Lord_Howe")).toBe(23.5);
    expect(length("2026-11-25", "Asia/Kathmandu")).toBe(24);
    fc.assert(
      fc.property(fc.constantFrom(...ZONES), fc.integer({ min: 0, max: 800 }), (zone, day) => {
        const date = addDays("2025-06-01", day);
        expect(dayBounds(date, zone).endMs).toBe(dayBounds(addDays(date, 1), zone).startMs);
      }),
      { numRuns: 200 },
    );
  });

  it("names a place and knows when two clocks differ", () => {
    expect(zonePlace("America/Argentina/Buenos_Aires")).toBe("Buenos Aires");
    expect(clocksDiffer(Date.UTC(2026, 6, 1), "Europe/Zurich", "Europe/Paris")).toBe(false);
    expect(clocksDiffer(Date.UTC(2026, 6, 1), "Europe/Zurich", "Europe/Lisbon")).toBe(true);
  });

  it("knows zones by their IANA name only", () => {
    expect(isZone("Europe/Zurich")).toBe(true);
    expect(isZone("UTC")).toBe(true);
    for (const no of ["", "Mars/Olympus", "+02:00", "02:00", "Europe/../etc"]) expect(isZone(no)).toBe(false);
  });

  it("counts age in whole years", () => {
    expect(ageOn("1968-05-03", "2026-05-02")).toBe(57);
    expect(ageOn("1968-05-03", "2026-05-03")).toBe(58);
    expect(ageOn("2024-02-29", "2026-02-28")).toBe(1);
    expect(ageOn("2027-01-01", "2026-01-01")).toBe(0);
  });
});
