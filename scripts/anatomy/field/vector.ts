/** Points and directions. Lengths in millimetres; patient axes: x left, y up, z front. */
export type V3 = readonly [number, number, number];

/** Euclidean length; Math.hypot is ten times slower in V8. */
export const length3 = (x: number, y: number, z: number): number => Math.sqrt(x * x + y * y + z * z);

export const add = (a: V3, b: V3): V3 => [a[0] + b[0], a[1] + b[1], a[2] + b[2]];
export const subtract = (a: V3, b: V3): V3 => [a[0] - b[0], a[1] - b[1], a[2] - b[2]];
export const scale = (a: V3, s: number): V3 => [a[0] * s, a[1] * s, a[2] * s];
export const dot = (a: V3, b: V3): number => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
export const cross = (a: V3, b: V3): V3 => [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
export const unit = (a: V3): V3 => scale(a, 1 / (length3(a[0], a[1], a[2]) || 1));
export const middle = (a: V3, b: V3): V3 => scale(add(a, b), 0.5);

/** Two directions that make a right-handed frame with `n`. */
export function sideways(n: V3): readonly [V3, V3] {
  const first = unit(cross(Math.abs(n[2]) < 0.8 ? [0, 0, 1] : [1, 0, 0], n));
  return [first, cross(n, first)];
}
