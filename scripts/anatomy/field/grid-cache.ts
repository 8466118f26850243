/**
 * Remembers costly fields at grid points while a label field is filled: several parts share the same bases.
 * Module state on purpose: the fields are built once per process and the grids are filled one after another.
 */
import type { Field } from "./distance";

let point = -1;
const memories: { values: Float32Array | null }[] = [];

/** Names the grid point that the following calls ask for; -1 = anywhere else. */
export const atGridPoint = (index: number): void => {
  point = index;
};

/** Forgets everything; `points` > 0 makes room for a grid of that many points. */
export const resetGridCache = (points: number): void => {
  for (const memory of memories) memory.values = points ? new Float32Array(points).fill(NaN) : null;
};

/** `f`, evaluated at most once per grid point. */
export const remembered = (f: Field): Field => {
  const memory: { values: Float32Array | null } = { values: null };
  memories.push(memory);
  return (x, y, z) => {
    if (point < 0 || !memory.values) return f(x, y, z);
    const known = memory.values[point]!;
    if (!Number.isNaN(known)) return known;
    return (memory.values[point] = f(x, y, z));
  };
};
