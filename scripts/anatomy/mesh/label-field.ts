/** Space divided among parts: each grid point belongs to the first part that holds it, so neighbours cannot overlap. */
import { atGridPoint, resetGridCache } from "../field/grid-cache";
import type { V3 } from "../field/vector";
import type { Part, PartSet } from "../organ";

export interface Grid { h: number; n: readonly [number, number, number]; o: V3 }
/** A part's own field minus all parts above it, kept over the box of grid points that it may touch. */
export interface Carved { values: Float32Array; lo: V3; size: V3 }
export interface LabelField {
  grid: Grid;
  /** Part number + 1, or 0 for air. */
  label: Uint8Array;
  carved: Carved[];
  /** Distance to the nearest tissue, mm; blood and air do not count. For occlusion. */
  tissue: Float32Array;
}

const BLOCK = 8;
/** Far value outside a part's box, mm. */
const FAR_MM = 20;

interface Block { i: number; j: number; k: number; d: number }

/** Blocks that may hold a part's surface or inside, judged by the distance at their middle. */
function blocksOf(part: Part, { h, n: [nx, ny, nz], o }: Grid, reachMm: number): Block[] {
  const found: Block[] = [];
  atGridPoint(-1);
  for (let k = 0; k < nz; k += BLOCK)
    for (let j = 0; j < ny; j += BLOCK)
      for (let i = 0; i < nx; i += BLOCK) {
        const d = part.f(o[0] + (i + BLOCK / 2) * h, o[1] + (j + BLOCK / 2) * h, o[2] + (k + BLOCK / 2) * h);
        if (d <= reachMm) found.push({ i, j, k, d });
      }
  return found;
}

function emptyBox(blocks: readonly Block[], n: Grid["n"]): Carved {
  const axis = (pick: (b: Block) => number, most: number): [number, number] => {
    let lo = Infinity, hi = 0;
    for (const b of blocks) {
      lo = Math.min(lo, pick(b));
      hi = Math.max(hi, Math.min(pick(b) + BLOCK, most));
    }
    return blocks.length ? [lo, hi - lo] : [0, 0];
  };
  const [x, y, z] = [axis((b) => b.i, n[0]), axis((b) => b.j, n[1]), axis((b) => b.k, n[2])];
  return { lo: [x[0], y[0], z[0]], size: [x[1], y[1], z[1]], values: new Float32Array(x[1] * y[1] * z[1]).fill(FAR_MM) };
}

interface Filling { grid: Grid; label: Uint8Array; tissue: Float32Array; taken: Float32Array }

function fillBlock(part: Part, id: number, block: Block, carved: Carved, reachMm: number, to: Filling): void {
  const { h, n: [nx, ny, nz], o } = to.grid;
  const deep = block.d < -reachMm;
  const solid = part.kind === "tissue";
  for (let k = block.k; k < Math.min(block.k + BLOCK, nz); k++)
    for (let j = block.j; j < Math.min(block.j + BLOCK, ny); j++)
      for (let i = block.i; i < Math.min(block.i + BLOCK, nx); i++) {
        const g = i + nx * (j + ny * k);
        atGridPoint(g);
        const own = deep ? block.d : part.f(o[0] + i * h, o[1] + j * h, o[2] + k * h);
        const d = Math.max(own, -to.taken[g]!);
        carved.values[i - carved.lo[0] + carved.size[0] * (j - carved.lo[1] + carved.size[1] * (k - carved.lo[2]))] = d;
        if (own < to.taken[g]!) to.taken[g] = own;
        if (solid && d < to.tissue[g]!) to.tissue[g] = d;
        if (d < 0) to.label[g] = part.kind === "air" ? 0 : id + 1;
      }
  atGridPoint(-1);
}

/** Labels a set's grid. */
export function labelField({ parts, box: [from, to], cellMm }: PartSet): LabelField {
  const cells = (c: 0 | 1 | 2): number => Math.ceil((to[c] - from[c]) / cellMm) + 2;
  const grid: Grid = { h: cellMm, n: [cells(0), cells(1), cells(2)], o: from };
  const points = grid.n[0] * grid.n[1] * grid.n[2];
  const filling: Filling = {
    grid, label: new Uint8Array(points), tissue: new Float32Array(points).fill(1e3), taken: new Float32Array(points).fill(1e3),
  };
  resetGridCache(points);
  // half a block's diagonal, with room for fields that are not exact distances
  const reachMm = ((Math.sqrt(3) * BLOCK * cellMm) / 2) * 1.35 + 2;
  const carved = parts.map((part, id) => {
    const blocks = blocksOf(part, grid, reachMm);
    const values = emptyBox(blocks, grid.n);
    for (const block of blocks) fillBlock(part, id, block, values, reachMm, filling);
    return values;
  });
  resetGridCache(0);
  return { grid, label: filling.label, tissue: filling.tissue, carved };
}

/** A part's carved distance at a grid point; far outside its box. `id` counts from 1. */
export function carvedAt({ carved }: LabelField, id: number, i: number, j: number, k: number): number {
  const { lo, size, values } = carved[id - 1]!;
  const x = i - lo[0], y = j - lo[1], z = k - lo[2];
  if (x < 0 || y < 0 || z < 0 || x >= size[0] || y >= size[1] || z >= size[2]) return 3;
  return values[x + size[0] * (y + size[1] * z)]!;
}
