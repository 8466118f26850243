import { readFileSync } from "node:fs";
import { BufferAttribute, BufferGeometry, Mesh, MeshBasicMaterial, PerspectiveCamera, Ray, Raycaster, Sphere, Vector3, type Material, type WebGLRenderer } from "three";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { bendTo } from "@/core/anatomy/bending";
import { presetCut, setCut } from "@/core/anatomy/cuts";
import { reset } from "@/core/anatomy/intents";
import { manifestSchema, type AnatomyModel } from "@/core/anatomy/manifest";
import { findModel } from "@/core/anatomy/models";
import { createManualClock } from "@/room/manual-clock";
import { createSoloScene } from "@/room/scene/solo";
import type { AnatomyModelObject } from "../anatomy/anatomy-model";
import { unpackStructures, type StructureGeometry } from "../anatomy/load-model";
import { ElementsStage } from "../elements/elements-stage";
import { FAR_REACH_M, MOVE_ATTRIBUTES } from "../anatomy/model-moves";
import { StageView, type StageFrame } from "../stage/stage-view";
import { BendStage } from "./bend-stage";

const knee = findModel(manifestSchema.parse(JSON.parse(readFileSync("public/models/manifest.json", "utf8"))), "knee") as AnatomyModel;
let loaded: readonly StructureGeometry[];
beforeAll(async () => {
  loaded = await unpackStructures(knee, new Uint8Array(readFileSync("public/models/knee-test.glb")));
});

const closers: (() => void)[] = [];
afterEach(() => closers.splice(0).forEach((close) => close()));

const camera = new PerspectiveCamera(40, 1.6, 0.02, 20);
const gl = { getPixelRatio: () => 1 } as WebGLRenderer;

function stage(isStill = false) {
  const scene = createSoloScene(createManualClock());
  const asked = { count: 0 };
  const view = new StageView({ scene, model: knee, presence: null, family: "sans-serif", density: 1, prefersStillness: true, isPlain: true, invalidate: () => (asked.count += 1) });
  view.setStructures(loaded.map(({ id, geometry }) => ({ id, geometry: geometry.clone() })));
  const part = new BendStage({ scene, model: knee, view, isStill });
  view.addPart(part);
  closers.push(() => view.dispose(), () => scene.close());
  const frame: StageFrame = { gl, camera, size: { width: 1280, height: 800 }, elapsedMs: 60, isHeadset: true };
  const model = view.modelObject as AnatomyModelObject;
  const tick = (): boolean => view.tick(frame);
  const settle = (): number => {
    let frames = 0;
    while (tick() && frames < 200) frames += 1;
    model.updateMatrixWorld(true);
    return frames;
  };
  return { scene, view, part, model, tick, settle, asked };
}

const kindOf = (model: AnatomyModelObject): unknown => (model.batch.material as Material).defines?.MOVES;

/** What the shader makes of a part, in the world. */
function drawnMesh(model: AnatomyModelObject, id: string): Mesh {
  const { geometry } = model.batch;
  const { x, y, z, w } = model.uniforms.move.value;
  const by = [x, y, z, w];
  const position = new Float32Array(geometry.getAttribute("position").count * 3);
  const at = new Vector3();
  const way = new Vector3();
  for (let v = 0; v < position.length / 3; v += 1) {
    at.fromBufferAttribute(geometry.getAttribute("position") as BufferAttribute, v);
    MOVE_ATTRIBUTES.forEach((name, i) => at.addScaledVector(way.fromBufferAttribute(geometry.getAttribute(name) as BufferAttribute, v), (by[i] ?? 0) * FAR_REACH_M));
    at.applyMatrix4(model.matrixWorld).toArray(position, v * 3);
  }
  const drawn = new BufferGeometry();
  drawn.setAttribute("position", new BufferAttribute(position, 3));
  drawn.setIndex(model.parts.get(id)?.geometry.index ?? null);
  return new Mesh(drawn, new MeshBasicMaterial());
}

describe("the knee on the stage", () => {
  it("ANA-416: costs nothing while it is straight, asks for pictures only on its way, and is whole again afterwards", () => {
    const { scene, model, tick, settle } = stage();
    expect(tick()).toBe(false);
    expect([model.moves, kindOf(model), model.batch.perObjectFrustumCulled]).toEqual([null, undefined, true]);
    scene.dispatch(bendTo(knee, 120));
    expect(tick()).toBe(true);
    expect(settle()).toBeGreaterThan(1);
    expect(tick()).toBe(false);
    expect([kindOf(model), model.isFar, model.batch.perObjectFrustumCulled]).toEqual(["2", true, false]);
    expect(model.uniforms.move.value.x).toBeCloseTo(1.5, 6);
    scene.dispatch(bendTo(knee, 0));
    settle();
    expect([model.moves, kindOf(model), model.batch.perObjectFrustumCulled]).toEqual([null, undefined, true]);
    expect(model.batch.geometry.getAttribute("moveFirst")).toBeUndefined();
    expect(scene.get("model/knee/bend")).toBeNull();
  });

  it("ANA-416: whoever wants no motion sees it at its angle at once, and who comes late finds it there", () => {
    const { scene, view, model, tick } = stage(true);
    scene.dispatch(bendTo(knee, 60));
    expect(tick()).toBe(false);
    expect(model.uniforms.move.value.x).toBeCloseTo(0.5, 6);
    const late = new BendStage({ scene, model: knee, view, isStill: false });
    late.tick({ gl, camera, size: { width: 1, height: 1 }, elapsedMs: 16, isHeadset: false });
    expect([late.isMoving, model.uniforms.move.value.x.toFixed(6)]).toEqual([false, "0.500000"]);
    late.dispose();
  });

  it("ANA-414: an angle is undone and put back as everything else", () => {
    const { scene, model, settle } = stage();
    scene.dispatch(bendTo(knee, 30));
    scene.dispatch(bendTo(knee, 90));
    settle();
    expect(model.uniforms.move.value.x).toBeCloseTo(1, 6);
    scene.undo();
    settle();
    expect(scene.get("model/knee/bend")).toBe(30);
    expect(model.uniforms.move.value.y).toBeCloseTo(0.5, 6);
    scene.dispatch(reset(knee, (register) => scene.get(register)));
    settle();
    expect([scene.get("model/knee/bend"), model.moves]).toEqual([null, null]);
    scene.undo();
    expect(scene.get("model/knee/bend")).toBe(30);
  });

  it("ANA-415: with a tool in the hand it is straight on this page at once, and bends again afterwards", () => {
    const { scene, model, part, tick, settle } = stage();
    scene.dispatch(bendTo(knee, 90));
    settle();
    part.setHeld(true);
    tick();
    expect([model.moves, model.isFar]).toEqual([null, false]);
    expect(scene.get("model/knee/bend")).toBe(90);
    part.setHeld(false);
    settle();
    expect(model.uniforms.move.value.x).toBeCloseTo(1, 6);
  });

  it("ANA-415: what lies on the model is not shown while it is bent, and is asked to be drawn again as soon as it is straight", () => {
    const { scene, view, part, tick, settle, asked } = stage();
    const elements = new ElementsStage({ view, family: "sans-serif", density: 1, words: () => ({ partOf: () => "", figure: () => ["", ""] }), isShown: () => true });
    view.addPart(elements);
    tick();
    expect(elements.object.visible).toBe(true);
    scene.dispatch(bendTo(knee, 90));
    settle();
    expect(elements.object.visible).toBe(false);
    part.setHeld(true);
    asked.count = 0;
    tick();
    expect(asked.count).toBeGreaterThan(0);
    tick();
    expect(elements.object.visible).toBe(true);
  });

  it("ANA-415: a ray and a fingertip find what is drawn there, and not what was there", () => {
    const { scene, model, settle } = stage();
    scene.dispatch(bendTo(knee, 100));
    settle();
    const caster = new Raycaster();
    for (const id of ["tibia", "patella", "medial-collateral-ligament", "femur"]) {
      const mesh = drawnMesh(model, id);
      const corners = [0, 1, 2].map((corner) => new Vector3().fromBufferAttribute(mesh.geometry.getAttribute("position") as BufferAttribute, mesh.geometry.index?.getX(corner) ?? 0));
      const to = corners.reduce((sum, corner) => sum.add(corner), new Vector3()).divideScalar(3);
      // From outside, towards the middle of one of its own triangles.
      const from = to.clone().sub(model.position).normalize().multiplyScalar(0.5).add(to);
      caster.set(from, to.clone().sub(from).normalize());
      const expected = [...model.parts.keys()].flatMap((each) => caster.intersectObject(drawnMesh(model, each)).slice(0, 1).map(({ distance }) => ({ id: each, distance }))).sort((a, b) => a.distance - b.distance)[0];
      const found = model.hit(new Ray(from, caster.ray.direction));
      expect(found?.structureId, id).toBe(expected?.id);
      expect(Math.abs((found?.distance ?? 0) - (expected?.distance ?? 1)), id).toBeLessThan(1e-4);
      expect(model.touch(new Sphere(to, 0.002))?.distance ?? 1).toBeLessThan(1e-4);
    }
    // Below, where the shin bone hung, there is nothing any more.
    const below = model.localToWorld(new Vector3(0, -0.08, 0));
    expect(model.touch(new Sphere(below, 0.01))).toBeNull();
  });

  it("ANA-415: a cut takes away what is drawn beyond it, for a ray too", () => {
    const { scene, model, settle } = stage();
    scene.dispatch([bendTo(knee, 90), setCut(0, presetCut("sagittal"))]);
    model.setCuts([presetCut("sagittal"), null, null]);
    settle();
    for (let i = 0; i < 40; i += 1) {
      const from = new Vector3(Math.sin(i), Math.cos(i * 1.7), Math.cos(i)).multiplyScalar(0.5).add(model.position);
      const hit = model.hit(new Ray(from, model.position.clone().sub(from).normalize()));
      if (hit) expect(model.isCutAway(model.worldToLocal(hit.point.clone()))).toBe(false);
    }
  });
});
