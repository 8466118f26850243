import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { angleDeg, angleErrorDeg, areaErrorMm2, areaIn, areaMm2, bendMm, closesLoop, distanceMm, isBent, distanceErrorMm, lengthIn, pointErrorMm } from "./measure";
import { add, cross, lengthOf, times, turnAbout, turned, type Vec3 } from "./vector";

const radius = fc.double({ min: 0.005, max: 0.2, noNaN: true });
const turnAngle = fc.double({ min: -Math.PI, max: Math.PI, noNaN: true });
const direction: fc.Arbitrary<Vec3> = fc
  .tuple(fc.double({ min: -1, max: 1, noNaN: true }), fc.double({ min: -1, max: 1, noNaN: true }), fc.double({ min: -1, max: 1, noNaN: true }))
  .filter((v) => Math.hypot(...v) > 0.1)
  .map((v) => times(v, 1 / Math.hypot(...v)));
const place: fc.Arbitrary<Vec3> = fc.tuple(fc.double({ min: -1, max: 1, noNaN: true }), fc.double({ min: -1, max: 1, noNaN: true }), fc.double({ min: -1, max: 1, noNaN: true }));
const acrossOf = (axis: Vec3): Vec3 => {
  const way = cross(axis, Math.abs(axis[1]) < 0.9 ? [0, 1, 0] : [1, 0, 0]);
  return times(way, 1 / lengthOf(way));
};
/** Points around an axis: a circle of that radius at `height` along it, or, cut aslant, an ellipse. */
const ringOf = (middle: Vec3, axis: Vec3, radiusM: number, heightM: number, corners: number, slope = 0): Vec3[] => {
  const side = acrossOf(axis);
  return Array.from({ length: corners }, (_, i) => {
    const angle = (2 * Math.PI * i) / corners;
    const out = times(turned(turnAbout(axis, angle), side), radiusM);
    return add(add(middle, out), times(axis, heightM + slope * radiusM * Math.cos(angle)));
  });
};
const off = (is: number, should: number): number => Math.abs(is - should) / should;

describe("what is measured on spheres and cylinders", () => {
  it("ANA-300: a distance on a sphere is its chord, to 1 % and better", () => {
    fc.assert(
      fc.property(place, direction, radius, fc.double({ min: 0.05, max: Math.PI, noNaN: true }), (middle, axis, r, angle) => {
        const side = acrossOf(axis);
        const [a, b] = [side, turned(turnAbout(axis, angle), side)].map((way) => add(middle, times(way, r)));
        expect(off(distanceMm(a as Vec3, b as Vec3), 2000 * r * Math.sin(angle / 2))).toBeLessThan(0.0001);
      }),
    );
  });

  it("ANA-301: an angle is that of its ways, to 1 % and better, however small, wherever it stands", () => {
    fc.assert(
      fc.property(place, direction, radius, radius, fc.double({ min: 0.001, max: Math.PI - 0.001, noNaN: true }), (corner, axis, wayA, wayB, angle) => {
        const side = acrossOf(axis);
        const a = add(corner, times(side, wayA));
        const b = add(corner, times(turned(turnAbout(axis, angle), side), wayB));
        expect(off(angleDeg(a, corner, b), (angle * 180) / Math.PI)).toBeLessThan(0.0001);
        expect(angleDeg(b, corner, a)).toBeCloseTo(angleDeg(a, corner, b), 9);
      }),
    );
    expect(angleDeg([0, 0, 0], [0, 0, 0], [1, 0, 0])).toBe(0);
    // Thales: on a circle every angle over its diameter is right.
    expect(angleDeg([1, 0, 0], [Math.cos(2), Math.sin(2), 0], [-1, 0, 0])).toBeCloseTo(90, 9);
  });

  it("ANA-302: the area inside a loop round a sphere or a cylinder is its circle's or ellipse's, to 1 %, whichever way round", () => {
    fc.assert(
      fc.property(place, direction, radius, fc.double({ min: -0.95, max: 0.95, noNaN: true }), fc.double({ min: 0, max: 1.5, noNaN: true }), turnAngle, (middle, axis, r, height, slope, twist) => {
        const onSphere = ringOf(middle, axis, r * Math.sqrt(1 - height ** 2), r * height, 36);
        const circle = Math.PI * r ** 2 * (1 - height ** 2) * 1e6;
        expect(off(areaMm2(onSphere), circle)).toBeLessThan(0.01);
        expect(areaMm2([...onSphere].reverse())).toBeCloseTo(areaMm2(onSphere), 6);
        expect(isBent(onSphere)).toBe(false);
        const onCylinder = ringOf(middle, axis, r, height, 36, slope).map((point) => turned(turnAbout([0, 1, 0], twist), point));
        expect(off(areaMm2(onCylinder), Math.PI * r ** 2 * Math.sqrt(1 + slope ** 2) * 1e6)).toBeLessThan(0.01);
      }),
    );
    expect(areaMm2([[0, 0, 0], [1, 0, 0]])).toBe(0);
  });

  it("ANA-302: a loop that bulges says so, and how far", () => {
    // A saddle: corners of a square, two up and two down by a fifth of its side.
    const saddle: Vec3[] = [[0, 0, 0.002], [0.02, 0, -0.002], [0.02, 0.02, 0.002], [0, 0.02, -0.002]];
    expect(bendMm(saddle)).toBeCloseTo(2, 6);
    expect(isBent(saddle)).toBe(false);
    expect(isBent(saddle.map(([x, y, z]) => [x, y, 3 * z]))).toBe(true);
  });
});

describe("how sure it is", () => {
  const POINT_MM = pointErrorMm({});
  const jitter = (seed: number): number => {
    const t = Math.sin(seed * 12.9898) * 43758.5453;
    return (t - Math.floor(t) - 0.5) * 2 * Math.sqrt(3) * (POINT_MM / 1000);
  };
  // Points shaken along each axis by as much as the error of a point; how far the figure then spreads (one standard deviation).
  const spread = (points: readonly Vec3[], figure: (points: readonly Vec3[]) => number): number => {
    const right = figure(points);
    const misses = Array.from({ length: 600 }, (_, run) => figure(points.map(([x, y, z], i) => [x + jitter(run * 97 + i * 3), y + jitter(run * 97 + i * 3 + 1), z + jitter(run * 97 + i * 3 + 2)])) - right);
    return Math.sqrt(misses.reduce((sum, miss) => sum + miss ** 2, 0) / misses.length);
  };

  it("ANA-300, ANA-301, ANA-302: the error that is shown is what misplaced points make of it", () => {
    const [a, corner, b]: [Vec3, Vec3, Vec3] = [[0.03, 0, 0], [0, 0, 0], [0.01, 0.025, 0]];
    const angles = spread([a, corner, b], ([one, two, three]) => angleDeg(one as Vec3, two as Vec3, three as Vec3));
    expect(angleErrorDeg(a, corner, b, POINT_MM)).toBeGreaterThan(angles * 0.85);
    expect(angleErrorDeg(a, corner, b, POINT_MM)).toBeLessThan(angles * 1.3 + 1);
    const loop = ringOf([0, 0, 0], [0, 0, 1], 0.015, 0, 12);
    const areas = spread(loop, areaMm2);
    expect(areaErrorMm2(loop, POINT_MM)).toBeGreaterThan(areas * 0.85);
    expect(areaErrorMm2(loop, POINT_MM)).toBeLessThan(areas * 1.3 + 1);
    expect(angleErrorDeg([0, 0, 0], [0, 0, 0], b, POINT_MM)).toBe(180);
    expect(angleErrorDeg([1, 0, 0], [0, 0, 0], [0, 1, 0], POINT_MM)).toBe(1);
  });

  it("ANA-305: a model that is drawn coarsely says larger errors, and none says smaller ones than half a millimetre and a pixel make", () => {
    expect(pointErrorMm({})).toBe(0.75);
    expect(pointErrorMm({ drawnWithinMm: 0.1 })).toBe(0.75);
    expect(pointErrorMm({ drawnWithinMm: 2.5 })).toBe(2.75);
    expect([0.75, 2.75, 6.25].map(distanceErrorMm)).toEqual([1, 4, 9]);
    fc.assert(
      fc.property(fc.double({ min: 0, max: 10, noNaN: true }), fc.double({ min: 0, max: 10, noNaN: true }), (one, other) => {
        const [less, more] = [Math.min(one, other), Math.max(one, other)].map((drawnWithinMm) => pointErrorMm({ drawnWithinMm })) as [number, number];
        const [a, corner, b]: [Vec3, Vec3, Vec3] = [[0.03, 0, 0], [0, 0, 0], [0.01, 0.025, 0]];
        expect(distanceErrorMm(less)).toBeLessThanOrEqual(distanceErrorMm(more));
        expect(angleErrorDeg(a, corner, b, less)).toBeLessThanOrEqual(angleErrorDeg(a, corner, b, more));
        expect(areaErrorMm2([a, corner, b], less)).toBeLessThanOrEqual(areaErrorMm2([a, corner, b], more));
      }),
    );
  });

  it("figures are shown with the digits that they are good for", () => {
    expect(lengthIn(34.4, "mm")).toEqual({ n: 34.4, digits: 0 });
    expect(lengthIn(34.4, "cm")).toEqual({ n: 3.44, digits: 1 });
    expect(areaIn(250, "cm")).toEqual({ n: 2.5, digits: 2 });
  });
});

describe("a loop", () => {
  it("ANA-302: is closed by a press near its first corner, or by the same place twice, never before it has three", () => {
    const loop: Vec3[] = [[0, 0, 0], [0.02, 0, 0], [0.02, 0.02, 0]];
    expect(closesLoop(loop, [0.001, 0, 0])).toBe(true);
    expect(closesLoop(loop, [0.02, 0.02, 0.0001])).toBe(true);
    expect(closesLoop(loop, [0, 0.02, 0])).toBe(false);
    expect(closesLoop(loop.slice(0, 2), [0, 0, 0])).toBe(false);
  });
});
