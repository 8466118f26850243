import { readFileSync } from "node:fs";
import { BufferAttribute, BufferGeometry, Matrix4, PerspectiveCamera, Quaternion, Ray, Sphere, SphereGeometry, Vector3, type WebGLRenderer } from "three";
import { mergeVertices } from "three/examples/jsm/utils/BufferGeometryUtils.js";
import { afterEach, describe, expect, it } from "vitest";
import { presetCut, pullApart, readCut, setCut } from "@/core/anatomy/cuts";
import { setXray, show } from "@/core/anatomy/intents";
import { manifestSchema, type AnatomyModel } from "@/core/anatomy/manifest";
import { findModel } from "@/core/anatomy/models";
import { setColour, setOpacity } from "@/core/anatomy/shades";
import { createManualClock } from "@/room/manual-clock";
import { createSoloScene } from "@/room/scene/solo";
import { StageView, type StageFrame } from "../stage/stage-view";
import { CapsView } from "./caps-view";
import { CutStage } from "./cut-stage";
import { sectionerOf } from "./structures-sectioner";

const RADIUS_M = 0.05;
const kidney = findModel(manifestSchema.parse(JSON.parse(readFileSync("public/models/manifest.json", "utf8"))), "kidney");
if (!kidney) throw new Error("the kidney is in the manifest");
const [cortex, pelvis] = [kidney.structures[0], kidney.structures[1]];
if (!cortex || !pelvis) throw new Error("the kidney has parts");

/** A ball in a hollow ball, beside the origin of their file, as organs lie. */
const balls: AnatomyModel = {
  ...kidney,
  id: "balls",
  boundsM: { min: [0.25, 0.95, -0.05], max: [0.35, 1.05, 0.05] },
  structures: [
    { ...cortex, id: "shell", colour: "#964f41", centreM: [0.3, 1, 0], volumeMl: 400, hiddenDefault: false, opaqueDefault: true },
    { ...pelvis, id: "core", colour: "#a01e1c", centreM: [0.3, 1, 0.001], volumeMl: 30, hiddenDefault: false, opaqueDefault: true },
  ],
};

function ball(...radii: readonly number[]): BufferGeometry {
  const positions: number[] = [];
  const normals: number[] = [];
  const index: number[] = [];
  radii.forEach((radius, inner) => {
    const part = mergeVertices(new SphereGeometry(radius, 48, 32).deleteAttribute("uv"));
    const first = positions.length / 3;
    positions.push(...part.getAttribute("position").array);
    normals.push(...part.getAttribute("normal").array);
    const corners = Array.from(part.index?.array ?? [], (i) => i + first);
    // A hollow's own surface turns the other way.
    for (let i = 0; i < corners.length; i += 3) index.push(...(inner === 0 ? corners.slice(i, i + 3) : corners.slice(i, i + 3).reverse()));
  });
  const geometry = new BufferGeometry();
  const count = positions.length / 3;
  geometry.setAttribute("position", new BufferAttribute(new Float32Array(positions), 3));
  geometry.setAttribute("normal", new BufferAttribute(new Float32Array(normals), 3));
  geometry.setAttribute("color", new BufferAttribute(new Uint8Array(count * 4).fill(255), 4, true));
  geometry.setAttribute("tissue", new BufferAttribute(new Uint8Array(count * 4), 4, true));
  geometry.setIndex(index);
  return geometry.translate(0.3, 1, 0);
}

const closers: (() => void)[] = [];
afterEach(() => closers.splice(0).forEach((close) => close()));

/** A person before the two balls. */
function standing() {
  const clock = createManualClock();
  const scene = createSoloScene(clock);
  const view = new StageView({ scene, model: balls, presence: null, family: "sans-serif", density: 1, prefersStillness: true, isPlain: false, invalidate: () => undefined });
  const structures = [{ id: "shell", geometry: ball(RADIUS_M, 0.03) }, { id: "core", geometry: ball(0.02) }];
  view.setStructures(structures);
  const camera = new PerspectiveCamera(22, 4 / 3, 0.01, 10);
  camera.position.set(0, view.stage.homeHeightM, 0.6);
  camera.updateMatrixWorld();
  let locked = 0;
  const stage = new CutStage({ scene, model: balls, view, sectioner: sectionerOf(structures, view.centreM), isStill: true, onLocked: () => (locked += 1) });
  view.addPart(stage);
  const object = view.modelObject;
  if (!object) throw new Error("the balls are on the stage");
  object.position.copy(view.middle);
  object.updateMatrixWorld(true);
  // A frame without a graphics card: what is drawn is not looked at.
  const frame: StageFrame = { gl: {} as unknown as WebGLRenderer, camera, size: { width: 800, height: 600 }, elapsedMs: 34, isHeadset: false };
  const rest = (): void => {
    clock.advance(100);
    for (let i = 0; i < 40; i += 1) stage.tick(frame);
  };
  closers.push(() => view.dispose(), () => scene.close());
  const caps = (): CapsView | undefined => stage.object.children.find((child) => child instanceof CapsView);
  const at = (x: number, y: number, z: number): Vector3 => view.middle.add(new Vector3(x, y, z));
  return { scene, view, object, stage, rest, caps, at, locked: () => locked };
}

const forward = (from: Vector3): Ray => new Ray(from, new Vector3(0, 0, -1));

describe("a model that is cut and pulled apart", () => {
  it("ANA-106: may be taken off the stage before what cut it and pulled it apart", () => {
    const { scene, view, stage, rest } = standing();
    scene.dispatch([setCut(0, presetCut("frontal")), pullApart(balls, 0.5)]);
    rest();
    view.dispose();
    expect(() => stage.dispose()).not.toThrow();
  });

  it("ANA-101, ANA-102: a plane of the scene cuts, and what it cuts is closed in each tissue's colour with few draw calls", () => {
    const { scene, object, stage, rest, caps } = standing();
    scene.dispatch(setCut(0, presetCut("frontal")));
    rest();
    expect(object.cuts[0]).toEqual(presetCut("frontal"));
    expect(stage.calls).toBe(2);
    const area = caps()?.children.reduce((sum, child) => sum + areaOf(child), 0);
    expect(area).toBeCloseTo(Math.PI * (RADIUS_M ** 2 - 0.03 ** 2 + 0.02 ** 2), 4);
    scene.dispatch([setCut(1, presetCut("sagittal")), setCut(2, presetCut("transverse"))]);
    rest();
    expect(stage.calls).toBe(6);
    // Seen through in part: as many again at most, whatever a model has in structures.
    scene.dispatch(setOpacity(balls, balls.structures[0] ?? cortex, 0.5));
    object.setLooks([{ id: "shell", isVisible: true, style: "faded", opacity: 0.5, colour: null }]);
    rest();
    expect(stage.calls).toBe(9);
    scene.dispatch([0, 1, 2].map((index) => setCut(index as 0 | 1 | 2, null)));
    rest();
    expect(stage.calls).toBe(0);
    expect(object.cutSearch).toBeNull();
  });

  it("ANA-103: a ray takes the closed face of what is cut, through what was cut away, and the hollow stays a hollow", () => {
    const { scene, object, rest, at } = standing();
    scene.dispatch(setCut(0, presetCut("frontal")));
    rest();
    const found = [0, 0.025, 0.04].map((x) => object.hit(forward(at(x, 0, 0.5))));
    expect(found.map((hit) => hit?.structureId)).toEqual(["core", "shell", "shell"]);
    for (const [i, z] of [0, -Math.sqrt(0.03 ** 2 - 0.025 ** 2), 0].entries()) expect(found[i]?.point.z).toBeCloseTo(z, 3);
    expect(object.touch(new Sphere(at(0.04, 0, 0.004), 0.01))?.structureId).toBe("shell");
    expect(object.touch(new Sphere(at(0.04, 0, 0.03), 0.01))).toBeNull();
  });

  it("ANA-104: what stands on the side that is cut away is hidden, and comes back with it", () => {
    const { scene, view, rest } = standing();
    scene.dispatch(setCut(0, presetCut("frontal")));
    rest();
    expect([0.05, -0.05].map((z) => view.isCutAway([0.3, 1, z]))).toEqual([true, false]);
    scene.undo();
    rest();
    expect(view.isCutAway([0.3, 1, 0.05])).toBe(false);
  });

  it("ANA-106: parts that stand apart are pointed at where they stand, and a pin on one goes with it", () => {
    const { scene, view, object, rest } = standing();
    const before = view.toWorld([0.3, 1, 0.02], new Vector3());
    scene.dispatch(pullApart(balls, 1));
    rest();
    const offset = view.offsetOf("core");
    expect(offset.length()).toBeGreaterThan(0.005);
    const after = view.toWorld([0.3, 1, 0.02], new Vector3(), offset);
    expect(after.distanceTo(before)).toBeCloseTo(offset.length(), 9);
    const [x, y, z] = view.toModel(after, "core") ?? [0, 0, 0];
    expect([x, y, z].map((value) => Math.round(value * 1e6) / 1e6)).toEqual([0.3, 1, 0.02]);
    expect(view.offsetAt([0.3, 1, 0.0201])).toBe(offset);
    object.setLooks([{ id: "shell", isVisible: false, style: "solid", opacity: 1, colour: null }]);
    const middle = view.middle.add(offset);
    expect(object.hit(forward(middle.clone().setZ(1)))?.structureId).toBe("core");
    scene.undo();
    rest();
    expect(view.offsetOf("core").length()).toBe(0);
  });

  it("ANA-107: a colour, glass and a hidden part change what closes the cut, without another plane", () => {
    const { scene, object, rest, caps } = standing();
    scene.dispatch(setCut(0, presetCut("frontal")));
    rest();
    const first = caps()?.children[0];
    scene.dispatch([setColour(balls, "core", "#3f7fd6"), ...show(balls, "shell", false), ...setXray(balls, true)]);
    object.setLooks([
      { id: "shell", isVisible: false, style: "xray", opacity: 1, colour: null },
      { id: "core", isVisible: true, style: "solid", opacity: 1, colour: "#3f7fd6" },
    ]);
    rest();
    expect(caps()?.children[0]).not.toBe(first);
    expect(caps()?.children.reduce((sum, child) => sum + areaOf(child), 0)).toBeCloseTo(Math.PI * 0.02 ** 2, 5);
  });
});

describe("the handle of a plane", () => {
  it("ANA-105: a ray that takes the arrows moves the plane along its normal, as one step of undo that others hear of on the way", () => {
    const { scene, stage, rest, locked } = standing();
    scene.dispatch(setCut(0, presetCut("frontal")));
    stage.setActive(0);
    rest();
    const knob = knobOf(stage, "push");
    const from = new Vector3(knob.x + 0.3, knob.y, knob.z + 0.3);
    const grip = stage.along(new Ray(from, knob.clone().sub(from).normalize()))?.take();
    for (const z of [0.004, 0.008, 0.012]) {
      grip?.byRay(new Ray(from, knob.clone().setZ(knob.z + z).sub(from).normalize()));
      rest();
    }
    grip?.end();
    rest();
    expect(readCut(scene.get("cut/0"))?.d).toBeCloseTo(0.012, 4);
    scene.undo();
    rest();
    expect(readCut(scene.get("cut/0"))?.d).toBeCloseTo(0, 9);
    scene.undo();
    rest();
    expect(scene.get("cut/0")).toBeNull();
    expect(locked()).toBe(0);
  });

  it("ANA-105: looked at straight on, up pushes the plane away by as much, and down draws it near", () => {
    const { scene, stage, rest } = standing();
    scene.dispatch(setCut(0, presetCut("frontal")));
    stage.setActive(0);
    rest();
    const knob = knobOf(stage, "push");
    const from = knob.clone().add(new Vector3(0, 0.02, 0.5));
    const grip = stage.along(new Ray(from, knob.clone().sub(from).normalize()))?.take();
    grip?.byRay(new Ray(from, knob.clone().add(new Vector3(0, 0.02, 0)).sub(from).normalize()));
    rest();
    expect(readCut(scene.get("cut/0"))?.d).toBeCloseTo(-0.02, 3);
    grip?.byRay(new Ray(from, knob.clone().add(new Vector3(0.003, -0.01, 0)).sub(from).normalize()));
    grip?.end();
    rest();
    expect(readCut(scene.get("cut/0"))?.d).toBeCloseTo(0.01, 3);
  });

  it("ANA-105: the ball at its corner tilts it about its middle and stays under the ray", () => {
    const { scene, stage, rest } = standing();
    scene.dispatch(setCut(0, presetCut("frontal")));
    stage.setActive(0);
    rest();
    const knob = knobOf(stage, "tilt");
    const from = knob.clone().add(new Vector3(0.1, 0.2, 0.5));
    const grip = stage.along(new Ray(from, knob.clone().sub(from).normalize()))?.take();
    const ray = new Ray(from, knob.clone().add(new Vector3(0.01, -0.015, 0)).sub(from).normalize());
    grip?.byRay(ray);
    grip?.end();
    rest();
    const plane = readCut(scene.get("cut/0"));
    expect(plane?.d).toBeCloseTo(0, 4);
    expect(Math.abs(plane?.n[2] ?? 1)).toBeLessThan(0.999);
  });

  it("ANA-105: near, the plane goes and turns with the hand; a hand that is called off leaves it where it was", () => {
    const { scene, stage, rest } = standing();
    scene.dispatch(setCut(0, presetCut("frontal")));
    stage.setActive(0);
    rest();
    const knob = knobOf(stage, "push");
    const level = new Quaternion();
    const grip = stage.near(new Sphere(knob, 0.02))?.take();
    grip?.byPose(knob, level);
    grip?.byPose(knob.clone().add(new Vector3(0, 0, 0.02)), level);
    rest();
    expect(readCut(scene.get("cut/0"))?.d).toBeCloseTo(0.02, 4);
    grip?.byPose(knob, new Quaternion().setFromAxisAngle(new Vector3(0, 1, 0), 0.4));
    rest();
    expect(readCut(scene.get("cut/0"))?.n[0]).toBeCloseTo(Math.sin(0.4), 3);
    grip?.cancel();
    rest();
    expect(readCut(scene.get("cut/0"))).toEqual(presetCut("frontal"));
    expect(stage.near(new Sphere(knob.clone().add(new Vector3(0.2, 0, 0)), 0.02))).toBeNull();
    stage.setActive(null);
    rest();
    expect(stage.near(new Sphere(knob, 0.02))).toBeNull();
  });
});

function knobOf(stage: CutStage, kind: "push" | "tilt"): Vector3 {
  // A ball at the upper corner, before the plane; arrows in the middle of the right edge.
  const [size, out] = kind === "push" ? [0, 0] : [RADIUS_M, RADIUS_M * 0.45];
  return new Vector3(RADIUS_M, size, out).applyMatrix4(new Matrix4().copy(stage.object.matrixWorld));
}

function areaOf(child: unknown): number {
  if (typeof child !== "object" || child === null || !("isMesh" in child) || !("geometry" in child) || !(child.geometry instanceof BufferGeometry)) return 0;
  const { array } = child.geometry.getAttribute("position");
  let sum = 0;
  const [a, b, c] = [new Vector3(), new Vector3(), new Vector3()];
  for (let i = 0; i < array.length; i += 9) sum += a.fromArray(array, i + 3).sub(c.fromArray(array, i)).cross(b.fromArray(array, i + 6).sub(c)).length() / 2;
  return sum;
}
