/** Multi-label surface nets: neighbours share every vertex of their common face. */
import { carvedAt, type LabelField } from "./label-field";

/** The face between two labels; `a` is the lower (0 = air) and triangles wind outwards from `b`. */
export interface Patch { a: number; b: number; index: number[] }
export interface Nets { position: Float32Array; patches: Patch[] }

const corners = [[0, 0, 0], [1, 0, 0], [0, 1, 0], [1, 1, 0], [0, 0, 1], [1, 0, 1], [0, 1, 1], [1, 1, 1]] as const;
const edges = [[0, 1], [2, 3], [4, 5], [6, 7], [0, 2], [1, 3], [4, 6], [5, 7], [0, 4], [1, 5], [2, 6], [3, 7]] as const;
type Corner = (typeof corners)[number];

/** Where along an edge two labels part: the part of higher priority (lower number, not air) owns the border. */
function crossing(field: LabelField, at: readonly [number, number, number], p: Corner, q: Corner, lp: number, lq: number): number {
  const id = lp === 0 ? lq : lq === 0 ? lp : Math.min(lp, lq);
  const u = carvedAt(field, id, at[0] + p[0], at[1] + p[1], at[2] + p[2]);
  const v = carvedAt(field, id, at[0] + q[0], at[1] + q[1], at[2] + q[2]);
  const t = u / (u - v);
  // tidying can leave a border where the field has no sign change
  return Number.isFinite(t) && u < 0 !== v < 0 ? Math.max(0.02, Math.min(0.98, t)) : 0.5;
}

function isUniform(label: Uint8Array, g: number, nx: number, nxy: number): boolean {
  const l = label[g]!;
  return label[g + 1] === l && label[g + nx] === l && label[g + nx + 1] === l &&
    label[g + nxy] === l && label[g + nxy + 1] === l && label[g + nxy + nx] === l && label[g + nxy + nx + 1] === l;
}

/** One vertex per mixed cell, at the mean of the crossings on its edges; vertex number per cell, or -1. */
function cellVertices(field: LabelField): { cell: Int32Array; position: number[] } {
  const { grid: { h, n: [nx, ny, nz], o }, label } = field;
  const cell = new Int32Array(nx * ny * nz).fill(-1);
  const position: number[] = [];
  for (let k = 0; k < nz - 1; k++) for (let j = 0; j < ny - 1; j++) for (let i = 0; i < nx - 1; i++) {
    const g = i + nx * (j + ny * k);
    if (isUniform(label, g, nx, nx * ny)) continue;
    let x = 0, y = 0, z = 0, count = 0;
    for (const [e, f] of edges) {
      const p = corners[e], q = corners[f];
      const lp = label[g + p[0] + nx * (p[1] + ny * p[2])]!, lq = label[g + q[0] + nx * (q[1] + ny * q[2])]!;
      if (lp === lq) continue;
      const t = crossing(field, [i, j, k], p, q, lp, lq);
      x += p[0] + (q[0] - p[0]) * t;
      y += p[1] + (q[1] - p[1]) * t;
      z += p[2] + (q[2] - p[2]) * t;
      count++;
    }
    cell[g] = position.length / 3;
    position.push(o[0] + (i + x / count) * h, o[1] + (j + y / count) * h, o[2] + (k + z / count) * h);
  }
  return { cell, position };
}

/** The four cells round a grid edge as two triangles, split along the shorter diagonal. */
function quad(position: readonly number[], q: readonly [number, number, number, number], flip: boolean): number[] {
  const squared = (m: number, n: number): number =>
    [0, 1, 2].reduce((sum, c) => sum + (position[m * 3 + c]! - position[n * 3 + c]!) ** 2, 0);
  const [a, b, c, d] = q;
  if (squared(a, c) < squared(b, d)) return flip ? [a, c, b, a, d, c] : [a, b, c, a, c, d];
  return flip ? [a, d, b, b, d, c] : [a, b, d, b, c, d];
}

/** Patches of all label pairs over one list of vertices. */
export function surfaceNets(field: LabelField): Nets {
  const { grid: { n: [nx, ny, nz] }, label } = field;
  const { cell, position } = cellVertices(field);
  const patches = new Map<number, Patch>();
  const step = [1, nx, nx * ny] as const;
  for (let k = 1; k < nz - 1; k++) for (let j = 1; j < ny - 1; j++) for (let i = 1; i < nx - 1; i++) {
    const g = i + nx * (j + ny * k), here = label[g]!;
    for (let d = 0; d < 3; d++) {
      const there = label[g + step[d]!]!;
      if (here === there) continue;
      const u = step[(d + 1) % 3]!, v = step[(d + 2) % 3]!;
      const a = Math.min(here, there), b = Math.max(here, there);
      let patch = patches.get(a * 256 + b);
      if (!patch) patches.set(a * 256 + b, (patch = { a, b, index: [] }));
      patch.index.push(...quad(position, [cell[g - u - v]!, cell[g - v]!, cell[g]!, cell[g - u]!], here === a));
    }
  }
  return { position: new Float32Array(position), patches: [...patches.values()] };
}
