// What `npm run bench -- render` measures the first picture by: a page that does what the product's does from an empty
// cache. It asks for the list of models, stands the stage, and draws the first model as soon as it is there.
import { PerspectiveCamera, Scene, Vector3, WebGLRenderer } from "three";
import type { AnatomyModel } from "@/core/anatomy/manifest";
import { FIRST_MODEL, modelFile } from "@/core/anatomy/models";
import { createSoloScene } from "@/room/scene/solo";
import { loadOutside } from "@/xr/anatomy/load-model";
import { graphicsOfDevice, levelForDevice } from "@/xr/device";
import { FIRST_LOOK, FOV_DEG, frameStage, NO_INSETS } from "@/xr/stage/framing";
import { createSkyLight, createSurroundings } from "@/xr/stage/lamps";
import { StageView } from "@/xr/stage/stage-view";
import type { FirstVisible } from "./_render-bench";

const SIZE = { width: 640, height: 360 } as const;

async function firstVisible(): Promise<FirstVisible> {
  const scriptMs = performance.now();
  const list = fetch("/models/manifest.json").then((response) => response.json() as Promise<{ readonly models: readonly AnatomyModel[] }>);
  const graphics = graphicsOfDevice();
  const isPlain = graphics === "processor";
  const renderer = new WebGLRenderer({ antialias: graphics === "card", alpha: true });
  renderer.setSize(SIZE.width, SIZE.height);
  document.body.append(renderer.domElement);
  const model = (await list).models.find(({ id }) => id === FIRST_MODEL);
  if (!model) throw new Error("no model");
  const coming = loadOutside(model, modelFile(model, levelForDevice(graphics)), () => undefined, new AbortController().signal);
  const scene = createSoloScene();
  const view = new StageView({ scene, model, presence: null, family: "sans-serif", density: 1, prefersStillness: true, isPlain, invalidate: () => undefined });
  const world = new Scene();
  world.add(view.root);
  if (isPlain) view.root.add(createSkyLight());
  else world.environment = createSurroundings(renderer);
  const camera = new PerspectiveCamera(FOV_DEG, SIZE.width / SIZE.height, 0.02, 20);
  frameStage(camera, view.stage, FIRST_LOOK, SIZE, NO_INSETS, new Vector3());
  const draw = (): void => {
    view.tick({ gl: renderer, camera, size: SIZE, elapsedMs: 16, isHeadset: false });
    renderer.render(world, camera);
  };
  draw();
  const stageMs = performance.now();
  const structures = await coming;
  const loadedMs = performance.now();
  view.setStructures(structures, true);
  draw();
  const drawnMs = performance.now();
  const context = renderer.getContext();
  context.readPixels(0, 0, 1, 1, context.RGBA, context.UNSIGNED_BYTE, new Uint8Array(4));
  return { scriptMs, stageMs, loadedMs, drawnMs, ms: performance.now() };
}

window.firstVisible = firstVisible();
