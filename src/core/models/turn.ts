import { turned, type Quat, type Vec3 } from "@/core/anatomy/vector";

/** Which way of the file is up. */
export const UP_AXES = ["+y", "-y", "+z", "-z", "+x", "-x"] as const;
/** See {@link UP_AXES}. */
export type UpAxis = (typeof UP_AXES)[number];

const HALF = Math.SQRT1_2;
/** Turns that bring each axis up. */
const TURNS: Readonly<Record<UpAxis, Quat>> = {
  "+y": [0, 0, 0, 1],
  "-y": [1, 0, 0, 0],
  "+z": [-HALF, 0, 0, HALF],
  "-z": [HALF, 0, 0, HALF],
  "+x": [0, 0, HALF, HALF],
  "-x": [0, 0, -HALF, HALF],
};

/** First `b`, then `a`. */
function after(a: Quat, b: Quat): Quat {
  const [ax, ay, az, aw] = a;
  const [bx, by, bz, bw] = b;
  return [aw * bx + ax * bw + ay * bz - az * by, aw * by - ax * bz + ay * bw + az * bx, aw * bz + ax * by - ay * bx + az * bw, aw * bw - ax * bx - ay * by - az * bz];
}

/** How a model is put upright: its own way up, then quarters of a turn to the left, seen from above. */
export function uprightTurn(up: UpAxis, quarters: number): Quat {
  const half = (quarters * Math.PI) / 4;
  return after([0, Math.sin(half), 0, Math.cos(half)], TURNS[up]);
}

/** Sides of a box after a turn by quarters: the same lengths, otherwise ordered. */
export function turnedSides(turn: Quat, sides: Vec3): Vec3 {
  const ends = [turned(turn, [sides[0], 0, 0]), turned(turn, [0, sides[1], 0]), turned(turn, [0, 0, sides[2]])];
  const long = (axis: 0 | 1 | 2): number => ends.reduce((sum, end) => sum + Math.abs(end[axis]), 0);
  return [long(0), long(1), long(2)];
}
