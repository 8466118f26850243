import { describe, expect, it } from "vitest";
import { blend, ellipsoid, gradient, halfSpace, smoothMin, within } from "./distance";
import { noise } from "./noise";
import { profileSolid, type Outline } from "./profile";
import { band, drape, strap } from "./strap";
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

describe("solids from outlines", () => {
  const circle = (r: number): Outline => Array.from({ length: 12 }, (_, i) => [r * Math.cos((i / 12) * Math.PI * 2), r * Math.sin((i / 12) * Math.PI * 2)] as const);
  const column = profileSolid({ axis: "y", centre: [0, 0], softMm: 0.5, stations: [{ at: 0, outline: circle(10) }, { at: 30, outline: circle(10) }] });

  it("follow their outlines and end flat", () => {
    expect(column(10, 15, 0)).toBeCloseTo(0, 1);
    expect(column(0, 15, 14)).toBeCloseTo(4, 1);
    expect(column(0, 33, 0)).toBeCloseTo(3, 6);
    expect(column(0, 15, 0)).toBeLessThan(0);
  });

  it("melt from one outline into the next", () => {
    const cone = profileSolid({ axis: "x", centre: [0, 0], softMm: 0.5, stations: [{ at: 0, outline: circle(10) }, { at: 20, outline: circle(20) }] });
    expect(cone(10, 0, 15)).toBeCloseTo(0, 0);
    expect(cone(10, 15, 0)).toBeCloseTo(0, 0);
  });

  it("refuse an outline that does not go around its centre", () => {
    expect(() => profileSolid({ axis: "y", centre: [40, 0], stations: [{ at: 0, outline: circle(10) }, { at: 5, outline: circle(10) }] })).toThrow("centre");
  });
});

describe("bands", () => {
  const flat = strap([band([0, 0, 0], 6, 1), band([0, 30, 0], 6, 1)], [1, 0, 0]);

  it("are wide along their side and thin across it, thinner at their edges", () => {
    expect(flat(0, 15, 1)).toBeCloseTo(0, 6);
    expect(flat(6, 15, 0)).toBeCloseTo(0, 6);
    expect(flat(5.4, 15, 0.9)).toBeGreaterThan(0);
  });

  it("are laid onto a bone and keep their ends", () => {
    const bone = ellipsoid([0, 0, 0], [10, 10, 10]);
    const laid = drape([band([0, 12, 0], 3, 1), band([8, 8, 0], 3, 1), band([12, 0, 0], 3, 1)], bone, 0, 20);
    expect(laid[0]?.p).toEqual([0, 12, 0]);
    for (const { p } of laid.slice(2, -2)) expect(bone(...p)).toBeGreaterThan(0.5);
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
