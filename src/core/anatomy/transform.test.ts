import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  carriedBy,
  carriedByTwo,
  glide,
  GLIDE_MS,
  HOME,
  isClose,
  movedBy,
  readTransform,
  REACH_M,
  scaledBy,
  SIZE_LIMITS,
  turnedByDrag,
  turnedByPull,
  type ModelTransform,
} from "./transform";
import { angleBetween, lengthOf, subtract, turned, unitQuat, type Quat, type Vec3 } from "./vector";

const metre = fc.double({ min: -0.5, max: 0.5, noNaN: true });
const point = fc.tuple(metre, metre, metre).map((v): Vec3 => v);
const part = fc.double({ min: -1, max: 1, noNaN: true });
const turn = fc
  .tuple(part, part, part, part)
  .filter((q) => Math.hypot(...q) > 0.1)
  .map((q): Quat => unitQuat(q));
const transform = fc.record({ p: point, q: turn, s: fc.double({ min: 0.3, max: 6, noNaN: true }) });
const angle = fc.double({ min: -3, max: 3, noNaN: true });

const isLawful = (t: ModelTransform): void => {
  expect(Math.hypot(...t.q)).toBeCloseTo(1, 9);
  expect(t.s).toBeGreaterThanOrEqual(SIZE_LIMITS.min);
  expect(t.s).toBeLessThanOrEqual(SIZE_LIMITS.max);
  expect(lengthOf(t.p)).toBeLessThanOrEqual(REACH_M + 1e-9);
};

const expectSame = (a: ModelTransform, b: ModelTransform): void => {
  expect(lengthOf(subtract(a.p, b.p))).toBeLessThan(1e-6);
  expect(angleBetween(a.q, b.q)).toBeLessThan(1e-5);
  expect(a.s).toBeCloseTo(b.s, 6);
};

describe("a model's transform", () => {
  it("keeps one size within its limits and a unit rotation whatever is done to it", () => {
    const factor = fc.double({ min: 1e-3, max: 1e3, noNaN: true });
    fc.assert(
      fc.property(transform, factor, point, point, point, point, turn, (t, k, a, b, c, d, q) => {
        isLawful(scaledBy(t, k, a));
        isLawful(carriedByTwo(t, [a, b], [c, d]));
        isLawful(carriedBy(t, { p: a, q: t.q }, { p: b, q }));
        isLawful(turnedByPull(t, a, b));
        isLawful(movedBy(t, [a[0] * 100, b[1] * 100, c[2] * 100]));
      }),
    );
  });

  it("comes back when a drag goes back", () => {
    fc.assert(
      fc.property(transform, angle, angle, (t, x, y) => {
        const there = turnedByDrag(t, [1, 0, 0], [0, 1, 0], x, y);
        expectSame(turnedByDrag(there, [1, 0, 0], [0, 1, 0], -x, -y), t);
      }),
    );
  });

  it("comes back when a hand goes back", () => {
    fc.assert(
      fc.property(transform, point, turn, point, turn, (t, p1, q1, p2, q2) => {
        const there = carriedBy(t, { p: p1, q: q1 }, { p: p2, q: q2 });
        fc.pre(lengthOf(there.p) < REACH_M);
        expectSame(carriedBy(there, { p: p2, q: q2 }, { p: p1, q: q1 }), t);
      }),
    );
  });

  it("keeps two held points under the two hands while the size allows", () => {
    const from: [Vec3, Vec3] = [
      [-0.1, 0, 0],
      [0.1, 0, 0],
    ];
    const to: [Vec3, Vec3] = [
      [0, -0.2, 0.1],
      [0, 0.2, 0.1],
    ];
    const t = carriedByTwo(HOME, from, to);
    expect(t.s).toBeCloseTo(2);
    const held = turned(t.q, [-0.1 * t.s, 0, 0]);
    expect(held[0] + t.p[0]).toBeCloseTo(to[0][0]);
    expect(held[1] + t.p[1]).toBeCloseTo(to[0][1]);
    expect(held[2] + t.p[2]).toBeCloseTo(to[0][2]);
  });

  it("never stretches: two hands give one factor", () => {
    const t = carriedByTwo(HOME, [[-0.1, 0, 0], [0.1, 0, 0]], [[-9, 0, 0], [9, 0, 0]]);
    expect(t.s).toBe(SIZE_LIMITS.max);
    expect(Object.keys(t).sort()).toEqual(["p", "q", "s"]);
  });

  it("turns by a pull from afar as far as the surface was pulled, and not for a pull away from it", () => {
    const quarter = turnedByPull(HOME, [0, 0, 0.05], [0.05 * (Math.PI / 2), 0, 0.05]);
    const now = turned(quarter.q, [0, 0, 0.05]);
    expect(now[0]).toBeCloseTo(0.05);
    expect(now[2]).toBeCloseTo(0);
    expect(turnedByPull(HOME, [0, 0, 0.05], [0, 0, 0.2])).toEqual(HOME);
  });

  it("reads anything else as home", () => {
    for (const bad of [null, 3, {}, { p: [0, 0], q: [0, 0, 0, 1], s: 1 }, { p: [0, 0, 0], q: [0, 0, 0, 1], s: -1 }, { p: [NaN, 0, 0], q: [0, 0, 0, 1], s: 1 }])
      expect(readTransform(bad)).toEqual(HOME);
    expect(readTransform({ p: [0, 0, 0], q: [0, 0, 0, 2], s: 99 })).toEqual({ p: [0, 0, 0], q: [0, 0, 0, 1], s: SIZE_LIMITS.max });
  });

  it("glides to a remote transform within its time", () => {
    fc.assert(
      fc.property(transform, transform, (a, b) => {
        let shown = a;
        for (let i = 0; i < 8; i += 1) shown = glide(shown, b, GLIDE_MS / 8);
        expect(lengthOf(subtract(shown.p, b.p))).toBeLessThanOrEqual(0.0101 * lengthOf(subtract(a.p, b.p)) + 1e-4);
        for (let i = 0; i < 40; i += 1) shown = glide(shown, b, 16);
        expect(isClose(shown, b)).toBe(true);
      }),
    );
  });
});
