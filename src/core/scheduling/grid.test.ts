import { describe, expect, it } from "vitest";
import { gridSpan, hourLines } from "./grid";
import { dayBounds } from "./wall-time";

function span(date: string, zone: string, also: readonly number[] = []) {
  const { startMs, endMs } = dayBounds(date, zone);
  return gridSpan({ date, zone, startMs, endMs, appointments: [] }, also);
}

describe("the hours of a drawn day", () => {
  it("are working hours, widened to what must be seen", () => {
    const zone = "Europe/Zurich";
    expect(hourLines(span("2026-11-25", zone), zone).map(({ time }) => time)).toEqual(
      ["08", "09", "10", "11", "12", "13", "14", "15", "16", "17"].map((hour) => `${hour}:00`),
    );
    const late = Date.parse("2026-11-25T22:50:00Z");
    const lines = hourLines(span("2026-11-25", zone, [late]), zone);
    expect(lines.at(-1)?.time).toBe("23:00");
    expect(hourLines(span("2026-11-25", zone, [late + 86_400_000]), zone)).toHaveLength(10);
  });

  it("tell an hour that comes twice and leave out one that is skipped", () => {
    const zone = "America/New_York";
    const night = (date: string) => span(date, zone, [dayBounds(date, zone).startMs]);
    const autumn = hourLines(night("2026-11-01"), zone).map(({ time }) => time);
    expect(autumn.slice(0, 4)).toEqual(["00:00", "01:00", "01:00", "02:00"]);
    const spring = hourLines(night("2026-03-08"), zone).map(({ time }) => time);
    expect(spring.slice(0, 4)).toEqual(["00:00", "01:00", "03:00", "04:00"]);
  });
});
