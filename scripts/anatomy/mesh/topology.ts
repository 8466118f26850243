/** Which patches meet at each vertex of a net, and how vertices follow each other along the curves where they meet. */
import type { Nets } from "./surface-nets";

export interface Topology {
  /** Patch numbers at each vertex, ascending. */
  patchesAt: number[][];
  /** Vertices joined to each vertex along a curve where patches meet. */
  curve: number[][];
}

export function topologyOf({ position, patches }: Nets): Topology {
  const count = position.length / 3;
  const patchesAt: number[][] = Array.from({ length: count }, () => []);
  patches.forEach((patch, p) => {
    for (const v of patch.index) {
      const list = patchesAt[v]!;
      if (list[list.length - 1] !== p) list.push(p);
    }
  });
  const edgePatch = new Map<number, number>();
  const curve: number[][] = Array.from({ length: count }, () => []);
  patches.forEach(({ index }, p) => {
    for (let t = 0; t < index.length; t += 3)
      for (let e = 0; e < 3; e++) {
        const a = index[t + e]!, b = index[t + ((e + 1) % 3)]!;
        if (patchesAt[a]!.length < 2 || patchesAt[b]!.length < 2) continue;
        const key = Math.min(a, b) * count + Math.max(a, b);
        const known = edgePatch.get(key);
        if (known === undefined) edgePatch.set(key, p);
        else if (known !== p && !curve[a]!.includes(b)) {
          curve[a]!.push(b);
          curve[b]!.push(a);
        }
      }
  });
  return { patchesAt, curve };
}
