import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { addAtrialSqueeze, addContraction, addInletSwing, addOutletSwing, HEART_AXES, pocketOf, SWINGING } from "@/core/anatomy/heart-motion";
import { A, aorticCentre, R, U } from "./frame";
import type { TriangleMesh } from "../mesh/measure";
import { readWhole } from "../write/read-model";

const folder = resolve(import.meta.dirname, "../../../public/models");
const bytesOf = (file: string): Uint8Array => new Uint8Array(readFileSync(resolve(folder, file)));
let meshes: Map<string, TriangleMesh>;
beforeAll(async () => {
  meshes = await readWhole(bytesOf("heart-lod1.glb"), bytesOf("heart-lod1-inside.glb"));
});
const meshOf = (id: string): TriangleMesh => {
  const mesh = meshes.get(id);
  if (!mesh) throw new Error(`no ${id}`);
  return mesh;
};

type Move = (x: number, y: number, z: number, out: [number, number, number], vertex: number) => void;
const contract: Move = (x, y, z, out) => addContraction(x, y, z, 1, out);
const squeeze: Move = (x, y, z, out) => addAtrialSqueeze(x, y, z, 1, out);

function moved(mesh: TriangleMesh, ...moves: readonly Move[]): Float64Array {
  const position = Float64Array.from(mesh.position);
  for (let v = 0; v < position.length / 3; v += 1) {
    const [x, y, z] = [mesh.position[v * 3] ?? 0, mesh.position[v * 3 + 1] ?? 0, mesh.position[v * 3 + 2] ?? 0];
    const out: [number, number, number] = [x, y, z];
    for (const move of moves) move(x, y, z, out, v);
    position.set(out, v * 3);
  }
  return position;
}

function volumeMl(position: ArrayLike<number>, index: ArrayLike<number>): number {
  let six = 0;
  const p = (i: number, c: number): number => position[(index[i] ?? 0) * 3 + c] ?? 0;
  for (let i = 0; i < index.length; i += 3) {
    six += p(i, 0) * (p(i + 1, 1) * p(i + 2, 2) - p(i + 1, 2) * p(i + 2, 1)) + p(i, 1) * (p(i + 1, 2) * p(i + 2, 0) - p(i + 1, 0) * p(i + 2, 2)) + p(i, 2) * (p(i + 1, 0) * p(i + 2, 1) - p(i + 1, 1) * p(i + 2, 0));
  }
  return (six / 6) * 1e6;
}

const shareLeft = (id: string, ...moves: readonly Move[]): number => volumeMl(moved(meshOf(id), ...moves), meshOf(id).index) / volumeMl(meshOf(id).position, meshOf(id).index);
const middle = (position: ArrayLike<number>): number[] => [0, 1, 2].map((c) => {
  let sum = 0;
  for (let v = 0; v < position.length; v += 3) sum += position[v + c] ?? 0;
  return sum / (position.length / 3);
});
const farthest = (id: string, ...moves: readonly Move[]): number => {
  const { position } = meshOf(id);
  const to = moved(meshOf(id), ...moves);
  let most = 0;
  for (let v = 0; v < position.length; v += 3) most = Math.max(most, Math.hypot((to[v] ?? 0) - (position[v] ?? 0), (to[v + 1] ?? 0) - (position[v + 1] ?? 0), (to[v + 2] ?? 0) - (position[v + 2] ?? 0)));
  return most;
};

describe("how our own heart moves", () => {
  it("goes by the directions that it was grown with", () => {
    for (const [own, grown] of [[HEART_AXES[0], R], [HEART_AXES[1], U], [HEART_AXES[2], A]] as const) for (const c of [0, 1, 2] as const) expect(own[c]).toBeCloseTo(grown[c], 9);
    expect(Math.hypot(...middle(meshOf("aortic-valve").position).map((at, c) => at * 1000 - (aorticCentre[c] ?? 0)))).toBeLessThan(8);
  });

  it("ANA-401: both ventricles put out a share within the published ranges, and the atria theirs", () => {
    const left = 1 - shareLeft("left-ventricle-blood", contract);
    const right = 1 - shareLeft("right-ventricle-blood", contract);
    expect(left).toBeGreaterThan(0.52);
    expect(left).toBeLessThan(0.74);
    expect(right).toBeGreaterThan(0.45);
    expect(right).toBeLessThan(0.74);
    for (const id of ["left-atrium-blood", "right-atrium-blood"]) {
      const put = 1 - shareLeft(id, squeeze);
      expect(put, id).toBeGreaterThan(0.1);
      expect(put, id).toBeLessThan(0.5);
    }
  });

  it("the plane of the valves comes down, the apex stays, the walls thicken and keep their bulk", () => {
    const [, , a] = HEART_AXES;
    const before = middle(meshOf("mitral-valve").position);
    const after = middle(moved(meshOf("mitral-valve"), contract));
    const down = a.reduce((sum, part, c) => sum + part * ((after[c] ?? 0) - (before[c] ?? 0)), 0);
    expect(down).toBeGreaterThan(0.008);
    expect(down).toBeLessThan(0.018);
    for (const id of ["left-ventricle", "interventricular-septum", "right-ventricle"]) expect(Math.abs(shareLeft(id, contract) - 1), id).toBeLessThan(0.34);
    for (const id of ["aortic-arch", "descending-aorta", "left-subclavian-artery"]) expect(farthest(id, contract, squeeze), id).toBeLessThan(0.004);
  });

  it("ANA-402: one field moves all of it: space is nowhere turned inside out, so that nothing comes off and nothing goes through", () => {
    const at = fc.tuple(fc.double({ min: -0.07, max: 0.07, noNaN: true }), fc.double({ min: -0.075, max: 0.11, noNaN: true }), fc.double({ min: -0.076, max: 0.07, noNaN: true }));
    const go = (share: number, atria: number, p: readonly [number, number, number]): [number, number, number] => {
      const out: [number, number, number] = [p[0], p[1], p[2]];
      addContraction(p[0], p[1], p[2], share, out);
      addAtrialSqueeze(p[0], p[1], p[2], atria, out);
      return out;
    };
    fc.assert(
      fc.property(at, fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true }), (p, share, atria) => {
        const h = 1e-5;
        const here = go(share, atria, p);
        const [i, j, k] = ([[h, 0, 0], [0, h, 0], [0, 0, h]] as const).map((step) => go(share, atria, [p[0] + step[0], p[1] + step[1], p[2] + step[2]]).map((to, c) => (to - (here[c] ?? 0)) / h)) as [number[], number[], number[]];
        const [i0 = 0, i1 = 0, i2 = 0] = i, [j0 = 0, j1 = 0, j2 = 0] = j, [k0 = 0, k1 = 0, k2 = 0] = k;
        const determinant = i0 * (j1 * k2 - j2 * k1) - i1 * (j0 * k2 - j2 * k0) + i2 * (j0 * k1 - j1 * k0);
        expect(determinant).toBeGreaterThan(0.1);
        expect(determinant).toBeLessThan(2.5);
      }),
      { numRuns: 3000 },
    );
  });

  it("ANA-403: leaflets swing about their ring: shut they meet, open they stand aside; pockets clear the middle of their outlet", () => {
    const opening = (id: string, open: boolean): number => {
      const { position } = meshOf(id);
      const to = moved(meshOf(id), (x, y, z, out) => addInletSwing(id, x, y, z, open, out));
      const [r, u, a] = HEART_AXES;
      const centre = id === "mitral-valve" ? [-6, -4, 0] : [27, -15, 4.5];
      let least = Infinity;
      for (let v = 0; v < to.length; v += 3) {
        const at = (axis: readonly number[], from: ArrayLike<number>): number => axis.reduce((sum, part, c) => sum + part * (from[v + c] ?? 0) * 1000, 0);
        if (at(a, position) - (centre[2] ?? 0) < 9) continue;
        least = Math.min(least, Math.hypot(at(r, to) - (centre[0] ?? 0), at(u, to) - (centre[1] ?? 0)));
      }
      return least;
    };
    for (const id of ["mitral-valve", "tricuspid-valve"]) {
      expect(opening(id, false), id).toBeLessThan(1.5);
      expect(opening(id, true), id).toBeGreaterThan(6);
    }
    for (const [id, swing] of SWINGING) {
      if (swing !== "outlet") continue;
      const mesh = meshOf(id);
      const to = moved(mesh, (x, y, z, out, v) => {
        const n = (c: number): number => mesh.normal[v * 3 + c] ?? 0;
        addOutletSwing(id, x, y, z, pocketOf(id, x, y, z, n(0), n(1), n(2)), out);
      });
      const centre = middle(mesh.position);
      let near = 0;
      for (let v = 0; v < to.length; v += 3) if (Math.hypot((to[v] ?? 0) - (centre[0] ?? 0), (to[v + 1] ?? 0) - (centre[1] ?? 0), (to[v + 2] ?? 0) - (centre[2] ?? 0)) < 0.004) near += 1;
      expect(near / (to.length / 3), id).toBeLessThan(0.02);
    }
    // What the cords hang from stays with its muscle.
    for (const id of ["papillary-anterolateral", "papillary-posteromedial"]) expect(SWINGING.has(id)).toBe(false);
  });
});
