// Where the two others of the consult scene are, and how its camera goes round: the same for the bench that counts
// calls and time and for the test that counts bytes.
import type { PerspectiveCamera, Vector3 } from "three";
import { createFrameValues, FRAME_PARTS, type FrameValues } from "@/core/room/frame";

/** Heads, hands and pointers of the two others, at either side of the model. */
export function posesOfOthers(): readonly FrameValues[] {
  return [0.6, -0.6].map((x) => {
    const values = createFrameValues();
    values.parts = FRAME_PARTS.head | FRAME_PARTS.left | FRAME_PARTS.right | FRAME_PARTS.pointer;
    values.head.set([x, 0.4, 0.6, 0, 0, 0, 1]);
    values.pointer.set([x, 0.3, 0.5, 0, 0.08, 0]);
    return values;
  });
}

/**
 * Turns a camera that was framed about what it looks at, a little with every frame. Framing anew is for a hand that turns
 * the look; here the camera only goes round, so that a frame is a frame of the scene.
 */
export function turnsAbout(camera: PerspectiveCamera, target: Vector3): (frame: number) => void {
  const awayM = Math.hypot(camera.position.x, camera.position.z);
  return (frame) => {
    camera.position.x = Math.sin(frame * 0.01) * awayM;
    camera.position.z = Math.cos(frame * 0.01) * awayM;
    camera.lookAt(target);
    camera.updateMatrixWorld();
  };
}
