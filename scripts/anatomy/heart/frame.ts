/**
 * The heart's own directions at end-diastole. Patient axes (x left, y up, z front), mm; origin where the left
 * ventricle's axis meets the mitral plane. Lengths and routes follow docs/decisions/004-anatomy-source.md.
 */
import { add, cross, dot, scale, subtract, unit, type V3 } from "../field/vector";
import { ellipsoid, type Field } from "../field/distance";
import { knot, type Knot } from "../field/tube";

/** Base to apex. */
export const A = unit([0.68, -0.5, 0.54]);
const towardsRight: V3 = [-0.7, 0.02, 0.71];
/** Left ventricle to right ventricle, square to A. */
export const R = unit(subtract(towardsRight, scale(A, dot(towardsRight, A))));
/** Completes the frame: up and left. */
export const U = cross(R, A);
export const axes = [R, U, A] as const;

/** A point by its distances along R, U and A. */
export const local = (r: number, u: number, a: number): V3 => add(add(scale(R, r), scale(U, u)), scale(A, a));
export const localKnot = (r: number, u: number, a: number, radius: number): Knot => knot(local(r, u, a), radius);
/** Centre of the aortic valve. */
export const aorticCentre = local(8, 18, -6);
/** A point in patient axes from the aortic valve. */
export const av = (x: number, y: number, z: number): V3 => add(aorticCentre, [x, y, z]);
export const avKnot = (x: number, y: number, z: number, radius: number): Knot => knot(av(x, y, z), radius);
/** Ellipsoid in the heart's directions. */
export const localEllipsoid = (r: number, u: number, a: number, semi: V3): Field => ellipsoid(local(r, u, a), semi, axes);

export const mitralCentre = local(-6, -4, -1);
export const tricuspidCentre = local(26, -15, 3);
export const pulmonaryCentre = local(23.5, 44, 2.5);
