import { registers } from "@/core/room/registers";
import type { Edit } from "@/core/room/undo";
import { isCut } from "@/core/room/values";
import type { AnatomyModel } from "./manifest";
import type { ReadRegister } from "./read";
import { dot, lengthOf, subtract, times, type Vec3 } from "./vector";

/**
 * A plane that cuts a model open, in the model's own frame about its middle: metres at life size, x the
 * patient's left, y up, z front. It turns, moves and grows with the model. What lies beyond it, on the
 * side that `n` points to, is taken away; what has n·p ≤ d stays (ANA-101).
 */
export interface CutPlane {
  /** Unit normal, towards what is taken away and towards whoever looks at the cut. */
  readonly n: Vec3;
  /** Distance from the model's middle along `n`, metres. */
  readonly d: number;
}

/** Which of the three planes. */
export type CutIndex = 0 | 1 | 2;
/** All of them. */
export const CUT_INDICES: readonly CutIndex[] = [0, 1, 2];
/** The planes of a scene by their number; null where there is none. */
export type Cuts = readonly [CutPlane | null, CutPlane | null, CutPlane | null];

/** No plane at all. */
export const NO_CUTS: Cuts = [null, null, null];

/** At least this share of the model's reach stays, so that nobody wonders where it went. */
const LEAST_LEFT = 0.04;
const NORMAL_STEPS = 1e5;
const METRE_STEPS = 1e4;

const unit = (n: Vec3): Vec3 => times(n, 1 / Math.max(lengthOf(n), 1e-9));

/** Half of a model's bounding box, metres. */
export function halfSizeOf({ boundsM: { min, max } }: Pick<AnatomyModel, "boundsM">): Vec3 {
  return times(subtract(max, min), 0.5);
}

/** The middle of a model's bounding box in the frame of its file, metres. */
export function middleOf({ boundsM: { min, max } }: Pick<AnatomyModel, "boundsM">): Vec3 {
  return [(min[0] + max[0]) / 2, (min[1] + max[1]) / 2, (min[2] + max[2]) / 2];
}

/** How far a model reaches from its middle along a direction, metres; farther while it is pulled apart. */
export function reachAlong(model: Pick<AnatomyModel, "boundsM">, n: Vec3, apart = 0): number {
  const [x, y, z] = halfSizeOf(model);
  return (Math.abs(n[0]) * x + Math.abs(n[1]) * y + Math.abs(n[2]) * z) * (1 + apart);
}

/** The plane where it still leaves something and still is a place to grip: as near to `plane` as that goes. */
export function withinReach(model: Pick<AnatomyModel, "boundsM">, plane: CutPlane, apart = 0): CutPlane {
  const reach = reachAlong(model, plane.n, apart);
  return { n: plane.n, d: Math.min(reach, Math.max(-reach * (1 - 2 * LEAST_LEFT), plane.d)) };
}

/** Reads a register's value; anything but a plane that is on is null. */
export function readCut(value: unknown): CutPlane | null {
  return isCut(value) && value.on ? { n: unit(value.n), d: value.d } : null;
}

/** How far a model is pulled apart, 0 to 1. */
export function apartOf(model: Pick<AnatomyModel, "id">, read: ReadRegister): number {
  const value = read(registers.explode(model.id));
  return typeof value === "number" && value > 0 ? Math.min(1, value) : 0;
}

/** The planes that cut a model now. */
export function cutsOf(model: AnatomyModel, read: ReadRegister): Cuts {
  const apart = apartOf(model, read);
  const at = (index: CutIndex): CutPlane | null => {
    const plane = readCut(read(registers.cut(index)));
    return plane && withinReach(model, plane, apart);
  };
  return [at(0), at(1), at(2)];
}

/** Whether anything is cut. */
export function isCutOpen(cuts: Cuts): boolean {
  return cuts.some((plane) => plane !== null);
}

/** Whether a point (model's frame about its middle, metres) has been cut away. */
export function isCutAway(cuts: Cuts, p: Vec3): boolean {
  return cuts.some((plane) => plane !== null && dot(plane.n, p) > plane.d);
}

const inSteps = (value: number, steps: number): number => Math.round(value * steps) / steps || 0;

/** Puts a plane somewhere, or takes it away. */
export function setCut(index: CutIndex, plane: CutPlane | null): Edit {
  if (plane === null) return { register: registers.cut(index), value: null };
  const [x, y, z] = unit(plane.n);
  return {
    register: registers.cut(index),
    value: { on: true, n: [inSteps(x, NORMAL_STEPS), inSteps(y, NORMAL_STEPS), inSteps(z, NORMAL_STEPS)], d: inSteps(plane.d, METRE_STEPS) },
  };
}

/** Takes all planes away; writes only what changes. */
export function joinUp(read: ReadRegister): Edit[] {
  return CUT_INDICES.filter((index) => readCut(read(registers.cut(index))) !== null).map((index) => setCut(index, null));
}

/** Pulls a model's structures apart: 0 together, 1 as far as they go. */
export function pullApart(model: Pick<AnatomyModel, "id">, share: number): Edit {
  const within = Math.min(1, Math.max(0, share));
  return { register: registers.explode(model.id), value: within === 0 ? null : within };
}

/** Planes with a name. `frontal` parts front from back, `sagittal` left from right, `transverse` upper from lower. */
export type CutPreset = "frontal" | "sagittal" | "transverse";
/** All of them, in reading order. */
export const CUT_PRESETS: readonly CutPreset[] = ["frontal", "sagittal", "transverse"];

const PRESET_NORMALS: Readonly<Record<CutPreset, Vec3>> = { frontal: [0, 0, 1], sagittal: [1, 0, 0], transverse: [0, 1, 0] };

/** A named plane through a point, by default the middle. It takes away the front, the patient's left, or the upper part. */
export function presetCut(preset: CutPreset, through: Vec3 = [0, 0, 0]): CutPlane {
  const n = PRESET_NORMALS[preset];
  return { n, d: dot(n, through) };
}

/** The plane's name where it has one, whichever side it takes away. */
export function presetOf({ n }: CutPlane): CutPreset | null {
  return CUT_PRESETS.find((preset) => Math.abs(dot(PRESET_NORMALS[preset], n)) > 1 - 1e-6) ?? null;
}

/** The plane across an axis through a point; of its two sides the one that the front is on is taken away. */
export function cutAcross(axis: Vec3, through: Vec3): CutPlane {
  const along = unit(axis);
  const towardsFront = along[2] < -1e-6 || (Math.abs(along[2]) <= 1e-6 && along[1] < 0) ? times(along, -1) : along;
  return { n: towardsFront, d: dot(towardsFront, through) };
}

/** The same plane, with its other side taken away. */
export function flipped({ n, d }: CutPlane): CutPlane {
  return { n: [-n[0] || 0, -n[1] || 0, -n[2] || 0], d: -d || 0 };
}

/** How a plane is turned: about the upright axis, then up from level; radians. Straight up and down have no first. */
export interface CutTurn {
  readonly aroundRad: number;
  readonly aboveRad: number;
}

/** A plane's turn. */
export function turnOf({ n }: CutPlane): CutTurn {
  const flat = Math.hypot(n[0], n[2]);
  return { aroundRad: flat < 1e-4 ? 0 : Math.atan2(n[0], n[2]), aboveRad: Math.atan2(n[1], flat) };
}

/** The plane turned so, as far from the model's middle as before. */
export function turnedTo({ d }: CutPlane, { aroundRad, aboveRad }: CutTurn): CutPlane {
  const flat = Math.cos(aboveRad);
  return { n: [Math.sin(aroundRad) * flat, Math.sin(aboveRad), Math.cos(aroundRad) * flat], d };
}

/** A plane through a point, with another normal. */
export function tiltedAbout(point: Vec3, n: Vec3): CutPlane {
  const turned = unit(n);
  return { n: turned, d: dot(turned, point) };
}

/** Whether the eye could not tell two planes apart (0.05 mm, 0.05°). */
export function isSameCut(a: CutPlane | null, b: CutPlane | null): boolean {
  if (a === null || b === null) return a === b;
  return Math.abs(a.d - b.d) < 5e-5 && lengthOf(subtract(a.n, b.n)) < 1e-3;
}

/** The next picture on the way from one plane to another; a plane that comes or goes is there, or gone, at once. */
export function glideCut(shown: CutPlane | null, target: CutPlane | null, share: number): CutPlane | null {
  if (shown === null || target === null || isSameCut(shown, target) || dot(shown.n, target.n) < -0.5) return target;
  const n: Vec3 = [
    shown.n[0] + (target.n[0] - shown.n[0]) * share,
    shown.n[1] + (target.n[1] - shown.n[1]) * share,
    shown.n[2] + (target.n[2] - shown.n[2]) * share,
  ];
  return { n: unit(n), d: shown.d + (target.d - shown.d) * share };
}
