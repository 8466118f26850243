import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseClockText } from "./clock-text";

describe("a time as people type it", () => {
  it("is understood in the ways that are common", () => {
    const read = Object.fromEntries(
      ["9", "930", "9:30", "09.30", "9h30", "14 h", "2pm", "2:15 PM", "12am", "12 p.m.", "0000", "1145"].map((text) => [text, parseClockText(text)]),
    );
    expect(read).toEqual({
      "9": "09:00",
      "930": "09:30",
      "9:30": "09:30",
      "09.30": "09:30",
      "9h30": "09:30",
      "14 h": "14:00",
      "2pm": "14:00",
      "2:15 PM": "14:15",
      "12am": "00:00",
      "12 p.m.": "12:00",
      "0000": "00:00",
      "1145": "11:45",
    });
  });

  it("is nothing when it is no time", () => {
    for (const text of ["", "noon", "24:00", "9:60", "13pm", "0am", "12345", "9:3", "-1"]) expect(parseClockText(text)).toBeNull();
  });

  it("reads back what it writes", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1439 }), (minute) => {
        const time = `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;
        expect(parseClockText(time)).toBe(time);
        expect(parseClockText(time.replace(":", ""))).toBe(time);
      }),
    );
  });
});
