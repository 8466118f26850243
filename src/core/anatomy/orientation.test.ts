import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isSameOrientation, orientationOf } from "./orientation";
import { NO_TURN, turnAbout, type Vec3 } from "./vector";

const DEG = Math.PI / 180;
const side = (around: number, above = 0) => ({ aroundRad: around * DEG, aboveRad: above * DEG });
const turn = (axis: Vec3, deg: number) => turnAbout(axis, deg * DEG);
const UP: Vec3 = [0, 1, 0], TOWARDS: Vec3 = [0, 0, 1];

describe("how a model is seen, in words", () => {
  it("ANA-201: names the body's sides, not the picture's: whoever goes to their right sees the body's left side", () => {
    const seen = [0, 45, 90, 135, 180, 225, 270, 315].map((deg) => orientationOf(side(deg), NO_TURN).around);
    expect(seen).toEqual(["front", "frontLeft", "left", "backLeft", "back", "backRight", "right", "frontRight"]);
    expect(orientationOf(side(-90), NO_TURN).around).toBe("right");
  });

  it("ANA-201: says the same whether the eye goes round the model or the model turns before the eye", () => {
    fc.assert(
      fc.property(fc.integer({ min: -720, max: 720 }), fc.integer({ min: -60, max: 60 }), (around, above) => {
        const went = orientationOf(side(around, above), NO_TURN);
        const turned = orientationOf(side(0, above), turn(UP, -around));
        // On the line between two words either may be said.
        if (Math.abs((((around % 45) + 45) % 45) - 22.5) > 0.6) expect(isSameOrientation(went, turned)).toBe(true);
      }),
    );
  });

  it("says from above and below, and no side from straight above", () => {
    expect(orientationOf(side(0, 30), NO_TURN)).toEqual({ around: "front", height: "above", lean: "upright" });
    expect(orientationOf(side(90, -30), NO_TURN)).toEqual({ around: "left", height: "below", lean: "upright" });
    expect(orientationOf(side(10, 80), NO_TURN)).toEqual({ around: null, height: "above", lean: "upright" });
    expect(orientationOf(side(0), turn([1, 0, 0], 90))).toMatchObject({ around: null, height: "above" });
  });

  it("says how it leans in the picture", () => {
    expect(orientationOf(side(0), turn(TOWARDS, 60)).lean).toBe("left");
    expect(orientationOf(side(0), turn(TOWARDS, -60)).lean).toBe("right");
    expect(orientationOf(side(0), turn(TOWARDS, 180)).lean).toBe("upsideDown");
    expect(orientationOf(side(0), turn(TOWARDS, 20)).lean).toBe("upright");
    expect(orientationOf(side(180), turn(TOWARDS, 60)).lean).toBe("right");
  });
});
