import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { conditionListSchema } from "@/core/anatomy/condition-manifest";
import { hasConditions, structuresWith } from "@/core/anatomy/conditions";
import { manifestSchema } from "@/core/anatomy/manifest";
import { modelFile } from "@/core/anatomy/models";
import { loadConditionedStructures } from "./load-conditioned";

const read = (file: string): Buffer<ArrayBuffer> => readFileSync(`public/models/${file}`);
const { models } = manifestSchema.parse(JSON.parse(read("manifest.json").toString()));
const ours = models.filter(({ id }) => hasConditions(id));
const own = globalThis.fetch;
beforeAll(() => {
  // Served from the folder that the product serves.
  globalThis.fetch = (input) => Promise.resolve(new Response(read(String(input).replace("/models/", ""))));
});
afterAll(() => {
  globalThis.fetch = own;
});

describe.each(ours)("$id with each of its conditions", (healthy) => {
  const { conditions } = conditionListSchema.parse(JSON.parse(read(`${healthy.id}/conditions.json`).toString()));
  // The level for tests stands in for the light one: it is the quickest to unpack.
  const light = healthy.levels.find(({ level }) => level === "test");
  const quick = { ...healthy, ...(light ? { file: light.file, bytes: light.bytes, sha256: light.sha256, inside: undefined } : {}), levels: [] };

  it("ANA-422: is drawn of exactly the parts that its words are about, and of no other", async () => {
    expect(conditions.length).toBeGreaterThan(0);
    for (const condition of conditions)
      for (const grade of condition.grades) {
        const files = new Map([...grade.files.full, ...grade.files.light].map(({ file }) => [file, new Uint8Array(read(file))] as const));
        const drawn = await loadConditionedStructures({ healthy: quick, condition, grade, files }, quick, () => undefined, new AbortController().signal);
        expect(drawn.map(({ id }) => id).sort(), grade.id).toEqual(structuresWith(healthy, grade).map(({ id }) => id).sort());
        for (const { id, geometry } of drawn) expect(geometry.index?.count, `${grade.id} ${id}`).toBeGreaterThan(0);
      }
  });

  it("ANA-422: has all of its inside where that comes in a file of its own", async () => {
    const file = modelFile(healthy, "light");
    const whole = healthy.levels.find(({ level }) => level === "light")?.structureTriangles ?? {};
    for (const condition of conditions)
      for (const grade of condition.grades.slice(0, 1)) {
        const files = new Map([...grade.files.full, ...grade.files.light].map(({ file: name }) => [name, new Uint8Array(read(name))] as const));
        const drawn = await loadConditionedStructures({ healthy, condition, grade, files }, file, () => undefined, new AbortController().signal);
        expect(drawn.map(({ id }) => id).sort(), grade.id).toEqual(structuresWith(healthy, grade).map(({ id }) => id).sort());
        const unchanged = drawn.filter(({ id }) => !grade.structures.some((changed) => changed.id === id));
        for (const { id, geometry } of unchanged) expect((geometry.index?.count ?? 0) / 3, `${grade.id} ${id}`).toBe(whole[id]);
      }
  });
});
