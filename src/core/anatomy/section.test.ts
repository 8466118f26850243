import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { CutPlane } from "./cuts";
import { axesOf, cutSection, cutSurface, isInSection, pointOn, regionsOf, type Surface, weldOf } from "./section";
import { createSectioner, planeFor } from "./sectioner";
import { cross, dot, lengthOf, times, type Vec3 } from "./vector";

type Quad = readonly [number, number, number, number];

/** A grid that is bent into a closed body: u once round, v from pole to pole. Corners on the seam are doubled, as files have them. */
function turnedBody(at: (u: number, v: number) => Vec3, rounds = 96, rows = 64): Surface {
  const positions: number[] = [];
  const index: number[] = [];
  for (let row = 0; row <= rows; row += 1) {
    for (let round = 0; round <= rounds; round += 1) positions.push(...at(round === rounds ? 0 : round / rounds, row / rows));
  }
  const corner = (round: number, row: number): number => row * (rounds + 1) + round;
  for (let row = 0; row < rows; row += 1) {
    for (let round = 0; round < rounds; round += 1) {
      const [a, b, c, d]: Quad = [corner(round, row), corner(round + 1, row), corner(round + 1, row + 1), corner(round, row + 1)];
      if (row > 0) index.push(a, b, c);
      if (row < rows - 1) index.push(a, c, d);
    }
  }
  // The poles are single places.
  for (const row of [0, rows]) for (let round = 0; round <= rounds; round += 1) positions.splice(corner(round, row) * 3, 3, ...at(0, row / rows));
  return { positions, index, weld: weldOf(positions) };
}

const ball = (radiusM: number, middle: Vec3 = [0, 0, 0]): Surface =>
  turnedBody((u, v) => {
    const [around, down] = [u * 2 * Math.PI, v * Math.PI];
    const flat = Math.sin(down) * radiusM;
    // From the south pole up, so that triangles turn counter-clockwise seen from outside.
    return [middle[0] + Math.cos(around) * flat, middle[1] - Math.cos(down) * radiusM, middle[2] - Math.sin(around) * flat];
  });

const cylinder = (radiusM: number, halfM: number): Surface =>
  turnedBody((u, v) => {
    const around = u * 2 * Math.PI;
    const [height, share] = v < 0.25 ? [-halfM, v * 4] : v > 0.75 ? [halfM, (1 - v) * 4] : [(v - 0.5) * 4 * halfM, 1];
    return [Math.cos(around) * radiusM * share, height, -Math.sin(around) * radiusM * share];
  });

const CORNERS: readonly Vec3[] = [0, 1, 2, 3, 4, 5, 6, 7].map((i) => [i & 1 ? 1 : -1, i & 2 ? 1 : -1, i & 4 ? 1 : -1]);
const SIDES: readonly Quad[] = [[1, 3, 7, 5], [0, 4, 6, 2], [2, 6, 7, 3], [0, 1, 5, 4], [4, 5, 7, 6], [0, 2, 3, 1]];

/** A box whose triangles share no corners, as flat shading has them. `isHollow` turns it inside out. */
function box(half: Vec3, isHollow = false): Surface {
  const positions: number[] = [];
  const index: number[] = [];
  for (const side of SIDES) {
    const first = positions.length / 3;
    for (const i of side) {
      const corner = CORNERS[i] ?? [0, 0, 0];
      positions.push(corner[0] * half[0], corner[1] * half[1], corner[2] * half[2]);
    }
    const [a, b, c, d]: Quad = [first, first + 1, first + 2, first + 3];
    index.push(...(isHollow ? [a, c, b, a, d, c] : [a, b, c, a, c, d]));
  }
  return { positions, index, weld: weldOf(positions) };
}

function together(a: Surface, b: Surface): Surface {
  const shift = a.positions.length / 3;
  const positions = [...Array.from(a.positions), ...Array.from(b.positions)];
  return { positions, index: [...Array.from(a.index), ...Array.from(b.index, (i) => i + shift)], weld: weldOf(positions) };
}

const unitVector = fc.tuple(fc.double({ min: -1, max: 1, noNaN: true }), fc.double({ min: 0, max: 2 * Math.PI, noNaN: true })).map(([y, around]): Vec3 => {
  const flat = Math.sqrt(1 - y * y);
  return [Math.cos(around) * flat, y, Math.sin(around) * flat];
});

describe("where a plane cuts a body", () => {
  it("ANA-102: the section of a ball is a circle of the right size, within 1 %, wherever the plane is", () => {
    const surface = ball(0.05);
    fc.assert(
      fc.property(unitVector, fc.double({ min: -0.045, max: 0.045, noNaN: true }), (n, d) => {
        const section = cutSurface(surface, { n, d });
        const truth = Math.PI * (0.05 * 0.05 - d * d);
        expect(section.loops).toHaveLength(1);
        expect(section.open).toHaveLength(0);
        expect(Math.abs(section.areaM2 / truth - 1)).toBeLessThan(0.01);
      }),
      { numRuns: 120 },
    );
  });

  it("ANA-102: the section of a cylinder is an ellipse, and that along its axis a rectangle, within 1 %", () => {
    const surface = cylinder(0.02, 0.1);
    for (const tiltRad of [0, 0.3, 0.7, 1]) {
      const { areaM2 } = cutSurface(surface, { n: [Math.sin(tiltRad), Math.cos(tiltRad), 0], d: 0.001 });
      expect(Math.abs(areaM2 / ((Math.PI * 0.02 * 0.02) / Math.cos(tiltRad)) - 1)).toBeLessThan(0.01);
    }
    expect(Math.abs(cutSurface(surface, { n: [1, 0, 0], d: 0 }).areaM2 / (0.04 * 0.2) - 1)).toBeLessThan(0.01);
  });

  it("ANA-102: a box gives exact rectangles, also where the plane goes through its very corners and edges", () => {
    const surface = box([0.01, 0.02, 0.03]);
    expect(cutSurface(surface, { n: [0, 1, 0], d: 0 }).areaM2).toBeCloseTo(0.02 * 0.06, 9);
    const [x, y] = [0.02, -0.01].map((value) => value / Math.hypot(0.02, 0.01)) as [number, number];
    const diagonal = cutSurface(surface, { n: [x, y, 0], d: 0 });
    expect(diagonal.loops).toHaveLength(1);
    expect(diagonal.open).toHaveLength(0);
    expect(diagonal.areaM2).toBeCloseTo(2 * Math.hypot(0.01, 0.02) * 0.06, 7);
    expect(cutSurface(surface, { n: [0, 1, 0], d: 0.03 })).toEqual({ loops: [], open: [], areaM2: 0 });
  });

  it("ANA-102: a hollow body's section has a hole, and what is in the hole is not in the body", () => {
    const shell = together(box([0.03, 0.03, 0.03]), box([0.01, 0.01, 0.01], true));
    const section = cutSurface(shell, { n: [0, 0, 1], d: 0 });
    expect(section.areaM2).toBeCloseTo(0.06 * 0.06 - 0.02 * 0.02, 9);
    expect(regionsOf(section).map(({ holes }) => holes.length)).toEqual([1]);
    expect([0, 0.02, 0.04].map((u) => isInSection(section, u, 0.001))).toEqual([false, true, false]);
  });

  it("ANA-102: loops lie in the plane and go round what is solid with it on their left", () => {
    const surface = ball(0.03, [0.01, 0.02, -0.01]);
    fc.assert(
      fc.property(unitVector, (n) => {
        const plane: CutPlane = { n, d: dot(n, [0.01, 0.02, -0.01]) };
        const axes = axesOf(n);
        expect(lengthOf(cross(axes.u, axes.v).map((value, i) => value - (n[i] ?? 0)) as unknown as Vec3)).toBeLessThan(1e-9);
        const [loop] = cutSurface(surface, plane).loops;
        expect(loop?.areaM2).toBeGreaterThan(0);
        for (let i = 0; i < (loop?.points.length ?? 0); i += 2) {
          const point = pointOn(plane, axes, loop?.points[i] ?? 0, loop?.points[i + 1] ?? 0);
          expect(Math.abs(dot(n, point) - plane.d)).toBeLessThan(1e-6);
        }
      }),
      { numRuns: 60 },
    );
  });

  it("ANA-104: another plane leaves the part of a section on its own side, also where there are holes", () => {
    const shell = together(box([0.03, 0.03, 0.03]), box([0.01, 0.01, 0.01], true));
    const plane: CutPlane = { n: [0, 0, 1], d: 0.002 };
    const section = cutSurface(shell, plane);
    const half = cutSection(section, plane, axesOf(plane.n), { n: [1, 0, 0], d: 0 });
    expect(half.areaM2).toBeCloseTo(section.areaM2 / 2, 9);
    const slanted = cutSection(section, plane, axesOf(plane.n), { n: times([1, 0, 1], Math.SQRT1_2), d: 0 });
    expect(slanted.areaM2).toBeLessThan(half.areaM2);
    expect(isInSection(half, axesOf(plane.n).u[0] * 0.02, 0.001)).toBe(false);
  });

  it("an open sheet gives a line that encloses nothing", () => {
    const sheet: Surface = { positions: [-1, -1, 0, 1, -1, 0, 1, 1, 0, -1, 1, 0].map((v) => v * 0.05), index: [0, 1, 2, 0, 2, 3], weld: [0, 1, 2, 3] };
    const section = cutSurface(sheet, { n: [0, 1, 0], d: 0.01 });
    expect(section).toMatchObject({ loops: [], areaM2: 0 });
    expect(section.open).toHaveLength(1);
  });

  it("ANA-106: a structure that stands apart is cut as it stands", () => {
    const surface = ball(0.03);
    const sectioner = createSectioner([{ id: "ball", positions: surface.positions, index: surface.index }]);
    const plane: CutPlane = { n: [0, 0, 1], d: 0.05 };
    expect(sectioner.cut("ball", plane).areaM2).toBe(0);
    const { areaM2 } = sectioner.cut("ball", planeFor(plane, [0, 0, 0.05]));
    expect(Math.abs(areaM2 / (Math.PI * 0.03 * 0.03) - 1)).toBeLessThan(0.01);
  });

  it("knows which way a structure is longest", () => {
    const surface = cylinder(0.01, 0.1);
    const bulk = createSectioner([{ id: "tube", positions: surface.positions, index: surface.index }]).bulkOf("tube");
    expect(Math.abs(bulk?.axis[1] ?? 0)).toBeGreaterThan(0.999);
    expect(lengthOf(bulk?.centre ?? [1, 1, 1])).toBeLessThan(1e-3);
  });
});
