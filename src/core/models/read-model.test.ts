import fc from "fast-check";
import { MeshoptDecoder } from "meshoptimizer/decoder";
import { beforeAll, describe, expect, it } from "vitest";
import { cubeStl, HOSTILE_MODELS, textCube, triangleGlb } from "../../../tests/support/hostile-models";
import { inspectFile } from "@/core/files/inspect";
import { boundsOf, sidesOf } from "./bounds";
import type { UnpackBlock } from "./gltf-data";
import { MODEL_PROBLEMS } from "./limits";
import { readModel } from "./read-model";
import { measureSurface, weld } from "./surface";
import english from "../../../messages/en/models.json";
import spanish from "../../../messages/es/models.json";

beforeAll(() => MeshoptDecoder.ready);

const unpack: UnpackBlock = (packed, count, stride, mode, filter) => {
  const made = new Uint8Array(count * stride);
  try {
    MeshoptDecoder.decodeGltfBuffer(made, count, stride, packed, mode, filter);
    return made;
  } catch {
    // Broken: told as such.
    return null;
  }
};
const read = (bytes: Uint8Array) => readModel(bytes, unpack);

describe("hostile models", () => {
  it.each(HOSTILE_MODELS)("ANA-501: refuses $what", ({ name, bytes, problem, before }) => {
    if (problem !== null) expect(read(bytes())).toEqual({ ok: false, error: problem });
    const inspection = inspectFile("model", name, () => null);
    const early = inspection.push(bytes());
    const seen = inspection.end();
    expect(seen.ok ? undefined : `files.${early ?? seen.problem}`).toBe(before);
  });

  it("ANA-501: has words in both languages for each way in which a model can be wrong", () => {
    for (const words of [english.problem, spanish.problem]) {
      expect(Object.keys(words).sort()).toEqual([...MODEL_PROBLEMS].sort());
      expect(new Set(Object.values(words)).size).toBe(MODEL_PROBLEMS.length);
    }
    expect(HOSTILE_MODELS.length).toBeGreaterThanOrEqual(25);
  });

  it("ANA-502: ends with a model or a reason, whatever is changed in its bytes", () => {
    const starts = [triangleGlb(), cubeStl(), textCube()];
    const edits = fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })), { maxLength: 8 });
    fc.assert(
      fc.property(fc.constantFrom(...starts), edits, fc.nat(), (start, changes, cut) => {
        const bytes = Buffer.from(start);
        for (const [at, value] of changes) bytes[at % bytes.length] = value;
        const result = read(cut % 3 === 0 ? bytes.subarray(0, cut % bytes.length) : bytes);
        if (!result.ok) expect(MODEL_PROBLEMS).toContain(result.error);
        for (const { position, index } of result.ok ? result.value.parts : []) {
          expect(position.every(Number.isFinite)).toBe(true);
          expect(index.every((vertex) => vertex < position.length / 3)).toBe(true);
        }
      }),
      { numRuns: 500 },
    );
  });
});

describe("models that are taken", () => {
  it.each([["binary", cubeStl(10)], ["text", textCube(10)], ["binary that begins as text does", cubeStl(10, "solid cube")]] as const)("reads a cube from a %s STL", (_form, bytes) => {
    const result = read(bytes);
    if (!result.ok) throw new Error(result.error);
    expect(sidesOf(boundsOf(result.value.parts))).toEqual([10, 10, 10]);
    const [part] = result.value.parts;
    if (part === undefined) throw new Error("a cube is one part");
    const surface = weld(part);
    expect(surface.position.length / 3).toBe(8);
    expect(measureSurface(surface)).toEqual({ triangles: 12, shells: 1, openEdges: 0, volume: 1000 });
  });

  it("puts meshes where their nodes put them, turned, scaled and mirrored", () => {
    const bytes = triangleGlb((d) => Object.assign(d, { nodes: [{ children: [1], translation: [5, 0, 0], scale: [2, 2, -2] }, { mesh: 0, name: "Lid", rotation: [0, 0, Math.SQRT1_2, Math.SQRT1_2] }] }));
    const result = read(bytes);
    if (!result.ok) throw new Error(result.error);
    const [part] = result.value.parts;
    expect(part?.name).toBe("Lid");
    expect([...(part?.position ?? [])].map((value) => Math.round(value * 1e5) / 1e5 + 0)).toEqual([5, 0, 0, 5, 2, 0, 3, 0, 0]);
    expect([...(part?.index ?? [])]).toEqual([1, 0, 2]);
  });

  it("names what it leaves out: pictures, movement, words", () => {
    const result = read(triangleGlb((d) => Object.assign(d, { asset: { version: "2.0", copyright: "Amira Haddad, 1968" }, textures: [{}], animations: [{}], materials: [] })));
    expect(result).toMatchObject({ ok: true, value: { dropped: ["textures", "animations", "words"] } });
  });

  it("counts where a surface is open", () => {
    const open = cubeStl(10);
    open.writeUInt32LE(11, 80);
    const result = read(open.subarray(0, -50));
    const [part] = result.ok ? result.value.parts : [];
    if (part === undefined) throw new Error("an open cube is a model");
    expect(measureSurface(weld(part))).toMatchObject({ triangles: 11, openEdges: 3, volume: null });
  });
});
