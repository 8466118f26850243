import { Vector3 } from "three";
import type { StageFrame, StageView } from "./stage-view";

/** From where on an eye is near a model: what stands this close to it is cut open by the picture's own near side. */
const NEAR_M = 0.05;

const eye = new Vector3();

/** Whether an eye may look into a model rather than at it. A head with a headset is always a step away from that. */
export function isEyeNear({ model, modelObject }: StageView, { camera, isHeadset }: StageFrame): boolean {
  if (!modelObject) return false;
  const { min, max } = model.boundsM;
  const reachM = (Math.hypot(max[0] - min[0], max[1] - min[1], max[2] - min[2]) / 2) * modelObject.scale.x;
  return isHeadset || camera.getWorldPosition(eye).distanceTo(modelObject.position) < reachM + NEAR_M;
}
