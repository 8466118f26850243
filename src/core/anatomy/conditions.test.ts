import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { conditionListSchema } from "./condition-manifest";
import { conditionsPath, findGrade, gradeFiles, hasConditions, structuresWith } from "./conditions";
import { manifestSchema } from "./manifest";

const { models } = manifestSchema.parse(JSON.parse(readFileSync("public/models/manifest.json", "utf8")));
const knee = models.find((model) => model.id === "knee")!;
const [meniscus] = knee.structures.filter((s) => s.id === "medial-meniscus");
const both = (words: string) => ({ en: words, es: `${words} (es)` });
const file = (name: string, structures: string[]) => ({ file: name, bytes: 10, sha256: "a".repeat(64), triangles: 4, structures });
const list = conditionListSchema.parse({
  conditions: [{
    id: "meniscus-tear", model: "knee", name: both("Tear"), plain: both("Tear"), words: both("A tear."), codes: { icd10: "S83.2" }, part: "medial-meniscus",
    lookAtM: [0, 0, 0], lookFrom: [0, 1, 0], hiddenBy: ["femur"], sources: [{ title: "A paper", url: "https://example.org/" }],
    grades: [{
      id: "grade-1", name: both("Grade 1"), plain: both("Small"), says: both("It is small."), replaces: ["medial-meniscus", "patella"],
      structures: [{ ...meniscus, volumeMl: 1 }, { ...meniscus, id: "flap", node: "flap" }],
      files: { full: [file("knee/a.glb", ["medial-meniscus"]), file("knee/b.glb", ["flap"])], light: [file("knee/c.glb", ["flap", "medial-meniscus"])] },
      sizes: [],
    }],
  }],
});

describe("conditions", () => {
  it("are asked for where a model of ours has them", () => {
    expect(models.filter((model) => hasConditions(model.id)).map((model) => conditionsPath(model.id))).toEqual([
      "/models/heart/conditions.json", "/models/knee/conditions.json", "/models/kidney/conditions.json", "/models/lumbar-spine/conditions.json",
    ]);
  });

  it("put a grade's parts in the place of the ones it replaces, and leave the rest as it is", () => {
    const found = findGrade(list, "meniscus-tear", "grade-1");
    expect(found?.condition.model).toBe("knee");
    const after = structuresWith(knee, found!.grade);
    expect(after.map((s) => s.id)).toEqual([...knee.structures.map((s) => s.id).filter((id) => id !== "patella"), "flap"]);
    expect(after.find((s) => s.id === "medial-meniscus")?.volumeMl).toBe(1);
    expect(findGrade(list, "meniscus-tear", "grade-9")).toBeUndefined();
    expect(findGrade(list, "nothing", "grade-1")).toBeUndefined();
  });

  it("give a device its files, the light ones where there are no lighter", () => {
    const { grade } = findGrade(list, "meniscus-tear", "grade-1")!;
    expect(gradeFiles(grade, "full").map((f) => f.file)).toEqual(["knee/a.glb", "knee/b.glb"]);
    expect(gradeFiles(grade, "test")).toEqual(gradeFiles(grade, "light"));
  });

  it("are refused where files and structures differ or ids repeat", () => {
    const [condition] = list.conditions;
    const [grade] = condition!.grades;
    const bad = (change: object) => conditionListSchema.safeParse({ conditions: [{ ...condition, grades: [{ ...grade, ...change }] }] }).success;
    expect(bad({})).toBe(true);
    expect(bad({ structures: [meniscus] })).toBe(false);
    expect(bad({ structures: [meniscus, meniscus] })).toBe(false);
  });
});
