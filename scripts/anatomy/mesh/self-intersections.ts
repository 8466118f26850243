/** Triangles of one mesh that pass through each other: found by a grid of cells, tested edge against face. */
import type { TriangleMesh } from "./measure";

type Corner = readonly [number, number, number];
type Triangle = readonly [Corner, Corner, Corner];

/** Six times the volume of a tetrahedron; its sign says on which side of abc the point d lies. */
function side(a: Corner, b: Corner, c: Corner, d: Corner): number {
  const ux = b[0] - a[0], uy = b[1] - a[1], uz = b[2] - a[2];
  const vx = c[0] - a[0], vy = c[1] - a[1], vz = c[2] - a[2];
  const wx = d[0] - a[0], wy = d[1] - a[1], wz = d[2] - a[2];
  return wx * (uy * vz - uz * vy) + wy * (uz * vx - ux * vz) + wz * (ux * vy - uy * vx);
}

/** True if the open segment pq crosses the inside of the triangle. */
function pierces(p: Corner, q: Corner, [a, b, c]: Triangle): boolean {
  if (side(a, b, c, p) * side(a, b, c, q) >= 0) return false;
  const u = side(p, q, a, b), v = side(p, q, b, c), w = side(p, q, c, a);
  return (u > 0 && v > 0 && w > 0) || (u < 0 && v < 0 && w < 0);
}

function cross(s: Triangle, t: Triangle): boolean {
  for (let e = 0; e < 3; e++)
    if (pierces(s[e]!, s[(e + 1) % 3]!, t) || pierces(t[e]!, t[(e + 1) % 3]!, s)) return true;
  return false;
}

/** Pairs of triangles without a common corner that cross; `same` numbers vertices at one place alike. */
export function countSelfIntersections({ position, index }: TriangleMesh, same: Uint32Array): number {
  const corner = (v: number): Corner => [position[v * 3]!, position[v * 3 + 1]!, position[v * 3 + 2]!];
  const count = index.length / 3;
  const triangles: Triangle[] = Array.from({ length: count }, (_, t) => [corner(index[t * 3]!), corner(index[t * 3 + 1]!), corner(index[t * 3 + 2]!)]);
  const low = triangles.map((t): Corner => [0, 1, 2].map((c) => Math.min(t[0][c]!, t[1][c]!, t[2][c]!)) as unknown as Corner);
  const high = triangles.map((t): Corner => [0, 1, 2].map((c) => Math.max(t[0][c]!, t[1][c]!, t[2][c]!)) as unknown as Corner);
  const mean = low.reduce((sum, l, t) => sum + Math.max(high[t]![0] - l[0], high[t]![1] - l[1], high[t]![2] - l[2]), 0) / count;
  const cells = new Map<string, number[]>();
  low.forEach((l, t) => {
    const [from, to] = [l, high[t]!].map((p) => p.map((v) => Math.floor(v / mean))) as [number[], number[]];
    for (let i = from[0]!; i <= to[0]!; i++) for (let j = from[1]!; j <= to[1]!; j++) for (let k = from[2]!; k <= to[2]!; k++) {
      const key = `${i},${j},${k}`;
      const list = cells.get(key);
      if (list) list.push(t);
      else cells.set(key, [t]);
    }
  });
  const meet = (s: number, t: number): boolean => {
    for (let a = 0; a < 3; a++) for (let b = 0; b < 3; b++) if (same[index[s * 3 + a]!] === same[index[t * 3 + b]!]) return true;
    return false;
  };
  const apart = (s: number, t: number): boolean => [0, 1, 2].some((c) => high[s]![c]! < low[t]![c]! || high[t]![c]! < low[s]![c]!);
  const found = new Set<number>();
  for (const list of cells.values())
    for (let i = 0; i < list.length; i++) for (let j = i + 1; j < list.length; j++) {
      const s = list[i]!, t = list[j]!, key = Math.min(s, t) * count + Math.max(s, t);
      if (found.has(key) || apart(s, t) || meet(s, t)) continue;
      if (cross(triangles[s]!, triangles[t]!)) found.add(key);
    }
  return found.size;
}
