import { readFileSync } from "node:fs";
import { BufferAttribute, BufferGeometry, Mesh, MeshBasicMaterial, PerspectiveCamera, Ray, Raycaster, Vector3, type Material, type WebGLRenderer } from "three";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { beatAt, holdAt, stand } from "@/core/anatomy/beating";
import { createMoment, cycleAt, momentInto, spanOf } from "@/core/anatomy/heartbeat";
import { isolate } from "@/core/anatomy/intents";
import { manifestSchema, type AnatomyModel } from "@/core/anatomy/manifest";
import { findModel, modelFile } from "@/core/anatomy/models";
import { createManualClock } from "@/room/manual-clock";
import { ownMoment } from "@/room/own-moment";
import { createSoloScene } from "@/room/scene/solo";
import { unpackStructures, type StructureGeometry } from "../anatomy/load-model";
import type { AnatomyModelObject } from "../anatomy/anatomy-model";
import { MOVE_REACH_M } from "../anatomy/model-moves";
import { StageView, type StageFrame } from "../stage/stage-view";
import { BeatStage } from "./beat-stage";

const heart = findModel(manifestSchema.parse(JSON.parse(readFileSync("public/models/manifest.json", "utf8"))), "heart") as AnatomyModel;
let loaded: readonly StructureGeometry[];
beforeAll(async () => {
  loaded = await unpackStructures(heart, new Uint8Array(readFileSync(`public/models/${heart.levels.find(({ level }) => level === "test")?.file ?? modelFile(heart, "light").file}`)));
});

const closers: (() => void)[] = [];
afterEach(() => {
  closers.splice(0).forEach((close) => close());
  ownMoment.set(null);
});

const camera = new PerspectiveCamera(40, 1.6, 0.02, 20);
const gl = { getPixelRatio: () => 1 } as WebGLRenderer;

function stage(isStill = false) {
  const scene = createSoloScene(createManualClock());
  const view = new StageView({ scene, model: heart, presence: null, family: "sans-serif", density: 1, prefersStillness: true, isPlain: true, invalidate: () => undefined });
  view.setStructures(loaded.map(({ id, geometry }) => ({ id, geometry: geometry.clone() })));
  let nowMs = 1_800_000_000_000;
  const part = new BeatStage({ scene, model: heart, view, isStill, now: () => nowMs });
  view.addPart(part);
  closers.push(() => view.dispose(), () => scene.close());
  const frame: StageFrame = { gl, camera, size: { width: 1280, height: 800 }, elapsedMs: 400, isHeadset: true };
  const model = view.modelObject as AnatomyModelObject;
  return { scene, view, part, model, tick: () => view.tick(frame), now: () => nowMs, pass: (ms: number) => (nowMs += ms), read: (register: string) => scene.get(register) };
}

const endOfEjection = (bpm = 70): number => spanOf(cycleAt(bpm), "ejection")[1] - 0.001;

/** What the shader makes of a point. */
function movedPoint(model: AnatomyModelObject, vertex: number): Vector3 {
  const { geometry } = model.batch;
  const at = new Vector3().fromBufferAttribute(geometry.getAttribute("position") as BufferAttribute, vertex);
  const { x, y, z, w } = model.uniforms.move.value;
  const add = (name: string, share: number): Vector3 => at.addScaledVector(new Vector3().fromBufferAttribute(geometry.getAttribute(name) as BufferAttribute, vertex), share * MOVE_REACH_M);
  const swung = geometry.getAttribute("swingUp").getW(vertex) > 0.5 ? w : z;
  add("moveFirst", x);
  add("moveSecond", y);
  add("swingUp", Math.max(0, swung));
  return add("swingDown", Math.max(0, -swung));
}
const definesOf = (model: AnatomyModelObject): boolean => "MOVES" in ((model.batch.material as Material).defines ?? {});

describe("the heart on the stage", () => {
  it("costs nothing until it beats, asks for frames only while it does, and rests again", () => {
    const { scene, model, tick, now, pass, read } = stage();
    expect(tick()).toBe(false);
    expect([model.moves, definesOf(model)]).toEqual([null, false]);
    scene.dispatch(beatAt(heart, null, 75, now()));
    for (let i = 0; i < 5; i += 1) {
      pass(100);
      expect(tick()).toBe(true);
    }
    expect(definesOf(model)).toBe(true);
    expect(model.uniforms.move.value.x).toBeGreaterThan(0.5);
    scene.dispatch(holdAt(heart, null, 0.5, now()));
    tick();
    expect(tick()).toBe(false);
    scene.undo();
    expect(tick()).toBe(true);
    scene.dispatch(stand(heart));
    tick();
    tick();
    expect([model.moves, definesOf(model)]).toEqual([null, false]);
    expect(model.batch.geometry.getAttribute("moveFirst")).toBeUndefined();
    expect(read("model/heart/beat")).toBeNull();
  });

  it("ANA-406: whoever wants no motion sees a held moment, may step alone while it beats for the others, and nothing asks for frames", () => {
    const { scene, model, tick, now, pass } = stage(true);
    scene.dispatch(beatAt(heart, null, 75, now()));
    expect(tick()).toBe(false);
    const first = model.uniforms.move.value.clone();
    pass(400);
    expect(tick()).toBe(false);
    expect(model.uniforms.move.value.equals(first)).toBe(true);
    ownMoment.set(endOfEjection(75));
    tick();
    expect(model.uniforms.move.value.x).toBeGreaterThan(0.99);
    expect(scene.get("model/heart/beat")).toMatchObject({ on: true });
  });

  it("ANA-405: with a tool in the hand it is at rest on this page, and goes on afterwards", () => {
    const { scene, model, part, tick, now } = stage();
    scene.dispatch(holdAt(heart, null, endOfEjection(), now()));
    tick();
    expect(model.uniforms.move.value.x).toBeGreaterThan(0.9);
    part.setHeld(true);
    tick();
    tick();
    expect(model.moves).toBeNull();
    part.setHeld(false);
    tick();
    expect(model.uniforms.move.value.x).toBeGreaterThan(0.9);
  });

  it("ANA-405: a ray hits the heart where it is drawn, also in the middle of a beat", () => {
    const { scene, model, tick, now, read } = stage();
    scene.dispatch(isolate(heart, read, "left-ventricle"));
    scene.dispatch(holdAt(heart, null, endOfEjection(), now()));
    tick();
    model.updateMatrixWorld(true);
    const part = model.parts.get("left-ventricle");
    if (!part?.geometry.index) throw new Error("no part");
    const drawn = new BufferGeometry();
    const count = model.batch.geometry.getAttribute("position").count;
    const position = new Float32Array(count * 3);
    for (let v = 0; v < count; v += 1) movedPoint(model, v).applyMatrix4(model.matrixWorld).toArray(position, v * 3);
    drawn.setAttribute("position", new BufferAttribute(position, 3));
    drawn.setIndex(part.geometry.index);
    const mesh = new Mesh(drawn, new MeshBasicMaterial());
    const caster = new Raycaster();
    const off: number[] = [];
    for (let i = 0; i < 60; i += 1) {
      const from = new Vector3(Math.sin(i), Math.cos(i * 1.7), Math.cos(i)).multiplyScalar(0.4).add(model.position);
      const to = model.position.clone().add(new Vector3(0.02 + 0.012 * Math.sin(i * 3), -0.03 + 0.01 * Math.cos(i * 5), 0.02));
      caster.set(from, to.sub(from).normalize());
      const [expected] = caster.intersectObject(mesh);
      const found = model.hit(new Ray(from, caster.ray.direction));
      if (!expected || !found) continue;
      off.push(found.point.distanceTo(expected.point));
    }
    expect(off.length).toBeGreaterThan(40);
    // Triangles of the level for tests are large: between their corners the field and the picture part a little, and
    // a ray that just grazes a rim may miss it.
    expect(off.filter((m) => m < 0.0025).length / off.length).toBeGreaterThan(0.9);
  });

  it("ANA-403: pockets part where they meet while it beats, and are one closed surface again at rest", () => {
    const { scene, model, tick, now } = stage();
    const index = model.batch.geometry.index;
    if (!index) throw new Error("no index");
    const before = Array.from(index.array);
    scene.dispatch(holdAt(heart, null, endOfEjection() - 0.1, now()));
    tick();
    expect(momentInto(cycleAt(70), endOfEjection() - 0.1, createMoment()).outlets).toBeGreaterThan(0.5);
    const seams = model.moves?.seams ?? [];
    expect(seams.length).toBeGreaterThan(0);
    for (const at of seams) expect(index.getX(at + 1)).toBe(index.getX(at));
    scene.dispatch(stand(heart));
    tick();
    tick();
    expect(Array.from(index.array)).toEqual(before);
  });
});
