import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { placePlates, type PlateBox } from "./plates";

const box: fc.Arbitrary<PlateBox> = fc.record({
  left: fc.integer({ min: -50, max: 400 }),
  top: fc.integer({ min: 0, max: 300 }),
  width: fc.integer({ min: 20, max: 120 }),
  height: fc.integer({ min: 20, max: 44 }),
});
const touch = (a: PlateBox, b: PlateBox): boolean => a.left < b.left + b.width && a.left + a.width > b.left && a.top < b.top + b.height && a.top + a.height > b.top;

describe("plates of what is measured", () => {
  it("ANA-303: never lie on each other or on a pin's, and are not cut by the picture's sides", () => {
    fc.assert(
      fc.property(fc.array(box, { maxLength: 6 }), fc.array(box, { maxLength: 10 }), (fixed, plates) => {
        const moved = placePlates(fixed, plates, 360).map(({ dx, dy }, i) => {
          const plate = plates[i] as PlateBox;
          return { ...plate, left: plate.left + dx, top: plate.top + dy };
        });
        moved.forEach((plate, i) => {
          expect(plate.left).toBeGreaterThanOrEqual(0);
          expect(plate.left + plate.width).toBeLessThanOrEqual(360);
          for (const other of [...fixed, ...moved.slice(0, i)]) expect(touch(plate, other)).toBe(false);
        });
      }),
    );
  });

  it("ANA-303: a plate with room stays where it is", () => {
    const plate = { left: 100, top: 50, width: 60, height: 30 };
    expect(placePlates([{ left: 100, top: 100, width: 60, height: 30 }], [plate], 360)).toEqual([{ dx: 0, dy: 0 }]);
    // The shorter way: up from what covers its lower edge.
    expect(placePlates([{ left: 100, top: 70, width: 60, height: 30 }], [plate], 360)).toEqual([{ dx: 0, dy: -13 }]);
  });
});
