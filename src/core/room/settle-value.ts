import type { JsonValue } from "./json";
import type { Quat, Transform, Vec3 } from "./values";

/*
 * Values are kept in the steps in which they travel, so that what one hand wrote is to the last digit
 * what every replica, the database and the log hold. Only + - * / and rounding take part, which every
 * engine computes alike; steps are decimal, so that plain numbers stay plain.
 */

/** Steps in a metre: 0.25 mm, so that ±8 m fit 16 bits. */
export const METRE_STEPS = 4000;
/** Steps in 1 of a quaternion's part: 0.004° at worst. */
export const TURN_STEPS = 32_000;
/** Steps in 1 of a share. */
export const SHARE_STEPS = 1000;
const SCALE_FINE_STEPS = 10_000;
const SCALE_COARSE_STEPS = 500;
const SCALE_FINE_MAX = 3.2;
const COARSE_FLAG = 0x8000;
const LENGTH_SLACK = 1e-4;

/** A scale (0.05 to 50) as u16: steps of 0.0001 up to 3.2 and of 0.002 above. */
export function scaleToSteps(scale: number): number {
  return scale <= SCALE_FINE_MAX ? Math.round(scale * SCALE_FINE_STEPS) : COARSE_FLAG + Math.round(scale * SCALE_COARSE_STEPS);
}

/** The scale of `scaleToSteps`. */
export function stepsToScale(steps: number): number {
  return steps < COARSE_FLAG ? steps / SCALE_FINE_STEPS : (steps - COARSE_FLAG) / SCALE_COARSE_STEPS;
}

const inSteps = (value: number, steps: number): number => {
  const settled = Math.round(value * steps) / steps;
  // Minus nothing is nothing: their texts are the same, and so must the values be.
  return settled === 0 ? 0 : settled;
};

/** A share (0 to 1) in steps of a thousandth. */
export function settleShare(value: JsonValue): JsonValue {
  return typeof value === "number" ? inSteps(value, SHARE_STEPS) : value;
}

/** Points in metres, one number after another, in steps of 0.25 mm. */
export function settlePoints(value: JsonValue): JsonValue {
  return Array.isArray(value) ? value.map((each: JsonValue) => (typeof each === "number" ? inSteps(each, METRE_STEPS) : each)) : value;
}

function settleTurn(q: Quat): Quat {
  const length = Math.sqrt(q[0] * q[0] + q[1] * q[1] + q[2] * q[2] + q[3] * q[3]);
  // What is a step away from length 1 is settled already: scaling it again would move it.
  const by = Math.abs(length - 1) > LENGTH_SLACK ? length : 1;
  const part = (at: 0 | 1 | 2 | 3): number => inSteps(q[at] / by, TURN_STEPS);
  return [part(0), part(1), part(2), part(3)];
}

/** A transform in the steps in which it travels; settling it twice changes nothing. */
export function settleTransform(value: Transform): Transform {
  const metre = (at: 0 | 1 | 2): number => inSteps(value.p[at], METRE_STEPS);
  const p: Vec3 = [metre(0), metre(1), metre(2)];
  return { p, q: settleTurn(value.q), s: stepsToScale(scaleToSteps(value.s)) };
}
