import { DoubleSide, type FrontSide, type Ray, type Vector3 } from "three";
import type { MeshBVH } from "three-mesh-bvh";
import { isCutAway, isCutOpen, type Cuts } from "@/core/anatomy/cuts";

/*
 * Rays and fingertips on a part whose surface lies elsewhere than it was drawn: what is searched is the surface as it
 * is now, and planes cut that. `offset`: how far the part stands from its own place.
 */

interface Hit {
  readonly point: Vector3;
  readonly distance: number;
}

const isGone = (cuts: Cuts, offset: Vector3, { x, y, z }: Vector3): boolean => isCutAway(cuts, [x + offset.x, y + offset.y, z + offset.z]);

/** The first place along a ray of the part's frame that is there. */
export function firstDrawn(surface: MeshBVH, cuts: Cuts, offset: Vector3, ray: Ray, side: typeof FrontSide | typeof DoubleSide): Hit | null {
  if (!isCutOpen(cuts)) return surface.raycastFirst(ray, side);
  const left = surface.raycast(ray, DoubleSide).filter(({ point }) => !isGone(cuts, offset, point));
  return left.reduce<Hit | null>((best, hit) => (best && best.distance <= hit.distance ? best : hit), null);
}

/** The nearest place to a point of the part's frame, if it is there. */
export function nearestDrawn(surface: MeshBVH, cuts: Cuts, offset: Vector3, point: Vector3, reach: number): Hit | null {
  const found = surface.closestPointToPoint(point, undefined, 0, reach);
  return found && !isGone(cuts, offset, found.point) ? found : null;
}
