import { readFileSync, readdirSync } from "node:fs";
import { resolve } from "node:path";
import { NodeIO } from "@gltf-transform/core";
import { Group, PerspectiveCamera, PMREMGenerator, type WebGLRenderer } from "three";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { looksOf } from "@/core/anatomy/looks";
import { manifestSchema, type AnatomyModel } from "@/core/anatomy/manifest";
import { createFrameValues, FRAME_PARTS } from "@/core/room/frame";
import { MAX_GUESTS } from "@/core/visits/guests";
import { createSoloScene, SOLO_ACTOR } from "@/room/scene/solo";
import { AnatomyModelObject } from "@/xr/anatomy/anatomy-model";
import { type StructureGeometry } from "@/xr/anatomy/load-model";
import { StageView } from "@/xr/stage/stage-view";
import { callsOf, EYES, HEADSET_BUDGET, pictureBytes, textureBytes } from "./_headset-cost";
import { drawingPage } from "../../tests/support/drawing-page";
import { structuresOnDisk } from "../../tests/support/structures-on-disk";

const folder = resolve(import.meta.dirname, "../../public");
const manifest = manifestSchema.parse(JSON.parse(readFileSync(resolve(folder, "models/manifest.json"), "utf8")));
const MB = 1_000_000;
/** Everybody else who may be in a room: the clinician or the patient, and guests. */
const OTHERS = MAX_GUESTS + 1;
/** As cameras are asked for (src/room/livekit/local-device.ts). */
const CAMERA = { width: 640, height: 360 } as const;

const loaded = new Map<AnatomyModel, readonly StructureGeometry[]>();

beforeAll(async () => {
  vi.stubGlobal("document", drawingPage(CAMERA));
  for (const model of manifest.models) loaded.set(model, await structuresOnDisk(model, "light"));
});
afterAll(() => {
  vi.unstubAllGlobals();
});

const copyOf = (model: AnatomyModel): StructureGeometry[] => (loaded.get(model) ?? []).map(({ id, geometry }) => ({ id, geometry: geometry.clone() }));

/** A model as it first stands in a room; `isGlass`: all of it see-through, which is the other batch. */
function standing(model: AnatomyModel, isGlass = false): AnatomyModelObject {
  const object = new AnatomyModelObject(copyOf(model), [0, 0, 0], model.isTwoSided);
  object.setLooks(looksOf(model, () => undefined, new Set()).map((look) => (isGlass ? { ...look, isVisible: true, style: "xray" } : look)));
  return object;
}

/** The stage with a model on it and as many people around as there may be, each with a pointer and a name, and with hands or a picture. */
function fullRoom(model: AnatomyModel, hasPictures: boolean): StageView {
  const scene = createSoloScene();
  const view = new StageView({ scene, model, presence: null, family: "sans-serif", density: 1, prefersStillness: true, isPlain: false, invalidate: () => undefined });
  view.setStructures(copyOf(model));
  const others = Array.from({ length: OTHERS }, (_, i) => ({ actor: SOLO_ACTOR + 1 + i, name: `Somebody with a name ${i}`, seat: ((i % 6) + 1) as 1, isSelf: false }));
  view.setPeople(others, ({ name }) => name);
  view.people.setSigns(new Map(others.map(({ actor }) => [actor, { role: "Guest", isSpeaking: true, isAway: false, video: { id: String(actor), attach: () => () => undefined } as never }])));
  const camera = new PerspectiveCamera();
  camera.position.set(0, 1.4, 1);
  camera.updateMatrixWorld(true);
  others.forEach(({ actor }, i) => {
    const values = createFrameValues();
    values.parts = FRAME_PARTS.head | FRAME_PARTS.pointer | (hasPictures ? 0 : FRAME_PARTS.left | FRAME_PARTS.right);
    values.head.set([Math.cos(i) * 2, 1.5, Math.sin(i) * 2, 0, 0, 0, 1]);
    view.people.read(actor, values);
  });
  view.tick({ gl: { getPixelRatio: () => 1 } as unknown as WebGLRenderer, camera, size: { width: 1000, height: 1000 }, elapsedMs: 14, isHeadset: true });
  return view;
}

/** The pair of hands or controllers that a browser may ask for, with the most to keep. */
async function controllerBytes(): Promise<number> {
  const io = new NodeIO();
  let most = 0;
  for (const { name } of readdirSync(resolve(folder, "webxr-profiles"), { withFileTypes: true }).filter((each) => each.isDirectory())) {
    let pair = 0;
    for (const side of ["left", "right"]) {
      const document = await io.read(resolve(folder, "webxr-profiles", name, `${side}.glb`));
      for (const texture of document.getRoot().listTextures()) {
        const [width, height] = texture.getSize() ?? [NaN, NaN];
        pair += pictureBytes(width, height, { isMipmapped: true });
      }
    }
    most = Math.max(most, pair);
  }
  return most;
}

/** The letters of a headset's boards, every weight that there is: as the library that draws them lays them out. */
function letterBytes(): number {
  const text = readFileSync(resolve(folder, "../node_modules/@pmndrs/msdfonts/dist/inter.js"), "utf8");
  return [...text.matchAll(/"?scaleW"?:\s*(\d+),\s*"?scaleH"?:\s*(\d+)/g)].reduce((sum, [, width, height]) => sum + pictureBytes(Number(width), Number(height), { isMipmapped: true }), 0);
}

/** The blurred surroundings, as three.js keeps them: three cube sides across and four down, halves of numbers. */
function surroundingsBytes(): number {
  const generator = new PMREMGenerator(null as unknown as WebGLRenderer) as unknown as { _setSize: (size: number) => void; _cubeSize: number };
  generator._setSize(256);
  return pictureBytes(3 * Math.max(generator._cubeSize, 112), 4 * generator._cubeSize, { bytesOfPoint: 8 });
}

describe("ANA-650: what a headset is asked for, own organs at the level that it gets", () => {
  it.each(manifest.models.map((model) => [model.id, model] as const))("%s alone and see-through keeps within it", (id, model) => {
    for (const isGlass of [false, true]) {
      const object = standing(model, isGlass);
      const [triangles, calls] = [object.triangles * EYES, callsOf(object) * EYES];
      console.log(`${id.padEnd(14)} ${isGlass ? "see-through" : "as it is   "} ${triangles} triangles, ${calls} calls, ${(textureBytes(object) / MB).toFixed(3)} MB of textures`);
      expect(triangles).toBeGreaterThan(1000);
      expect(triangles).toBeLessThanOrEqual(HEADSET_BUDGET.triangles);
      expect(calls).toBeLessThanOrEqual(4);
      object.dispose();
    }
  });

  it.each([false, true])("all of them together, in a full room, keep within triangles, calls and textures (with everybody's picture: %s)", async (hasPictures) => {
    const [first, ...others] = manifest.models;
    if (!first) throw new Error("a room needs a model");
    const view = fullRoom(first, hasPictures);
    const all = new Group();
    all.add(view.root, ...others.map((model) => standing(model)));
    const triangles = manifest.models.reduce((sum, model) => sum + standing(model).triangles, 0) * EYES;
    const calls = callsOf(all) * EYES;
    const parts = { drawn: textureBytes(all), letters: letterBytes(), controllers: await controllerBytes(), surroundings: surroundingsBytes() };
    const textures = Object.values(parts).reduce((sum, bytes) => sum + bytes, 0);
    console.log(`all, ${OTHERS} others: ${triangles} triangles, ${calls} calls, ${(textures / MB).toFixed(1)} MB of textures:`, Object.entries(parts).map(([name, bytes]) => `${name} ${(bytes / MB).toFixed(1)}`).join(", "));
    expect(triangles).toBeLessThanOrEqual(HEADSET_BUDGET.triangles);
    expect(calls).toBeLessThanOrEqual(HEADSET_BUDGET.calls);
    if (hasPictures) expect(parts.drawn).toBeGreaterThan(OTHERS * pictureBytes(CAMERA.width, CAMERA.height));
    expect(Math.min(parts.letters, parts.controllers, parts.surroundings)).toBeGreaterThan(0);
    expect(textures / MB).toBeLessThanOrEqual(HEADSET_BUDGET.textureMb);
    view.dispose();
  });
});
