import { FOLLOW_LIMITS } from "@/core/room/follow";
import { dot, lengthOf, subtract, turned, type Quat, type Vec3 } from "./vector";

/** From which side a model is looked at: angles about it, radians. */
export interface Side {
  readonly aroundRad: number;
  readonly aboveRad: number;
}

/** The side that an eye at `eye` looks from at something at `target`, metres. Straight above counts as from the front. */
export function sideOf(eye: Vec3, target: Vec3): Side {
  const [x, y, z] = [eye[0] - target[0], eye[1] - target[1], eye[2] - target[2]];
  const flat = Math.hypot(x, z);
  return { aroundRad: flat < 1e-6 ? 0 : Math.atan2(x, z), aboveRad: Math.atan2(y, flat) };
}

/** An eye that looks at what it stands before within this angle (cosine of 25°) is taken at its word. */
const LOOKS_AT = 0.9;

/**
 * The side that an eye has of something: a camera's by where it looks, for its target differs from
 * screen to screen; a head's that looks elsewhere by where it is.
 */
export function sideOfEye(eye: { readonly p: Vec3; readonly q: Quat }, target: Vec3): Side {
  const back = turned(eye.q, [0, 0, 1]);
  const arm = subtract(eye.p, target);
  return dot(back, arm) >= LOOKS_AT * lengthOf(arm) ? sideOf(back, [0, 0, 0]) : sideOf(eye.p, target);
}

/** The way from one angle to another, the shorter way round, -π to π. */
export function wayRound(fromRad: number, toRad: number): number {
  const way = (toRad - fromRad) % (2 * Math.PI);
  return way > Math.PI ? way - 2 * Math.PI : way < -Math.PI ? way + 2 * Math.PI : way;
}

/** Whether the eye could not tell two sides apart (0.1°). */
export function isSameSide(a: Side, b: Side): boolean {
  return Math.hypot(wayRound(a.aroundRad, b.aroundRad), a.aboveRad - b.aboveRad) < 0.0017;
}

/**
 * One step from a side towards another, no faster than people bear (ROOM-49): so many metres a second
 * at the distance of the eye, and so many radians. A model is never jumped through: the way leads round it.
 */
export function stepToSide(now: Side, target: Side, distanceM: number, stepMs: number): Side {
  const [around, above] = [wayRound(now.aroundRad, target.aroundRad), target.aboveRad - now.aboveRad];
  const far = Math.hypot(around, above);
  const most = (Math.min(FOLLOW_LIMITS.turnRadps, FOLLOW_LIMITS.speedMps / Math.max(distanceM, 1e-3)) * Math.max(0, stepMs)) / 1000;
  if (far <= most) return target;
  const share = most / far;
  return { aroundRad: now.aroundRad + around * share, aboveRad: now.aboveRad + above * share };
}
