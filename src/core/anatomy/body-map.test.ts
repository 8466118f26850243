import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { unpackFigure } from "@/core/pain/figure";
import { PACKED_FIGURE } from "@/core/pain/figure-data";
import { drawBody, MAP_SIDES, placesOf } from "./body-map";
import { sideOfModel } from "./condition-choice";
import { manifestSchema, type AnatomyModel } from "./manifest";

const figure = unpackFigure(PACKED_FIGURE);
const { models } = manifestSchema.parse(JSON.parse(readFileSync("public/models/manifest.json", "utf8")));
const [heart] = models;

/** Area of all rings of a path, mm²; holes count against it. */
function areaOf(path: string): number {
  return path
    .split("M")
    .filter((ring) => ring !== "")
    .reduce((sum, ring) => {
      const points = ring.replace("Z", "").split("L").map((point) => point.split(" ").map(Number));
      return sum + points.reduce((area, [x = 0, y = 0], i) => {
        const [nx = 0, ny = 0] = points[(i + 1) % points.length] ?? [];
        return area + (x * ny - nx * y) / 2;
      }, 0);
    }, 0);
}

/** What the triangles that look to a side cover, mm². */
function coveredFrom(side: "front" | "back"): number {
  const { corners, positions } = figure;
  let sum = 0;
  for (let face = 0; face < figure.faceCount; face += 1) {
    const [a = 0, b = 0, c = 0] = [0, 1, 2].map((i) => (corners[face * 3 + i] ?? 0) * 3);
    const at = (i: number): number => positions[i] ?? 0;
    const z = (at(b) - at(a)) * (at(c + 1) - at(a + 1)) - (at(b + 1) - at(a + 1)) * (at(c) - at(a));
    if (side === "front" ? z > 0 : z < 0) sum += Math.abs(z) / 2;
  }
  return sum;
}

describe("the flat map of the body", () => {
  it.each(MAP_SIDES)("draws every region that is seen from the %s with its own area", (side) => {
    const { shapes } = drawBody(figure, side);
    const area = shapes.reduce((sum, { path }) => sum + Math.abs(areaOf(path)), 0);
    expect(area / coveredFrom(side)).toBeGreaterThan(0.98);
    expect(area / coveredFrom(side)).toBeLessThan(1.02);
    for (const part of side === "front" ? ["chest", "knee", "face"] : ["lower-back", "back-of-knee", "nape"]) expect(shapes.filter(({ region }) => region.part === part)).toHaveLength(2);
  });

  it("ANA-642: puts our organs where they are, on the person's own side, and the whole body nowhere", () => {
    const found = Object.fromEntries(placesOf(models, figure).map(({ model, spot, side }) => [model.id, [spot, side]]));
    expect(found.heart?.[0]).toBe("chest");
    expect(found.heart?.[1]).toBe("front");
    expect(found.knee?.[0]).toMatch(/^left-(back-of-)?knee$/);
    expect(found.kidney?.[0]).toMatch(/^left-(upper|lower)-back$/);
    expect(found["lumbar-spine"]?.[0]).toBe("lower-back");
    expect(found.body).toBeUndefined();
  });

  it("ANA-642: a person's left is at the viewer's right from the front, and at the left from the back", () => {
    const at = (side: "front" | "back", id: string): number => Number(/^M(-?\d+)/.exec(drawBody(figure, side).shapes.find(({ region }) => region.id === id)?.path ?? "")?.[1]);
    expect(at("front", "left-shoulder")).toBeGreaterThan(0);
    expect(at("front", "right-shoulder")).toBeLessThan(0);
    expect(at("back", "left-shoulder")).toBeLessThan(0);
  });

  it("ANA-644: what is of one side lights that side alone, what lies in the middle both, and no other", () => {
    for (const { model, regions } of placesOf(models, figure)) {
      const side = sideOfModel(model);
      expect(regions.map((region) => region.side), model.id).toEqual(side ? [side] : ["left", "right"]);
      expect(new Set(regions.map(({ part }) => part)).size).toBe(1);
    }
    const kidney = placesOf(models, figure).find(({ model }) => model.id === "kidney");
    expect(kidney?.regions.map(({ id }) => id)).toEqual(["left-lower-back"]);
  });

  it("ANA-642: a model that is moved to the other side of the body is there on the map", () => {
    if (!heart) throw new Error("there is no heart");
    const kidney = models.find(({ id }) => id === "kidney") ?? heart;
    const [x, y, z] = kidney.bodyFrameOriginM;
    const mirrored: AnatomyModel = { ...kidney, bodyFrameOriginM: [-x, y, z], structures: kidney.structures.map((structure) => ({ ...structure, side: "right" })) };
    expect(placesOf([mirrored], figure)[0]?.regions.map(({ side }) => side)).toEqual(["right"]);
    const unsaid: AnatomyModel = { ...mirrored, structures: kidney.structures.map((structure) => ({ ...structure, side: "none" })) };
    expect(placesOf([unsaid], figure)[0]?.regions.map(({ side }) => side)).toEqual(["right"]);
  });
});
