import { describe, expect, it } from "vitest";
import { INKS, inkOf, toneOf } from "./inks";

/** The dark line around each stroke, as the scene draws it. */
const CASING = "#080c0c";

/** Relative luminance of an sRGB colour (WCAG 2.2). */
function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const part = parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

describe("pens", () => {
  it.each(INKS)("ROOM-82: $id stands out from its casing seven to one, so that it is found on any tissue", ({ colour }) => {
    expect((luminance(toneOf(colour)) + 0.05) / (luminance(CASING) + 0.05)).toBeGreaterThanOrEqual(7);
  });

  it("ROOM-82: have a colour and a line of their own, and an unknown colour keeps itself", () => {
    expect(new Set(INKS.map(({ colour }) => toneOf(colour))).size).toBe(INKS.length);
    expect(new Set(INKS.map(({ line }) => line)).size).toBe(INKS.length);
    expect([toneOf("#123456"), inkOf("#123456").line]).toEqual(["#123456", "solid"]);
  });
});
