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

interface Boxes { low: Float64Array; high: Float64Array; meanEdge: number }

function boxesOf(position: ArrayLike<number>, index: ArrayLike<number>): Boxes {
  const low = new Float64Array(index.length), high = new Float64Array(index.length);
  let sum = 0;
  for (let t = 0; t < index.length; t += 3) {
    let widest = 0;
    for (let c = 0; c < 3; c++) {
      const x = position[index[t]! * 3 + c]!, y = position[index[t + 1]! * 3 + c]!, z = position[index[t + 2]! * 3 + c]!;
      low[t + c] = Math.min(x, y, z);
      high[t + c] = Math.max(x, y, z);
      widest = Math.max(widest, high[t + c]! - low[t + c]!);
    }
    sum += widest;
  }
  return { low, high, meanEdge: sum / (index.length / 3) || 1 };
}

/** Wide enough for any organ's cells along one axis. */
const CELLS = 1 << 17;

/** Triangles in the cells that their boxes touch. */
function cellsOf({ low, high, meanEdge }: Boxes): Map<number, number[]> {
  const cells = new Map<number, number[]>();
  const cell = (value: number): number => Math.floor(value / meanEdge) + CELLS / 2;
  for (let t = 0; t < low.length; t += 3)
    for (let i = cell(low[t]!); i <= cell(high[t]!); i++) for (let j = cell(low[t + 1]!); j <= cell(high[t + 1]!); j++) for (let k = cell(low[t + 2]!); k <= cell(high[t + 2]!); k++) {
      const key = (i * CELLS + j) * CELLS + k;
      const list = cells.get(key);
      if (list) list.push(t);
      else cells.set(key, [t]);
    }
  return cells;
}

/**
 * Pairs of triangles without a common corner that cross, each triangle by the place of its first corner in `index`;
 * `same` numbers vertices at one place alike. Pairs come in ascending order.
 */
export function selfIntersections(position: ArrayLike<number>, index: ArrayLike<number>, same: ArrayLike<number>): [number, number][] {
  const corner = (v: number): Corner => [position[v * 3]!, position[v * 3 + 1]!, position[v * 3 + 2]!];
  const triangle = (t: number): Triangle => [corner(index[t]!), corner(index[t + 1]!), corner(index[t + 2]!)];
  const boxes = boxesOf(position, index);
  const { low, high } = boxes;
  const meet = (s: number, t: number): boolean => {
    for (let a = 0; a < 3; a++) for (let b = 0; b < 3; b++) if (same[index[s + a]!] === same[index[t + b]!]) return true;
    return false;
  };
  const apart = (s: number, t: number): boolean => {
    for (let c = 0; c < 3; c++) if (high[s + c]! < low[t + c]! || high[t + c]! < low[s + c]!) return true;
    return false;
  };
  const found = new Set<number>();
  for (const list of cellsOf(boxes).values())
    for (let i = 0; i < list.length; i++) for (let j = i + 1; j < list.length; j++) {
      const s = list[i]!, t = list[j]!;
      if (apart(s, t) || meet(s, t)) continue;
      const key = Math.min(s, t) * index.length + Math.max(s, t);
      if (!found.has(key) && cross(triangle(s), triangle(t))) found.add(key);
    }
  return [...found].sort((a, b) => a - b).map((key) => [Math.floor(key / index.length), key % index.length]);
}

/** How many pairs of triangles of a mesh cross. */
export function countSelfIntersections({ position, index }: TriangleMesh, same: Uint32Array): number {
  return selfIntersections(position, index, same).length;
}
