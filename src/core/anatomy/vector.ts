/** A point or direction, metres unless said otherwise. */
export type Vec3 = readonly [x: number, y: number, z: number];
/** A rotation as a unit quaternion. */
export type Quat = readonly [x: number, y: number, z: number, w: number];

/** No rotation. */
export const NO_TURN: Quat = [0, 0, 0, 1];

/** a + b. */
export function add(a: Vec3, b: Vec3): Vec3 {
  return [a[0] + b[0], a[1] + b[1], a[2] + b[2]];
}

/** a − b. */
export function subtract(a: Vec3, b: Vec3): Vec3 {
  return [a[0] - b[0], a[1] - b[1], a[2] - b[2]];
}

/** a × k, k a number. */
export function times(a: Vec3, k: number): Vec3 {
  return [a[0] * k, a[1] * k, a[2] * k];
}

/** Euclidean length. */
export function lengthOf(a: Vec3): number {
  return Math.hypot(a[0], a[1], a[2]);
}

/** Scalar product. */
export function dot(a: Vec3, b: Vec3): number {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

/** Vector product. */
export function cross(a: Vec3, b: Vec3): Vec3 {
  return [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
}

/** The same rotation with length 1; a zero or non-finite quaternion becomes no rotation. */
export function unitQuat(q: Quat): Quat {
  const n = Math.hypot(q[0], q[1], q[2], q[3]);
  if (!Number.isFinite(n) || n < 1e-9) return NO_TURN;
  return [q[0] / n, q[1] / n, q[2] / n, q[3] / n];
}

/** First `b`, then `a` (Hamilton product), normalised. */
export function turnThen(a: Quat, b: Quat): Quat {
  return unitQuat([
    a[3] * b[0] + a[0] * b[3] + a[1] * b[2] - a[2] * b[1],
    a[3] * b[1] - a[0] * b[2] + a[1] * b[3] + a[2] * b[0],
    a[3] * b[2] + a[0] * b[1] - a[1] * b[0] + a[2] * b[3],
    a[3] * b[3] - a[0] * b[0] - a[1] * b[1] - a[2] * b[2],
  ]);
}

/** The opposite rotation. */
export function turnBack(q: Quat): Quat {
  return [-q[0], -q[1], -q[2], q[3]];
}

/** Rotation by `angleRad` about `axis` (any length; a zero axis turns nothing). */
export function turnAbout(axis: Vec3, angleRad: number): Quat {
  const n = lengthOf(axis);
  if (n < 1e-12) return NO_TURN;
  const k = Math.sin(angleRad / 2) / n;
  return unitQuat([axis[0] * k, axis[1] * k, axis[2] * k, Math.cos(angleRad / 2)]);
}

/** The shortest rotation that takes the direction of `from` to that of `to`. */
export function turnBetween(from: Vec3, to: Vec3): Quat {
  const scale = lengthOf(from) * lengthOf(to);
  if (scale < 1e-12) return NO_TURN;
  const w = scale + dot(from, to);
  if (w < 1e-9 * scale) {
    // Opposite directions: any axis at right angles will do.
    const side: Vec3 = Math.abs(from[0]) > Math.abs(from[2]) ? [-from[1], from[0], 0] : [0, -from[2], from[1]];
    return turnAbout(side, Math.PI);
  }
  const axis = cross(from, to);
  return unitQuat([axis[0], axis[1], axis[2], w]);
}

/** `v` turned by `q`. */
export function turned(q: Quat, v: Vec3): Vec3 {
  const u: Vec3 = [q[0], q[1], q[2]];
  const t = times(cross(u, v), 2);
  return add(add(v, times(t, q[3])), cross(u, t));
}

/** The part of a rotation that rolls about `axis` (unit length). */
export function rollAbout(q: Quat, axis: Vec3): Quat {
  const along = dot([q[0], q[1], q[2]], axis);
  return unitQuat([axis[0] * along, axis[1] * along, axis[2] * along, q[3]]);
}

/** Angle between two rotations, radians, 0 to π. */
export function angleBetween(a: Quat, b: Quat): number {
  const d = Math.abs(a[0] * b[0] + a[1] * b[1] + a[2] * b[2] + a[3] * b[3]);
  return 2 * Math.acos(Math.min(1, d));
}

/** From `a` (share 0) to `b` (share 1) along the shorter way, normalised linear blend. */
export function blendQuat(a: Quat, b: Quat, share: number): Quat {
  const sign = a[0] * b[0] + a[1] * b[1] + a[2] * b[2] + a[3] * b[3] < 0 ? -1 : 1;
  const k = 1 - share;
  const m = share * sign;
  return unitQuat([a[0] * k + b[0] * m, a[1] * k + b[1] * m, a[2] * k + b[2] * m, a[3] * k + b[3] * m]);
}
