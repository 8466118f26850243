import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { placeLabels, type LabelRow } from "./label-rows";

type Box = Omit<LabelRow, "dx" | "dy">;
function shiftLabels(boxes: readonly Box[], width: number): { dx: number; dy: number }[] {
  const rows = boxes.map((each) => ({ ...each, dx: 0, dy: 0 }));
  placeLabels(rows, rows.length, width);
  return rows.map(({ dx, dy }) => ({ dx, dy }));
}

const box = fc.record({ x: fc.integer({ min: -20, max: 340 }), y: fc.integer({ min: 200, max: 260 }), width: fc.integer({ min: 20, max: 168 }), height: fc.constant(20) });

describe("names below the marks", () => {
  it("never touch and are never cut, on the narrowest screen with six people", () => {
    fc.assert(fc.property(fc.array(box, { maxLength: 6 }), (boxes) => {
      const at = shiftLabels(boxes, 320).map(({ dx, dy }, i) => ({ ...(boxes[i] as Box), x: (boxes[i] as Box).x + dx, y: (boxes[i] as Box).y + dy }));
      for (const { x, width } of at) {
        expect(x - width / 2).toBeGreaterThanOrEqual(0);
        expect(x + width / 2).toBeLessThanOrEqual(320);
      }
      at.forEach((one, i) => at.slice(i + 1).forEach((other) => {
        const apart = Math.abs(one.x - other.x) >= (one.width + other.width) / 2 || Math.abs(one.y - other.y) >= 20;
        expect(apart).toBe(true);
      }));
    }));
  });

  it("stay where they are while there is room", () => {
    expect(shiftLabels([{ x: 60, y: 200, width: 80, height: 20 }, { x: 160, y: 200, width: 80, height: 20 }], 320)).toEqual([{ dx: 0, dy: 0 }, { dx: 0, dy: 0 }]);
  });
});
