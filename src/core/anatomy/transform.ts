import { isNumber, isRecord, isTuple, isWhere } from "@/core/kit/shape";
import {
  add,
  blendQuat,
  cross,
  dot,
  lengthOf,
  NO_TURN,
  subtract,
  times,
  turnAbout,
  turnBack,
  turnBetween,
  turned,
  turnThen,
  unitQuat,
  type Quat,
  type Vec3,
} from "./vector";

/**
 * Where a model stands: `p` its middle in metres from home, `q` its rotation, `s` its size, where
 * 1 is true to life. One number for size: a stretched organ would be a clinical error, so there is
 * no way to write one.
 */
export interface ModelTransform {
  readonly p: Vec3;
  readonly q: Quat;
  readonly s: number;
}

/** Smallest and largest size; 1 is life size. */
export const SIZE_LIMITS = { min: 0.2, max: 8 } as const;
/** A model's middle stays within this distance of home, metres. */
export const REACH_M = 1.5;
/** Home: in the middle, upright, life size. */
export const HOME: ModelTransform = { p: [0, 0, 0], q: NO_TURN, s: 1 };

const finite = isNumber();
const isModelTransform = isRecord<ModelTransform>({
  p: isTuple<Vec3>(finite, finite, finite),
  q: isTuple<Quat>(finite, finite, finite, finite),
  s: isWhere(finite, (s) => s > 0),
});

/** Size within `SIZE_LIMITS`. */
export function clampSize(s: number): number {
  return Math.min(SIZE_LIMITS.max, Math.max(SIZE_LIMITS.min, s));
}

function withinReach(p: Vec3): Vec3 {
  const far = lengthOf(p);
  return far > REACH_M ? times(p, REACH_M / far) : p;
}

/** The nearest transform that keeps all rules: unit rotation, size and reach within limits. */
export function settle(t: ModelTransform): ModelTransform {
  return { p: withinReach(t.p), q: unitQuat(t.q), s: clampSize(t.s) };
}

/** Reads a register's value; anything that is not a transform is home. */
export function readTransform(value: unknown): ModelTransform {
  return isModelTransform(value) ? settle({ p: value.p, q: value.q, s: value.s }) : HOME;
}

/** A pose in the room: a hand, a controller or a head. */
export interface Pose {
  readonly p: Vec3;
  readonly q: Quat;
}

/**
 * Turned by a drag across the screen: `right` and `up` are the viewer's axes, the angles how far
 * the drag went along each. One axis for both, so that dragging back undoes it exactly.
 */
export function turnedByDrag(t: ModelTransform, right: Vec3, up: Vec3, acrossRad: number, downRad: number): ModelTransform {
  const axis = add(times(up, acrossRad), times(right, downRad));
  return settle({ ...t, q: turnThen(turnAbout(axis, lengthOf(axis)), t.q) });
}

/** Turned about an axis through its own middle. */
export function turnedAbout(t: ModelTransform, axis: Vec3, angleRad: number): ModelTransform {
  return settle({ ...t, q: turnThen(turnAbout(axis, angleRad), t.q) });
}

/** As large as life, in the middle, turned as it is: only there do a flat screen's pixels say how large it looks. */
export function atLifeSize(t: ModelTransform): ModelTransform {
  return { ...HOME, q: t.q };
}

/** Moved by metres. */
export function movedBy(t: ModelTransform, by: Vec3): ModelTransform {
  return settle({ ...t, p: add(t.p, by) });
}

/** Made `factor` times its size about `pivot` (default: its own middle). */
export function scaledBy(t: ModelTransform, factor: number, pivot: Vec3 = t.p): ModelTransform {
  const s = clampSize(t.s * factor);
  return settle({ ...t, s, p: add(pivot, times(subtract(t.p, pivot), s / t.s)) });
}

/** Held by one hand that went from one pose to another: follows it one to one. */
export function carriedBy(t: ModelTransform, from: Pose, to: Pose): ModelTransform {
  const turn = turnThen(to.q, turnBack(from.q));
  return settle({ ...t, q: turnThen(turn, t.q), p: add(to.p, turned(turn, subtract(t.p, from.p))) });
}

/**
 * Held at two points that went from `from` to `to`: the points stay under the hands as far as the
 * size limits allow, by one rotation, one move and one factor.
 */
export function carriedByTwo(t: ModelTransform, from: readonly [Vec3, Vec3], to: readonly [Vec3, Vec3]): ModelTransform {
  const before = subtract(from[1], from[0]);
  const after = subtract(to[1], to[0]);
  const span = lengthOf(before);
  const s = span < 1e-4 ? t.s : clampSize((t.s * lengthOf(after)) / span);
  const turn = turnBetween(before, after);
  const middleBefore = times(add(from[0], from[1]), 0.5);
  const middleAfter = times(add(to[0], to[1]), 0.5);
  const arm = times(turned(turn, subtract(t.p, middleBefore)), s / t.s);
  return settle({ s, q: turnThen(turn, t.q), p: add(middleAfter, arm) });
}

/**
 * Pulled at a surface point from afar, as a ray does: what the pull goes across the surface turns
 * the model about its middle, one surface length for one length of pull, without end.
 */
export function turnedByPull(t: ModelTransform, from: Vec3, to: Vec3): ModelTransform {
  const arm = subtract(from, t.p);
  const radius = Math.max(lengthOf(arm), 0.03);
  const outward = times(arm, 1 / Math.max(lengthOf(arm), 1e-6));
  const pull = subtract(to, from);
  const across = subtract(pull, times(outward, dot(pull, outward)));
  return turnedAbout(t, cross(outward, across), lengthOf(across) / radius);
}

/** Time in which a remote change is 99 % shown, milliseconds. */
export const GLIDE_MS = 120;

/** The next picture on the way from `shown` to `target`; state itself never waits for this. */
export function glide(shown: ModelTransform, target: ModelTransform, elapsedMs: number): ModelTransform {
  const share = 1 - Math.exp((-Math.log(100) * Math.max(0, elapsedMs)) / GLIDE_MS);
  if (isClose(shown, target)) return target;
  return {
    p: add(shown.p, times(subtract(target.p, shown.p), share)),
    q: blendQuat(shown.q, target.q, share),
    s: shown.s * Math.pow(target.s / shown.s, share),
  };
}

/** Whether the eye could not tell the two apart (0.05 mm, 0.05°, 0.05 %). */
export function isClose(a: ModelTransform, b: ModelTransform): boolean {
  if (a === b) return true;
  const turnApart = Math.abs(a.q[0] * b.q[0] + a.q[1] * b.q[1] + a.q[2] * b.q[2] + a.q[3] * b.q[3]);
  return Math.hypot(a.p[0] - b.p[0], a.p[1] - b.p[1], a.p[2] - b.p[2]) < 5e-5 && 1 - turnApart < 1e-7 && Math.abs(a.s / b.s - 1) < 5e-4;
}
