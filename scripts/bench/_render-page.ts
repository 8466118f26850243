// What `npm run bench -- render` draws within a page: the consult scene by the product's own parts, with more organs
// on its stage than a visit shows, and the same triangles as plain meshes.
import {
  Group,
  Mesh,
  MeshBasicMaterial,
  MeshStandardMaterial,
  PerspectiveCamera,
  PlaneGeometry,
  Scene,
  Vector3,
  VideoTexture,
  WebGLRenderer,
} from "three";
import type { AnatomyModel } from "@/core/anatomy/manifest";
import { looksOf } from "@/core/anatomy/looks";
import { modelFile } from "@/core/anatomy/models";
import { createFrameValues } from "@/core/room/frame";
import { createSoloScene, SOLO_ACTOR } from "@/room/scene/solo";
import { AnatomyModelObject } from "@/xr/anatomy/anatomy-model";
import { CapsView } from "@/xr/cut/caps-view";
import { sectionerOf } from "@/xr/cut/structures-sectioner";
import type { StructureGeometry } from "@/xr/anatomy/load-model";
import { loadStructures } from "@/xr/anatomy/load-structures";
import type { ScenePerson } from "@/xr/people/person";
import { FIRST_LOOK, frameStage, NO_INSETS } from "@/xr/stage/framing";
import { createSkyLight } from "@/xr/stage/lamps";
import { StageView, type StageFrame } from "@/xr/stage/stage-view";
import { posesOfOthers, turnsAbout } from "./_consult-poses";
import type { Drawing, RenderBench, RenderFigures, RenderOrder, SetCost } from "./_render-bench";

/** Few pixels: the processor that draws them in the bench shares its cores with what is measured. Calls and thread time are the same. */
const SIZE = { width: 640, height: 360 } as const;
const STEP_MS = 16;
const PEOPLE: readonly ScenePerson[] = [
  { actor: SOLO_ACTOR, name: "You", seat: 1, isSelf: true },
  { actor: 2, name: "Ines Moreau", seat: 2, isSelf: false },
  { actor: 3, name: "Karim Haddad", seat: 3, isSelf: false },
];

const renderer = new WebGLRenderer({ antialias: false, alpha: true });
renderer.setSize(SIZE.width, SIZE.height);
renderer.info.autoReset = false;
document.body.append(renderer.domElement);
const context = renderer.getContext();
const pixel = new Uint8Array(4);
/** Waits until the picture is there, so that one frame's drawing is not the next one's wait. */
const finish = (): void => context.readPixels(0, 0, 1, 1, context.RGBA, context.UNSIGNED_BYTE, pixel);

const quantile = (sorted: readonly number[], q: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))] ?? NaN;
const spent = async <T>(work: () => Promise<T> | T): Promise<[T, number]> => {
  const from = performance.now();
  const done = await work();
  return [done, performance.now() - from];
};

/** A video of coloured noise, as a camera would give one. */
async function videoPanel(): Promise<Mesh> {
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [640, 360];
  const pen = canvas.getContext("2d");
  let turn = 0;
  setInterval(() => {
    turn += 1;
    if (pen) pen.fillStyle = `hsl(${turn * 7} 60% 50%)`;
    pen?.fillRect((turn * 13) % 640, (turn * 7) % 360, 120, 90);
  }, 66);
  const video = document.createElement("video");
  video.muted = true;
  video.srcObject = canvas.captureStream(15);
  await video.play();
  const panel = new Mesh(new PlaneGeometry(0.16, 0.09), new MeshBasicMaterial({ map: new VideoTexture(video) }));
  panel.position.set(-0.22, 0.2, 0.02);
  return panel;
}

interface Loaded {
  readonly model: AnatomyModel;
  readonly structures: readonly StructureGeometry[];
  readonly bytes: number;
  readonly decodeMs: number;
}

async function load(model: AnatomyModel, level: RenderOrder["level"]): Promise<Loaded> {
  const file = modelFile(model, level);
  const [structures, decodeMs] = await spent(() => loadStructures(model, file, () => undefined, new AbortController().signal));
  return { model, structures, bytes: file.bytes + (file.inside?.bytes ?? 0), decodeMs };
}

/** A camera that turns about the stage a little with every frame. */
interface Eye {
  readonly camera: PerspectiveCamera;
  turn(frame: number): void;
}

/** What is drawn, with what has to be so before and after it. */
interface Way {
  readonly draw: (frame: number) => void;
  readonly begin?: () => void;
  readonly end?: () => void;
}

/** Frames of one way in a row before the other has its turn: what else the machine does then falls on both alike. */
const TURN = 5;

/**
 * Draws frame after frame, the ways by turns; the first half warms up. What a frame takes is the thread's time until all
 * is handed over.
 */
function measure(frames: number, ...ways: readonly Way[]): Drawing[] {
  const all = ways.map(() => ({ took: [] as number[], calls: 0, triangles: 0 }));
  for (let start = 0; start < frames * 2; start += TURN) {
    ways.forEach(({ draw, begin, end }, i) => {
      const of = all[i];
      begin?.();
      for (let frame = start; frame < Math.min(start + TURN, frames * 2); frame += 1) {
        renderer.info.reset();
        const from = performance.now();
        draw(frame);
        const ms = performance.now() - from;
        finish();
        // The first of a turn finds caches that the other way filled.
        if (of && frame >= frames && frame > start) of.took.push(ms);
      }
      if (of) [of.calls, of.triangles] = [renderer.info.render.calls, renderer.info.render.triangles];
      end?.();
    });
  }
  return all.map(({ took, calls, triangles }) => {
    took.sort((a, b) => a - b);
    return { calls, triangles, cpuMs: quantile(took, 0.5), cpuP95Ms: quantile(took, 0.95) };
  });
}

const centreOf = ({ boundsM: { min, max } }: AnatomyModel): [number, number, number] => [(min[0] + max[0]) / 2, (min[1] + max[1]) / 2, (min[2] + max[2]) / 2];

let drawOurs: ((frames: number, isLight: boolean) => void) | null = null;

/** The product's stage with the first model on it, the others around it, two people and a video. */
class Consult {
  readonly world = new Scene();
  readonly scene = createSoloScene();
  readonly objects: { readonly model: AnatomyModel; readonly object: AnatomyModelObject }[] = [];
  readonly eye: Eye;
  private readonly stage: StageView;

  constructor(loaded: readonly Loaded[]) {
    const [first, ...others] = loaded;
    if (!first) throw new Error("a stage needs a model");
    this.stage = new StageView({ scene: this.scene, model: first.model, presence: null, family: "sans-serif", density: 1, prefersStillness: true, isPlain: false, invalidate: () => undefined });
    this.stage.setStructures(first.structures);
    this.stage.root.add(createSkyLight());
    this.stage.setPeople(PEOPLE, ({ name }) => name);
    this.world.add(this.stage.root);
    const camera = new PerspectiveCamera(22, SIZE.width / SIZE.height, 0.02, 20);
    const target = new Vector3();
    frameStage(camera, this.stage.stage, FIRST_LOOK, SIZE, NO_INSETS, target);
    this.eye = { camera, turn: turnsAbout(camera, target) };
    if (this.stage.modelObject) this.objects.push({ model: first.model, object: this.stage.modelObject });
    others.forEach((one, i) => this.stand(one, i, others.length));
  }

  /** Around the first, so that all are in the picture and none is culled. */
  private stand({ model, structures }: Loaded, i: number, of: number): void {
    const object = new AnatomyModelObject(structures, centreOf(model), model.isTwoSided);
    const angle = (i / of) * Math.PI * 2;
    const size = model.boundsM.max.reduce((most, value, axis) => Math.max(most, value - (model.boundsM.min[axis] ?? 0)), 0);
    object.position.set(Math.cos(angle) * 0.11, this.stage.stage.homeHeightM + Math.sin(angle) * 0.05, Math.sin(angle) * 0.11);
    object.scale.setScalar(0.06 / size);
    object.setLooks(looksOf(model, () => undefined, new Set()));
    this.stage.root.add(object);
    this.objects.push({ model, object });
  }

  draw(frame: number): void {
    this.eye.turn(frame);
    for (const person of PEOPLE.slice(1)) this.stage.people.read(person.actor, poses[person.actor - 2] ?? createFrameValues());
    this.stage.tick(frameOf(this.eye.camera));
    renderer.render(this.world, this.eye.camera);
  }

  /** Cuts every organ through its middle, and closes it. */
  cut(loaded: readonly Loaded[]): void {
    const cuts = [{ n: [0, 0, 1], d: 0 }, null, null] as const;
    this.objects.forEach(({ model, object }, i) => {
      const caps = new CapsView(object, sectionerOf(loaded[i]?.structures ?? [], centreOf(model)), (id) => model.structures.find((one) => one.id === id)?.colour ?? "#888888");
      object.setCuts(cuts);
      object.add(caps);
      caps.begin(cuts);
      while (!caps.work(50));
      caps.show();
    });
  }

  dispose(): void {
    this.stage.dispose();
    this.scene.close();
  }
}

const poses = posesOfOthers();

const frame: { -readonly [K in keyof StageFrame]: StageFrame[K] } = { gl: renderer, camera: new PerspectiveCamera(), size: SIZE, elapsedMs: STEP_MS, isHeadset: false };
function frameOf(camera: PerspectiveCamera): StageFrame {
  frame.camera = camera;
  return frame;
}

/** The same triangles in the same places: a mesh and a material for each structure that shows, as a loader gives them. */
function plainMeshes(consult: Consult, loaded: readonly Loaded[]): Group {
  const all = new Group();
  consult.objects.forEach(({ model, object }, i) => {
    const group = new Group();
    object.matrixWorld.decompose(group.position, group.quaternion, group.scale);
    for (const { id, geometry } of loaded[i]?.structures ?? []) {
      const structure = model.structures.find((one) => one.id === id);
      if (!structure || structure.hiddenDefault) continue;
      const { roughness, opaqueDefault: isSolid } = structure;
      group.add(new Mesh(geometry, new MeshStandardMaterial({ vertexColors: true, roughness, transparent: !isSolid, opacity: isSolid ? 1 : 0.35 })));
    }
    all.add(group);
  });
  return all;
}

/** The same stage, people and video with plain meshes in the place of our models. */
function plainWay(consult: Consult, meshes: Group): Way {
  const show = (isPlain: boolean): void => {
    for (const { object } of consult.objects) object.visible = !isPlain;
    if (isPlain) consult.world.add(meshes);
    else consult.world.remove(meshes);
  };
  return { draw: (n) => consult.draw(n), begin: () => show(true), end: () => show(false) };
}

async function bvhOf(object: AnatomyModelObject): Promise<number> {
  const [, ms] = await spent(() => {
    while (object.prepareNext());
  });
  return ms;
}

async function draw(order: RenderOrder): Promise<RenderFigures> {
  const loaded: Loaded[] = [];
  for (const model of order.models) loaded.push(await load(model, order.level));
  const consult = new Consult(loaded);
  const panel = await videoPanel();
  consult.world.add(panel);
  consult.draw(0);
  const ourWay: Way = { draw: (n) => consult.draw(n) };
  const [ours, plain] = measure(order.frames, ourWay, plainWay(consult, plainMeshes(consult, loaded)));
  if (!ours || !plain) throw new Error("nothing was drawn");
  const sets: SetCost[] = [];
  for (const [i, { model, object }] of consult.objects.entries()) {
    const bvhMs = await bvhOf(object);
    sets.push({ id: model.id, calls: object.children.length, triangles: object.triangles, bytes: loaded[i]?.bytes ?? 0, decodeMs: loaded[i]?.decodeMs ?? 0, bvhMs });
  }
  drawOurs = (frames, isLight) => {
    for (const { object } of consult.objects) object.visible = !isLight;
    for (let n = 0; n < frames; n += 1) {
      consult.draw(n);
      finish();
    }
  };
  if (order.isCut) consult.cut(loaded);
  const cut = order.isCut ? (measure(order.frames, ourWay)[0] ?? null) : null;
  const total = (of: (one: SetCost) => number): number => sets.reduce((sum, one) => sum + of(one), 0);
  return { ours, cut, plain, sets, bytes: total(({ bytes }) => bytes), decodeMs: total(({ decodeMs }) => decodeMs), bvhMs: total(({ bvhMs }) => bvhMs) };
}

const bench: RenderBench = {
  draw,
  keepDrawing: (frames, isLight) => {
    drawOurs?.(frames, isLight);
    return frames;
  },
};
window.renderBench = bench;
