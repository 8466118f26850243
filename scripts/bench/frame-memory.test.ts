import { readFileSync } from "node:fs";
import { Session } from "node:inspector/promises";
import { resolve } from "node:path";
import { PerspectiveCamera, Vector3, type WebGLRenderer } from "three";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { manifestSchema } from "@/core/anatomy/manifest";
import { createSoloScene, SOLO_ACTOR } from "@/room/scene/solo";
import { FIRST_LOOK, frameStage, NO_INSETS } from "@/xr/stage/framing";
import { StageView, type StageFrame } from "@/xr/stage/stage-view";
import { drawingPage } from "../../tests/support/drawing-page";
import { structuresOnDisk } from "../../tests/support/structures-on-disk";
import { posesOfOthers, turnsAbout } from "./_consult-poses";

const folder = resolve(import.meta.dirname, "../../public/models");
const SIZE = { width: 640, height: 360 } as const;
const FRAMES = 2_000;
/** The compiler is done with our code when it is: until then each number is an object. */
const ROUNDS = 30;
/**
 * Bytes of a frame, of all our own functions. On a quiet machine it is next to none; where other tests run beside it the
 * compiler leaves some numbers as objects of 16 bytes, other ones each time. A thing for every bone of the hands would
 * be thousands.
 */
const MOST_BYTES = 1024;

interface SampledNode {
  readonly callFrame: { readonly url: string; readonly functionName: string };
  readonly selfSize: number;
  readonly children: readonly SampledNode[];
}

beforeAll(() => {
  vi.stubGlobal("document", drawingPage({ width: 640, height: 360 }));
});
afterAll(() => {
  vi.unstubAllGlobals();
});

/** A stage with the heart and two others, their hands and pointers; `draw` does what a page does for each frame, all but drawing. */
async function consult(): Promise<(frame: number) => void> {
  const [model] = manifestSchema.parse(JSON.parse(readFileSync(resolve(folder, "manifest.json"), "utf8"))).models;
  if (!model) throw new Error("a stage needs a model");
  const view = new StageView({ scene: createSoloScene(), model, presence: null, family: "sans-serif", density: 1, prefersStillness: false, isPlain: false, invalidate: () => undefined });
  view.setStructures(await structuresOnDisk(model, "light"));
  const others = [2, 3].map((actor) => ({ actor, name: `Somebody ${actor}`, seat: actor as 2 | 3, isSelf: false }));
  view.setPeople([{ actor: SOLO_ACTOR, name: "You", seat: 1, isSelf: true }, ...others], ({ name }) => name);
  const camera = new PerspectiveCamera();
  const target = new Vector3();
  frameStage(camera, view.stage, FIRST_LOOK, SIZE, NO_INSETS, target);
  const turn = turnsAbout(camera, target);
  const poses = posesOfOthers();
  const frame: StageFrame = { gl: { getPixelRatio: () => 1 } as unknown as WebGLRenderer, camera, size: SIZE, elapsedMs: 16, isHeadset: false };
  return (n) => {
    turn(n);
    for (let i = 0; i < poses.length; i += 1) {
      const pose = poses[i];
      if (pose) view.people.read(i + 2, pose);
    }
    view.tick(frame);
  };
}

/** Bytes of a frame that our own functions take from the heap, by the sampled stack of each allocation. */
async function bytesOfFrame(session: Session, draw: (frame: number) => void): Promise<Map<string, number>> {
  await session.post("HeapProfiler.startSampling", { samplingInterval: 256, includeObjectsCollectedByMajorGC: true, includeObjectsCollectedByMinorGC: true } as never);
  for (let n = 0; n < FRAMES; n += 1) draw(n);
  const { profile } = await session.post("HeapProfiler.stopSampling");
  const own = new Map<string, number>();
  const walk = ({ callFrame: { url, functionName }, selfSize, children }: SampledNode): void => {
    const file = /\/(src\/(?:core|room|xr)\/.*?)(?:\?|$)/.exec(url)?.[1];
    if (file !== undefined && selfSize > 0) own.set(`${file} ${functionName}`, (own.get(`${file} ${functionName}`) ?? 0) + selfSize / FRAMES);
    children.forEach(walk);
  };
  walk(profile.head as SampledNode);
  return own;
}

it("a frame of a stage with two others, their hands and pointers, takes no memory of ours but a few numbers, once it is compiled", async () => {
  const draw = await consult();
  const session = new Session();
  session.connect();
  let own = new Map<string, number>();
  const total = (): number => [...own.values()].reduce((sum, bytes) => sum + bytes, 0);
  for (let round = 0; round < ROUNDS && (round === 0 || total() > MOST_BYTES); round += 1) own = await bytesOfFrame(session, draw);
  session.disconnect();
  expect(total(), JSON.stringify([...own])).toBeLessThanOrEqual(MOST_BYTES);
});
