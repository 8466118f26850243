import { readFileSync } from "node:fs";
import { DoubleSide, Ray, Vector3, BufferAttribute, BufferGeometry } from "three";
import { MeshBVH } from "three-mesh-bvh";
import { beforeAll, describe, expect, it } from "vitest";
import { bendWays, bent, kneeAt, placeIn } from "@/core/anatomy/knee-flexion";
import { bendWeights } from "@/core/anatomy/knee-poses";
import { manifestSchema, type AnatomyModel } from "@/core/anatomy/manifest";
import { findModel } from "@/core/anatomy/models";
import { kneeParts } from "@/core/anatomy/motion-parts";
import type { Vec3 } from "@/core/anatomy/vector";
import { unpackStructures, type StructureGeometry } from "../anatomy/load-model";

const knee = findModel(manifestSchema.parse(JSON.parse(readFileSync("public/models/manifest.json", "utf8"))), "knee") as AnatomyModel;
let loaded: ReadonlyMap<string, StructureGeometry["geometry"]>;
const ways = new Map<string, Float64Array[]>();
beforeAll(async () => {
  const structures = await unpackStructures(knee, new Uint8Array(readFileSync("public/models/knee-lod1.glb")));
  loaded = new Map(structures.map(({ id, geometry }) => [id, geometry]));
  for (const { id } of structures) ways.set(id, pointsOf(id).map((at) => bendWays(id, at, new Float64Array(12))));
});

const geometryOf = (id: string): BufferGeometry => {
  const geometry = loaded.get(id);
  if (!geometry) throw new Error(`no ${id}`);
  return geometry;
};
function pointsOf(id: string): Vec3[] {
  const position = geometryOf(id).getAttribute("position");
  return Array.from({ length: position.count }, (_, v): Vec3 => [position.getX(v), position.getY(v), position.getZ(v)]);
}
/** Where the shader has a structure's points. */
function drawn(id: string, flexion: number): Vec3[] {
  const by = bendWeights(flexion, [0, 0, 0, 0]);
  return pointsOf(id).map((at, v) => bent(at, ways.get(id)?.[v] ?? [], by));
}
const far = (a: Vec3, b: Vec3): number => Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
const ANGLES = Array.from({ length: 13 }, (_, i) => i * 10);
const BETWEEN = [5, 15, 37, 64, 78, 92, 107, 115];

/** A structure as it lies at an angle, to be searched. */
function surface(id: string, flexion: number): MeshBVH {
  const geometry = new BufferGeometry();
  geometry.setAttribute("position", new BufferAttribute(new Float32Array(drawn(id, flexion).flat()), 3));
  geometry.setIndex(Array.from(geometryOf(id).index?.array ?? []));
  return new MeshBVH(geometry);
}
const up = new Vector3(0.301, 0.707, 0.64).normalize();
const point = new Vector3();
/** How deep the deepest of some points lies in a closed surface, metres; 0: none is in it. */
function depthIn(tree: MeshBVH, points: readonly Vec3[]): number {
  return points.reduce((deepest, at) => {
    if (tree.raycast(new Ray(point.fromArray(at), up), DoubleSide).length % 2 === 0) return deepest;
    return Math.max(deepest, tree.closestPointToPoint(point)?.distance ?? 0);
  }, 0);
}

const RIGID: readonly string[] = [...kneeParts.tibia, ...kneeParts.patella, ...kneeParts.femur];
const groupOf = (id: string): number => [kneeParts.femur, kneeParts.tibia, kneeParts.patella].findIndex((group) => (group as readonly string[]).includes(id));
const BONES = ["femur", "tibia", "fibula", "patella"];

describe("our knee as it bends, on the model's own points", () => {
  it("ANA-410: straight it is exactly the model", () => {
    expect(bendWeights(0, [1, 1, 1, 1])).toEqual([0, 0, 0, 0]);
    for (const id of loaded.keys()) expect(drawn(id, 0), id).toEqual(pointsOf(id));
  });

  it("ANA-411: what is drawn is what the published figures say, bones within 0.4 mm, soft parts within 0.6 mm, and bones keep their shape", () => {
    for (const id of loaded.keys()) {
      const still = pointsOf(id);
      const most = id === "quadriceps-tendon" ? 0.0015 : RIGID.includes(id) ? 0.0004 : 0.0006;
      for (const flexion of [...ANGLES, ...BETWEEN]) {
        const stand = kneeAt(flexion);
        const now = drawn(id, flexion);
        const off = now.reduce((worst, at, v) => Math.max(worst, far(at, placeIn(stand, id, still[v] ?? at))), 0);
        expect(off, `${id} at ${flexion}`).toBeLessThan(most);
        if (!RIGID.includes(id)) continue;
        const [first, last] = [0, Math.floor(still.length / 2)];
        const change = far(now[first] ?? [0, 0, 0], now[last] ?? [0, 0, 0]) - far(still[first] ?? [0, 0, 0], still[last] ?? [0, 0, 0]);
        expect(Math.abs(change), `${id} at ${flexion}`).toBeLessThan(0.0005);
      }
    }
  });

  it("ANA-412: at no angle does a bone or its cartilage go into a bone that it moves against, and cushions give way by 2.5 mm at most", () => {
    for (const flexion of ANGLES.filter((each) => each % 20 === 0))
      for (const into of BONES) {
        const tree = surface(into, flexion);
        // What is fixed to a bone lies in it, always in the same way.
        for (const id of RIGID.filter((each) => groupOf(each) !== groupOf(into))) expect(depthIn(tree, drawn(id, flexion)), `${id} in ${into} at ${flexion}`).toBe(0);
        for (const id of kneeParts.menisci) expect(depthIn(tree, drawn(id, flexion)), `${id} in ${into} at ${flexion}`).toBeLessThan(0.0025);
      }
  });

  it("ANA-412: between its ends no ligament or tendon goes into a bone by more than 1 mm, and where it ends in one by 2.1 mm more than at rest", () => {
    for (const flexion of ANGLES.filter((each) => each % 15 === 0 || each % 40 === 0))
      for (const into of BONES) {
        const tree = surface(into, flexion);
        for (const { id, fromM, toM } of kneeParts.bands) {
          const way = [toM[0] - fromM[0], toM[1] - fromM[1], toM[2] - fromM[2]] as const;
          const length = way[0] ** 2 + way[1] ** 2 + way[2] ** 2;
          const share = ([x, y, z]: Vec3): number => (way[0] * (x - fromM[0]) + way[1] * (y - fromM[1]) + way[2] * (z - fromM[2])) / length;
          const still = pointsOf(id);
          // What lies on the patella is the patella's; the tendon's last part and the ligament's first.
          if (into === "patella") continue;
          const now = drawn(id, flexion);
          const middle = now.filter((_, v) => Math.abs(share(still[v] ?? [0, 0, 0]) - 0.5) < 0.3);
          expect(depthIn(tree, middle), `${id} in ${into} at ${flexion}`).toBeLessThan(0.001);
          expect(depthIn(tree, now), `ends of ${id} in ${into} at ${flexion}`).toBeLessThan(0.0021);
        }
      }
  });

  it("ANA-413: a band goes on from bone to bone: its ends go with what holds them, and between two neighbours nothing tears", () => {
    for (const { id } of kneeParts.bands) {
      const still = pointsOf(id);
      const corners = Array.from(geometryOf(id).index?.array ?? []);
      for (const flexion of ANGLES) {
        const now = drawn(id, flexion);
        const worst = corners.reduce((most, corner, i) => {
          const next = corners[i % 3 === 2 ? i - 2 : i + 1] ?? corner;
          const [a, b, p, q] = [still[corner], still[next], now[corner], now[next]];
          // Neighbours that nearly touch say nothing about a tear.
          return a && b && p && q && far(a, b) > 0.0008 ? Math.max(most, far(p, q) / far(a, b)) : most;
        }, 0);
        expect(worst, `${id} at ${flexion}`).toBeLessThan(id === "quadriceps-tendon" ? 3.8 : 1.9);
      }
    }
  });
});
