import { Group, Object3D } from "three";
import { describe, expect, it } from "vitest";
import { HeadsetRig } from "./headset-rig";

const HOME_M = 1.06;

function seated() {
  const origin = new Group();
  const camera = new Object3D();
  origin.add(camera);
  camera.position.set(0.1, 1.2, 0.05);
  camera.rotation.set(-0.1, 0.4, 0, "YXZ");
  origin.updateMatrixWorld(true);
  return { origin, camera, rig: new HeadsetRig(origin) };
}
const headOf = (camera: Object3D) => camera.getWorldPosition(camera.position.clone());
/** Where the head looks, in the floor's plane, as an angle about the model. */
const gazeOf = (camera: Object3D): number => {
  const back = camera.getWorldDirection(camera.position.clone());
  return Math.atan2(back.x, back.z);
};

describe("where a person in a headset is put", () => {
  it.each([0, 1, -2.4, Math.PI])("ROOM-86: on a presenter's side, %f rad round, stands as far from the model and as turned to it as before", (aroundRad) => {
    const { camera, rig } = seated();
    rig.tick(camera, HOME_M, 0);
    const before = headOf(camera);
    const gaze = gazeOf(camera) - Math.atan2(before.x, before.z);
    rig.standAt(aroundRad);
    expect(rig.tick(camera, HOME_M, 0)).toBe(true);
    const after = headOf(camera);
    expect(Math.hypot(after.x, after.z)).toBeCloseTo(Math.hypot(before.x, before.z), 6);
    expect(after.y).toBeCloseTo(before.y, 6);
    expect(Math.cos(Math.atan2(after.x, after.z) - aroundRad)).toBeCloseTo(1, 6);
    expect(Math.cos(gazeOf(camera) - aroundRad - gaze)).toBeCloseTo(1, 6);
  });

  it("ROOM-86: nobody is moved who did not ask: frames that bring nothing leave the floor where it is", () => {
    const { origin, camera, rig } = seated();
    rig.tick(camera, HOME_M, 0);
    const before = origin.matrixWorld.clone();
    for (let frame = 0; frame < 50; frame += 1) rig.tick(camera, HOME_M, 0);
    expect(origin.matrixWorld.equals(before)).toBe(true);
  });
});
