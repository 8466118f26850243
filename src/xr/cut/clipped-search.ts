import { DoubleSide, type Side, Ray, Triangle, Vector3 } from "three";
import type { CutIndex, CutPlane, Cuts } from "@/core/anatomy/cuts";
import { bvhOf, type CutSearch, type ModelPart, type PartHit } from "../anatomy/anatomy-model";

/** Whether a point of a plane lies in what closes a part there; null: not known yet. All in the model's frame. */
export type InCap = (index: CutIndex, part: ModelPart, point: Vector3) => boolean | null;

const normal = new Vector3();
const onPlane = new Vector3();
const modelPoint = new Vector3();
const nearestHere = new Vector3();
const out = new Ray();
const piece = new Triangle();

/** Rounding of points that lie on a plane, metres. */
const SLACK_M = 1e-7;

/** Searches surfaces that planes cut. `closes`: the surfaces are closed, so that their cut is solid. */
export function createCutSearch(cuts: Cuts, closes: boolean, inCap: InCap): CutSearch {
  const planes = cuts.flatMap((plane, index) => (plane ? [{ plane, index: index as CutIndex }] : []));
  const height = ({ n, d }: CutPlane, { x, y, z }: Vector3): number => n[0] * x + n[1] * y + n[2] * z - d;
  const isKept = (part: ModelPart, point: Vector3, but: number | null = null): boolean => {
    modelPoint.copy(point).add(part.offset);
    return planes.every(({ plane, index }) => index === but || height(plane, modelPoint) <= SLACK_M);
  };
  const isSolidAt = (index: CutIndex, part: ModelPart, point: Vector3): boolean => {
    const drawn = inCap(index, part, modelPoint.copy(point).add(part.offset));
    return drawn ?? (closes && isInside(part, point, cuts[index]));
  };
  return {
    first: (part, ray, side) => {
      const hits = bvhOf(part).raycast(ray, DoubleSide);
      let best: PartHit | null = null;
      const offer = (point: Vector3, distance: number): void => {
        if (!best || distance < best.distance) best = { point: point.clone(), distance };
      };
      for (const { point, distance, face } of hits) {
        const isBack = face !== undefined && face !== null && face.normal.dot(ray.direction) > 0;
        if (!(side !== DoubleSide && isBack) && isKept(part, point)) offer(point, distance);
      }
      for (const { plane, index } of planes) {
        modelPoint.copy(ray.origin).add(part.offset);
        const above = height(plane, modelPoint);
        const falls = normal.fromArray(plane.n).dot(ray.direction);
        if (above <= 0 || falls >= 0) continue;
        const distance = -above / falls;
        ray.at(distance, onPlane);
        if (isKept(part, onPlane, index) && isSolidAt(index, part, onPlane)) offer(onPlane, distance);
      }
      return best;
    },
    nearest: (part, point, reach) => {
      let best = nearestKept(part, point, reach, planes.map(({ plane }) => plane));
      for (const { plane, index } of planes) {
        modelPoint.copy(point).add(part.offset);
        const above = height(plane, modelPoint);
        if (Math.abs(above) > reach || (best && Math.abs(above) >= best.distance)) continue;
        onPlane.copy(point).addScaledVector(normal.fromArray(plane.n), -above);
        if (isKept(part, onPlane, index) && isSolidAt(index, part, onPlane)) best = { point: onPlane.clone(), distance: Math.abs(above) };
      }
      return best;
    },
  };
}

// Looking out along the plane's normal, one leaves a closed surface once more than one enters it from within.
function isInside(part: ModelPart, point: Vector3, plane: CutPlane | null): boolean {
  if (!plane) return false;
  out.origin.copy(point);
  out.direction.fromArray(plane.n);
  let left = 0;
  for (const { face } of bvhOf(part).raycast(out, DoubleSide as Side)) if (face) left += face.normal.dot(out.direction) > 0 ? 1 : -1;
  return left > 0;
}

function nearestKept(part: ModelPart, point: Vector3, reach: number, planes: readonly CutPlane[]): PartHit | null {
  let best: PartHit | null = null;
  let most = reach;
  const corner = new Vector3();
  const offer = (candidate: Vector3): void => {
    const distance = candidate.distanceTo(point);
    if (distance > most) return;
    most = distance;
    best = { point: candidate.clone(), distance };
  };
  bvhOf(part).shapecast({
    boundsTraverseOrder: (box) => box.distanceToPoint(point),
    intersectsBounds: (_box, _isLeaf, score) => (score ?? 0) <= most,
    intersectsTriangle: (triangle) => {
      triangle.closestPointToPoint(point, nearestHere);
      if (nearestHere.distanceTo(point) > most) return false;
      const polygon = clipped([triangle.a, triangle.b, triangle.c], planes, part.offset);
      for (let i = 1; i + 1 < polygon.length; i += 1) {
        const [a, b, c] = [polygon[0], polygon[i], polygon[i + 1]];
        if (a && b && c) offer(piece.set(a, b, c).closestPointToPoint(point, corner));
      }
      return false;
    },
  });
  return best;
}

function clipped(corners: readonly Vector3[], planes: readonly CutPlane[], offset: Vector3): readonly Vector3[] {
  let polygon: readonly Vector3[] = corners;
  for (const { n, d } of planes) {
    normal.fromArray(n);
    const above = polygon.map((corner) => normal.dot(corner) + normal.dot(offset) - d);
    if (above.every((height) => height <= 0)) continue;
    polygon = polygon.flatMap((corner, i) => {
      const j = (i + 1) % polygon.length;
      const [here, there, next] = [above[i] ?? 0, above[j] ?? 0, polygon[j] ?? corner];
      const kept = here <= 0 ? [corner] : [];
      return here <= 0 === there <= 0 ? kept : [...kept, corner.clone().lerp(next, here / (here - there))];
    });
  }
  return polygon;
}
