import { readFileSync } from "node:fs";
import { PerspectiveCamera, Vector3, type WebGLRenderer } from "three";
import { beforeAll, describe, expect, it } from "vitest";
import { bendTo } from "@/core/anatomy/bending";
import { presetCut, pullApart, setCut } from "@/core/anatomy/cuts";
import { place, show } from "@/core/anatomy/intents";
import { manifestSchema, type AnatomyModel } from "@/core/anatomy/manifest";
import { createManualClock } from "@/room/manual-clock";
import { createSoloScene } from "@/room/scene/solo";
import { unpackStructures, type StructureGeometry } from "../anatomy/load-model";
import { CutStage } from "../cut/cut-stage";
import { sectionerOf } from "../cut/structures-sectioner";
import { FAR_REACH_M, MOVE_ATTRIBUTES } from "../anatomy/model-moves";
import { BendStage } from "../motion/bend-stage";
import { StageView, type StageFrame } from "../stage/stage-view";
import { apartM, BesideStage, mirrored } from "./beside-stage";

const { models } = manifestSchema.parse(JSON.parse(readFileSync("public/models/manifest.json", "utf8")));
const knee = models.find(({ id }) => id === "knee") as AnatomyModel;
let loaded: readonly StructureGeometry[];
beforeAll(async () => {
  loaded = await unpackStructures(knee, new Uint8Array(readFileSync("public/models/knee-test.glb")));
});
const own = (): StructureGeometry[] =>
  loaded.map(({ id, geometry }) => {
    const copy = geometry.clone();
    // Otherwise what one copy notes of itself is noted of all.
    copy.userData = {};
    return { id, geometry: copy };
  });

function volume(geometry: StructureGeometry["geometry"]): number {
  const [a, b, c] = [new Vector3(), new Vector3(), new Vector3()];
  const position = geometry.getAttribute("position");
  let six = 0;
  for (let i = 0; geometry.index && i < geometry.index.count; i += 3) {
    [a, b, c].forEach((point, at) => point.fromBufferAttribute(position, geometry.index?.getX(i + at) ?? 0));
    six += a.dot(b.cross(c));
  }
  return six / 6;
}

describe("a second model beside the first", () => {
  it("ANA-423: the other side is the exact mirror image and faces outwards", () => {
    for (const { id, geometry } of loaded) {
      const image = mirrored(geometry, 0.01);
      expect(volume(image), id).toBeCloseTo(volume(geometry), 10);
      const twice = mirrored(image, 0.01).getAttribute("position");
      for (let i = 0; i < twice.count; i += 97) expect(twice.getX(i)).toBeCloseTo(geometry.getAttribute("position").getX(i), 6);
      expect(image.getAttribute("normal").getX(3)).toBeCloseTo(-geometry.getAttribute("normal").getX(3), 6);
    }
  });

  it.each([false, true])("ANA-423: it is turned, sized, cut, pulled apart and shown part by part as the first, a width away; gone, the first stands in its place (mirror: %s)", (isMirror) => {
    const scene = createSoloScene(createManualClock());
    const view = new StageView({ scene, model: knee, presence: null, family: "sans-serif", density: 1, prefersStillness: true, isPlain: true, invalidate: () => undefined });
    const structures = own();
    view.setStructures(structures);
    const frame: StageFrame = { gl: { getPixelRatio: () => 1 } as WebGLRenderer, camera: new PerspectiveCamera(), size: { width: 1280, height: 800 }, elapsedMs: 400, isHeadset: true };
    view.addPart(new CutStage({ scene, model: knee, view, sectioner: sectionerOf(structures, view.centreM), isStill: true, onLocked: () => undefined }));
    const beside = new BesideStage({ scene, model: knee, structures: own(), isMirror, view, labels: ["Torn", "Healthy"], family: "sans-serif", density: 1 });
    const takeOff = view.addPart(beside);
    const read = (register: string) => scene.get(register);
    scene.dispatch([...place(knee, { p: [0.1, 0, 0], q: [0, 0.6, 0, 0.8], s: 2 }), setCut(0, presetCut("sagittal")), pullApart(knee, 0.5), ...show(knee, "patella", false)]);
    for (let i = 0; i < 4; i += 1) view.tick(frame);
    const first = view.modelObject;
    if (!first) throw new Error("no model");
    const second = beside.model;
    expect(second.quaternion.equals(first.quaternion)).toBe(true);
    expect(second.scale.equals(first.scale)).toBe(true);
    expect(second.position.x - first.position.x).toBeCloseTo(apartM(knee) * 2, 6);
    expect((second.position.x + first.position.x) / 2).toBeCloseTo(0.1, 6);
    expect(second.parts.get("patella")?.look.isVisible).toBe(false);
    expect(second.cuts[0]?.n).toEqual(isMirror ? [-1, 0, 0] : [1, 0, 0]);
    const [one, other] = [first.parts.get("femur")?.offset, second.parts.get("femur")?.offset];
    expect(one?.length()).toBeGreaterThan(0.01);
    expect(other?.x).toBeCloseTo((isMirror ? -1 : 1) * (one?.x ?? 0), 9);
    takeOff();
    view.tick(frame);
    expect(first.position.x).toBeCloseTo(0.1, 6);
    expect(read("model/knee/beside")).toBeNull();
    view.dispose();
    scene.close();
  });

  it.each([false, true])("ANA-417: it bends as the first, to the last picture, and is straight again with it (mirror: %s)", (isMirror) => {
    const scene = createSoloScene(createManualClock());
    const view = new StageView({ scene, model: knee, presence: null, family: "sans-serif", density: 1, prefersStillness: true, isPlain: true, invalidate: () => undefined });
    const structures = own();
    view.setStructures(structures);
    const frame: StageFrame = { gl: { getPixelRatio: () => 1 } as WebGLRenderer, camera: new PerspectiveCamera(), size: { width: 1280, height: 800 }, elapsedMs: 60, isHeadset: true };
    // Before what bends the first, so that it is always one picture behind.
    const beside = new BesideStage({ scene, model: knee, structures, isMirror, view, labels: ["Torn", "Healthy"], family: "sans-serif", density: 1 });
    view.addPart(beside);
    view.addPart(new BendStage({ scene, model: knee, view, isStill: false }));
    const settle = (): void => {
      for (let i = 0; i < 200 && view.tick(frame); i += 1);
    };
    scene.dispatch(bendTo(knee, 90));
    settle();
    const first = view.modelObject;
    if (!first) throw new Error("no model");
    const { model } = beside;
    expect([model.isFar, model.uniforms.move.value.toArray()]).toEqual([true, first.uniforms.move.value.toArray()]);
    const placeOf = ({ batch, uniforms }: typeof first, v: number): Vector3 => {
      const at = new Vector3().fromBufferAttribute(batch.geometry.getAttribute("position"), v);
      MOVE_ATTRIBUTES.forEach((name, way) => at.addScaledVector(new Vector3().fromBufferAttribute(batch.geometry.getAttribute(name), v), FAR_REACH_M * uniforms.move.value.getComponent(way)));
      return at;
    };
    const { count } = first.batch.geometry.getAttribute("position");
    for (let v = 0; v < count; v += 41) {
      const [one, other] = [placeOf(first, v), placeOf(model, v)];
      expect(Math.hypot(other.x - (isMirror ? -1 : 1) * one.x, other.y - one.y, other.z - one.z)).toBeLessThan(0.00005);
    }
    scene.dispatch(bendTo(knee, 0));
    settle();
    expect([model.isFar, model.batch.geometry.getAttribute("moveFirst")]).toEqual([false, undefined]);
    view.dispose();
    scene.close();
  });

  it("ANA-423: where the stage goes first, as another model comes, what stood on it goes with it, once", () => {
    const scene = createSoloScene(createManualClock());
    const view = new StageView({ scene, model: knee, presence: null, family: "sans-serif", density: 1, prefersStillness: true, isPlain: true, invalidate: () => undefined });
    const structures = own();
    view.setStructures(structures);
    const takeOff = view.addPart(new BesideStage({ scene, model: knee, structures, isMirror: true, view, labels: ["Left", "Right"], family: "sans-serif", density: 1 }));
    view.dispose();
    expect(takeOff).not.toThrow();
    scene.close();
  });
});
