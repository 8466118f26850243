import { createHash } from "node:crypto";
import { readFileSync, readdirSync, statSync } from "node:fs";
import { resolve } from "node:path";
import { NodeIO } from "@gltf-transform/core";
import { validateBytes } from "gltf-validator";
import { BufferAttribute, BufferGeometry, DoubleSide, Ray, Vector3 } from "three";
import { MeshBVH } from "three-mesh-bvh";
import { beforeAll, describe, expect, it } from "vitest";
import { manifestSchema, type AnatomyModel } from "@/core/anatomy/manifest";
import type { ModelFile } from "@/core/anatomy/models";
import { createSeededRandom } from "@/room/manual-clock";
import { measuredFrom, type OrganFigures } from "../../scripts/anatomy/figures";
import { ownOrgans } from "../../scripts/anatomy/own-organs";
import { measureMesh, weld, type MeshFigures, type TriangleMesh } from "../../scripts/anatomy/mesh/measure";
import { countSelfIntersections } from "../../scripts/anatomy/mesh/self-intersections";
import { WELD_M } from "../../scripts/anatomy/write/manifest";
import { modelIo, readModel, readWhole, type StoredMesh } from "../../scripts/anatomy/write/read-model";

const folder = resolve(import.meta.dirname, "../../public/models");
const manifest = manifestSchema.parse(JSON.parse(readFileSync(resolve(folder, "manifest.json"), "utf8")));
const files = manifest.models.flatMap((model) => [
  { model, level: "full" as const, ...model, trianglesOf: (id: string) => model.structures.find((s) => s.id === id)?.triangles },
  ...model.levels.map((level) => ({ model, ...level, trianglesOf: (id: string) => level.structureTriangles[id] })),
]);
const bytesOf = (file: string): Uint8Array => new Uint8Array(readFileSync(resolve(folder, file)));
const wholeOf = ({ file, inside }: ModelFile): Promise<Map<string, StoredMesh>> => readWhole(bytesOf(file), inside && bytesOf(inside.file));

function figuresOf(model: AnatomyModel): OrganFigures {
  const own = ownOrgans.find((organ) => organ.about.id === model.id);
  if (!own) throw new Error(`nobody grows ${model.id}`);
  return own.figures;
}

/** Validator findings that are no fault: extensions it does not know, and the fallback buffer that one of them wants. */
const known = new Set(["UNSUPPORTED_EXTENSION", "UNUSED_OBJECT"]);

function apexX(model: AnatomyModel, meshes: Map<string, TriangleMesh>): number {
  const wall = meshes.get("left-ventricle");
  if (!wall) throw new Error(`${model.id} has no left ventricle`);
  let lowest = 0;
  for (let v = 0; v < wall.position.length; v += 3) if ((wall.position[v + 1] ?? 0) < (wall.position[lowest + 1] ?? 0)) lowest = v;
  return wall.position[lowest] ?? NaN;
}

describe.each(files)("$file", ({ model, file, level, bytes, sha256, inside, triangles, trianglesOf }) => {
  let meshes: Map<string, StoredMesh>;
  let figures: Map<string, MeshFigures>;
  beforeAll(async () => {
    meshes = await wholeOf({ file, bytes, sha256, inside });
    figures = new Map([...meshes].map(([id, mesh]) => [id, measureMesh(mesh, WELD_M)]));
  });

  it("is the file that the manifest describes, and so is its inside", () => {
    for (const told of [{ file, bytes, sha256 }, ...(inside ? [inside] : [])]) {
      const content = bytesOf(told.file);
      expect(content.length).toBe(told.bytes);
      expect(createHash("sha256").update(content).digest("hex")).toBe(told.sha256);
    }
    expect([...figures.values()].reduce((sum, f) => sum + f.triangles, 0)).toBe(triangles);
    for (const [id, f] of figures) expect(f.triangles, id).toBe(trianglesOf(id));
  });

  it("has every structure of the manifest and no other", () => {
    expect([...meshes.keys()].sort()).toEqual(model.structures.map((s) => s.node).sort());
  });

  it("is valid glTF, as shipped and unpacked", async () => {
    const io = await modelIo();
    for (const name of [file, ...(inside ? [inside.file] : [])]) {
      const document = await io.readBinary(bytesOf(name));
      for (const extension of document.getRoot().listExtensionsUsed()) if (extension.extensionName === "EXT_meshopt_compression") extension.dispose();
      const unpacked = await new NodeIO().registerExtensions(document.getRoot().listExtensionsUsed().map((e) => e.constructor as never)).writeBinary(document);
      for (const content of [bytesOf(name), unpacked]) {
        const { issues } = await validateBytes(content);
        expect(issues.messages.filter((m) => !known.has(m.code)), name).toEqual([]);
        expect([issues.numErrors, issues.numWarnings], name).toEqual([0, 0]);
      }
    }
  });

  it("has closed structures in as many pieces as declared", () => {
    for (const [id, f] of figures) {
      expect(f.openEdges, id).toBe(0);
      expect(f.shells, id).toBe(figuresOf(model).shells[id] ?? 1);
      expect(f.volume, id).toBeGreaterThan(0);
    }
  });

  it("keeps volumes: 5 % in full detail; 10 % or 0.2 ml, for threads and thin bands, in the light file", () => {
    if (level === "test") return;
    for (const [id, f] of figures) {
      const expected = figuresOf(model).volumesMl[id] ?? NaN;
      const allowed = level === "full" ? 0.05 * expected : Math.max(0.1 * expected, 0.2);
      const off = Math.abs(f.volume * 1e6 - expected);
      expect(off, `${id}: ${(f.volume * 1e6).toFixed(3)} ml for ${expected}`).toBeLessThan(allowed);
    }
  });

  it("shades at most 0.5 % of its triangles from behind", () => {
    const against = [...figures.values()].reduce((sum, f) => sum + f.againstNormals, 0);
    expect(against / triangles).toBeLessThanOrEqual(0.005);
  });

  it("passes through itself nowhere, in full detail and in the light file", () => {
    if (level === "test") return;
    const crossings = [...meshes].map(([id, mesh]) => [id, countSelfIntersections({ ...mesh, position: mesh.stored }, weld(mesh.position, WELD_M))] as const).filter(([, count]) => count > 0);
    expect(crossings).toEqual([]);
  });

  it("does not swap left and right", () => {
    const x = (id: string): number => {
      const { position } = meshes.get(id) ?? { position: [] };
      let low = Infinity, high = -Infinity;
      for (let i = 0; i < position.length; i += 3) [low, high] = [Math.min(low, position[i] ?? NaN), Math.max(high, position[i] ?? NaN)];
      return (low + high) / 2;
    };
    for (const [left, right] of figuresOf(model).leftOf) expect(x(left), `${left} is left of ${right}`).toBeGreaterThan(x(right));
    if (model.id === "heart") expect(apexX(model, meshes)).toBeGreaterThan(0);
  });

  it("keeps the vertices that neighbours share, bit for bit", () => {
    const places = new Map<string, Set<string>>();
    for (const [id, { position }] of meshes)
      for (let v = 0; v < position.length; v += 3) {
        const key = `${position[v]},${position[v + 1]},${position[v + 2]}`;
        places.set(key, (places.get(key) ?? new Set()).add(id));
      }
    for (const [id, neighbour] of figuresOf(model).touching) {
      const both = [...places.values()].filter((ids) => ids.has(id) && ids.has(neighbour)).length;
      expect(both, `${id} and ${neighbour} share vertices`).toBeGreaterThan(2);
    }
  });
});

const parted = files.filter(({ inside }) => inside !== undefined);

describe.each(parted)("$file, which comes without its inside", ({ model, file, inside }) => {
  it("ANA-651: lacks nothing that is seen of the whole from outside, and nothing but the parts that the manifest names", async () => {
    if (!inside) throw new Error("a level of one file");
    const [outside, rest] = [await readModel(bytesOf(file)), await readModel(bytesOf(inside.file))];
    expect(model.structures.map(({ id }) => id).filter((id) => !outside.has(id)).sort()).toEqual([...inside.structures].sort());
    const isShown = (id: string): boolean => model.structures.some((s) => s.id === id && !s.hiddenDefault && s.opaqueDefault);
    const shown = [outside, rest].map((half) => [...half].filter(([id]) => isShown(id)).map(([, mesh]) => mesh));
    const count = (half: readonly TriangleMesh[] | undefined): number => (half ?? []).reduce((sum, { index }) => sum + index.length / 3, 0);
    const ofOutside = count(shown[0]);
    const surface = surfaceOf(shown.flat());
    const { min, max } = model.boundsM;
    const random = createSeededRandom(7);
    const far = Math.hypot(max[0] - min[0], max[1] - min[1], max[2] - min[2]);
    let hits = 0;
    let missing = 0;
    for (let i = 0; i < 100_000; i += 1) {
      const at = new Vector3(...([0, 1, 2] as const).map((c) => (min[c] ?? 0) + random() * ((max[c] ?? 0) - (min[c] ?? 0))));
      const towards = new Vector3(random() - 0.5, random() - 0.5, random() - 0.5).normalize();
      const hit = surface.raycastFirst(new Ray(at.clone().addScaledVector(towards, -far), towards), DoubleSide);
      if (!hit) continue;
      hits += 1;
      if ((hit.faceIndex ?? 0) >= ofOutside) missing += 1;
    }
    expect(hits).toBeGreaterThan(10_000);
    expect(missing).toBe(0);
  });
});

function surfaceOf(meshes: readonly TriangleMesh[]): MeshBVH {
  const position: number[] = [];
  const index: number[] = [];
  for (const mesh of meshes) {
    const first = position.length / 3;
    for (const value of Array.from(mesh.position)) position.push(value);
    for (const vertex of Array.from(mesh.index)) index.push(vertex + first);
  }
  const geometry = new BufferGeometry();
  geometry.setAttribute("position", new BufferAttribute(Float32Array.from(position), 3));
  geometry.setIndex(index);
  return new MeshBVH(geometry, { indirect: true });
}

describe("the anatomy set", () => {
  const modelOf = (id: string): AnatomyModel | undefined => manifest.models.find((model) => model.id === id);

  it("is every organ that we grow, each with all its structures", () => {
    expect(manifest.models.map((model) => model.id)).toEqual(ownOrgans.map((organ) => organ.about.id));
    for (const { about, catalogue } of ownOrgans) expect(modelOf(about.id)?.structures.map((s) => s.id)).toEqual(catalogue.map((s) => s.id));
    expect(modelOf("heart")?.structures).toHaveLength(36);
    // ANA-305
    for (const { about, levels } of ownOrgans) expect(modelOf(about.id)?.drawnWithinMm).toBe(Number(Math.max(levels[0].errorMm, levels[1].errorMm).toFixed(1)));
  });

  it.each(ownOrgans.map((organ) => [organ.about.id, organ] as const))("%s has adult sizes, and its manifest says so with the source", async (id, { figures }) => {
    const model = modelOf(id);
    if (!model) throw new Error(`no ${id}`);
    const meshes = await wholeOf(model);
    const measured = measuredFrom(meshes, (part) => model.structures.find((s) => s.id === part)?.volumeMl ?? NaN);
    for (const [i, check] of figures.sizes.entries()) {
      const value = check.value(measured);
      const told = `${check.what} (${check.source}): ${value.toFixed(1)} ${check.unit}`;
      expect(value, told).toBeGreaterThanOrEqual(check.range[0]);
      expect(value, told).toBeLessThanOrEqual(check.range[1]);
      expect(model.sizes?.[i], told).toEqual({ what: check.what, value: Number(value.toFixed(1)), unit: check.unit, range: check.range, source: check.source });
    }
  });

  it("names every structure in both languages, in short plain sentences", () => {
    for (const model of manifest.models)
      for (const s of model.structures) {
        const { words } = s;
        if (!words) throw new Error(`${s.id} has no sentence`);
        for (const said of [s.name, s.plain, words]) expect(said.en).not.toBe(said.es);
        for (const sentence of [words.en, words.es]) {
          expect(sentence, s.id).toMatch(/^\p{Lu}[^.!?]*\.$/u);
          expect(sentence.split(" ").length, `${s.id}: ${sentence}`).toBeLessThanOrEqual(20);
        }
      }
  });

  it("uses a code for one structure only, unless the code is that of a broader kind", () => {
    for (const model of manifest.models) {
      const exact = model.structures.filter((s) => s.uberonMatch === "exact").map((s) => s.uberon);
      expect(new Set(exact).size).toBe(exact.length);
      const fma = model.structures.flatMap((s) => s.fma ?? []);
      expect(new Set(fma).size).toBe(fma.length);
    }
  });

  it("stays within its budget of bytes and triangles", () => {
    const total = readdirSync(folder).filter((name) => statSync(resolve(folder, name)).isFile()).reduce((sum, name) => sum + statSync(resolve(folder, name)).size, 0);
    expect(total).toBeLessThanOrEqual(4_000_000);
    const heart = modelOf("heart");
    expect(heart?.bytes).toBeLessThanOrEqual(500_000);
    expect(heart?.inside?.bytes).toBeLessThanOrEqual(700_000);
    expect(heart?.triangles).toBeLessThanOrEqual(115_000);
    expect(heart?.levels.find((l) => l.level === "light")?.bytes).toBeLessThanOrEqual(350_000);
    expect(modelOf("kidney")?.bytes).toBeLessThanOrEqual(60_000);
    for (const model of manifest.models) {
      if (model.id !== "heart") expect(model.bytes, model.id).toBeLessThanOrEqual(400_000);
      expect(model.levels.find((l) => l.level === "test")?.triangles, model.id).toBeLessThan(20_000);
    }
  });
});
