import { Raycaster, Vector2, Vector3, type PerspectiveCamera, type Ray } from "three";
import type { Vec3 } from "@/core/anatomy/vector";
import type { SurfaceHit } from "../anatomy/anatomy-model";
import type { GripFound } from "../stage/grips";
import type { StageView } from "../stage/stage-view";

const raycaster = new Raycaster();
const pointer = new Vector2();
const v = new Vector3();
const forward = new Vector3();

/** The flat screen's camera as gestures need it. All points in the scene's frame, metres. */
export interface FlatView {
  /** The surface under a point of the canvas (CSS pixels from its upper left corner). */
  hit(x: number, y: number): SurfaceHit | null;
  /** The handle under a point of the canvas: it goes before the model. */
  grip(x: number, y: number): GripFound | null;
  /** Marks the handle under a point as the one that a press takes; null: under none. */
  pointGrip(at: readonly [number, number] | null): boolean;
  /** The ray through a point of the canvas. */
  ray(x: number, y: number): Ray;
  /** The viewer's axes. */
  axes(): { readonly right: Vec3; readonly up: Vec3 };
  /** Metres that one CSS pixel spans at the model. */
  metresPerPixel(): number;
  /** The point under a pixel at the model's depth, relative to the model's home. */
  pointAt(x: number, y: number): Vec3;
}

const array = ({ x, y, z }: Vector3): Vec3 => [x, y, z];

/** Creates the view of a camera that draws a stage on a canvas of the given size. */
export function createFlatView(camera: PerspectiveCamera, view: StageView, size: () => { width: number; height: number }): FlatView {
  const toNdc = (x: number, y: number): Vector2 => pointer.set((x / size().width) * 2 - 1, 1 - (y / size().height) * 2);
  const depth = (): number => {
    camera.getWorldDirection(forward);
    return Math.max(0.05, v.copy(view.middle).sub(camera.position).dot(forward));
  };
  const metresPerPixel = (): number => (2 * Math.tan((camera.fov * Math.PI) / 360) * depth()) / size().height;
  const ray = (x: number, y: number): Ray => {
    raycaster.setFromCamera(toNdc(x, y), camera);
    return raycaster.ray;
  };
  return {
    ray,
    hit: (x, y) => view.modelObject?.hit(ray(x, y)) ?? null,
    grip: (x, y) => view.grips?.along(ray(x, y)) ?? null,
    pointGrip: (at) => view.grips?.point(at && ray(at[0], at[1])) ?? false,
    axes: () => {
      const right = new Vector3();
      const up = new Vector3();
      camera.matrixWorld.extractBasis(right, up, forward);
      return { right: array(right), up: array(up) };
    },
    metresPerPixel,
    pointAt: (x, y) => {
      raycaster.setFromCamera(toNdc(x, y), camera);
      const far = depth();
      camera.getWorldDirection(forward);
      const { origin, direction } = raycaster.ray;
      v.copy(origin).addScaledVector(direction, far / direction.dot(forward));
      return [v.x, v.y - view.stage.homeHeightM, v.z];
    },
  };
}
