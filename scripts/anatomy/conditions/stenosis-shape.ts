/**
 * A narrowed stretch of the left anterior descending artery: wall, plaque and the channel that is left, in a grid fine
 * enough for a channel of a third of a millimetre. A window towards the outside lets one look in.
 */
import { gradient, type Field } from "../field/distance";
import { cross, dot, length3, scale, subtract, unit, type V3 } from "../field/vector";
import { anteriorDescending, coronaryBox, coronaryParts } from "../heart/coronaries";
import { softSurface } from "../heart/surface";
import { tissueOf } from "../heart/tissue-of";
import type { Organ, Part } from "../organ";
import { grownFrom, hollow, tissue, tissuesWith } from "./pieces";

/** Knots of the artery that the stretch may use, and the one in its middle. */
const FIRST = 2, LAST = 22, MIDDLE = 12;
/** Half the length of stretch, plaque and window, mm. */
const HALF_MM = 9, LESION_MM = 7, WINDOW_MM = 5.6;
export const WALL_MM = 0.4;
/** Plaque thinner than this is left out, mm: it ends bluntly. */
const LEAST_MM = 0.2;
/** How far the wall gives way to a plaque that closes the channel wholly, mm. */
const OUTWARDS_MM = 0.35;
/** Share of the free space by which the channel lies nearer to the outer side. */
const ASIDE = 0.4;
/** Half angle of the window. */
const WINDOW_RAD = 0.95;

interface Station { p: V3; s: number; r: number; out: V3 }
const chain: readonly Station[] = (() => {
  let s = 0;
  return anteriorDescending.slice(FIRST, LAST + 1).map(({ p, r }, i, all): Station => {
    const before = all[i - 1];
    if (before) s += length3(p[0] - before.p[0], p[1] - before.p[1], p[2] - before.p[2]);
    return { p, s, r, out: unit(gradient(softSurface, p[0], p[1], p[2], 1)) };
  });
})();
const centre = chain[MIDDLE - FIRST]!;
/** Middle of the narrowing, mm, the direction of the vessel there, and the direction away from the heart. */
export const narrowest: V3 = centre.p;
export const downstream: V3 = unit(subtract(chain[MIDDLE - FIRST + 1]!.p, chain[MIDDLE - FIRST - 1]!.p));
export const outwards: V3 = unit(cross(cross(downstream, centre.out), downstream));
/** Radius of the healthy channel there. */
export const HEALTHY_MM = centre.r - WALL_MM;

interface Place { s: number; r: number; from: V3; far: number; out: V3 }
/** Where a point lies along the vessel, and how far from its axis. */
function placeOf(x: number, y: number, z: number): Place {
  let best: Place | null = null;
  for (let i = 0; i + 1 < chain.length; i++) {
    const a = chain[i]!, b = chain[i + 1]!;
    const ab = subtract(b.p, a.p), q: V3 = [x - a.p[0], y - a.p[1], z - a.p[2]];
    const t = Math.max(0, Math.min(1, dot(q, ab) / dot(ab, ab)));
    const from = subtract(q, scale(ab, t)), far = length3(from[0], from[1], from[2]);
    if (best && far >= best.far) continue;
    const mix = (u: number, v: number): number => u + (v - u) * t;
    best = { s: mix(a.s, b.s) - centre.s, r: mix(a.r, b.r), from, far, out: [mix(a.out[0], b.out[0]), mix(a.out[1], b.out[1]), mix(a.out[2], b.out[2])] };
  }
  return best!;
}

/** 1 in the middle of the narrowing, 0 at its ends. */
const depth = (s: number): number => (Math.abs(s) < LESION_MM ? 0.5 + 0.5 * Math.cos((Math.PI * s) / LESION_MM) : 0);

interface Walls { outer: number; inner: number; channel: number; plaque: number; window: number; along: number }
function wallsAt(grade: number, x: number, y: number, z: number): Walls {
  const { s, r, from, far, out } = placeOf(x, y, z);
  const w = depth(s) * grade;
  const outer = far - r - OUTWARDS_MM * w, inner = outer + WALL_MM;
  const healthy = r - WALL_MM, left = healthy * (1 - w);
  const aside = ASIDE * (healthy - left);
  const channel = length3(from[0] - out[0] * aside, from[1] - out[1] * aside, from[2] - out[2] * aside) - left;
  const plaque = Math.max(inner, -channel, LEAST_MM - (channel - inner));
  const turn = Math.acos(Math.max(-1, Math.min(1, dot(from, out) / (far || 1))));
  return { outer, inner, channel, plaque, window: Math.max((turn - WINDOW_RAD) * Math.max(0.6, far), Math.abs(s) - WINDOW_MM), along: Math.abs(s) - HALF_MM };
}

/** One field of a grade; all of them are asked for the same points in turn. */
function fields(grade: number): Record<"blood" | "window" | "plaque" | "wall", Field> {
  let last: readonly [number, number, number] = [NaN, NaN, NaN], walls: Walls | null = null;
  const at = (x: number, y: number, z: number): Walls => {
    if (walls && last[0] === x && last[1] === y && last[2] === z) return walls;
    last = [x, y, z];
    return (walls = wallsAt(grade, x, y, z));
  };
  return {
    blood: (x, y, z) => {
      const { inner, channel, plaque, along } = at(x, y, z);
      return Math.max(Math.min(channel, Math.max(inner, -plaque)), along);
    },
    window: (x, y, z) => at(x, y, z).window,
    plaque: (x, y, z) => at(x, y, z).plaque,
    wall: (x, y, z) => Math.max(at(x, y, z).outer, at(x, y, z).along),
  };
}

const stretch = chain.filter(({ s }) => Math.abs(s - centre.s) < HALF_MM + 3);
const cornerOf = (pick: (...values: number[]) => number, margin: number): V3 => [0, 1, 2].map((c) => pick(...stretch.map(({ p }) => p[c]!)) + margin) as unknown as V3;
const box: readonly [V3, V3] = [cornerOf(Math.min, -3.4), cornerOf(Math.max, 3.4)];

const tissues = tissuesWith({ "coronary-plaque": "plaque", "lad-channel": "bloodRich", "lad-narrow-wall": "coronaryArtery" }, tissueOf);

/** `grade` = share of the healthy diameter that is lost. */
export function narrowed(grade: number): Organ {
  const { blood, window, plaque, wall } = fields(grade);
  const parts: readonly Part[] = [
    { name: "lad-channel", kind: "blood", f: blood },
    hollow("window", window),
    tissue("coronary-plaque", plaque),
    tissue("lad-narrow-wall", wall),
  ];
  return grownFrom("heart", parts, box, 0.14, tissues);
}

/** The artery before and behind the stretch, on the healthy heart's own grid. */
export function rest(): Organ {
  const gone: Field = (x, y, z) => {
    const { s, r, far } = placeOf(x, y, z);
    return Math.max(Math.abs(s) - HALF_MM, far - r - 0.8);
  };
  const parts = coronaryParts.flatMap((part): Part[] => (part.name === "left-anterior-descending-artery" ? [hollow("stretch", gone), { ...part, bodies: 2 }] : []));
  return grownFrom("heart", parts, coronaryBox, 0.54, tissues, undefined, 0.5);
}
