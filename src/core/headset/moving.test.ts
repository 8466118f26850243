import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { freeSide, isPalmUp, landing, picturePlace, pushOf, stepTo, wishOf, type OtherPlace } from "./moving";

const metre = fc.double({ min: -4, max: 4, noNaN: true });
const place = fc.record({ x: metre, z: metre });
const others = fc.array(fc.record({ x: metre, z: metre, clearanceM: fc.double({ min: 0.25, max: 3, noNaN: true }) }), { maxLength: 7 });
const apart = (a: { x: number; z: number }, b: { x: number; z: number }): number => Math.hypot(a.x - b.x, a.z - b.z);
const isClear = (at: { x: number; z: number }, all: readonly OtherPlace[]): boolean => all.every((other) => apart(at, other) >= other.clearanceM - 1e-5);

describe("going elsewhere", () => {
  it("ANA-600: whoever goes to a place comes to stand outside of everybody's room, exactly there where that is so already, or stays", () => {
    fc.assert(
      fc.property(place, others, (wanted, all) => {
        const there = landing(wanted, all);
        if (there) expect(isClear(there, all)).toBe(true);
        if (isClear(wanted, all)) expect(there).toEqual(wanted);
        if (all.length <= 1) expect(there).not.toBeNull();
      }),
    );
  });

  it("ANA-616: whoever comes to the model stands at its front where nobody else is, else where others have their room, or most of it", () => {
    const far = 0.52;
    const at = (sideRad: number): { x: number; z: number } => ({ x: Math.sin(sideRad) * far, z: Math.cos(sideRad) * far });
    expect(freeSide(far, [])).toBe(0);
    expect(freeSide(far, [{ ...at(0), clearanceM: 1.2 }])).toBe(Math.PI);
    expect(freeSide(far, [{ x: 3, z: 3, clearanceM: 1.2 }])).toBe(0);
    const roomAt = (place: { x: number; z: number }, all: readonly OtherPlace[]): number => Math.min(0, ...all.map((other) => apart(place, other) - other.clearanceM));
    fc.assert(
      fc.property(others, (all) => {
        const side = freeSide(far, all);
        for (const each of [0, 1, 2, 3, 4, 5]) expect(roomAt(at(side), all)).toBeGreaterThanOrEqual(roomAt(at((each * Math.PI) / 3), all) - 1e-5);
        if (isClear(at(0), all)) expect(side).toBe(0);
      }),
    );
  });

  it("ANA-600: walking never leads further into another's room, and always leads out of it", () => {
    fc.assert(
      fc.property(place, fc.record({ x: fc.double({ min: -0.1, max: 0.1, noNaN: true }), z: fc.double({ min: -0.1, max: 0.1, noNaN: true }) }), others, (from, step, all) => {
        const to = stepTo(from, step, all);
        for (const other of all) if (apart(to, other) < other.clearanceM - 1e-6) expect(apart(to, other)).toBeGreaterThanOrEqual(apart(from, other) - 1e-9);
      }),
    );
    const beside = { x: 0, z: 0, clearanceM: 1.2 };
    expect(stepTo({ x: 0.5, z: 0 }, { x: 0.1, z: 0 }, [beside])).toEqual({ x: 0.6, z: 0 });
    expect(stepTo({ x: 0.5, z: 0 }, { x: -0.1, z: 0 }, [beside])).toEqual({ x: 0.5, z: 0 });
  });

  it("a stick that drifts goes nowhere, and a full push is a full push", () => {
    expect([0, 0.2, -0.24, 1, -1, 2].map(pushOf)).toEqual([0, 0, -0, 1, -1, 1]);
  });

  it("ANA-604: either stick turns where nobody walks; the hand that works turns and the other walks; one hand does both", () => {
    const sticks = [{ hand: "left", x: 0.9, y: -0.8 }, { hand: "right", x: -0.4, y: 0.3 }] as const;
    const wish = (move: "teleport" | "walk", hand: "left" | "right", oneHanded: "on" | "off") => Object.values(wishOf(sticks, { move, hand, oneHanded }));
    expect(wish("teleport", "right", "off")).toEqual([0.9, 0, 0]);
    expect(wish("teleport", "right", "on")).toEqual([-0.4, 0, 0]);
    expect(wish("walk", "right", "off")).toEqual([-0.4, 0.9, -0.8]);
    expect(wish("walk", "left", "off")).toEqual([0.9, -0.4, 0.3]);
    expect(wish("walk", "left", "on")).toEqual([0.9, 0, -0.8]);
  });

  it("ANA-603: the picture of somebody at a flat screen never stands within the viewer's room, and always on the side of its mark", () => {
    fc.assert(
      fc.property(place, fc.double({ min: -3, max: 3, noNaN: true }), fc.double({ min: 0.05, max: 1, noNaN: true }), place, fc.double({ min: 0.25, max: 1.5, noNaN: true }), (from, turnRad, ringRadiusM, viewer, reachM) => {
        const at = picturePlace({ from, turnRad, ringRadiusM, viewer, reachM });
        expect(apart(at, viewer)).toBeGreaterThanOrEqual(reachM - 1e-6);
        const around = Math.atan2(from.x, from.z) + turnRad;
        expect(Math.cos(Math.atan2(at.x, at.z) - around)).toBeCloseTo(1, 6);
      }),
    );
  });

  it("ANA-611: a palm opens the menu when it looks up, and not for every turn of the wrist", () => {
    expect([0.9, 0.7, 0.3, -1].map((palm) => isPalmUp(palm, false))).toEqual([true, false, false, false]);
    expect([0.9, 0.7, 0.3].map((palm) => isPalmUp(palm, true))).toEqual([true, true, false]);
  });
});
