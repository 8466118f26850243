/** Solids from profile curves: closed outlines stacked along an axis, as a bone is known from its cuts. */
import type { Field } from "./distance";

/** An outline's corners in the two axes square to the stack's, mm; the curve through them is smooth. */
export type Outline = readonly (readonly [number, number])[];

export interface Station {
  /** Place along the stack's axis, mm. */
  at: number;
  outline: Outline;
}

export interface Profile {
  axis: "x" | "y";
  /** A line that runs inside all outlines, per station or one for all; radii are taken around it. */
  centre: readonly [number, number] | readonly (readonly [number, number])[];
  stations: readonly Station[];
  /** Widths over which outlines melt into each other along the axis, mm. */
  softMm?: number;
}

const ANGLES = 192;
/** Places along the axis, mm apart. */
const STEP = 0.5;
const TURN = Math.PI * 2;

const spline = (a: number, b: number, c: number, d: number, t: number): number =>
  0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t * t + (3 * b - a - 3 * c + d) * t * t * t);

/** Distance of a closed smooth outline from `centre` in each of ANGLES directions. */
function radiiOf(outline: Outline, [cu, cv]: readonly [number, number]): Float64Array {
  const n = outline.length;
  const fine: [number, number][] = [];
  const at = (i: number, c: 0 | 1): number => outline[((i % n) + n) % n]![c];
  for (let i = 0; i < n; i++)
    for (let j = 0; j < 24; j++) {
      const t = j / 24;
      fine.push([spline(at(i - 1, 0), at(i, 0), at(i + 1, 0), at(i + 2, 0), t) - cu, spline(at(i - 1, 1), at(i, 1), at(i + 1, 1), at(i + 2, 1), t) - cv]);
    }
  const radii = new Float64Array(ANGLES);
  for (let k = 0; k < ANGLES; k++) {
    const u = Math.cos((k / ANGLES) * TURN), v = Math.sin((k / ANGLES) * TURN);
    for (let i = 0; i < fine.length; i++) {
      const p = fine[i]!, q = fine[(i + 1) % fine.length]!;
      const s = p[0] * v - p[1] * u, e = q[0] * v - q[1] * u;
      if (s > 0 === e > 0) continue;
      const t = s / (s - e);
      const along = (p[0] + (q[0] - p[0]) * t) * u + (p[1] + (q[1] - p[1]) * t) * v;
      if (along > radii[k]!) radii[k] = along;
    }
    if (!(radii[k]! > 0)) throw new Error("an outline does not go around its centre");
  }
  return radii;
}

/** Weights of a bell about 0, `width` steps broad. */
function bell(width: number): number[] {
  const reach = Math.ceil(width * 2.5);
  const raw = Array.from({ length: reach * 2 + 1 }, (_, i) => Math.exp(-0.5 * ((i - reach) / Math.max(width, 1e-6)) ** 2));
  const sum = raw.reduce((a, b) => a + b, 0);
  return raw.map((w) => w / sum);
}

interface Table { radii: Float32Array; centres: Float64Array; from: number; rows: number }

/** Radii on a regular table over place and angle, melted along the axis. */
function tabulate({ centre, stations, softMm = 1.5 }: Profile): Table {
  const from = stations[0]!.at, to = stations[stations.length - 1]!.at;
  const rows = Math.round((to - from) / STEP) + 1;
  const isOne = typeof centre[0] === "number";
  const centreOf = (i: number): readonly [number, number] => (isOne ? centre : centre[i]) as readonly [number, number];
  const known = stations.map((station, i) => radiiOf(station.outline, centreOf(i)));
  const sharp = new Float64Array(rows * ANGLES);
  const centres = new Float64Array(rows * 2);
  for (let r = 0; r < rows; r++) {
    const place = from + r * STEP;
    let i = 0;
    while (i < stations.length - 2 && stations[i + 1]!.at <= place) i++;
    const a = stations[i]!, b = stations[i + 1]!;
    const t = Math.max(0, Math.min(1, (place - a.at) / (b.at - a.at)));
    for (let k = 0; k < ANGLES; k++) sharp[r * ANGLES + k] = known[i]![k]! * (1 - t) + known[i + 1]![k]! * t;
    for (const c of [0, 1] as const) centres[r * 2 + c] = centreOf(i)[c] * (1 - t) + centreOf(i + 1)[c] * t;
  }
  const weights = bell(softMm / STEP), reach = (weights.length - 1) / 2;
  const radii = new Float32Array(rows * ANGLES);
  for (let r = 0; r < rows; r++)
    for (let k = 0; k < ANGLES; k++) {
      let sum = 0;
      for (let w = -reach; w <= reach; w++) {
          const s = Math.max(0, Math.min(rows - 1, r + w));
        sum += weights[w + reach]! * sharp[s * ANGLES + k]!;
      }
      radii[r * ANGLES + k] = sum;
    }
  return { radii, centres, from, rows };
}

/** The solid of a profile, cut flat at its first and last station. Distances are of first order. */
export function profileSolid(profile: Profile): Field {
  const { radii, centres, from, rows } = tabulate(profile);
  const last = from + (rows - 1) * STEP;
  const sample = (row: number, angle: number): number => {
    const r = Math.max(0, Math.min(rows - 1.001, row)), i = Math.floor(r), s = r - i;
    const a = ((angle % ANGLES) + ANGLES) % ANGLES, k = Math.floor(a), t = a - k, k2 = (k + 1) % ANGLES;
    const low = radii[i * ANGLES + k]! * (1 - t) + radii[i * ANGLES + k2]! * t;
    const high = radii[(i + 1) * ANGLES + k]! * (1 - t) + radii[(i + 1) * ANGLES + k2]! * t;
    return low * (1 - s) + high * s;
  };
  const distance = (along: number, u: number, v: number): number => {
    const row = (along - from) / STEP;
    const r = Math.max(0, Math.min(rows - 1.001, row)), i = Math.floor(r), s = r - i;
    const du = u - (centres[i * 2]! * (1 - s) + centres[i * 2 + 2]! * s);
    const dv = v - (centres[i * 2 + 1]! * (1 - s) + centres[i * 2 + 3]! * s);
    const rho = Math.sqrt(du * du + dv * dv);
    const angle = (Math.atan2(dv, du) / TURN) * ANGLES;
    const radius = sample(row, angle);
    const raw = rho - radius;
    let d = raw;
    if (raw < 200) {
      const around = ((sample(row, angle + 2) - sample(row, angle - 2)) / 4) * (ANGLES / TURN) / Math.max(rho, 4);
      const length = (sample(row + 1.5, angle) - sample(row - 1.5, angle)) / (3 * STEP);
      d = raw / Math.sqrt(1 + around * around + length * length);
    }
    return Math.max(d, from - along, along - last);
  };
  return profile.axis === "x" ? (x, y, z) => distance(x, z, y) : (x, y, z) => distance(y, x, z);
}
