import { expect } from "../support/expect";
import type { EmulatedHeadset, Point } from "./emulated-headset";

/** Where the heart's middle is for somebody who sits: 0.52 m in front, 0.14 m below the eyes. */
export const HEART = [0, 1.06, -0.52] as const;
/** A hand that points at the heart from beside the lap. */
export const HAND = [0.15, 1, 0] as const;

/** The arrows of a cut from front to back stand at the right edge of its frame, half the heart's height from the middle; `d`: how far the plane is. */
export const arrowsAt = (d: number): Point => [HEART[0] + 0.109, HEART[1], HEART[2] + d];
/** From here the way along that plane's normal shows. */
export const BESIDE_ARROWS: Point = [HEART[0] + 0.31, HEART[1], HEART[2] + 0.35];

interface Board {
  readonly at: Point;
  readonly tilt: number;
  readonly turn: number;
}

/** A place on a board, or so many millimetres before it, in the room of somebody who sits: tilted first, then turned, as the headset's panels are. */
function onBoard({ at, tilt, turn }: Board, xMm: number, yMm: number, beforeMm = 0): Point {
  const [x, y, z] = [xMm / 1000, (yMm * Math.cos(tilt) - beforeMm * Math.sin(tilt)) / 1000, (yMm * Math.sin(tilt) + beforeMm * Math.cos(tilt)) / 1000];
  return [at[0] + x * Math.cos(turn) + z * Math.sin(turn), at[1] + y, at[2] - x * Math.sin(turn) + z * Math.cos(turn)];
}

/** Buttons of the menu, millimetres from its middle. */
const onMenu = (x: number, y: number, before = 0): Point => onBoard({ at: [-0.34, 1.03, -0.42], tilt: -0.2, turn: 0.66 }, x, y, before);
/** Buttons of the board on the other side, millimetres from the middle of its foot. */
export const onTask = (x: number, y: number): Point => onBoard({ at: [0.36, 1.19, -0.42], tilt: 0, turn: -0.66 }, x, y);

/** Yes to somebody who asks to come closer, on the board beyond the model. */
export const LET_CLOSER = onBoard({ at: [0, 1.23, -0.77], tilt: 0, turn: 0 }, -148, 57);

/** The headset's menu, in the room of somebody who sits. */
export const MENU = {
  reset: onMenu(-78, 156),
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

/** The board beside the model, by what it is for just now; with a part chosen where that matters. */
export const TASK = {
  farther: onTask(-134, 309),
  motion: onTask(-134, 243),
  condition: onTask(-46, 243),
  /** The first colour after the part's own. */
  shade: onTask(130, 177),
  /** A cut from front to back, while there is none. */
  frontFromBack: onTask(-134, 45),
  /** Takes the plane away. */
  noCut: onTask(130, 111),
  /** Lets the heart beat, and holds it. */
  beat: onTask(-134, 188),
  /** The first grade of the first condition. */
  firstGrade: onTask(-2, 152),
  /** Beside the model stands the healthy one, once it has a condition: the words below take one line or two. */
  besideHealthy: onTask(-176, 87),
  /** With nothing in the hand: the kept views, and as large as life. */
  views: onTask(-39, 51),
  lifeSize: onTask(39, 51),
  /** Of the kept views: keeps one more, leads to the tours, and brings back the first. */
  keepView: onTask(-132, 45),
  tours: onTask(-2, 45),
  firstView: onTask(-132, 111),
  /** The same two where a clinician can show their view, too. */
  viewsInVisit: onTask(-39, 191),
  /** Of a tour that is shown: the next stop, and its end at the last of two. */
  nextStop: onTask(-137, 305),
  endTour: onTask(-17, 305),
  distance: onTask(-158, 51),
  angle: onTask(-80, 51),
  area: onTask(-2, 51),
  closeLoop: onTask(154, 51),
} as const;

/** The newest of so many tours on the board, which shows six at once, three in a row. */
export const newestTour = (tours: number): Point => onTask(-132, tours > 3 ? 177 : 111);

/** The board above the menu, where nobody else is and captions are not to be had. */
export const OWN = { onSurface: onBoard({ at: [-0.34, 1.255, -0.42], tilt: 0, turn: 0.66 }, 0, 45) } as const;

/** A fingertip's way onto the menu's undo, straight from before it. */
export const ONTO_UNDO = [onMenu(0, -78, 110), onMenu(0, -78, 5)] as const;

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
