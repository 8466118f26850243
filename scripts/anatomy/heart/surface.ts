/** The heart's outer surface, soft in the creases, and curves that are pulled onto it. */
import { gradient, smoothMin, union, type Field } from "../field/distance";
import { remembered } from "../field/grid-cache";
import { knot, spline, type Knot } from "../field/tube";
import type { V3 } from "../field/vector";
import { leftAtriumWall, rightAtriumWall } from "./atria";
import { aortaRoot, trunkRoot } from "./great-vessels";
import { leftEpicardium, rightEpicardium } from "./ventricles";

/** Muscle alone, creases sharp. */
export const muscleSurface: Field = union(leftEpicardium, rightEpicardium, leftAtriumWall, rightAtriumWall);

/** Fillet widths, mm: they decide how much fat fills each crease. */
const crease = { ventricles: 11, atria: 8, atrioventricular: 17, roots: 9 };

/** Muscle and vessel roots with the creases between them filled. */
export const softSurface: Field = remembered((x, y, z) => {
  const l = leftEpicardium(x, y, z), r = rightEpicardium(x, y, z), a = leftAtriumWall(x, y, z), b = rightAtriumWall(x, y, z);
  const nearest = Math.min(l, r, a, b);
  if (nearest > 25) return nearest;
  const muscle = smoothMin(smoothMin(l, r, crease.ventricles), smoothMin(a, b, crease.atria), crease.atrioventricular);
  return smoothMin(muscle, Math.min(aortaRoot(x, y, z), trunkRoot(x, y, z)), crease.roots);
});

export interface Snap {
  /** Tube radius at the start and at the end, mm. */
  radius: readonly [number, number];
  /** Height of the tube's axis above the soft surface, mm. */
  liftMm: number;
  /** Two chambers whose crease the curve follows. */
  crease?: readonly [Field, Field];
}

const ROUNDS = 24;
const SMOOTH_ROUNDS = 18;
const CREASE_PULL = 0.35;
const CREASE_STEP_MM = 1.75;

/** One step along `f`'s gradient that takes `p` towards `level`, at most `limitMm` long. */
function approach(f: Field, p: V3, level: number, share: number, limitMm: number): V3 {
  const g = gradient(f, p[0], p[1], p[2], 1);
  const d = Math.max(-limitMm, Math.min(limitMm, (f(p[0], p[1], p[2]) - level) * share));
  return [p[0] - g[0] * d, p[1] - g[1] * d, p[2] - g[2] * d];
}

function smoothed(curve: readonly V3[]): V3[] {
  return curve.map((p, i) => {
    const a = curve[i - 1], b = curve[i + 1];
    if (!a || !b) return p;
    return [p[0] / 2 + (a[0] + b[0]) / 4, p[1] / 2 + (a[1] + b[1]) / 4, p[2] / 2 + (a[2] + b[2]) / 4];
  });
}

/** Turns rough waypoints into a tube that lies on the heart and, if asked, in a crease. */
export function snap(waypoints: readonly V3[], { radius, liftMm, crease: pair }: Snap): Knot[] {
  let curve: V3[] = spline(waypoints.map((p) => knot(p, 1)), 7).map((k) => k.p);
  const difference: Field | undefined = pair && ((x, y, z) => pair[0](x, y, z) - pair[1](x, y, z));
  for (let round = 0; round < ROUNDS; round++) {
    if (difference) curve = curve.map((p) => approach(difference, p, 0, CREASE_PULL, CREASE_STEP_MM));
    curve = curve.map((p) => approach(softSurface, p, liftMm, 0.8, Infinity));
    if (round < SMOOTH_ROUNDS) curve = smoothed(curve);
  }
  const last = curve.length - 1;
  return curve.map((p, i) => knot(p, radius[0] + ((radius[1] - radius[0]) * i) / last));
}
