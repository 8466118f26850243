import { Object3D, Vector3, type Intersection, type Raycaster, type Sphere } from "three";
import type { StageView } from "../stage/stage-view";

/**
 * What headset pointers hit instead of the model's batches: answers by surface, for rays and for
 * fingertips. Its own frame is the world's.
 */
export class ModelTarget extends Object3D {
  constructor(private readonly view: StageView) {
    super();
  }

  override raycast(raycaster: Raycaster, intersections: Intersection[]): void {
    const found = this.view.grips?.along(raycaster.ray) ?? this.view.modelObject?.hit(raycaster.ray);
    if (!found) return;
    const normal = new Vector3().copy(raycaster.ray.direction).negate();
    intersections.push({ distance: found.distance, point: found.point, object: this, normal });
  }

  /** What near grabs ask; without it they would go by bounding boxes. */
  override spherecast(sphere: Sphere, intersections: Intersection[]): void {
    const found = this.view.grips?.near(sphere) ?? this.view.modelObject?.touch(sphere);
    if (!found) return;
    const normal = new Vector3().copy(sphere.center).sub(found.point);
    if (normal.lengthSq() < 1e-12) normal.set(0, 1, 0);
    intersections.push({ distance: found.distance, point: found.point, object: this, normal: normal.normalize() });
  }
}
