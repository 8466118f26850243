/** A closed surface of one field by surface nets: a vertex in every cell that it crosses, a quad over every edge. */
import type { Field } from "../anatomy/field/distance";
import type { V3 } from "../anatomy/field/vector";

export interface Surface {
  readonly positions: Float32Array;
  readonly index: Uint32Array;
}

interface Grid {
  readonly low: V3;
  readonly cellMm: number;
  readonly counts: V3;
  readonly values: Float32Array;
}

/** Values far from the surface are skipped by what the field says of the distance; it may say too much by `slackMm`. */
function sample(f: Field, [low, high]: readonly [V3, V3], cellMm: number, slackMm: number): Grid {
  const counts = [0, 1, 2].map((axis) => Math.ceil(((high[axis] ?? 0) - (low[axis] ?? 0)) / cellMm) + 1) as unknown as V3;
  const [nx, ny, nz] = counts;
  const values = new Float32Array(nx * ny * nz);
  for (let k = 0; k < nz; k++) for (let j = 0; j < ny; j++) for (let i = 0; i < nx; ) {
    const row = nx * (j + ny * k);
    const d = f(low[0] + i * cellMm, low[1] + j * cellMm, low[2] + k * cellMm);
    const free = Math.max(1, Math.floor((Math.abs(d) - slackMm) / cellMm));
    for (const end = Math.min(nx, i + free); i < end; i++) values[row + i] = d;
  }
  return { low, cellMm, counts, values };
}

const EDGES = [[0, 1], [2, 3], [4, 5], [6, 7], [0, 2], [1, 3], [4, 6], [5, 7], [0, 4], [1, 5], [2, 6], [3, 7]] as const;
const offset = (corner: number): V3 => [corner & 1, (corner >> 1) & 1, corner >> 2];

/** Where in its cell the surface is: the mean of where it crosses the cell's edges; null where it does not. */
function crossingOf(corners: readonly number[]): V3 | null {
  let x = 0, y = 0, z = 0, count = 0;
  for (const [a, b] of EDGES) {
    const u = corners[a] ?? 0, v = corners[b] ?? 0;
    if (u < 0 === v < 0) continue;
    const t = u / (u - v), p = offset(a), q = offset(b);
    x += p[0] + (q[0] - p[0]) * t;
    y += p[1] + (q[1] - p[1]) * t;
    z += p[2] + (q[2] - p[2]) * t;
    count++;
  }
  return count === 0 ? null : [x / count, y / count, z / count];
}

export function surfaceOf(f: Field, box: readonly [V3, V3], cellMm: number, slackMm: number): Surface {
  const { low, counts: [nx, ny, nz], values } = sample(f, box, cellMm, slackMm);
  const steps = [1, nx, nx * ny] as const;
  const vertexOf = new Int32Array(values.length).fill(-1);
  const positions: number[] = [];
  for (let k = 0; k < nz - 1; k++) for (let j = 0; j < ny - 1; j++) for (let i = 0; i < nx - 1; i++) {
    const g = i + nx * (j + ny * k);
    const corners = Array.from({ length: 8 }, (_, corner) => values[g + (corner & 1) + ((corner >> 1) & 1) * nx + (corner >> 2) * nx * ny] ?? 0);
    const at = crossingOf(corners);
    if (at === null) continue;
    vertexOf[g] = positions.length / 3;
    positions.push(low[0] + (i + at[0]) * cellMm, low[1] + (j + at[1]) * cellMm, low[2] + (k + at[2]) * cellMm);
  }
  const index: number[] = [];
  for (let g = 0; g < values.length; g++) for (let axis = 0; axis < 3; axis++) {
    const inside = (values[g] ?? 0) < 0;
    if (inside === (values[g + (steps[axis] ?? 0)] ?? 1) < 0) continue;
    const u = steps[(axis + 1) % 3] ?? 0, v = steps[(axis + 2) % 3] ?? 0;
    const [a = -1, b = -1, c = -1, d = -1] = [g - u - v, g - v, g, g - u].map((cell) => vertexOf[cell] ?? -1);
    if (a < 0 || b < 0 || c < 0 || d < 0) continue;
    index.push(...(inside ? [a, b, c, a, c, d] : [a, c, b, a, d, c]));
  }
  return { positions: Float32Array.from(positions), index: Uint32Array.from(index) };
}
