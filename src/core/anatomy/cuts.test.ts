import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkRegisterValue, settleValue } from "@/core/room/registers";
import { apartOf, CUT_PRESETS, cutAcross, cutsOf, flipped, glideCut, isCutAway, isSameCut, joinUp, presetCut, presetOf, pullApart, reachAlong, readCut, setCut, turnedTo, turnOf, withinReach, type CutPlane } from "./cuts";
import { apartOffsets } from "./explode";
import { reset } from "./intents";
import { manifestSchema } from "./manifest";
import { findModel, findStructure } from "./models";
import { offsetsNow } from "./sectioner";
import { cutColour, givenColour, LEAST_OPACITY, setColour, setOpacity, SHADES } from "./shades";
import { dot, lengthOf, subtract, type Vec3 } from "./vector";
import type { Edit } from "@/core/room/undo";

const manifest = manifestSchema.parse(JSON.parse(readFileSync("public/models/manifest.json", "utf8")));
const heart = findModel(manifest, "heart");
if (!heart) throw new Error("the heart is in the manifest");

const reading = (edits: readonly Edit[]) => {
  const values = new Map(edits.map(({ register, value }) => [register, value]));
  return (register: string) => values.get(register);
};

const angle = (limit: number) => fc.double({ min: -limit, max: limit, noNaN: true });
const planes = fc.record({ aroundRad: angle(Math.PI - 0.01), aboveRad: angle(1.5), d: angle(0.06) }).map(({ d, ...turn }): CutPlane => turnedTo({ n: [0, 0, 1], d }, turn));

describe("planes that cut a model", () => {
  it("ANA-101: what is written is taken by every replica as it is, and read back the same to the eye", () => {
    fc.assert(
      fc.property(planes, (plane) => {
        const { register, value } = setCut(1, plane);
        expect(checkRegisterValue(register, value)).toBe("valid");
        expect(settleValue(register, value)).toEqual(value);
        expect(isSameCut(readCut(value), plane)).toBe(true);
        expect(setCut(1, readCut(value))).toEqual({ register, value: expect.objectContaining({ on: true }) });
      }),
    );
    expect(readCut({ on: false, n: [0, 0, 1], d: 0 })).toBeNull();
    expect(readCut({ on: true, n: [0, 0, 3], d: 0 })).toBeNull();
  });

  it("ANA-101: a plane from another model or from nowhere leaves something of this one, and something to hold", () => {
    fc.assert(
      fc.property(planes, fc.double({ min: -16, max: 16, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true }), ({ n }, d, apart) => {
        const [plane] = cutsOf(heart, reading([setCut(0, { n, d }), pullApart(heart, apart)]));
        const reach = reachAlong(heart, n, apart);
        expect(plane?.d).toBeLessThanOrEqual(reach + 1e-4);
        expect(plane?.d).toBeGreaterThan(-reach);
      }),
    );
  });

  it("ANA-101: taken away is what lies where the normal points to; the other side after a flip; nothing without a plane", () => {
    fc.assert(
      fc.property(planes, fc.tuple(angle(0.1), angle(0.1), angle(0.1)), (plane, at) => {
        const p: Vec3 = at;
        fc.pre(Math.abs(dot(plane.n, p) - plane.d) > 1e-9);
        expect(isCutAway([plane, null, null], p)).toBe(!isCutAway([null, flipped(plane), null], p));
        expect(isCutAway([null, null, null], p)).toBe(false);
        expect(isSameCut(flipped(flipped(plane)), plane)).toBe(true);
      }),
    );
  });

  it("named planes keep their names when they move and flip, and their turn is what the sliders say", () => {
    for (const preset of CUT_PRESETS) {
      expect(presetOf(presetCut(preset, [0.01, 0.02, 0.03]))).toBe(preset);
      expect(presetOf(flipped(presetCut(preset)))).toBe(preset);
    }
    fc.assert(
      fc.property(planes, (plane) => {
        expect(isSameCut(turnedTo(plane, turnOf(plane)), plane)).toBe(true);
      }),
    );
    expect(presetOf(cutAcross([0.3, 0.5, 0.2], [0, 0, 0]))).toBeNull();
  });

  it("a cut across something goes through it at right angles, and takes the front away", () => {
    const plane = cutAcross([0, 0.6, -0.8], [0.01, 0.02, 0.03]);
    expect(plane.n[2]).toBeGreaterThan(0);
    expect(dot(plane.n, [0.01, 0.02, 0.03])).toBeCloseTo(plane.d, 12);
  });

  it("somebody else's plane is followed without a jump, and a new one is there at once", () => {
    const [from, to] = [presetCut("frontal"), turnedTo(presetCut("frontal", [0, 0, 0.03]), { aroundRad: 0.6, aboveRad: 0.2 })];
    let shown: CutPlane | null = from;
    for (let step = 0; step < 60 && !isSameCut(shown, to); step += 1) {
      const next = glideCut(shown, to, 0.3);
      expect(lengthOf(next?.n ?? [0, 0, 0])).toBeCloseTo(1, 9);
      shown = next;
    }
    expect(isSameCut(shown, to)).toBe(true);
    expect(glideCut(null, to, 0.1)).toBe(to);
    expect(glideCut(from, null, 0.1)).toBeNull();
    expect(withinReach(heart, to)).toEqual(to);
  });
});

describe("parts that stand apart", () => {
  it("ANA-106: nothing moves at 0, everything in step with the share, and the same wherever it is computed", () => {
    for (const model of manifest.models) {
      const whole = apartOffsets(model);
      expect([...apartOffsets(structuredClone(model))]).toEqual([...whole]);
      const [none, half] = [offsetsNow(model, 0), offsetsNow(model, 0.5)];
      for (const { id } of model.structures) {
        expect(none(id)).toEqual([0, 0, 0]);
        expect(lengthOf(subtract(half(id).map((value) => value * 2) as unknown as Vec3, whole.get(id) ?? [9, 9, 9]))).toBeLessThan(1e-12);
      }
    }
  });

  it("ANA-106: neighbours come apart: no two parts that are shown stay nearer than they were, and few cover each other", () => {
    for (const model of manifest.models) {
      const whole = apartOffsets(model);
      const shown = model.structures.filter(({ hiddenDefault }) => !hiddenDefault);
      const radius = (ml: number | undefined): number => Math.cbrt(((ml ?? 0) * 3e-6) / (4 * Math.PI));
      let covered = 0;
      let pairs = 0;
      for (const [i, a] of shown.entries()) {
        for (const b of shown.slice(i + 1)) {
          const before = lengthOf(subtract(a.centreM, b.centreM));
          const after = lengthOf(subtract(subtract(a.centreM, b.centreM), subtract(whole.get(b.id) ?? [0, 0, 0], whole.get(a.id) ?? [0, 0, 0])));
          expect(after, `${a.id} ${b.id}`).toBeGreaterThan(before * 0.9);
          pairs += 1;
          if (after < (radius(a.volumeMl) + radius(b.volumeMl)) * 0.55) covered += 1;
        }
      }
      expect(covered / pairs, model.id).toBeLessThan(0.05);
    }
  });

  it("reads a share and nothing else", () => {
    expect([0.4, 0, null, "0.4", -1, 7].map((value) => apartOf(heart, () => value))).toEqual([0.4, 0, 0, 0, 0, 1]);
    expect(pullApart(heart, 2).value).toBe(1);
    expect(pullApart(heart, 0).value).toBeNull();
  });
});

describe("colours and how solid parts are", () => {
  it("ANA-107: what a hand chooses is taken by every replica, and a part never fades out of sight", () => {
    const wall = findStructure(heart, "left-ventricle");
    if (!wall) throw new Error("the heart has a left ventricle");
    for (const { colour } of SHADES) expect(checkRegisterValue(setColour(heart, wall.id, colour).register, colour)).toBe("valid");
    expect(setOpacity(heart, wall, 0).value).toBe(LEAST_OPACITY);
    expect(setOpacity(heart, wall, 1).value).toBeNull();
    expect(givenColour(heart, wall.id, () => "red")).toBeNull();
    expect(new Set(SHADES.map(({ pattern }) => pattern)).size).toBe(SHADES.length);
    expect(cutColour("#e6d9bd") < "#e6d9bd").toBe(true);
  });

  it("ANA-107: putting the model back takes away planes, colours, fading and distance, and writes only what changes", () => {
    const wall = findStructure(heart, "left-ventricle");
    if (!wall) throw new Error("the heart has a left ventricle");
    const edits = [setCut(0, presetCut("frontal")), setCut(2, presetCut("sagittal")), pullApart(heart, 0.7), setColour(heart, wall.id, "#3f7fd6"), setOpacity(heart, wall, 0.4)];
    const back = reset(heart, reading(edits));
    expect(back.map(({ register }) => register).sort()).toEqual(edits.map(({ register }) => register).sort());
    expect(back.every(({ value }) => value === null)).toBe(true);
    expect(reset(heart, reading([]))).toEqual([]);
    expect(joinUp(reading(edits)).map(({ register }) => register)).toEqual(["cut/0", "cut/2"]);
  });
});
