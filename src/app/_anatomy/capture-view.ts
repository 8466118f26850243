import type { CapturedView } from "@/components/record/keep-view";
import type { SceneReplica } from "@/room/scene/replica";

const WIDTH_PX = 960;
const QUALITY = 0.82;
const KEPT = /^(model|cut)\/|^room\/model$/;

/**
 * Takes the scene's picture and state as they stand. The picture is read in the frame in which it
 * is drawn: a WebGL canvas is empty afterwards. Null where nothing is drawn.
 */
export async function captureView(scene: SceneReplica): Promise<CapturedView | null> {
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

function shrink(canvas: HTMLCanvasElement): HTMLCanvasElement {
  const scale = Math.min(1, WIDTH_PX / canvas.width);
  const small = document.createElement("canvas");
  small.width = Math.round(canvas.width * scale);
  small.height = Math.round(canvas.height * scale);
  const context = small.getContext("2d");
  if (context !== null) {
    // The room's ground, without which the picture would have none.
    context.fillStyle = "#17191a";
    context.fillRect(0, 0, small.width, small.height);
    context.drawImage(canvas, 0, 0, small.width, small.height);
  }
  return small;
}
