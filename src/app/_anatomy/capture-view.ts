import type { CapturedView } from "@/components/record/keep-view";
import type { SceneReplica } from "@/room/scene/replica";
import { insetsOf } from "./use-insets";

const WIDTH_PX = 960;
/** Width to height, as a summary shows it. */
const SHAPE = 16 / 10;
const QUALITY = 0.82;
const KEPT = /^(model|cut)\/|^room\/model$/;

/**
 * Takes the scene's picture and state as they stand. The picture is read in the frame in which it
 * is drawn: a WebGL canvas is empty afterwards. Null where nothing is drawn.
 */
export async function captureView(scene: SceneReplica): Promise<CapturedView | null> {
  await untilOpened();
  const canvas = document.querySelector<HTMLCanvasElement>("[data-scene=ready] canvas");
  if (canvas === null || canvas.width === 0) return null;
  // With the scene on the page both are there already; imported above, they would come before the room.
  const [{ invalidate }, { ViewRegisters }] = await Promise.all([import("@react-three/fiber"), import("@/core/record/views")]);
  const picture = await new Promise<Blob | null>((resolve) => {
    invalidate();
    requestAnimationFrame(() => shrink(canvas).toBlob(resolve, "image/jpeg", QUALITY));
  });
  if (picture === null) return null;
  const registers = ViewRegisters.parse(Object.fromEntries([...scene.view()].filter(([register]) => KEPT.test(register))));
  return { registers, pictureType: "image/jpeg", picture };
}

/** Waits for an inside that is on its way: until it is here the model is drawn closed, which is not what is to be kept. */
async function untilOpened(): Promise<void> {
  const scene = document.querySelector("[data-scene=opening]");
  if (scene === null) return;
  await new Promise<void>((resolve) => {
    const watch = new MutationObserver(() => {
      if (scene.isConnected && scene.matches("[data-scene=opening]")) return;
      watch.disconnect();
      resolve();
    });
    watch.observe(document.body, { subtree: true, childList: true, attributes: true, attributeFilter: ["data-scene"] });
  });
}

/** The part of the canvas in which the scene stands, its pixels: what chrome leaves free, widened to the picture's shape. */
function framed(canvas: HTMLCanvasElement): { readonly x: number; readonly y: number; readonly width: number; readonly height: number } {
  const room = canvas.closest<HTMLElement>("[data-surface]");
  const { left, right, top, bottom } = room ? insetsOf(room) : { left: 0, right: 0, top: 0, bottom: 0 };
  const { width: wide, height: tall } = canvas.getBoundingClientRect();
  const free = { width: Math.max(1, wide - left - right), height: Math.max(1, tall - top - bottom) };
  const width = Math.min(wide, Math.max(free.width, free.height * SHAPE));
  const height = Math.min(tall, Math.max(free.height, width / SHAPE));
  const within = (middle: number, size: number, most: number): number => Math.min(most - size, Math.max(0, middle - size / 2));
  const density = canvas.width / wide;
  const [x, y] = [within(left + free.width / 2, width, wide), within(top + free.height / 2, height, tall)];
  return { x: x * density, y: y * density, width: width * density, height: height * density };
}

function shrink(canvas: HTMLCanvasElement): HTMLCanvasElement {
  const frame = framed(canvas);
  const scale = Math.min(1, WIDTH_PX / frame.width);
  const small = document.createElement("canvas");
  small.width = Math.round(frame.width * scale);
  small.height = Math.round(frame.height * scale);
  const context = small.getContext("2d");
  if (context !== null) {
    // The room's ground, without which the picture would have none.
    context.fillStyle = "#17191a";
    context.fillRect(0, 0, small.width, small.height);
    context.drawImage(canvas, frame.x, frame.y, frame.width, frame.height, 0, 0, small.width, small.height);
  }
  return small;
}
