import { expect } from "../support/expect";
import { clickAt } from "./boards";
import { distance, type DrawnScene, type OnBoard } from "./drawn-scene";
import type { EmulatedHeadset, Point } from "./emulated-headset";

/** Where a hand that pinches at a board from afar is. */
const PINCHING_HAND: Point = [0.15, 1, 0];
const DEG = 180 / Math.PI;

/** Which of several boards: the one that has these buttons too, and none of those. */
interface Among {
  readonly beside?: readonly string[];
  readonly without?: readonly string[];
}

/** Boards by what stands on them: found where they are drawn, pressed by ray, by pinch or by a fingertip. */
export class BoardButtons {
  constructor(
    private readonly headset: EmulatedHeadset,
    private readonly scene: DrawnScene,
  ) {}

  /** Everything on the board that has all of these buttons and none of those; nothing where there is none. */
  async boardWith(words: readonly string[], without: readonly string[] = []): Promise<readonly OnBoard[]> {
    const parts = await this.scene.boards();
    const has = (board: number, word: string): boolean => parts.some((part) => part.board === board && part.isButton && part.words === word);
    return parts.filter(({ board }) => words.every((each) => has(board, each)) && !without.some((each) => has(board, each)));
  }

  /** Waits until a board with all of these buttons is there, to be called after a press. */
  readonly comes = (...words: readonly string[]) => (): Promise<void> => expect.poll(async () => (await this.boardWith(words)).length, { timeout: 8_000 }).toBeGreaterThan(0);

  /** The same until there is none. */
  readonly goes = (...words: readonly string[]) => (): Promise<void> => expect.poll(async () => (await this.boardWith(words)).length, { timeout: 8_000 }).toBe(0);

  async button(words: string, { beside = [], without = [] }: Among = {}): Promise<OnBoard> {
    const found = (await this.boardWith([words, ...beside], without)).find((part) => part.isButton && part.words === words);
    if (!found) throw new Error(`no button says ${words}, of ${(await this.scene.boards()).filter(({ isButton }) => isButton).map((part) => part.words).join(", ")}`);
    return found;
  }

  /** A ray presses it, or a pinch from afar, until that was seen: on a busy machine one frame can outlast a press. */
  async press(words: string, done: () => Promise<void>, { by = "ray", ...among }: Among & { readonly by?: "ray" | "pinch" } = {}): Promise<void> {
    await expect(async () => {
      const at = await this.scene.fromFloor((await this.button(words, among)).middle);
      if (by === "ray") await clickAt(this.headset, at);
      else await this.pinchAt(at);
      await done();
    }).toPass({ timeout: 60_000 });
  }

  /** A hand that points at a place from afar pinches shortly. */
  async pinchAt(at: Point): Promise<void> {
    await this.headset.place("hand", PINCHING_HAND, at);
    // Fingers that have closed before: the emulator's would close, and the hand turn, as it presses.
    await this.headset.pinch(0.02);
    await this.headset.pinch(0);
  }

  /** The tip of the right hand's finger goes straight onto it. */
  async poke(words: string, done: () => Promise<void>, among: Among = {}): Promise<void> {
    await expect(async () => {
      const button = await this.button(words, among);
      const before = (metres: number): Point => awayFrom(button, metres);
      await this.headset.slide([await this.scene.fromFloor(before(0.11)), await this.scene.fromFloor(before(0.005)), await this.scene.fromFloor(before(0.11))]);
      await done();
    }).toPass({ timeout: 60_000 });
  }

  /**
   * ANA-612, as it was laid out: letters of 1° and more, nothing to be pressed nearer than 0.5 m, words within their button, no
   * button before another board's; `mayCover`: one is held by the person's own hand.
   */
  async expectLegible({ mayCover = false } = {}): Promise<void> {
    const { at: eye } = (await this.scene.rig()).head;
    const parts = await this.scene.boards();
    const buttons = parts.filter(({ isButton }) => isButton);
    const texts = parts.filter(({ isButton, words }) => !isButton && words !== "");
    expect(texts.length).toBeGreaterThan(4);
    const small = texts.filter(({ letterM, middle }) => Math.atan(letterM / distance(middle, eye)) * DEG < 1);
    expect(small.map(({ words, letterM, middle }) => `${words}: ${(Math.atan(letterM / distance(middle, eye)) * DEG).toFixed(2)}°`)).toEqual([]);
    const near = buttons.filter(({ middle, corners }) => [middle, ...corners].some((place) => distance(place, eye) < 0.5));
    expect(near.map(({ words, middle }) => `${words}: ${distance(middle, eye).toFixed(3)} m`)).toEqual([]);
    const over = texts.filter(({ overMm: [wide, tall] }) => wide > 0.5 || tall > 0.5);
    expect(over.map(({ words, overMm }) => `${words}: ${overMm.map((mm) => mm.toFixed(1)).join(", ")} mm too large`)).toEqual([]);
    const covered = buttons.flatMap((one, i) => buttons.slice(i + 1).filter((other) => other.board !== one.board && overlap(one, other, eye)).map((other) => `${one.words} and ${other.words}`));
    if (!mayCover) expect(covered).toEqual([]);
  }
}

/** A place so far before the middle of something on a board, on the side that it is read from. */
export function awayFrom({ middle, corners }: OnBoard, metres: number): Point {
  const [x, y, z] = frontOf({ corners });
  return [middle[0] + x * metres, middle[1] + y * metres, middle[2] + z * metres];
}

/** The way that a board looks, a unit vector: its corners go round from the lower left. */
export function frontOf({ corners }: Pick<OnBoard, "corners">): Point {
  const [a, b, , d] = corners as readonly [Point, Point, Point, Point];
  const along = (to: Point): Point => [to[0] - a[0], to[1] - a[1], to[2] - a[2]];
  const [u, v] = [along(b), along(d)];
  const n: Point = [u[1] * v[2] - u[2] * v[1], u[2] * v[0] - u[0] * v[2], u[0] * v[1] - u[1] * v[0]];
  const length = Math.hypot(...n);
  return [n[0] / length, n[1] / length, n[2] / length];
}

function overlap(a: OnBoard, b: OnBoard, eye: Point): boolean {
  const range = ({ corners }: OnBoard, axis: 0 | 1): readonly [number, number] => {
    const angles = corners.map(([x, y, z]) => (axis === 0 ? Math.atan2(x - eye[0], eye[2] - z) : Math.atan2(y - eye[1], Math.hypot(x - eye[0], z - eye[2]))));
    return [Math.min(...angles), Math.max(...angles)];
  };
  return ([0, 1] as const).every((axis) => {
    const [[fromA, toA], [fromB, toB]] = [range(a, axis), range(b, axis)];
    return fromA < toB && fromB < toA;
  });
}
