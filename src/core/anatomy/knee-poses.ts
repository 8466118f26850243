import { KNEE_FLEXION } from "./bend-range";
import { kneeAxis } from "./motion-parts";
import { add, lengthOf, subtract, times, type Vec3 } from "./vector";

/*
 * Where the bones of our bending knee are (ANA-410 to 412). The femur stays. Lengths are metres and angles degrees in
 * the model file's frame: x to the outer side, y up, z to the front.
 */

/** A rigid movement: three rows of a rotation, each followed by its shift in metres. */
export type Pose = readonly [number, number, number, number, number, number, number, number, number, number, number, number];

/** One degree, radians. */
export const RAD = Math.PI / 180;

/** What stays where it is. */
export const STILL: Pose = [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0];

/** From 0 to 1 between two places, level at both. */
export const smooth = (from: number, to: number, x: number): number => {
  const t = Math.min(1, Math.max(0, (x - from) / (to - from)));
  return t * t * (3 - 2 * t);
};

/** An angle inside the range that is drawn. */
export const within = (flexion: number): number => Math.min(KNEE_FLEXION.max, Math.max(KNEE_FLEXION.min, flexion));

/*
 * Published: the inner condyle hardly goes forth or back between 0° and 120°, the outer one rolls back, so that the tibia
 * turns inwards (Freeman et al., J Biomech 2005;38:197-208 and Clin Orthop Relat Res 2003;(410):35-43), most
 * of it early: 11.6° ± 3.2° by 40° (Chen et al., J Orthop Surg Res 2014;9:65). How far, in millimetres, is our own
 * approximation of that.
 */
const MEDIAL_BACK_M = 0.0015;
const LATERAL_BACK_M = 0.015;

/** How far the centre of each condyle has gone back over the tibia at an angle, metres. */
export function rolledBack(flexion: number): { readonly medial: number; readonly lateral: number } {
  const left = 1 - within(flexion) / KNEE_FLEXION.max;
  const share = 1 - left * left;
  return { medial: MEDIAL_BACK_M * share, lateral: LATERAL_BACK_M * share };
}

const { medial, lateral } = kneeAxis;
const ACROSS = subtract(lateral.centreM, medial.centreM);
const WIDTH = lengthOf(ACROSS);
const AXIS = times(ACROSS, 1 / WIDTH);

/** How far the tibia has turned inwards at an angle, degrees: so far that both centres lie where {@link rolledBack} says. */
export function turnedIn(flexion: number): number {
  const back = rolledBack(flexion);
  return Math.asin((back.lateral - back.medial) / WIDTH) / RAD;
}

/** Row-major 3 by 3. */
type Turn = readonly [number, number, number, number, number, number, number, number, number];

/** A rotation about a unit vector. */
export function turnAbout([x, y, z]: Vec3, radians: number): Turn {
  const [c, s] = [Math.cos(radians), Math.sin(radians)];
  const k = 1 - c;
  return [c + x * x * k, x * y * k - z * s, x * z * k + y * s, y * x * k + z * s, c + y * y * k, y * z * k - x * s, z * x * k - y * s, z * y * k + x * s, c + z * z * k];
}

/** A direction as a rotation has it. */
export const turned = (m: Turn, [x, y, z]: Vec3): Vec3 => [m[0] * x + m[1] * y + m[2] * z, m[3] * x + m[4] * y + m[5] * z, m[6] * x + m[7] * y + m[8] * z];

/** Turns about `from` and brings it to `to`. */
function poseOf(m: Turn, from: Vec3, to: Vec3): Pose {
  const [x, y, z] = subtract(to, turned(m, from));
  return [m[0], m[1], m[2], x, m[3], m[4], m[5], y, m[6], m[7], m[8], z];
}

/** To the outer side, about which all of it bends but for the tibia's own turn. */
export const X: Vec3 = [1, 0, 0];
const Y: Vec3 = [0, 1, 0];

function product(a: Turn, b: Turn): Turn {
  const column = (i: 0 | 1 | 2): Vec3 => turned(a, [b[i], b[(i + 3) as 3 | 4 | 5], b[(i + 6) as 6 | 7 | 8]]);
  const [p, q, r] = [column(0), column(1), column(2)];
  return [p[0], q[0], r[0], p[1], q[1], r[1], p[2], q[2], r[2]];
}

/** Where the tibia and all that is fixed to it has gone. */
export function tibiaPose(flexion: number): Pose {
  const back = rolledBack(flexion).medial;
  const turn = product(turnAbout(AXIS, within(flexion) * RAD), turnAbout(Y, -turnedIn(flexion) * RAD));
  return poseOf(turn, subtract(medial.centreM, [0, 0, back]), medial.centreM);
}

/** The patella turns 30 to 40 % less than the tibia bends (review of measurements, J Healthc Eng 2019:9159267). */
export const PATELLA_SHARE = 0.7;
const PATELLA_MIDDLE: Vec3 = [0.001, 0.036, 0.034];

/** What {@link bendWeights} of an angle are multiplied by for the patella's way down and back, metres: fitted to our femur's groove, the ligament keeping its length. */
const PATELLA_DOWN = [-0.00823, -0.04521, 0.00514, 0.00008] as const;
const PATELLA_FORTH = [-0.03525, 0.0124, -0.00228, -0.00152] as const;

/** Four numbers that carry every movement of the bending knee; all 0 where it is straight. */
export type Weights = [number, number, number, number];

/** Writes an angle's four numbers into `out`: nothing is allocated. */
export function bendWeights(flexion: number, out: Weights): Weights {
  const radians = within(flexion) * RAD;
  out[0] = 1 - Math.cos(radians);
  out[1] = Math.sin(radians);
  out[2] = 1 - Math.cos(2 * radians);
  out[3] = Math.sin(2 * radians);
  return out;
}

const weighed = (by: Readonly<Weights>, ways: readonly [number, number, number, number]): number => by[0] * ways[0] + by[1] * ways[1] + by[2] * ways[2] + by[3] * ways[3];

/** Where the patella has gone: down the groove of the femur, held by its ligament. */
export function patellaPose(flexion: number): Pose {
  const by = bendWeights(flexion, [0, 0, 0, 0]);
  const to = add(PATELLA_MIDDLE, [0, weighed(by, PATELLA_DOWN), weighed(by, PATELLA_FORTH)]);
  return poseOf(turnAbout(X, within(flexion) * RAD * PATELLA_SHARE), PATELLA_MIDDLE, to);
}

/** A point as a rigid movement has it. */
export function placed(pose: Pose, [x, y, z]: Vec3): Vec3 {
  return [pose[0] * x + pose[1] * y + pose[2] * z + pose[3], pose[4] * x + pose[5] * y + pose[6] * z + pose[7], pose[8] * x + pose[9] * y + pose[10] * z + pose[11]];
}

/** A direction as a rigid movement has it. */
export const turnedBy = (pose: Pose, v: Vec3): Vec3 => subtract(placed(pose, v), [pose[3], pose[7], pose[11]]);

/** Between two points. */
export const mixed = (a: Vec3, b: Vec3, share: number): Vec3 => add(times(a, 1 - share), times(b, share));
