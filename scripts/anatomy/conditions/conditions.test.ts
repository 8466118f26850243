import { createHash } from "node:crypto";
import { existsSync, readFileSync, readdirSync, statSync } from "node:fs";
import { resolve } from "node:path";
import { validateBytes } from "gltf-validator";
import { beforeAll, describe, expect, it } from "vitest";
import { conditionListSchema, type Condition, type ConditionGrade } from "@/core/anatomy/condition-manifest";
import { conditionsPath, hasConditions, structuresWith } from "@/core/anatomy/conditions";
import { manifestSchema } from "@/core/anatomy/manifest";
import { describeCondition } from "./describe";
import { ownConditions } from "./own-conditions";
import { measureMesh, weld } from "../mesh/measure";
import { countSelfIntersections } from "../mesh/self-intersections";
import { WELD_M } from "../write/manifest";
import { readModel, type StoredMesh } from "../write/read-model";

const folder = resolve(import.meta.dirname, "../../../public");
const bytesOf = (file: string): Uint8Array => new Uint8Array(readFileSync(resolve(folder, "models", file)));
const { models } = manifestSchema.parse(JSON.parse(readFileSync(resolve(folder, "models/manifest.json"), "utf8")));
const lists = models.filter((model) => hasConditions(model.id)).map((model) => conditionListSchema.parse(JSON.parse(readFileSync(resolve(folder, `.${conditionsPath(model.id)}`), "utf8"))));
const conditions = lists.flatMap((list) => list.conditions);
const grades = conditions.flatMap((condition) => condition.grades.map((grade) => ({ name: `${condition.id}: ${grade.id}`, condition, grade })));
const ownGrade = (condition: Condition, grade: ConditionGrade) => {
  const own = ownConditions.find((c) => c.id === condition.id)?.grades.find((g) => g.id === grade.id);
  if (!own) throw new Error(`nobody grows ${condition.id} ${grade.id}`);
  return own;
};
/** Validator findings that are no fault: extensions it does not know, and the fallback buffer that one of them wants. */
const known = new Set(["UNSUPPORTED_EXTENSION", "UNUSED_OBJECT"]);

const files = new Map(grades.flatMap(({ grade }) => [...grade.files.full, ...grade.files.light].map((file) => [file.file, file] as const)));
describe.each([...files.values()])("$file", ({ file, bytes, sha256, triangles, structures }) => {
  let meshes: Map<string, StoredMesh>;
  beforeAll(async () => {
    meshes = await readModel(bytesOf(file));
  });

  it("is the file that the list describes, and valid glTF", async () => {
    const content = bytesOf(file);
    expect([content.length, createHash("sha256").update(content).digest("hex")]).toEqual([bytes, sha256]);
    expect([...meshes.keys()]).toEqual(structures);
    expect([...meshes.values()].reduce((sum, mesh) => sum + mesh.index.length / 3, 0)).toBe(triangles);
    const { issues } = await validateBytes(content);
    expect(issues.messages.filter((m) => !known.has(m.code))).toEqual([]);
  });

  it("holds closed structures that pass through themselves nowhere, hardly a triangle shaded from behind", () => {
    let against = 0;
    for (const [id, mesh] of meshes) {
      const figures = measureMesh(mesh, WELD_M);
      expect([id, figures.openEdges]).toEqual([id, 0]);
      expect(figures.volume, id).toBeGreaterThan(0);
      expect([id, countSelfIntersections({ ...mesh, position: mesh.stored }, weld(mesh.position, WELD_M))]).toEqual([id, 0]);
      against += figures.againstNormals;
    }
    expect(against / triangles).toBeLessThanOrEqual(0.005);
  });
});

describe.each(grades)("$name", ({ condition, grade }) => {
  it("ANA-436: has the pieces and volumes that were written down for it by hand", () => {
    const own = ownGrade(condition, grade);
    expect(Object.keys(own.volumesMl).sort()).toEqual(grade.structures.map((s) => s.id).sort());
    for (const { id, volumeMl, shells } of grade.structures) {
      const expected = own.volumesMl[id] ?? NaN;
      expect(shells, id).toBe(own.shells?.[id] ?? 1);
      expect(Math.abs((volumeMl ?? NaN) - expected), `${id}: ${volumeMl} ml for ${expected}`).toBeLessThanOrEqual(0.05 * expected);
    }
  });

  it("ANA-436: measures what its grade says, by the grade's source", () => {
    for (const { what, value, range } of grade.sizes) {
      if (!range) continue;
      expect(value, what.en).toBeGreaterThanOrEqual(range[0]);
      expect(value, what.en).toBeLessThanOrEqual(range[1] ?? Infinity);
    }
    const percent = /^stenosis-(\d+)$/.exec(grade.id)?.[1];
    if (percent) expect(Math.abs((grade.sizes.find((s) => s.unit === "%")?.value ?? NaN) - Number(percent))).toBeLessThanOrEqual(5);
  });

  it("replaces parts of its own model only, and says in both languages what is seen", () => {
    const model = models.find((m) => m.id === condition.model);
    if (!model) throw new Error(`no ${condition.model}`);
    const ids = model.structures.map((s) => s.id);
    expect(grade.replaces.filter((id) => !ids.includes(id))).toEqual([]);
    // Whatever keeps an id is replaced, and so never drawn twice.
    expect(grade.structures.filter((s) => ids.includes(s.id) && !grade.replaces.includes(s.id))).toEqual([]);
    expect(new Set(structuresWith(model, grade).map((s) => s.id)).size).toBe(structuresWith(model, grade).length);
    for (const said of [grade.name, grade.plain, grade.says]) expect(said.en).not.toBe(said.es);
    for (const sentence of [grade.says.en, grade.says.es, ...grade.structures.flatMap((s) => [s.words?.en ?? "", s.words?.es ?? ""])]) {
      expect(sentence).toMatch(/^\p{Lu}[^.!?]*\.$/u);
      expect(sentence.split(" ").length, sentence).toBeLessThanOrEqual(20);
    }
  });
});

describe("the conditions", () => {
  it("are all that we grow, described by their files and nothing else", async () => {
    expect(conditions.map((c) => c.id).sort()).toEqual(ownConditions.map((c) => c.id).sort());
    for (const own of ownConditions) expect(await describeCondition(own, bytesOf)).toEqual(conditions.find((c) => c.id === own.id));
  });

  it("ANA-437: go from mild to severe by what is measured", () => {
    for (const { id, grades: own } of conditions) {
      const lost = own.map((grade) => grade.sizes.find((s) => s.range)?.value).filter((value) => value !== undefined);
      expect(lost, id).toEqual([...lost].sort((a, b) => a - b));
    }
  });

  it("ANA-437: tell the kinds of herniation apart as the nomenclature does", async () => {
    const partsOf = async (id: string): Promise<Map<string, StoredMesh>> => readModel(bytesOf(`lumbar-spine/disc-${id}.glb`));
    const points = (mesh: StoredMesh | undefined): number[][] => Array.from({ length: (mesh?.position.length ?? 0) / 3 }, (_, v) => [0, 1, 2].map((c) => (mesh?.position[v * 3 + c] ?? NaN) * 1000));
    /** Height of what lies between two depths, z in mm. */
    const heightMm = (mesh: StoredMesh | undefined, from: number, to: number): number => {
      const y = points(mesh).filter((p) => p[2]! < from && p[2]! > to).map((p) => p[1]!);
      return y.length > 0 ? Math.max(...y) - Math.min(...y) : 0;
    };
    const [protrusion, extrusion, sequestration] = [await partsOf("protrusion"), await partsOf("extrusion"), await partsOf("sequestration")];
    // A protrusion is widest at its base; what was extruded is taller than its way out, but still one with the core.
    expect(heightMm(protrusion.get("annulus-fibrosus"), -20.5, -30)).toBeLessThan(heightMm(protrusion.get("annulus-fibrosus"), -17, -20));
    expect(heightMm(extrusion.get("nucleus-pulposus"), -20, -30)).toBeGreaterThan(1.5 * heightMm(extrusion.get("nucleus-pulposus"), -14, -17));
    const core = points(sequestration.get("nucleus-pulposus")), fragment = points(sequestration.get("disc-fragment"));
    expect(Math.min(...fragment.map((p) => Math.min(...core.map((q) => Math.hypot(...p.map((v, c) => v - q[c]!))))))).toBeGreaterThan(2);
  });

  it("have public codes, a part to look at and a direction to look from", () => {
    for (const { id, model, codes, part, lookFrom, hiddenBy, sources } of conditions) {
      expect(codes.icd10, id).toBeDefined();
      const ids = models.find((m) => m.id === model)?.structures.map((s) => s.id) ?? [];
      expect([part, ...hiddenBy].filter((other) => !ids.includes(other)), id).toEqual([]);
      expect(Math.hypot(...lookFrom), id).toBeCloseTo(1, 1);
      expect(sources.length, id).toBeGreaterThan(1);
    }
  });

  it("stay within their budget, and no file lies about that no grade asks for", () => {
    const there = models.filter((m) => hasConditions(m.id)).flatMap((m) => readdirSync(resolve(folder, "models", m.id)).filter((name) => name.endsWith(".glb")).map((name) => `${m.id}/${name}`));
    expect(there.sort()).toEqual([...files.keys()].sort());
    expect(there.reduce((sum, file) => sum + statSync(resolve(folder, "models", file)).size, 0)).toBeLessThanOrEqual(0.6 * 1024 * 1024);
    expect(existsSync(resolve(folder, "models/heart/conditions.json"))).toBe(true);
  });
});
