/**
 * Puts the vertices of finished levels onto the grid that the file keeps them on, and parts what crosses there: slivers
 * that only just lay apart are cut into each other by rounding.
 */
import { crossingsOf, type Crossing } from "./crossings";
import type { Patch } from "./surface-nets";

/** Bits of a position in the file, sign included: what glTF's quantisation is asked for. */
export const POSITION_BITS = 13;

const STEPS = 2 ** (POSITION_BITS - 1) - 1;
const STORED = 2 ** 15 - 1;
const SHIFT = 16 - POSITION_BITS;

type Point = readonly [number, number, number];
/** The box of all that is in the file: its middle and half its longest side decide the grid. */
export interface FileGrid { middle: Point; half: number; low: Point; high: Point }

/** Vertices that a level uses. */
export function usedBy(patches: readonly Patch[]): number[] {
  const used = new Set<number>();
  for (const { index } of patches) for (const v of index) used.add(v);
  return [...used].sort((a, b) => a - b);
}

/** The grid of a file that holds these levels of all sets. */
export function gridOf(sets: readonly { position: Float32Array; patches: readonly Patch[] }[]): FileGrid {
  const low = [Infinity, Infinity, Infinity], high = [-Infinity, -Infinity, -Infinity];
  for (const { position, patches } of sets)
    for (const v of usedBy(patches))
      for (let c = 0; c < 3; c++) {
        low[c] = Math.min(low[c]!, position[v * 3 + c]!);
        high[c] = Math.max(high[c]!, position[v * 3 + c]!);
      }
  const middle = [0, 1, 2].map((c) => (low[c]! + high[c]!) / 2);
  return { middle: middle as unknown as Point, half: Math.max(...[0, 1, 2].map((c) => (high[c]! - low[c]!) / 2)), low: low as unknown as Point, high: high as unknown as Point };
}

/** The value that is read back for `value` along axis `c`. */
function snapped(value: number, c: 0 | 1 | 2, { middle, half }: FileGrid): number {
  const share = Math.max(-1, Math.min(1, (value - middle[c]) / half));
  const step = Math.round(Math.abs(share) * STEPS);
  // The way glTF's quantisation fills the lower bits of what is stored.
  const stored = (step << SHIFT) | (step >> (POSITION_BITS - 1 - SHIFT));
  return middle[c] + ((Math.sign(share) * stored) / STORED) * half;
}

/** Faces this near to a crossing may come into it when its vertices move, mm. */
const AROUND_MM = 6;

function patchesNear(position: Float32Array, patches: readonly Patch[], six: Crossing): Patch[] {
  const middle = [0, 1, 2].map((c) => six.reduce((sum, v) => sum + position[v * 3 + c]!, 0) / six.length);
  const isNear = (v: number): boolean => (position[v * 3]! - middle[0]!) ** 2 + (position[v * 3 + 1]! - middle[1]!) ** 2 + (position[v * 3 + 2]! - middle[2]!) ** 2 < AROUND_MM ** 2;
  return patches.flatMap(({ a, b, index }) => {
    const near: number[] = [];
    for (let t = 0; t < index.length; t += 3) {
      const face = [index[t]!, index[t + 1]!, index[t + 2]!];
      if (face.some((v) => isNear(v) || six.includes(v))) near.push(...face);
    }
    return near.length > 0 ? [{ a, b, index: near }] : [];
  });
}

/** Every way out of a place: sides, edges and corners of a cube. */
const WAYS: readonly Point[] = [-1, 0, 1].flatMap((x) => [-1, 0, 1].flatMap((y) => [-1, 0, 1].map((z): Point => [x, y, z]))).filter((way) => way.some(Boolean));
/** How far a vertex may be moved at a time, in steps of the grid. */
const REACHES = [1, 2, 4] as const;
/** Further, for crossings that this leaves. */
const FAR_REACHES = [1, 2, 4, 8, 16] as const;

interface Move { v: number; to: Point; left: number }

/** The move of one of its vertices by a few steps that leaves the fewest crossings around; null where none leaves fewer. */
function bestMove(position: Float32Array, patches: readonly Patch[], six: Crossing, mayMove: (v: number) => boolean, put: (v: number, to: Point) => void, stepMm: number, reaches: readonly number[]): Move | null {
  const local = patchesNear(position, patches, six);
  let best: Move | null = null;
  let least = crossingsOf(position, local).length;
  for (const v of new Set(six)) {
    if (!mayMove(v)) continue;
    const from: Point = [position[v * 3]!, position[v * 3 + 1]!, position[v * 3 + 2]!];
    for (const reach of reaches)
      for (const way of WAYS) {
        const to: Point = [from[0] + way[0] * reach * stepMm, from[1] + way[1] * reach * stepMm, from[2] + way[2] * reach * stepMm];
        put(v, to);
        const left = crossingsOf(position, local).length;
        if (left < least) [best, least] = [{ v, to, left }, left];
      }
    position.set(from, v * 3);
    if (least === 0) break;
  }
  return best;
}

const ROUNDS = 12;
const FAR_ROUNDS = 12;

/** A copy of the positions, those of the level on the file's grid and without crossings; the box stays as it is. */
export function snapLevel(position: Float32Array, patches: readonly Patch[], grid: FileGrid): Float32Array {
  const out = position.slice();
  const put = (v: number, to: Point): void => {
    for (const c of [0, 1, 2] as const) out[v * 3 + c] = snapped(to[c], c, grid);
  };
  // What reaches the box's sides decides the grid.
  const mayMove = (v: number): boolean => ![0, 1, 2].some((c) => position[v * 3 + c] === grid.low[c] || position[v * 3 + c] === grid.high[c]);
  for (const v of usedBy(patches)) put(v, [out[v * 3]!, out[v * 3 + 1]!, out[v * 3 + 2]!]);
  let crossings: readonly Crossing[] = crossingsOf(out, patches);
  for (let round = 0; round < ROUNDS + FAR_ROUNDS && crossings.length > 0; round++) {
    for (const six of crossings) {
      const move = bestMove(out, patches, six, mayMove, put, grid.half / STEPS, round < ROUNDS ? REACHES : FAR_REACHES);
      if (move) put(move.v, move.to);
    }
    crossings = crossingsOf(out, patches, crossings);
  }
  return out;
}
