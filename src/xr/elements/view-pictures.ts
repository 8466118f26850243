import type { WebGLRenderer } from "three";
import { MAX_VIEW_PICTURE } from "@/core/room/limits";

/** What a view looks like: small enough to travel with the scene, and larger for whoever keeps it. JPEGs in base64. */
interface ViewPictures {
  readonly small: string;
  readonly large: string;
}

/** What a picture is of: its middle and its height, in shares of the canvas from its upper left. */
export interface Focus {
  readonly x: number;
  readonly y: number;
  readonly tall: number;
}

const SMALL = { width: 108, height: 72, most: MAX_VIEW_PICTURE, qualities: [0.75, 0.6, 0.45, 0.3] } as const;
const LARGE = { width: 600, height: 400, most: 60_000, qualities: [0.8, 0.65, 0.5, 0.35] } as const;
/** The room's ground, without which the picture would have none. */
const GROUND = "#17191a";

/**
 * Pictures of what the canvas shows. They are read in the frame in which it is drawn: a WebGL canvas is
 * empty afterwards. Null in a headset, where nothing is drawn here.
 */
export async function viewPictures(gl: WebGLRenderer, invalidate: () => void, focus: () => Focus): Promise<ViewPictures | null> {
  const canvas = gl.domElement;
  if (gl.xr.isPresenting || canvas.width === 0) return null;
  const [small, large] = await new Promise<readonly [HTMLCanvasElement, HTMLCanvasElement]>((resolve) => {
    invalidate();
    requestAnimationFrame(() => resolve([shrunk(canvas, SMALL, focus()), shrunk(canvas, LARGE, focus())]));
  });
  const [first, second] = [textOf(small, SMALL), textOf(large, LARGE)];
  return first === null ? null : { small: first, large: second ?? first };
}

function textOf(picture: HTMLCanvasElement, { most, qualities }: { readonly most: number; readonly qualities: readonly number[] }): string | null {
  for (const quality of qualities) {
    const text = picture.toDataURL("image/jpeg", quality).split(",")[1] ?? "";
    if (text !== "" && text.length <= most) return text;
  }
  return null;
}

// What the canvas shows around the model, as near as its edges let.
function shrunk(canvas: HTMLCanvasElement, size: { readonly width: number; readonly height: number }, focus: Focus): HTMLCanvasElement {
  const small = document.createElement("canvas");
  small.width = size.width;
  small.height = size.height;
  const context = small.getContext("2d");
  const scale = Math.min(canvas.width / size.width, canvas.height / size.height, (focus.tall * canvas.height) / size.height);
  const [width, height] = [size.width * scale, size.height * scale];
  const within = (middle: number, span: number, whole: number): number => Math.min(whole - span, Math.max(0, middle * whole - span / 2));
  if (context) {
    context.fillStyle = GROUND;
    context.fillRect(0, 0, small.width, small.height);
    context.drawImage(canvas, within(focus.x, width, canvas.width), within(focus.y, height, canvas.height), width, height, 0, 0, small.width, small.height);
  }
  return small;
}
