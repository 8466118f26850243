import { describe, expect, it } from "vitest";
import { OwnLook } from "./own-look";

const side = { aroundRad: 1, aboveRad: 0.3 };

describe("where somebody looks from", () => {
  it("ROOM-83: is led step by step, and given up by the person's own hand", () => {
    const look = new OwnLook(false);
    const byHand: boolean[] = [];
    look.subscribe((own) => byHand.push(own));
    look.lead(side);
    expect(look.now.aroundRad).toBe(0);
    expect(look.tick(0.5, 100)).toBe(true);
    expect(look.now.aroundRad).toBeGreaterThan(0);
    expect(look.now.aroundRad).toBeLessThan(0.13);
    look.orbit(0.01, 0);
    const now = look.now;
    expect(look.tick(0.5, 100)).toBe(false);
    expect(look.now).toEqual(now);
    expect(byHand).toEqual([false, false, true]);
  });

  it("ROOM-83: arrives, at once for whoever wants no motion, and never under the floor or over the top", () => {
    const moving = new OwnLook(false);
    moving.lead(side);
    let steps = 0;
    while (moving.tick(0.5, 33)) steps += 1;
    expect(steps).toBeGreaterThan(10);
    expect(moving.now).toMatchObject(side);
    const still = new OwnLook(true);
    still.lead(side);
    expect(still.now).toMatchObject(side);
    still.lead({ aroundRad: 0, aboveRad: 1.57 });
    expect(still.now.aboveRad).toBeLessThan(1.5);
  });
});
