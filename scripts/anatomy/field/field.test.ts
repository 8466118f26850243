import { describe, expect, it } from "vitest";
import { blend, ellipsoid, gradient, halfSpace, smoothMin, within } from "./distance";
import { noise } from "./noise";
import { endPlane, knot, lengthen, tube } from "./tube";

describe("distance fields", () => {
  const ball = ellipsoid([0, 0, 0], [10, 10, 10]);

  it("are negative inside, zero on the surface and positive outside", () => {
    expect(ball(0, 0, 0)).toBeLessThan(0);
    expect(ball(10, 0, 0)).toBeCloseTo(0, 9);
    expect(ball(0, 13, 0)).toBeCloseTo(3, 0);
  });

  it("blend into a fillet no wider than k", () => {
    expect(smoothMin(1, 9, 4)).toBe(1);
    expect(smoothMin(2, 2, 4)).toBe(1);
    expect(blend(4, ball, ellipsoid([12, 0, 0], [3, 3, 3]))(9.9, 0, 0)).toBeLessThan(ball(9.9, 0, 0));
  });

  it("are cut by half-spaces on the side that the normal points to", () => {
    const half = within(0.1, ball, halfSpace([0, 0, 0], [1, 0, 0]));
    expect(half(5, 0, 0)).toBeGreaterThan(0);
    expect(half(-5, 0, 0)).toBeLessThan(0);
  });

  it("have outward unit gradients", () => {
    const [x, y, z] = gradient(ball, 0, 10, 0);
    expect([x, y, z].map((v) => Number(v.toFixed(3)))).toEqual([0, 1, 0]);
  });
});

describe("tubes", () => {
  const way = [knot([0, 0, 0], 2), knot([0, 10, 0], 3), knot([0, 20, 0], 3)];

  it("follow their radii", () => {
    expect(tube(way)(3, 10, 0)).toBeCloseTo(0, 1);
    expect(tube(way)(2, 0.01, 0)).toBeCloseTo(0, 0);
  });

  it("end square when flat and round otherwise", () => {
    expect(tube(way)(0, 22, 0)).toBeLessThan(0);
    expect(tube(way, { flat: true })(0, 22, 0)).toBeGreaterThan(0);
    expect(endPlane(way, "last")(0, 21, 0)).toBeCloseTo(1, 6);
  });

  it("grow longer along their own direction", () => {
    const longer = lengthen(way, 5);
    expect(longer[0]?.p).toEqual([0, -5, 0]);
    expect(longer[longer.length - 1]?.p).toEqual([0, 25, 0]);
  });
});

describe("noise", () => {
  it("is the same at each call, smooth, and within its bounds", () => {
    for (let i = 0; i < 200; i++) {
      const [x, y, z] = [i * 0.37, i * 0.11, i * 0.73];
      const value = noise(x, y, z, 5);
      expect(noise(x, y, z, 5)).toBe(value);
      expect(Math.abs(value)).toBeLessThanOrEqual(1.2);
      expect(Math.abs(noise(x + 1e-4, y, z, 5) - value)).toBeLessThan(1e-3);
    }
  });

  it("has independent fields by salt", () => {
    expect(noise(0.3, 0.4, 0.5, 1)).not.toBe(noise(0.3, 0.4, 0.5, 2));
  });
});
