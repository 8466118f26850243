import { describe, expect, it } from "vitest";
import { longestMm, sectionAreaMm2 } from "./measures";
import { DOWNSTREAM, HEALTHY_MM, NARROWEST_MM } from "./stenosis";
import * as shape from "./stenosis-shape";

/** A box of 20 by 30 by 40 mm about the origin, in metres. */
function box() {
  const position = [0, 1, 2, 3, 4, 5, 6, 7].flatMap((i) => [i & 1 ? 0.01 : -0.01, i & 2 ? 0.015 : -0.015, i & 4 ? 0.02 : -0.02]);
  const index = [0, 2, 1, 1, 2, 3, 4, 5, 6, 5, 7, 6, 0, 1, 4, 1, 5, 4, 2, 6, 3, 3, 6, 7, 0, 4, 2, 2, 4, 6, 1, 3, 5, 3, 7, 5];
  return new Map([["box", { position, normal: position, index }]]);
}

describe("the narrowed artery", () => {
  it("is measured where its shape is narrowest", () => {
    NARROWEST_MM.forEach((value, c) => expect(value).toBeCloseTo(shape.narrowest[c]!, 3));
    DOWNSTREAM.forEach((value, c) => expect(value).toBeCloseTo(shape.downstream[c]!, 5));
    expect(HEALTHY_MM).toBeCloseTo(2 * shape.HEALTHY_MM, 3);
  });

  it("is measured by exact sections and lengths, whichever way the plane looks", () => {
    expect(sectionAreaMm2(box(), "box", [0, 0, 0.003], [0, 0, 1])).toBeCloseTo(600, 6);
    expect(sectionAreaMm2(box(), "box", [0.002, 0, 0], [-1, 0, 0])).toBeCloseTo(1200, 6);
    expect(longestMm(box(), "box")).toBeCloseTo(Math.sqrt(20 ** 2 + 30 ** 2 + 40 ** 2), 6);
    expect(() => longestMm(box(), "ball")).toThrow("no ball");
  });
});
