// What the spec of kept pictures draws within a page: our own organs and each tool on one of them, by the product's own
// parts under software graphics, one small picture each.
import { ACESFilmicToneMapping, PerspectiveCamera, Ray, Scene, Vector3, WebGLRenderer } from "three";
import { presetCut, pullApart, setCut } from "@/core/anatomy/cuts";
import { holdAt } from "@/core/anatomy/beating";
import { bendTo } from "@/core/anatomy/bending";
import { putBeside, showPlace } from "@/core/anatomy/condition-choice";
import { beginStroke, elementsOn, endStroke, goOnWithStroke, putArea, putMeasure, putPin } from "@/core/anatomy/elements";
import { INKS } from "@/core/anatomy/inks";
import { isolate, setXray, show } from "@/core/anatomy/intents";
import type { AnatomyModel } from "@/core/anatomy/manifest";
import { modelFile } from "@/core/anatomy/models";
import { setColour, setOpacity, SHADES } from "@/core/anatomy/shades";
import type { Vec3 } from "@/core/anatomy/vector";
import { registers } from "@/core/room/registers";
import type { Edit } from "@/core/room/undo";
import { conditionedOf } from "@/room/models/conditioned";
import { loadConditioned } from "@/room/models/conditions";
import { createSoloScene, SOLO_ACTOR } from "@/room/scene/solo";
import { loadConditionedStructures } from "@/xr/anatomy/load-conditioned";
import type { StructureGeometry } from "@/xr/anatomy/load-model";
import { loadStructures } from "@/xr/anatomy/load-structures";
import { BesideStage, breadthM } from "@/xr/beside/beside-stage";
import { CutStage } from "@/xr/cut/cut-stage";
import { sectionerOf } from "@/xr/cut/structures-sectioner";
import { ElementsStage, type ElementWords } from "@/xr/elements/elements-stage";
import { BeatStage } from "@/xr/motion/beat-stage";
import { BendStage } from "@/xr/motion/bend-stage";
import { FIRST_LOOK, frameStage, NO_INSETS } from "@/xr/stage/framing";
import { createSkyLight } from "@/xr/stage/lamps";
import { StageView, type SharedScene, type StageFrame } from "@/xr/stage/stage-view";
import { PICTURE_PX, type Differing, type OrganPictures, type PictureOrder } from "./organ-pictures-kinds";

const SIZE = { width: PICTURE_PX, height: PICTURE_PX } as const;
/** From a little to the side and above: depth shows. */
const LOOK = { aroundRad: 0.45, aboveRad: 0.2, closer: 1 } as const;
const GROUND = "#121314";
/** Everything that glides is at rest after so many frames, and every cut is closed. */
const FRAMES = 60;
/** Means of squares of so many pixels are compared: what a driver does otherwise within them counts little. */
const BLOCK_PX = 8;
/** A square is another when a colour's mean is this far off, of 255. */
const FAR = 14;

const renderer = new WebGLRenderer({ antialias: false, alpha: true });
renderer.setSize(SIZE.width, SIZE.height);
renderer.toneMapping = ACESFilmicToneMapping;
renderer.toneMappingExposure = 0.96;
const paper = document.createElement("canvas");
[paper.width, paper.height] = [SIZE.width, SIZE.height];
const pen = paper.getContext("2d", { willReadFrequently: true });
if (!pen) throw new Error("a page without a canvas");

const loaded = new Map<AnatomyModel["id"], Promise<readonly StructureGeometry[]>>();
function structuresOf(model: AnatomyModel): Promise<readonly StructureGeometry[]> {
  const changed = conditionedOf(model);
  const load = (): Promise<readonly StructureGeometry[]> => {
    const { signal } = new AbortController();
    return changed ? loadConditionedStructures(changed, modelFile(changed.healthy, "light"), () => undefined, signal) : loadStructures(model, modelFile(model, "light"), () => undefined, signal);
  };
  const key = `${model.id} ${changed?.grade.id ?? ""}`;
  const known = loaded.get(key) ?? load();
  loaded.set(key, known);
  return known;
}

/** The model as it is to be shown: in health, or with what it has. */
async function modelOf({ model, condition }: PictureOrder): Promise<AnatomyModel> {
  if (!condition) return model;
  const made = await loadConditioned(model, condition);
  if (!made.ok) throw new Error(made.error);
  return made.value;
}

/** A place on the surface: where a ray from the front at a share of the model's width and height meets it. */
function surfaceAt(view: StageView, x: number, y: number): { at: Vec3; structure: string } {
  const { modelHeightM } = view.stage;
  const origin = view.middle.add(new Vector3(x * modelHeightM, y * modelHeightM, 1));
  const hit = view.modelObject?.hit(new Ray(origin, new Vector3(0, 0, -1)));
  const at = hit && view.toModel(hit.point, hit.structureId);
  if (!hit || !at) throw new Error("nothing of the model is there");
  return { at, structure: hit.structureId };
}

const STROKE_POINTS = 24;
/** Close points across the front, so that the line between them stays on the surface. */
const alongSurface = (view: StageView): Vec3[] => Array.from({ length: STROKE_POINTS }, (_, i) => surfaceAt(view, -0.1 + (0.2 * i) / STROKE_POINTS, -0.02 - (0.12 * i) / STROKE_POINTS).at);

/** Where in a beat the ventricles are smallest. */
const EJECTION = 0.4;

const WORDS: ElementWords = { partOf: () => "", figure: () => ["", ""] };

/** What each tool does to a model. */
function editsOf(tool: PictureOrder["tool"], model: AnatomyModel, scene: SharedScene, view: StageView, idOf: () => string): readonly Edit[] {
  const read = (register: string) => scene.get(register);
  const [a, b, c] = tool === "measure" || tool === "marks" || tool === "area" ? [surfaceAt(view, -0.08, -0.05), surfaceAt(view, 0.1, -0.12), surfaceAt(view, 0.02, -0.2)] : [];
  if (tool === "cut") return [setCut(0, presetCut("frontal"))];
  if (tool === "apart") return [pullApart(model, 0.7)];
  if (tool === "xray") return setXray(model, true);
  if (tool === "chosen") return [{ register: registers.selection(SOLO_ACTOR), value: { model: model.id, structure: model.structures[0]?.id ?? "" } }];
  const [first] = model.structures;
  if (tool === "alone" && first) return isolate(model, read, first.id);
  if (tool === "coloured" && first) return [setColour(model, first.id, SHADES[0]?.colour ?? null), setOpacity(model, first, 0.4)];
  if (tool === "beat") return [holdAt(model, null, EJECTION, 0)];
  if (tool === "bend") return [bendTo(model, 90)];
  if (tool === "beside") return [putBeside(model, "mirror")];
  const changed = conditionedOf(model);
  if (tool === "place" && changed) return showPlace(model, read, SOLO_ACTOR, changed.condition);
  if (tool === "area" && a && b && c) return putArea(idOf(), model.id, [a.at, b.at, c.at]);
  if (tool === "measure" && a && b) return putMeasure(idOf(), model.id, a.at, b.at);
  if (tool === "marks" && a && b && c) return [...putPin(idOf(), model.id, c), ...strokeOf(idOf(), model, alongSurface(view))];
  return [];
}

function strokeOf(id: string, model: AnatomyModel, points: readonly Vec3[]): readonly Edit[] {
  const part = goOnWithStroke(id, 0, points);
  return [...beginStroke(id, model.id, INKS[0]?.colour ?? ""), ...(part ? [part] : []), endStroke(id, 1)];
}

async function draw(order: PictureOrder): Promise<string> {
  const { tool, without } = order;
  const model = await modelOf(order);
  const scene = createSoloScene();
  const structures = await structuresOf(model);
  const view = new StageView({ scene, model, presence: null, family: "sans-serif", density: 1, prefersStillness: true, isPlain: true, invalidate: () => undefined });
  // It centres what it cuts, once: copies that are made before would be centred in its place, and the cut lie elsewhere.
  const sectioner = sectionerOf(structures, view.centreM);
  view.setStructures(structures.map(({ id, geometry }) => ({ id, geometry: geometry.clone() })));
  view.root.add(createSkyLight());
  const world = new Scene();
  world.add(view.root);
  const cut = new CutStage({ scene, model, view, sectioner, isStill: true, onLocked: () => undefined });
  const elements = new ElementsStage({ view, family: "sans-serif", density: 1, words: () => WORDS, isShown: () => true });
  view.addPart(cut);
  view.addPart(elements);
  if (tool === "beat") view.addPart(new BeatStage({ scene, model, view, isStill: true, now: () => 0 }));
  if (tool === "bend") view.addPart(new BendStage({ scene, model, view, isStill: true }));
  if (tool === "beside") {
    const copies = structures.map(({ id, geometry }) => ({ id, geometry: geometry.clone() }));
    view.addPart(new BesideStage({ scene, model, structures: copies, isMirror: true, view, labels: ["", ""], family: "sans-serif", density: 1 }));
  }
  const camera = new PerspectiveCamera();
  frameStage(camera, view.stage, tool === "place" ? FIRST_LOOK : { ...LOOK, breadthM: tool === "beside" ? breadthM(model) : 0 }, SIZE, NO_INSETS, new Vector3());
  const frame: StageFrame = { gl: renderer, camera, size: SIZE, elapsedMs: 34, isHeadset: false };
  view.tick(frame);
  let n = 0;
  const edits = editsOf(tool, model, scene, view, () => `${SOLO_ACTOR}-${(n += 1)}`);
  // Who chose it shows in whose colour it is outlined.
  if (tool === "chosen") view.setPeople([{ actor: SOLO_ACTOR, name: "", seat: 1, isSelf: true }], ({ name }) => name);
  scene.dispatch([...edits, ...(without === undefined ? [] : show(model, without, false))]);
  scene.settle();
  elements.show(elementsOn(scene.state, SOLO_ACTOR, model));
  for (let i = 0; i < FRAMES; i += 1) view.tick(frame);
  renderer.render(world, camera);
  pen!.fillStyle = GROUND;
  pen!.fillRect(0, 0, SIZE.width, SIZE.height);
  pen!.drawImage(renderer.domElement, 0, 0);
  view.dispose();
  scene.close();
  return paper.toDataURL("image/webp", 0.86);
}

/** Means of a picture's squares, three colours each. */
async function squaresOf(url: string): Promise<Float32Array> {
  const image = await createImageBitmap(await (await fetch(url)).blob());
  pen!.drawImage(image, 0, 0);
  const { data } = pen!.getImageData(0, 0, SIZE.width, SIZE.height);
  const across = SIZE.width / BLOCK_PX;
  const squares = new Float32Array(across * across * 3);
  for (let pixel = 0; pixel < data.length / 4; pixel += 1) {
    const square = Math.floor(Math.floor(pixel / SIZE.width) / BLOCK_PX) * across + Math.floor((pixel % SIZE.width) / BLOCK_PX);
    for (let k = 0; k < 3; k += 1) squares[square * 3 + k]! += (data[pixel * 4 + k] ?? 0) / BLOCK_PX ** 2;
  }
  return squares;
}

async function compare(one: string, other: string): Promise<Differing> {
  const [a, b] = [await squaresOf(one), await squaresOf(other)];
  let squares = 0;
  let most = 0;
  for (let i = 0; i < a.length; i += 3) {
    const off = Math.max(...[0, 1, 2].map((k) => Math.abs((a[i + k] ?? 0) - (b[i + k] ?? 0))));
    most = Math.max(most, off);
    if (off > FAR) squares += 1;
  }
  return { squares, most };
}

const pictures: OrganPictures = { draw, compare };
window.organPictures = pictures;
