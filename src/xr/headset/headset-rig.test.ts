import { Group, PerspectiveCamera, Vector3 } from "three";
import { describe, expect, it } from "vitest";
import { DEFAULT_COMFORT, type Comfort } from "@/core/headset/comfort";
import type { StickWish } from "@/core/headset/moving";
import { HeadsetRig, type RigFrame } from "./headset-rig";

const HOME_M = 1.06;

function seated() {
  const origin = new Group();
  // As a headset's own: what a plain object calls its direction is the way of its back.
  const camera = new PerspectiveCamera();
  origin.add(camera);
  camera.position.set(0.1, 1.2, 0.05);
  camera.rotation.set(-0.1, 0.4, 0, "YXZ");
  origin.updateMatrixWorld(true);
  return { origin, camera, rig: new HeadsetRig(origin) };
}
const headOf = (camera: PerspectiveCamera) => camera.getWorldPosition(camera.position.clone());
/** Where the head looks, in the floor's plane, as an angle about the model. */
const gazeOf = (camera: PerspectiveCamera): number => {
  const back = camera.getWorldDirection(camera.position.clone());
  return Math.atan2(back.x, back.z);
};

describe("where a person in a headset is put", () => {
  it.each([0, 1, -2.4, Math.PI])("ROOM-86: on a presenter's side, %f rad round, stands as far from the model and as turned to it as before", (aroundRad) => {
    const { camera, rig } = seated();
    rig.tick(camera, HOME_M);
    const before = headOf(camera);
    const gaze = gazeOf(camera) - Math.atan2(before.x, before.z);
    rig.standAt(aroundRad);
    expect(rig.tick(camera, HOME_M)).toBe(true);
    const after = headOf(camera);
    expect(Math.hypot(after.x, after.z)).toBeCloseTo(Math.hypot(before.x, before.z), 6);
    expect(after.y).toBeCloseTo(before.y, 6);
    expect(Math.cos(Math.atan2(after.x, after.z) - aroundRad)).toBeCloseTo(1, 6);
    expect(Math.cos(gazeOf(camera) - aroundRad - gaze)).toBeCloseTo(1, 6);
  });

  it("ANA-616: whoever goes in where somebody stands already comes to stand opposite, as far from the model and turned to it; alone, before its front again", () => {
    const { camera, rig } = seated();
    rig.tick(camera, HOME_M, frame({}, {}, [{ x: 0, z: 0.52, clearanceM: 1.2 }]));
    const at = headOf(camera);
    expect([at.x, at.z, rig.side]).toEqual([expect.closeTo(0, 6), expect.closeTo(-0.52, 6), Math.PI]);
    // It lies the way that the head is turned.
    expect(Math.cos(gazeOf(camera))).toBeCloseTo(1, 6);
    rig.recentre();
    rig.tick(camera, HOME_M, frame({}));
    expect(headOf(camera).z).toBeCloseTo(0.52, 6);
    expect(rig.side).toBe(0);
  });

  it("ROOM-86: nobody is moved who did not ask: frames that bring nothing leave the floor where it is", () => {
    const { origin, camera, rig } = seated();
    rig.tick(camera, HOME_M);
    const before = origin.matrixWorld.clone();
    for (let frame = 0; frame < 50; frame += 1) rig.tick(camera, HOME_M);
    expect(origin.matrixWorld.equals(before)).toBe(true);
  });
});

const frame = (comfort: Partial<Comfort>, wish: Partial<StickWish> = {}, others: RigFrame["others"] = []): RigFrame => ({
  comfort: { ...DEFAULT_COMFORT, ...comfort },
  wish: { turn: 0, aside: 0, back: 0, ...wish },
  elapsedMs: 20,
  others,
});
const degrees = (rad: number): number => Math.round((rad * 180) / Math.PI);

describe("comfort in the rig", () => {
  it.each([["seated", 0.14, 0.52], ["standing", 0.2, 0.55]] as const)("ANA-604: %s puts the model %f m below the eyes and %f m before them", (posture, below, before) => {
    const { camera, rig } = seated();
    rig.tick(camera, HOME_M, frame({ posture }));
    const at = headOf(camera);
    expect(at.y - HOME_M).toBeCloseTo(below, 6);
    expect([at.x, at.z]).toEqual([expect.closeTo(0, 6), expect.closeTo(before, 6)]);
    expect(Math.hypot(below, before)).toBeLessThanOrEqual(0.6);
  });

  it.each([["snap30", 30], ["snap45", 45]] as const)("ANA-604: %s turns %i° about the head for one push, however long it is held, and the edges stay clear", (turn, by) => {
    const { origin, camera, rig } = seated();
    rig.tick(camera, HOME_M, frame({ turn }));
    const [before, start] = [headOf(camera), origin.rotation.y];
    for (let i = 0; i < 20; i += 1) rig.tick(camera, HOME_M, frame({ turn }, { turn: -1 }));
    expect(degrees(origin.rotation.y - start)).toBe(by);
    expect(headOf(camera).distanceTo(before)).toBeLessThan(1e-6);
    expect(rig.motion.radPerSecond).toBe(0);
  });

  it.each([["smooth60", 60], ["smooth90", 90]] as const)("ANA-604: %s turns %i° in a second of a full push, and says how fast", (turn, by) => {
    const { origin, camera, rig } = seated();
    rig.tick(camera, HOME_M, frame({ turn }));
    const start = origin.rotation.y;
    for (let i = 0; i < 50; i += 1) rig.tick(camera, HOME_M, frame({ turn }, { turn: -1 }));
    expect(degrees(origin.rotation.y - start)).toBe(by);
    expect(degrees(rig.motion.radPerSecond)).toBe(by);
  });

  it("ANA-605: a full push walks the way that the person looks, at no more than 1.4 m/s whatever the frames take, and stops before another's room", () => {
    const { camera, rig } = seated();
    const walking = { move: "walk" } as const;
    rig.tick(camera, HOME_M, frame(walking));
    const before = headOf(camera);
    for (let i = 0; i < 50; i += 1) rig.tick(camera, HOME_M, frame(walking, { back: -1 }));
    const after = headOf(camera);
    expect(before.distanceTo(after)).toBeCloseTo(1.4, 3);
    expect(before.z - after.z).toBeCloseTo(1.4, 3);
    expect(rig.motion.metresPerSecond).toBeCloseTo(1.4, 6);
    rig.tick(camera, HOME_M, { ...frame(walking, { back: -1 }), elapsedMs: 5000 });
    expect(after.distanceTo(headOf(camera))).toBeLessThanOrEqual(0.1401);
    const other = { x: 0, z: headOf(camera).z - 1.5, clearanceM: 1.2 };
    for (let i = 0; i < 100; i += 1) rig.tick(camera, HOME_M, frame(walking, { back: -1 }, [other]));
    expect(headOf(camera).z - other.z).toBeGreaterThanOrEqual(1.2 - 1e-6);
    const aside = headOf(camera).x;
    rig.tick(camera, HOME_M, frame(walking, { aside: 1 }, []));
    expect(headOf(camera).x).toBeGreaterThan(aside);
  });

  it("ANA-605: going to a place is at once, as high and turned as before, and leaves others their room", () => {
    const { camera, rig } = seated();
    rig.tick(camera, HOME_M);
    const [before, gaze] = [headOf(camera), gazeOf(camera)];
    rig.goTo({ x: 1, z: 0.5 });
    expect(rig.tick(camera, HOME_M)).toBe(true);
    expect(headOf(camera).toArray()).toEqual([1, before.y, 0.5].map((each) => expect.closeTo(each, 6)));
    expect(gazeOf(camera)).toBeCloseTo(gaze, 6);
    expect(rig.motion).toEqual({ metresPerSecond: 0, radPerSecond: 0 });
    rig.goTo({ x: 2, z: 2 });
    rig.tick(camera, HOME_M, frame({}, {}, [{ x: 2.1, z: 2, clearanceM: 1.2 }]));
    expect(Math.hypot(headOf(camera).x - 2.1, headOf(camera).z - 2)).toBeCloseTo(1.2, 6);
  });

  it("ANA-609: put on a table, the stage stands there with its front to the person, who stays where they are in their own room", () => {
    const { origin, camera, rig } = seated();
    rig.tick(camera, HOME_M);
    const own = camera.position.clone();
    // A place of the person's own room, 0.7 m up and 0.8 m before them.
    const table = new Vector3(0.3, 0.7, -0.6);
    const inScene = origin.localToWorld(table.clone());
    rig.standOnto(inScene);
    rig.tick(camera, HOME_M);
    expect(camera.position).toEqual(own);
    expect(origin.localToWorld(table.clone()).length()).toBeLessThan(1e-6);
    const head = headOf(camera);
    expect(Math.atan2(head.x, head.z)).toBeCloseTo(0, 6);
    expect(head.y).toBeCloseTo(1.2 - 0.7, 6);
  });
});
