import type { WebGLRenderer } from "three";
import { MAX_VIEW_PICTURE } from "@/core/room/limits";

const SIZE_PX = { width: 108, height: 72 } as const;
const QUALITIES = [0.75, 0.6, 0.45, 0.3] as const;
/** The room's ground, without which the picture would have none. */
const GROUND = "#17191a";

/**
 * A small picture of what the canvas shows, small enough to travel with the scene. It is read in the
 * frame in which it is drawn: a WebGL canvas is empty afterwards. Null in a headset, where nothing is drawn here.
 */
export async function smallPicture(gl: WebGLRenderer, invalidate: () => void): Promise<string | null> {
  const canvas = gl.domElement;
  if (gl.xr.isPresenting || canvas.width === 0) return null;
  const small = await new Promise<HTMLCanvasElement>((resolve) => {
    invalidate();
    requestAnimationFrame(() => resolve(shrunk(canvas)));
  });
  for (const quality of QUALITIES) {
    const text = small.toDataURL("image/jpeg", quality).split(",")[1] ?? "";
    if (text !== "" && text.length <= MAX_VIEW_PICTURE) return text;
  }
  return null;
}

// The middle of the picture, where the model stands.
function shrunk(canvas: HTMLCanvasElement): HTMLCanvasElement {
  const small = document.createElement("canvas");
  small.width = SIZE_PX.width;
  small.height = SIZE_PX.height;
  const context = small.getContext("2d");
  const scale = Math.min(canvas.width / SIZE_PX.width, canvas.height / SIZE_PX.height);
  const [width, height] = [SIZE_PX.width * scale, SIZE_PX.height * scale];
  if (context) {
    context.fillStyle = GROUND;
    context.fillRect(0, 0, small.width, small.height);
    context.drawImage(canvas, (canvas.width - width) / 2, (canvas.height - height) / 2, width, height, 0, 0, small.width, small.height);
  }
  return small;
}
