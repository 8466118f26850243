/** Where the surfaces of a net's parts pass through themselves. */
import { selfIntersections } from "./self-intersections";
import type { Patch } from "./surface-nets";

/** Six vertices: of the one triangle, then of the other. */
export type Crossing = readonly [number, number, number, number, number, number];

const middleOf = (position: Float32Array, six: Crossing): readonly [number, number, number] => {
  const [x, y, z] = [0, 1, 2].map((c) => six.reduce((sum, v) => sum + position[v * 3 + c]!, 0) / six.length);
  return [x!, y!, z!];
};

/** Faces, by their first corner, that lie within `reach` of a place. */
function facesNear(position: Float32Array, index: readonly number[], places: readonly (readonly [number, number, number])[], reach: number): number[] {
  const near: number[] = [];
  for (let t = 0; t < index.length; t += 3) {
    const x = position[index[t]! * 3]!, y = position[index[t]! * 3 + 1]!, z = position[index[t]! * 3 + 2]!;
    if (places.some(([px, py, pz]) => (x - px) ** 2 + (y - py) ** 2 + (z - pz) ** 2 < reach ** 2)) near.push(index[t]!, index[t + 1]!, index[t + 2]!);
  }
  return near;
}

/** Faces this near to a crossing are looked at again, mm. */
const AGAIN_MM = 5;

let numbers = new Uint32Array(0);
/** 0, 1, 2 … up to at least `length`: made once, because it is asked for at every try. */
function countUpTo(length: number): Uint32Array {
  if (numbers.length < length) numbers = Uint32Array.from({ length }, (_, v) => v);
  return numbers;
}

/** The crossings of each part's closed surface with itself, part by part; `again`: only around these. */
export function crossingsOf(position: Float32Array, patches: readonly Patch[], again?: readonly Crossing[]): Crossing[] {
  const labels = [...new Set(patches.flatMap(({ a, b }) => [a, b]))].filter((label) => label !== 0).sort((a, b) => a - b);
  // Vertices of a net are shared, so that each number stands for one place.
  const own = countUpTo(position.length / 3);
  const places = again?.map((six) => middleOf(position, six));
  return labels.flatMap((label) => {
    const whole = patches.filter(({ a, b }) => a === label || b === label).flatMap((patch) => patch.index);
    const index = places ? facesNear(position, whole, places, AGAIN_MM) : whole;
    return selfIntersections(position, index, own).map(([s, t]): Crossing => [index[s]!, index[s + 1]!, index[s + 2]!, index[t]!, index[t + 1]!, index[t + 2]!]);
  });
}

/**
 * Marks the vertices in `kept` that lie around crossings, so that the surface keeps its own finer shape there; false
 * where all of them were marked before. `share` of the way to the farthest corner counts as around: triangles along a
 * vessel are long, and most of what lies beside them need not stay.
 */
export function keepAround(position: Float32Array, crossings: readonly Crossing[], kept: Uint8Array, share = 1): boolean {
  const balls = crossings.map((six) => {
    const middle = middleOf(position, six);
    const squared = Math.max(...six.map((v) => (position[v * 3]! - middle[0]) ** 2 + (position[v * 3 + 1]! - middle[1]) ** 2 + (position[v * 3 + 2]! - middle[2]) ** 2));
    return [...middle, squared * 1.05 * share ** 2] as const;
  });
  let isMore = false;
  for (let v = 0; v < kept.length; v++) {
    if (kept[v]) continue;
    const x = position[v * 3]!, y = position[v * 3 + 1]!, z = position[v * 3 + 2]!;
    if (!balls.some(([cx, cy, cz, squared]) => (x - cx) ** 2 + (y - cy) ** 2 + (z - cz) ** 2 <= squared)) continue;
    kept[v] = 1;
    isMore = true;
  }
  return isMore;
}
