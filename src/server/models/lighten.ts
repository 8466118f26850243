import "server-only";
import { MeshoptSimplifier } from "meshoptimizer/simplifier";
import type { Surface } from "@/core/models/surface";

/** A surface with fewer triangles, and how far it moved at most, in its own unit. */
export interface Lightened {
  readonly surface: Surface;
  readonly movedBy: number;
}

/** How far a surface may move, as a share of its size, before the rougher way takes over. */
const GENTLE = 0.02;

function compact({ position, colour }: Surface, index: Uint32Array): Surface {
  const [remap, unique] = MeshoptSimplifier.compactMesh(index);
  const copied = (from: Float32Array): Float32Array => {
    const to = new Float32Array(unique * 3);
    for (let v = 0; v < remap.length; v += 1) {
      const place = remap[v] ?? 0xffffffff;
      if (place !== 0xffffffff) to.set(from.subarray(v * 3, v * 3 + 3), place * 3);
    }
    return to;
  };
  return { position: copied(position), index, colour: colour === null ? null : copied(colour) };
}

/**
 * Takes triangles away until so many are left. Where a surface is so ragged that it can't be done gently (a scan's
 * noise), points are merged by place instead, whatever hangs on them.
 */
export function lighten(surface: Surface, triangles: number): Lightened {
  const target = Math.max(4, Math.floor(triangles)) * 3;
  if (surface.index.length <= target) return { surface, movedBy: 0 };
  const scale = MeshoptSimplifier.getScale(surface.position, 3);
  let [index, error] = MeshoptSimplifier.simplify(surface.index.slice(), surface.position, 3, target, GENTLE);
  if (index.length > target * 1.5) [index, error] = MeshoptSimplifier.simplifySloppy(surface.index.slice(), surface.position, 3, null, target, 1);
  // Nothing left: what is so small stays as it is.
  if (index.length === 0) return { surface, movedBy: 0 };
  return { surface: compact(surface, index), movedBy: error * scale };
}
