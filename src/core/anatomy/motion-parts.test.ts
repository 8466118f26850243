import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { manifestSchema } from "./manifest";
import { heartFrame, heartParts, kneeAxis, kneeParts, valveRings } from "./motion-parts";

const { models } = manifestSchema.parse(JSON.parse(readFileSync("public/models/manifest.json", "utf8")));
const modelOf = (id: string) => models.find((model) => model.id === id)!;
const idsOf = (id: string): string[] => modelOf(id).structures.map((s) => s.id);

describe("parts that move", () => {
  it("are all of the heart, each once", () => {
    expect(Object.values(heartParts).flat().sort()).toEqual(idsOf("heart").sort());
  });

  it("are all of the knee, each once", () => {
    const { femur, tibia, patella, menisci, bands } = kneeParts;
    expect([...femur, ...tibia, ...patella, ...menisci, ...bands.map((b) => b.id)].sort()).toEqual(idsOf("knee").sort());
  });

  it("have rings, axes and ties that lie in their model", () => {
    const inside = (id: string, p: readonly number[]): boolean => {
      const { min, max } = modelOf(id).boundsM;
      return p.every((v, c) => v > min[c]! - 0.002 && v < max[c]! + 0.002);
    };
    for (const { id, centreM, downstream } of valveRings) {
      const valve = modelOf("heart").structures.find((s) => s.id === id)!;
      expect(Math.hypot(...centreM.map((v, c) => v - valve.centreM[c]!)), id).toBeLessThan(0.02);
      expect(Math.hypot(...downstream), id).toBeCloseTo(1, 3);
    }
    expect(inside("heart", heartFrame.apexM)).toBe(true);
    const points = [...kneeParts.bands.flatMap((b) => [b.fromM, b.toM]), kneeAxis.medial.centreM, kneeAxis.lateral.centreM];
    for (const p of points) expect(inside("knee", p), p.join()).toBe(true);
  });
});
