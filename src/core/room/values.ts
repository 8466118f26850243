import { isExactly, isFlag, isMatch, isNumber, isText, isTuple, isWhere, isWhole, orMissing, orNull } from "@/core/kit/shape";
import { POSITION_LIMIT_M, QUATERNION_TOLERANCE, SCALE_MAX, SCALE_MIN } from "./limits";

const coordinate = isNumber(-POSITION_LIMIT_M, POSITION_LIMIT_M);
const part = isNumber(-1.01, 1.01);
const isUnit = (parts: readonly number[]): boolean => Math.abs(Math.hypot(...parts) - 1) <= QUATERNION_TOLERANCE;

/** A point in the room in metres: y up, x to the model's own left, z towards the viewer. */
export type Vec3 = [number, number, number];
const isVec3 = isTuple<Vec3>(coordinate, coordinate, coordinate);

/** A rotation as a unit quaternion `[x, y, z, w]`. */
export type Quat = [number, number, number, number];
const isQuat = isWhere(isTuple<Quat>(part, part, part, part), isUnit);

/** Where a model stands: position in metres, rotation, uniform scale. Always written as one value. */
export interface Transform {
  p: Vec3;
  q: Quat;
  s: number;
}
/** Whether a value is a {@link Transform} within the room and the limits of size. */
export const isTransform = isExactly<Transform>({ p: isVec3, q: isQuat, s: isNumber(SCALE_MIN, SCALE_MAX) });

/** What one person has chosen: a model, and in it one structure or all of it. */
export interface Selection {
  model: string;
  structure: string | null;
}
/** Whether a value is a {@link Selection}. */
export const isSelection = isExactly<Selection>({ model: isText(1, 64), structure: orNull(isText(1, 64)) });

/** The presenter's eye: where, turned how, and the vertical field of view in radians. */
export interface Camera {
  p: Vec3;
  q: Quat;
  fovRad?: number | undefined;
}
/** Whether a value is a {@link Camera}. */
export const isCamera = isExactly<Camera>({ p: isVec3, q: isQuat, fovRad: orMissing(isNumber(0.1, 2.6)) });

/** A cutting plane: unit normal `n`, distance `d` from the origin in metres. */
export interface Cut {
  on: boolean;
  n: Vec3;
  d: number;
}
/** Whether a value is a {@link Cut}. */
export const isCut = isExactly<Cut>({
  on: isFlag,
  n: isWhere(isTuple<Vec3>(part, part, part), isUnit),
  d: isNumber(-2 * POSITION_LIMIT_M, 2 * POSITION_LIMIT_M),
});

/** Whether a value is a share, 0 to 1. */
export const isFraction = isNumber(0, 1);
/** Whether a value is a colour as `#rrggbb`, lower case. */
export const isColour = isMatch(/^#[0-9a-f]{6}$/);

/** A heart's beat: on or held, beats a minute, where in the cycle (0 to 1) it was when the room's clock showed `ms` (epoch ms). */
export interface BeatValue {
  on: boolean;
  bpm: number;
  at: number;
  ms: number;
}
/** Whether a value is a {@link BeatValue}. */
export const isBeat = isExactly<BeatValue>({ on: isFlag, bpm: isWhole(30, 200), at: isNumber(0, 1), ms: isWhole(0, 1e14) });

/** Whether a value says how far a knee is bent: whole degrees from straight. */
export const isBend = isWhole(0, 120);

/** What a model shows besides the healthy organ: a condition and its grade, by their ids. */
export interface ConditionValue {
  id: string;
  grade: string;
}
/** Whether a value is a {@link ConditionValue}. */
export const isConditionChoice = isExactly<ConditionValue>({ id: isText(1, 64), grade: isText(1, 64) });
/** Whether a value says what stands beside a model: itself in health, or its mirror image. */
export const isBeside = isMatch(/^(?:healthy|mirror)$/);
