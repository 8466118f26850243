import type { AnatomyModel } from "./manifest";
import { cross, dot, lengthOf, subtract, times, add, type Vec3 } from "./vector";

/**
 * What is measured on a model, in the model's own frame: its size in the room has no part in it. All
 * figures follow from the points alone, so that every replica gives the same, whatever it draws.
 */

/** No model is taken to be drawn more finely than this, millimetres. */
const DRAWN_MM = 0.5;
/** A pixel of a model that fills a screen, millimetres. */
const PIXEL_MM = 0.25;

/** What of a model decides how sure its figures are. */
export type MeasuredModel = Pick<AnatomyModel, "id" | "drawnWithinMm">;

/**
 * How far a point that somebody put down on a model may lie from where they meant it, millimetres: by how finely the
 * model is drawn, and by a pixel. The coarser of the levels that rooms draw counts, so that all replicas say the same.
 */
export function pointErrorMm({ drawnWithinMm = DRAWN_MM }: Pick<MeasuredModel, "drawnWithinMm">): number {
  return Math.max(DRAWN_MM, drawnWithinMm) + PIXEL_MM;
}

/** How far a measured distance may be off, whole millimetres, at least 1: two ends of `pointMm` by root sum of squares. */
export function distanceErrorMm(pointMm: number): number {
  return Math.max(1, Math.round(Math.SQRT2 * pointMm));
}

/** Fewest and most corners of a loop whose area is measured. */
export const LOOP_CORNERS = { min: 3, max: 48 } as const;

/** Distance between two points of a model in millimetres. */
export function distanceMm(a: Vec3, b: Vec3): number {
  return lengthOf(subtract(a, b)) * 1000;
}

/** The angle at `corner` between the ways to `a` and to `b`, degrees, 0 to 180; 0 where a way has no length. */
export function angleDeg(a: Vec3, corner: Vec3, b: Vec3): number {
  const [toA, toB] = [subtract(a, corner), subtract(b, corner)];
  // By both products, so that small and flat angles are as exact as others (Kahan 2006, §12).
  return (Math.atan2(lengthOf(cross(toA, toB)), dot(toA, toB)) * 180) / Math.PI;
}

/**
 * How far a measured angle may be off, whole degrees, at least 1: `pointMm` at each of the
 * three points. With ways a and b and the third side c, the angle changes by 1/a, 1/b and c/(ab)
 * radians for each unit that a point moves across its way; by root sum of squares. At most 180.
 */
export function angleErrorDeg(a: Vec3, corner: Vec3, b: Vec3, pointMm: number): number {
  const [wayA, wayB, across] = [distanceMm(a, corner), distanceMm(b, corner), distanceMm(a, b)];
  if (wayA === 0 || wayB === 0) return 180;
  const rad = pointMm * Math.hypot(1 / wayA, 1 / wayB, across / (wayA * wayB));
  return Math.min(180, Math.max(1, Math.ceil((rad * 180) / Math.PI)));
}

const at = (points: readonly Vec3[], i: number): Vec3 => points[(i + points.length) % points.length] ?? [0, 0, 0];

// The loop's area as a vector along its normal (Newell), square metres; from its first corner, so that nothing is lost far from the origin.
function areaVector(points: readonly Vec3[]): Vec3 {
  const first = at(points, 0);
  const sum = points.reduce<Vec3>((total, point, i) => add(total, cross(subtract(point, first), subtract(at(points, i + 1), first))), [0, 0, 0]);
  return times(sum, 0.5);
}

/**
 * The flat area inside a closed loop of points, square millimetres: the loop seen along the direction
 * from which it looks largest, straight from corner to corner. A valve's opening has such an area and no
 * surface; of a bulging surface it is less than the surface itself (see `bendMm`). 0 below three corners.
 */
export function areaMm2(points: readonly Vec3[]): number {
  return points.length < LOOP_CORNERS.min ? 0 : lengthOf(areaVector(points)) * 1e6;
}

/**
 * How far a measured area may be off, whole square millimetres, at least 1: a corner that moves by
 * `pointMm` changes it by half of what lies between its neighbours; by root sum of squares.
 */
export function areaErrorMm2(points: readonly Vec3[], pointMm: number): number {
  const sum = points.reduce((total, _, i) => total + distanceMm(at(points, i - 1), at(points, i + 1)) ** 2, 0);
  return Math.max(1, Math.ceil(0.5 * pointMm * Math.sqrt(sum)));
}

/** How far the loop's corners lie from the flat area that is measured, at most, millimetres. */
export function bendMm(points: readonly Vec3[]): number {
  const normal = areaVector(points);
  const length = lengthOf(normal);
  if (points.length < LOOP_CORNERS.min || length === 0) return 0;
  const middle = times(points.reduce<Vec3>((sum, point) => add(sum, point), [0, 0, 0]), 1 / points.length);
  return Math.max(...points.map((point) => Math.abs(dot(subtract(point, middle), normal)) / length)) * 1000;
}

/** Whether a loop is so far from flat (a tenth of its width) that its flat area says little of the surface inside. */
export function isBent(points: readonly Vec3[]): boolean {
  return bendMm(points) > 0.1 * Math.sqrt(areaMm2(points));
}

/** A press this near to the loop's first corner closes it: a share of what lies between two corners on average, and metres at least. */
const CLOSES = { share: 0.4, atLeastM: 0.0015 } as const;
/** A second press on the same place closes the loop, too: what keys do. Metres. */
const SAME_M = 0.0004;

/** Whether a press at `next` closes the loop instead of going on with it. */
export function closesLoop(points: readonly Vec3[], next: Vec3): boolean {
  const [first, last] = [points[0], points.at(-1)];
  if (points.length < LOOP_CORNERS.min || !first || !last) return false;
  const way = points.reduce((sum, point, i) => sum + lengthOf(subtract(point, points[i - 1] ?? point)), 0);
  return lengthOf(subtract(next, first)) <= Math.max(CLOSES.atLeastM, (CLOSES.share * way) / (points.length - 1)) || lengthOf(subtract(next, last)) <= SAME_M;
}

/** In what lengths and areas are shown. */
export const LENGTH_UNITS = ["mm", "cm"] as const;
/** One of `LENGTH_UNITS`. */
export type LengthUnit = (typeof LENGTH_UNITS)[number];

/** A figure as it is shown: the number in its unit, and how many digits it is good for after the point. */
export interface Figure {
  readonly n: number;
  readonly digits: number;
}

/** A length of so many millimetres. */
export function lengthIn(mm: number, unit: LengthUnit): Figure {
  return unit === "mm" ? { n: mm, digits: 0 } : { n: mm / 10, digits: 1 };
}

/** An area of so many square millimetres. */
export function areaIn(mm2: number, unit: LengthUnit): Figure {
  return unit === "mm" ? { n: mm2, digits: 0 } : { n: mm2 / 100, digits: 2 };
}
