/** Sizes read off finished meshes (metres) of a grade, in millimetres. */
import type { TriangleMesh } from "../mesh/measure";

type Meshes = ReadonlyMap<string, TriangleMesh>;
type Point = readonly [number, number, number];

const positionOf = (meshes: Meshes, id: string): ArrayLike<number> => {
  const mesh = meshes.get(id);
  if (!mesh) throw new Error(`no ${id}`);
  return mesh.position;
};

/** The longest distance between two vertices of a structure, mm. */
export function longestMm(meshes: Meshes, id: string): number {
  const p = positionOf(meshes, id);
  let most = 0;
  for (let a = 0; a < p.length; a += 3)
    for (let b = 0; b < a; b += 3) most = Math.max(most, (p[a]! - p[b]!) ** 2 + (p[a + 1]! - p[b + 1]!) ** 2 + (p[a + 2]! - p[b + 2]!) ** 2);
  return Math.sqrt(most) * 1000;
}

/** Area of a closed mesh's section by the plane through `at` (metres) square to the unit vector `way`, mm². */
export function sectionAreaMm2(meshes: Meshes, id: string, at: Point, way: Point): number {
  const mesh = meshes.get(id);
  if (!mesh) throw new Error(`no ${id}`);
  const { position: p, index } = mesh;
  const over = (v: number): number => (p[v * 3]! - at[0]) * way[0] + (p[v * 3 + 1]! - at[1]) * way[1] + (p[v * 3 + 2]! - at[2]) * way[2];
  let twice = 0;
  for (let t = 0; t < index.length; t += 3) {
    const cut: number[][] = [];
    let isUpwards = 0;
    for (let e = 0; e < 3; e++) {
      const a = index[t + e]!, b = index[t + ((e + 1) % 3)]!;
      const da = over(a), db = over(b);
      if (da < 0 === db < 0) continue;
      const s = da / (da - db);
      cut.push([0, 1, 2].map((c) => p[a * 3 + c]! + s * (p[b * 3 + c]! - p[a * 3 + c]!) - at[c]!));
      if (cut.length === 1) isUpwards = da < 0 ? 1 : -1;
    }
    const [u, v] = cut;
    if (!u || !v) continue;
    twice += isUpwards * ((u[1]! * v[2]! - u[2]! * v[1]!) * way[0] + (u[2]! * v[0]! - u[0]! * v[2]!) * way[1] + (u[0]! * v[1]! - u[1]! * v[0]!) * way[2]);
  }
  return Math.abs(twice / 2) * 1e6;
}
