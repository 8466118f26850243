import { describe, expect, it } from "vitest";
import { manifestSchema, type AnatomyModel } from "./manifest";
import { findModel, findStructure, modelFile } from "./models";

const both = (text: string) => ({ en: text, es: `${text} (es)` });
const structure = {
  id: "left-ventricle", node: "left-ventricle", uberon: "UBERON:0002084", uberonMatch: "exact", side: "left", group: "chambers",
  name: both("Left ventricle"), plain: both("Main chamber"), words: both("It pumps."), colour: "#8f423a", roughness: 0.46,
  triangles: 10, shells: 1, volumeMl: 70, centreM: [0, 0, 0], opaqueDefault: true, hiddenDefault: false,
} as const;
const hash = "0".repeat(64);
const model = {
  id: "heart", name: both("Heart"), file: "heart.glb", bytes: 10, sha256: hash, triangles: 10, licence: "MIT", source: "ours",
  caution: both("Teaching model"), bodyFrameOriginM: [0, 0.4, 0], boundsM: { min: [0, 0, 0], max: [1, 1, 1] },
  levels: [{ level: "light", file: "heart-lod1.glb", bytes: 5, sha256: hash, triangles: 5, structureTriangles: { "left-ventricle": 5 } }],
  structures: [structure],
};

describe("the anatomy manifest", () => {
  const parsed = manifestSchema.parse({ models: [model] });
  const heart = findModel(parsed, "heart") as AnatomyModel;

  it("finds models and structures by id", () => {
    expect(findModel(parsed, "liver")).toBeUndefined();
    expect(findStructure(heart, "left-ventricle")?.uberon).toBe("UBERON:0002084");
    expect(findStructure(heart, "spleen")).toBeUndefined();
  });

  it("gives the light file where there is one, else the full one", () => {
    expect(modelFile(heart, "light").file).toBe("heart-lod1.glb");
    expect(modelFile(heart, "full").file).toBe("heart.glb");
    expect(modelFile({ ...heart, levels: [] }, "light").file).toBe("heart.glb");
    expect(modelFile({ ...heart, levels: heart.levels.filter(({ level }) => level === "light") }, "test").file).toBe("heart-lod1.glb");
  });

  it.each([
    ["a structure twice", { ...model, structures: [structure, structure] }],
    ["a malformed code", { ...model, structures: [{ ...structure, uberon: "UBERON:84" }] }],
    ["a missing language", { ...model, structures: [{ ...structure, words: { en: "It pumps." } }] }],
    ["a path that leaves the folder", { ...model, file: "../secret.glb" }],
    ["no structures", { ...model, structures: [] }],
  ])("refuses %s", (_what, bad) => {
    expect(manifestSchema.safeParse({ models: [bad] }).success).toBe(false);
  });
});
