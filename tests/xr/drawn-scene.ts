import type { Page } from "@playwright/test";
import type { Point } from "./emulated-headset";

interface Matrix {
  readonly elements: readonly number[];
  clone(): Matrix;
}
/** What is read of three's own objects; it tells of each scene and renderer that is made to whoever listens as its developer tools do. */
interface DrawnObject {
  readonly children: readonly DrawnObject[];
  readonly parent: DrawnObject | null;
  readonly visible: boolean;
  readonly isScene?: boolean;
  readonly isBatchedMesh?: boolean;
  readonly matrixWorld: Matrix;
  updateWorldMatrix(parents: boolean, children: boolean): void;
}
interface DrawnRenderer {
  readonly xr: { readonly isPresenting: boolean; getCamera(): DrawnObject };
}
/** Parts of a board, as the library that lays them out has them. */
interface BoardPart extends DrawnObject {
  readonly size?: { peek(): readonly [number, number] | undefined };
  readonly isVisible?: { peek(): boolean };
  readonly handlers?: { peek(): Readonly<Record<string, unknown>> };
  readonly properties?: { peek(): { readonly text?: unknown; readonly fontSize?: number } };
  readonly textLayout?: { peek(): { readonly lines: readonly { readonly nonWhitespaceWidth: number }[]; readonly fontSize: number; readonly lineHeight: number } | undefined };
  readonly texture?: { peek(): { readonly image: HTMLCanvasElement } | undefined };
}
/** Many things drawn at once. */
interface Batch extends DrawnObject {
  readonly instanceCount: number;
  getVisibleAt(instance: number): boolean;
  readonly quaternion: { clone(): { readonly w: number } };
  getMatrixAt(instance: number, into: Matrix): Matrix;
  getColorAt<Four>(instance: number, into: Four): Four;
}

declare global {
  interface Window {
    __THREE_DEVTOOLS__?: EventTarget;
    drawn: { readonly scenes: DrawnObject[]; readonly renderers: DrawnRenderer[]; readonly words: WeakMap<HTMLCanvasElement, string[]> };
  }
}

/** A head in the scene's frame. */
export interface HeadPose {
  readonly at: Point;
  /** About the upright axis, radians; 0 looks along -z. */
  readonly turnRad: number;
}

/** Something on a board: where it is in the scene's frame, and as large as it was laid out. */
export interface OnBoard {
  /** Which of the boards; the order has no meaning. */
  readonly board: number;
  readonly words: string;
  readonly isButton: boolean;
  /** Of a text: it was drawn by the browser as one picture. */
  readonly isPicture: boolean;
  readonly middle: Point;
  readonly corners: readonly Point[];
  /** Height of an em, metres; 0 for a button. */
  readonly letterM: number;
  /** Of a text: how much wider and taller it is than what it stands in, millimetres. */
  readonly overMm: readonly [number, number];
}

/** A head, a hand's bones and palms of others, as they are drawn. */
export interface DrawnPart {
  readonly at: Point;
  /** Half lengths along its axes, metres. */
  readonly size: Point;
  /** How much of it shows, 0 to 1. */
  readonly alpha: number;
}

/** Reads where things are drawn, from the page's own scene. */
export class DrawnScene {
  private constructor(private readonly page: Page) {}

  /** Call before the page is opened. */
  static async watch(page: Page): Promise<DrawnScene> {
    await page.addInitScript(() => {
      const drawn: Window["drawn"] = { scenes: [], renderers: [], words: new WeakMap() };
      window.drawn = drawn;
      window.__THREE_DEVTOOLS__ = new EventTarget();
      window.__THREE_DEVTOOLS__.addEventListener("observe", (event) => {
        const made = (event as CustomEvent<DrawnObject & DrawnRenderer>).detail;
        if (made.isScene) drawn.scenes.push(made);
        else if (made.xr) drawn.renderers.push(made);
      });
      // What words a picture of words was drawn from can't be read off it.
      const write = CanvasRenderingContext2D.prototype.fillText;
      CanvasRenderingContext2D.prototype.fillText = function noted(text, ...place) {
        drawn.words.set(this.canvas, [...(drawn.words.get(this.canvas) ?? []), text]);
        write.call(this, text, ...place);
      };
    });
    return new DrawnScene(page);
  }

  /** The head of whoever is in the headset, and where their own floor's middle is. */
  async rig(): Promise<{ readonly head: HeadPose; readonly origin: HeadPose }> {
    const [head, origin] = await this.page.evaluate(() => {
      const camera = window.drawn.renderers.find(({ xr }) => xr.isPresenting)?.xr.getCamera();
      if (!camera?.parent) throw new Error("nobody is in the headset");
      return [[...camera.matrixWorld.elements], [...camera.parent.matrixWorld.elements]];
    });
    const pose = (m: readonly number[] = []): HeadPose => ({ at: [m[12] ?? NaN, m[13] ?? NaN, m[14] ?? NaN], turnRad: Math.atan2(m[8] ?? NaN, m[10] ?? NaN) });
    return { head: pose(head), origin: pose(origin) };
  }

  /** Where the head was at so many pictures of the session one after the other, and when. */
  async walked(pictures: number): Promise<readonly { readonly ms: number; readonly at: Point }[]> {
    return this.page.evaluate(async (count) => {
      const session = window.emulatedHeadset.activeSession as XRSession;
      const camera = window.drawn.renderers.find(({ xr }) => xr.isPresenting)?.xr.getCamera();
      const way: { ms: number; at: Point }[] = [];
      for (let i = 0; i < count; i += 1) {
        const ms = await new Promise<number>((resolve) => session.requestAnimationFrame(resolve));
        const m = camera?.matrixWorld.elements ?? [];
        way.push({ ms, at: [m[12] ?? NaN, m[13] ?? NaN, m[14] ?? NaN] });
      }
      return way;
    }, pictures);
  }

  /** A place of the scene as somebody in the headset has it: from the middle of their own floor. */
  async fromFloor([x, y, z]: Point): Promise<Point> {
    const { at, turnRad } = (await this.rig()).origin;
    const [dx, dz] = [x - at[0], z - at[2]];
    return [dx * Math.cos(turnRad) - dz * Math.sin(turnRad), y - at[1], dx * Math.sin(turnRad) + dz * Math.cos(turnRad)];
  }

  /** The other way round. */
  async toScene([x, y, z]: Point): Promise<Point> {
    const { at, turnRad } = (await this.rig()).origin;
    return [at[0] + x * Math.cos(turnRad) + z * Math.sin(turnRad), at[1] + y, at[2] - x * Math.sin(turnRad) + z * Math.cos(turnRad)];
  }

  /** Every text and button of every board that is seen now. */
  async boards(): Promise<readonly OnBoard[]> {
    return this.page.evaluate(() => {
      const found: OnBoard[] = [];
      const roots: DrawnObject[] = [];
      const isShown = (object: DrawnObject | null): boolean => object === null || (object.visible && isShown(object.parent));
      const wordsDrawn = (part: BoardPart): readonly string[] => {
        const picture = part.texture?.peek()?.image;
        return (picture && window.drawn.words.get(picture)) ?? [];
      };
      const wordsOf = (part: BoardPart): string => {
        const { text } = part.properties?.peek() ?? {};
        if (part.textLayout) return typeof text === "string" ? text : Array.isArray(text) ? text.join("") : "";
        if (part.texture?.peek()) return wordsDrawn(part).join(" ");
        return part.children.map((child) => wordsOf(child as BoardPart)).filter((words) => words !== "").join(" ");
      };
      const read = (part: BoardPart, root: DrawnObject): void => {
        const size = part.size?.peek();
        const isText = part.textLayout !== undefined || part.texture?.peek() !== undefined;
        const isButton = part.handlers?.peek().onClick !== undefined;
        if (size && (isText || isButton) && part.isVisible?.peek() !== false) {
          part.updateWorldMatrix(true, false);
          const m = part.matrixWorld.elements;
          const at = (x: number, y: number): Point => [0, 1, 2].map((i) => (m[i] ?? 0) * x + (m[4 + i] ?? 0) * y + (m[12 + i] ?? 0)) as unknown as Point;
          const upM = Math.hypot(m[4] ?? 0, m[5] ?? 0, m[6] ?? 0);
          const layout = part.textLayout?.peek();
          const inner = (part.parent as BoardPart).size?.peek() ?? [Infinity, Infinity];
          const lines = layout?.lines ?? [];
          const [wide, tall] = layout ? [Math.max(0, ...lines.map((line) => line.nonWhitespaceWidth)), lines.length * layout.lineHeight] : [size[0], size[1]];
          if (!roots.includes(root)) roots.push(root);
          found.push({
            board: roots.indexOf(root),
            words: wordsOf(part),
            isButton,
            isPicture: part.texture?.peek() !== undefined,
            middle: at(0, 0),
            corners: [at(-0.5, -0.5), at(0.5, -0.5), at(0.5, 0.5), at(-0.5, 0.5)],
            // Of a picture at the least: its lines are up to 1.4 letters tall.
            letterM: layout ? (layout.fontSize * upM) / size[1] : isText ? upM / 1.4 / Math.max(1, wordsDrawn(part).length) : 0,
            overMm: isText ? [wide - inner[0], tall - inner[1]] : [0, 0],
          });
        }
        for (const child of part.children) read(child as BoardPart, root);
      };
      const search = (object: DrawnObject): void => {
        if (!object.visible) return;
        if ((object as BoardPart).properties && (object as BoardPart).size) return read(object as BoardPart, object);
        for (const child of object.children) search(child);
      };
      for (const scene of window.drawn.scenes) if (isShown(scene)) search(scene);
      return found;
    });
  }

  /** Heads, bones and palms that are drawn of others, and how much of each shows. */
  async others(): Promise<readonly DrawnPart[]> {
    return this.page.evaluate(() => {
      const found: DrawnPart[] = [];
      const visit = (object: DrawnObject): void => {
        if (!object.visible) return;
        // Of the batches of a scene only this one holds people: eight of two heads, two palms and 48 bones each.
        if (object.isBatchedMesh && (object as Batch).instanceCount === 8 * 52) {
          const batch = object as Batch;
          batch.updateWorldMatrix(true, false);
          for (let i = 0; i < batch.instanceCount; i += 1) {
            if (!batch.getVisibleAt(i)) continue;
            const m = batch.getMatrixAt(i, batch.matrixWorld.clone()).elements;
            // Any four numbers that can be read into.
            const { w: alpha } = batch.getColorAt(i, batch.quaternion.clone());
            const length = (k: number): number => Math.hypot(m[k] ?? 0, m[k + 1] ?? 0, m[k + 2] ?? 0);
            found.push({ at: [m[12] ?? 0, m[13] ?? 0, m[14] ?? 0], size: [length(0), length(4), length(8)], alpha });
          }
        }
        for (const child of object.children) visit(child);
      };
      for (const scene of window.drawn.scenes) visit(scene);
      return found;
    });
  }
}

export const distance = ([ax, ay, az]: Point, [bx, by, bz]: Point): number => Math.hypot(ax - bx, ay - by, az - bz);
