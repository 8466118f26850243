import { expect } from "../support/expect";
import type { EmulatedHeadset, Point } from "./emulated-headset";

/** Where the heart's middle is for somebody who sits: 0.52 m in front, 0.14 m below the eyes. */
export const HEART = [0, 1.06, -0.52] as const;
/** A hand that points at the heart from beside the lap. */
export const HAND = [0.15, 1, 0] as const;

interface Board {
  readonly at: Point;
  readonly tilt: number;
  readonly turn: number;
}

/** A place on a board, in the room of somebody who sits: tilted first, then turned, as the headset's panels are. */
function onBoard({ at, tilt, turn }: Board, xMm: number, yMm: number): Point {
  const [x, y, z] = [xMm / 1000, (yMm / 1000) * Math.cos(tilt), (yMm / 1000) * Math.sin(tilt)];
  return [at[0] + x * Math.cos(turn) + z * Math.sin(turn), at[1] + y, at[2] - x * Math.sin(turn) + z * Math.cos(turn)];
}

/** Buttons of the menu, millimetres from its middle. */
const onMenu = (x: number, y: number): Point => onBoard({ at: [-0.34, 1.03, -0.42], tilt: -0.2, turn: 0.66 }, x, y);
/** Buttons of the board on the other side, millimetres from the middle of its foot. */
export const onTask = (x: number, y: number): Point => onBoard({ at: [0.36, 1.19, -0.42], tilt: 0, turn: -0.66 }, x, y);

/** Yes to somebody who asks to come closer, on the board beyond the model. */
export const LET_CLOSER = onBoard({ at: [0, 1.23, -0.77], tilt: 0, turn: 0 }, -114, 44);

/** The headset's menu, in the room of somebody who sits. */
export const MENU = {
  isolate: onMenu(0, 156),
  xray: onMenu(78, 156),
  hide: onMenu(-78, 78),
  cut: onMenu(78, 78),
  apart: onMenu(-78, 0),
  pin: onMenu(0, 0),
  measure: onMenu(78, 0),
  draw: onMenu(-78, -78),
  undo: onMenu(0, -78),
  safePlace: onMenu(0, -156),
} as const;

export async function clickAt(headset: EmulatedHeadset, target: Point): Promise<void> {
  await headset.place("controller", HAND, target);
  await headset.pull();
}

/** On a busy machine one frame can outlast a click. */
export async function clickUntil(headset: EmulatedHeadset, target: Point, done: () => Promise<void>): Promise<void> {
  await expect(async () => {
    await clickAt(headset, target);
    await done();
  }).toPass({ timeout: 60_000 });
}
