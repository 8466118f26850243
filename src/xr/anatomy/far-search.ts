import { DoubleSide, Vector3, type FrontSide, type Ray } from "three";
import type { MeshBVH } from "three-mesh-bvh";
import { isCutOpen } from "@/core/anatomy/cuts";
import type { AnatomyModelObject, ModelPart, PartHit } from "./anatomy-model";

/*
 * Rays and fingertips on a part whose surface lies elsewhere than it was drawn: what is searched is the surface as it
 * is now, and planes cut that.
 */

const at = new Vector3();
const isGone = (model: AnatomyModelObject, part: ModelPart, { x, y, z }: Vector3): boolean => model.isCutAway(at.set(x, y, z).add(part.offset));

/** The first place along a ray of the part's frame that is there. */
export function firstDrawn(model: AnatomyModelObject, part: ModelPart, surface: MeshBVH, ray: Ray, side: typeof FrontSide | typeof DoubleSide): PartHit | null {
  if (!isCutOpen(model.cuts)) return surface.raycastFirst(ray, side);
  const left = surface.raycast(ray, DoubleSide).filter(({ point }) => !isGone(model, part, point));
  return left.reduce<PartHit | null>((best, hit) => (best && best.distance <= hit.distance ? best : hit), null);
}

/** The nearest place to a point of the part's frame, if it is there. */
export function nearestDrawn(model: AnatomyModelObject, part: ModelPart, surface: MeshBVH, point: Vector3, reach: number): PartHit | null {
  const found = surface.closestPointToPoint(point, undefined, 0, reach);
  return found && !isGone(model, part, found.point) ? found : null;
}
