import type { Vec3 } from "./vector";

/*
 * How our own heart moves: fields over its space and not over its parts, so that what touches goes on touching
 * (ANA-402). The still model is the end of diastole. Directions and sizes are those that it was grown with
 * (scripts/anatomy/heart); a test compares them. Lengths in here are millimetres, from where the left ventricle's
 * axis meets the plane of the mitral valve.
 */

const unit = ([x, y, z]: Vec3): Vec3 => {
  const by = 1 / Math.hypot(x, y, z);
  return [x * by, y * by, z * by];
};
const cross = (a: Vec3, b: Vec3): Vec3 => [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
const along = (a: Vec3, x: number, y: number, z: number): number => a[0] * x + a[1] * y + a[2] * z;

/** From base to apex, from the left ventricle to the right one, and square to both. */
const A = unit([0.68, -0.5, 0.54]);
const RIGHT: Vec3 = [-0.7, 0.02, 0.71];
const towards = along(A, ...RIGHT);
const R = unit([RIGHT[0] - A[0] * towards, RIGHT[1] - A[1] * towards, RIGHT[2] - A[2] * towards]);
const U = cross(R, A);
/** The heart's own directions: across to the right ventricle, up and left, and to the apex. */
export const HEART_AXES = [R, U, A] as const;

const smooth = (from: number, to: number, x: number): number => {
  const t = Math.min(1, Math.max(0, (x - from) / (to - from)));
  return t * t * (3 - 2 * t);
};
const squared = (x: number): number => x * x;

/** How far the plane of the valves comes down towards the apex, millimetres: 12 to 15 on the left (Lang et al. 2015), 17 and more on the right. */
const DESCENT_MM = 13;
const DESCENT_RIGHT_MM = 5;
/** How much nearer the inner left wall comes to its axis, as a share, and the right ventricle's free wall to the septum. */
const LEFT_DRAW = 0.41;
const RIGHT_DRAW_MM = 14;
/** The apex turns so far about the axis: about 10° (Sengupta et al., JACC Cardiovasc Imaging 2008;1:366-376). */
const TWIST_RAD = 0.16;
const ATRIAL_DRAW = 0.2;

/** Adds a vector of the heart's directions (mm) to `out`, in metres and the model's axes. */
function addTo(out: [number, number, number], r: number, u: number, a: number): void {
  for (const axis of [0, 1, 2] as const) out[axis] += (R[axis] * r + U[axis] * u + A[axis] * a) / 1000;
}

/** How far a point of the still heart (metres, the model file's frame) goes until the ventricles are at their smallest, added to `out`. */
export function addContraction(x: number, y: number, z: number, share: number, out: [number, number, number]): void {
  if (share === 0) return;
  const [mx, my, mz] = [x * 1000, y * 1000, z * 1000];
  const [r, u, a] = [along(R, mx, my, mz), along(U, mx, my, mz), along(A, mx, my, mz)];
  // The great vessels and what lies behind the heart stay where they are.
  const here = (1 - smooth(68, 104, Math.hypot(r - 8, u + 2, a - 15))) * smooth(-50, -24, mz) * share;
  if (here <= 0) return;
  // Nothing but the ring narrows at the base.
  const below = smooth(-12, 22, a) * here;
  const left = LEFT_DRAW / (1 + Math.pow(squared(r / 28) + squared(u / 30) + squared((a - 10) / 75), 4));
  // The right one is a pocket around the left: the farther from the septum, the more its wall comes to it.
  const outside = Math.sqrt(squared(r / 31) + squared(u / 33) + squared((a - 14) / 76));
  const inPocket = smooth(-30, 6, a) * smooth(-6, 16, r) / (1 + Math.pow(squared((r - 28) / 36) + squared((u - 4) / 46) + squared((a - 20) / 58), 5));
  const right = (RIGHT_DRAW_MM * smooth(-3, 27, (outside - 1) * 31) * inPocket * here) / Math.max(1, Math.hypot(r, u));
  const twist = TWIST_RAD * smooth(12, 78, a) * here;
  const down = (DESCENT_MM + DESCENT_RIGHT_MM * smooth(4, 34, r)) * smooth(-48, 0, a) * (1 - smooth(0, 86, a)) * here;
  addTo(out, -below * left * r - right * r + twist * u, -below * left * u - right * u - twist * r, down);
}

interface Hollow {
  readonly centre: Vec3;
  readonly semi: Vec3;
}
/** The atria: middles and reaches of what contracts, in the model's axes. */
const ATRIA: readonly Hollow[] = [
  { centre: [-12.2, 26.1, -24.4], semi: [29, 19, 18] },
  { centre: [-44.2, 2.1, 5.6], semi: [24, 30, 25] },
];

/** The same for the atria, until they are at their smallest. */
export function addAtrialSqueeze(x: number, y: number, z: number, share: number, out: [number, number, number]): void {
  if (share === 0) return;
  for (const { centre, semi } of ATRIA) {
    const [dx, dy, dz] = [x * 1000 - centre[0], y * 1000 - centre[1], z * 1000 - centre[2]];
    const far = squared(dx / semi[0]) + squared(dy / semi[1]) + squared(dz / semi[2]);
    const pull = (-ATRIAL_DRAW * share) / (1 + far * far * far) / 1000;
    out[0] += dx * pull;
    out[1] += dy * pull;
    out[2] += dz * pull;
  }
}

/** An inlet: a funnel that hangs from its ring, half open in the still model. In the heart's directions. */
interface Funnel {
  readonly centre: Vec3;
  readonly squash: number;
  readonly openMm: number;
}
const MITRAL: Funnel = { centre: [-6, -4, 0], squash: 1.08, openMm: 13.4 };
const TRICUSPID: Funnel = { centre: [27, -15, 4.5], squash: 1.15, openMm: 14.4 };

/** An outlet: three pockets that meet in the middle, closed in the still model. In the model's axes. */
interface Pockets {
  readonly centre: Vec3;
  readonly out: Vec3;
  readonly radiusMm: number;
  readonly spinRad: number;
}
const inModel = (r: number, u: number, a: number): Vec3 => [R[0] * r + U[0] * u + A[0] * a, R[1] * r + U[1] * u + A[1] * a, R[2] * r + U[2] * u + A[2] * a];
const AORTIC: Pockets = { centre: inModel(8, 18, -6), out: unit([-0.62, 0.72, 0.12]), radiusMm: 12.6, spinRad: 0.6 };
const PULMONARY: Pockets = { centre: inModel(23.5, 44, 2.5), out: unit([-0.1, 0.96, -0.24]), radiusMm: 12.4, spinRad: 0.2 };

/** Structures whose points swing, by the valve that they belong to. The cords go with the leaflets that they hold. */
export const SWINGING: ReadonlyMap<string, "inlet" | "outlet"> = new Map([
  ["mitral-valve", "inlet"],
  ["tricuspid-valve", "inlet"],
  ["chordae-tendineae", "inlet"],
  ["aortic-valve", "outlet"],
  ["pulmonary-valve", "outlet"],
] as const);

// Cords of both sides are one structure: the nearer ring holds them.
function funnelAt(structureId: string, r: number, u: number): Funnel {
  if (structureId === "mitral-valve") return MITRAL;
  if (structureId === "tricuspid-valve") return TRICUSPID;
  const far = (f: Funnel): number => Math.hypot(r - f.centre[0], u - f.centre[1]);
  return far(MITRAL) < far(TRICUSPID) ? MITRAL : TRICUSPID;
}

/** How far a point of an inlet goes until it is fully open (`open`) or shut, added to `out`: hinged at the ring, with the cords held at their muscles. */
export function addInletSwing(structureId: string, x: number, y: number, z: number, open: boolean, out: [number, number, number]): void {
  const [mx, my, mz] = [x * 1000, y * 1000, z * 1000];
  const [r, u, a] = [along(R, mx, my, mz), along(U, mx, my, mz), along(A, mx, my, mz)];
  const { centre, squash, openMm } = funnelAt(structureId, r, u);
  const [p, q, depth] = [r - centre[0], (u - centre[1]) / squash, a - centre[2]];
  const rho = Math.max(0.01, Math.hypot(p, q));
  const swing = smooth(0, 13, depth) * (1 - smooth(17, 33, depth));
  const way = open ? Math.max(0, openMm - rho) * 0.85 : -Math.max(0, rho - 0.8) * 0.93;
  const lift = open ? 0 : -depth * 0.42;
  addTo(out, (p / rho) * way * swing, (q / rho) * way * swing * squash, lift * swing);
}

const THIRD = (2 * Math.PI) / 3;
/** So far along its normal a point of a pocket is looked for: the two sides of where pockets meet belong to different ones. */
const SIDE_MM = 0.7;

interface InPocket {
  readonly first: Vec3;
  readonly second: Vec3;
  readonly p: number;
  readonly q: number;
  readonly height: number;
}

function inPockets({ centre, out }: Pockets, x: number, y: number, z: number): InPocket {
  const first = unit(cross(Math.abs(out[2]) < 0.8 ? [0, 0, 1] : [1, 0, 0], out));
  const second = cross(out, first);
  const [dx, dy, dz] = [x * 1000 - centre[0], y * 1000 - centre[1], z * 1000 - centre[2]];
  return { first, second, p: along(first, dx, dy, dz), q: along(second, dx, dy, dz), height: along(out, dx, dy, dz) };
}

const pocketsOf = (structureId: string): Pockets => (structureId === "aortic-valve" ? AORTIC : PULMONARY);

/** Which of an outlet's three pockets a point of its surface belongs to, 0 to 2, by where it is and where its surface faces. */
export function pocketOf(structureId: string, x: number, y: number, z: number, nx: number, ny: number, nz: number): 0 | 1 | 2 {
  const by = SIDE_MM / 1000;
  const pockets = pocketsOf(structureId);
  const { p, q } = inPockets(pockets, x + nx * by, y + ny * by, z + nz * by);
  const turn = Math.round((Math.atan2(q, p) - pockets.spinRad) / THIRD);
  const pocket = ((turn % 3) + 3) % 3;
  return pocket === 0 ? 0 : pocket === 1 ? 1 : 2;
}

/** How far a point of a pocket goes until the outlet is fully open, added to `out`: hinged at the wall, the free edge swings out and up against it. */
export function addOutletSwing(structureId: string, x: number, y: number, z: number, pocket: 0 | 1 | 2, out: [number, number, number]): void {
  const pockets = pocketsOf(structureId);
  const { first, second, p, q, height } = inPockets(pockets, x, y, z);
  const turn = pockets.spinRad + pocket * THIRD;
  const [c, s] = [Math.cos(turn), Math.sin(turn)];
  const [u, v] = [p * c + q * s, q * c - p * s];
  const wide = pockets.radiusMm * 0.96;
  const wall = Math.sqrt(Math.max(0, wide * wide - v * v));
  const free = Math.min(1, Math.max(0, (wall - u) / Math.max(wall, 3)));
  const across = Math.max(0, wall - u) * 0.94 * smooth(0, 0.25, free);
  const hinge = 0.7 + 8 * squared(Math.abs(v) / (wide * 0.87));
  const up = (hinge + (12.5 - hinge) * free - height) * 0.85 * smooth(0.1, 0.7, free);
  const [dp, dq] = [across * c, across * s];
  for (const axis of [0, 1, 2] as const) out[axis] += (first[axis] * dp + second[axis] * dq + pockets.out[axis] * up) / 1000;
}
