/**
 * Where a board stands in a headset, metres from the model's middle: aside, with the hand that works on the right;
 * above; and towards the person. And how many times larger it is than it is drawn.
 */
export interface BoardPlace {
  readonly x: number;
  readonly y: number;
  readonly z: number;
  readonly scale: number;
}

/** Every board that stays in its place. What stands farther off is larger, so that its letters are not (ANA-612). */
export const BOARDS = {
  menu: { x: -0.34, y: -0.03, z: 0.1, scale: 1 },
  words: { x: 0.36, y: -0.03, z: 0.1, scale: 1 },
  task: { x: 0.36, y: 0.13, z: 0.1, scale: 1 },
  own: { x: -0.34, y: 0.195, z: 0.1, scale: 1 },
  beyond: { x: 0, y: 0.17, z: -0.25, scale: 1.3 },
  safe: { x: 0, y: 0, z: -0.4, scale: 1.5 },
} as const satisfies Record<string, BoardPlace>;

/** The smallest letters on any board, as drawn: millimetres. */
export const LEAST_LETTER_MM = 13;

/** Nothing to be pressed is nearer to the eyes, metres (ANA-612). */
export const NEAREST_M = 0.5;

/** How far something on a board is from the eyes, metres; `up`: how far above the board's own place. */
export function fromEyesM({ x, y, z }: BoardPlace, { belowEyesM, inFrontM }: { readonly belowEyesM: number; readonly inFrontM: number }, up: number): number {
  return Math.hypot(x, y + up - belowEyesM, inFrontM - z);
}
