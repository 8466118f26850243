import { kneeAxis, kneeParts, type KneeBand } from "./motion-parts";
import { add, lengthOf, subtract, times, type Vec3 } from "./vector";

/*
 * How our own knee bends (ANA-410 to 413). The femur stays; everything else goes by where it is tied. Lengths are
 * metres and angles degrees in the model file's frame: x to the outer side, y up, z to the front.
 */

/** How far our knee bends, degrees; 0 is the model as it was drawn. */
export const KNEE_FLEXION = { min: 0, max: 140, step: 1 } as const;

/** A rigid movement: three rows of a rotation, each followed by its shift in metres. */
export type Pose = readonly [number, number, number, number, number, number, number, number, number, number, number, number];

const RAD = Math.PI / 180;
const STILL: Pose = [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0];

const smooth = (from: number, to: number, x: number): number => {
  const t = Math.min(1, Math.max(0, (x - from) / (to - from)));
  return t * t * (3 - 2 * t);
};
const within = (flexion: number): number => Math.min(KNEE_FLEXION.max, Math.max(KNEE_FLEXION.min, flexion));

// Iwaki, Pinskerova and Freeman (J Bone Joint Surg Br 2000;82-B:1189): up to 120° the medial centre stays within 1.5 mm,
// the lateral one goes back by about 15 mm. Beyond, both go on to the back (Freeman and Pinskerova, J Biomech 2005;38:197).
const MEDIAL_BACK_M = 0.0015;
const LATERAL_BACK_M = 0.015;
const DEEP_MEDIAL_BACK_M = 0.003;
const DEEP_LATERAL_BACK_M = 0.004;

/** How far the centre of each condyle has gone back over the tibia at an angle, metres. */
export function rolledBack(flexion: number): { readonly medial: number; readonly lateral: number } {
  const [most, deep] = [smooth(0, 120, within(flexion)), smooth(105, 150, within(flexion))];
  return { medial: MEDIAL_BACK_M * most + DEEP_MEDIAL_BACK_M * deep, lateral: LATERAL_BACK_M * most + DEEP_LATERAL_BACK_M * deep };
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

function turnAbout([x, y, z]: Vec3, radians: number): Turn {
  const [c, s] = [Math.cos(radians), Math.sin(radians)];
  const k = 1 - c;
  return [c + x * x * k, x * y * k - z * s, x * z * k + y * s, y * x * k + z * s, c + y * y * k, y * z * k - x * s, z * x * k - y * s, z * y * k + x * s, c + z * z * k];
}

const turned = (m: Turn, [x, y, z]: Vec3): Vec3 => [m[0] * x + m[1] * y + m[2] * z, m[3] * x + m[4] * y + m[5] * z, m[6] * x + m[7] * y + m[8] * z];

/** Turns about `from` and brings it to `to`. */
function poseOf(m: Turn, from: Vec3, to: Vec3): Pose {
  const [x, y, z] = subtract(to, turned(m, from));
  return [m[0], m[1], m[2], x, m[3], m[4], m[5], y, m[6], m[7], m[8], z];
}

const NOWHERE: Vec3 = [0, 0, 0];
const X: Vec3 = [1, 0, 0];
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

/** The patella turns so much less than the tibia (Nha et al., J Orthop Res 2008;26:1067-1074). */
const PATELLA_SHARE = 0.7;
const PATELLA_MIDDLE: Vec3 = [0.001, 0.036, 0.034];

/** What {@link bendWeights} of an angle are multiplied by for the patella's way down and back, metres: along the femur's groove and held by its ligament. */
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

const turnedBy = (pose: Pose, v: Vec3): Vec3 => subtract(placed(pose, v), [pose[3], pose[7], pose[11]]);
const mixed = (a: Vec3, b: Vec3, share: number): Vec3 => add(times(a, 1 - share), times(b, share));

// Vedi et al. (J Bone Joint Surg Br 1999;81-B:37), standing, up to 90°: how far the hind and the front horns go back.
// Bent deeply, the condyles push them on by as much as they go back themselves.
const MENISCI: Readonly<Record<string, { readonly hindM: number; readonly frontM: number; readonly deepM: number }>> = {
  "medial-meniscus": { hindM: 0.0039, frontM: 0.0071, deepM: DEEP_MEDIAL_BACK_M },
  "lateral-meniscus": { hindM: 0.0056, frontM: 0.0095, deepM: DEEP_LATERAL_BACK_M },
};
const MENISCUS_HIND_Z = -0.022;
const MENISCUS_FRONT_Z = 0.017;
const MENISCUS_FOOT_Y = 0.001;
const MENISCUS_FLAT = 0.9;

/** Everything that goes somewhere at one angle. */
interface Stand {
  readonly flexion: number;
  readonly tibia: Pose;
  readonly patella: Pose;
  /** Where the quadriceps tendon runs: from the thigh along the way that the patella's upper edge has come. */
  readonly tendon: Line;
}

interface Tie {
  readonly fromM: Vec3;
  readonly toM: Vec3;
  readonly to: KneeBand["to"];
  /** Whose bone holds the first end. */
  readonly isFromPatella: boolean;
}

// The part of these two that lies on the patella goes with it; the free part begins at its edge.
const FREE: Readonly<Record<string, readonly [from: number, to: number]>> = { "patellar-ligament": [0.27, 1], "quadriceps-tendon": [0, 0.7] };
const TIES: ReadonlyMap<string, Tie> = new Map(
  kneeParts.bands.map((band: KneeBand) => {
    const [from, to] = FREE[band.id] ?? [0, 1];
    return [band.id, { fromM: mixed(band.fromM, band.toM, from), toM: mixed(band.fromM, band.toM, to), to: band.to, isFromPatella: band.id === "patellar-ligament" }];
  }),
);
const TENDON = TIES.get("quadriceps-tendon");
const PATH_STEP = 10;

/** The knee at an angle, for {@link placeIn}. */
export function kneeAt(flexion: number): Stand {
  const to = within(flexion);
  const tendon: Vec3[] = TENDON ? [TENDON.fromM, TENDON.toM] : [];
  for (let at = PATH_STEP; TENDON && at < to + PATH_STEP; at += PATH_STEP) tendon.push(placed(patellaPose(Math.min(at, to)), TENDON.toM));
  return { flexion: to, tibia: tibiaPose(to), patella: patellaPose(to), tendon: lineOf(tendon) };
}

/** A line, and how far each of its points lies along it. */
interface Line {
  readonly points: readonly Vec3[];
  readonly at: readonly number[];
}

function lineOf(points: readonly Vec3[]): Line {
  const at = [0];
  points.slice(1).forEach((point, i) => at.push((at[i] ?? 0) + lengthOf(subtract(point, points[i] ?? point))));
  return { points, at };
}

/** A point of a line at a share of its length. */
function alongLine({ points, at }: Line, share: number): Vec3 {
  const far = Math.min(1, Math.max(0, share)) * (at.at(-1) ?? 0);
  const next = Math.max(1, at.findIndex((each) => each >= far));
  const [a, b] = [points[next - 1] ?? NOWHERE, points[next] ?? NOWHERE];
  const [from, to] = [at[next - 1] ?? 0, at[next] ?? 0];
  return mixed(a, b, to > from ? (far - from) / (to - from) : 0);
}

/** The tendon's own turn is that of its way over so much of its length. */
const TURN_OVER = 0.1;

/** How far a line has turned about x at a share of its length from the way of its first stretch, radians. */
function turnAlong(line: Line, share: number): number {
  const way = subtract(alongLine(line, share + TURN_OVER), alongLine(line, share - TURN_OVER));
  const first = subtract(line.points[1] ?? NOWHERE, line.points[0] ?? NOWHERE);
  return Math.max(0, Math.atan2(first[1] * way[2] - first[2] * way[1], first[1] * way[1] + first[2] * way[2]));
}

/** A point of a band: between its ends by where it lies between them, and turned as they are. */
function placeOnBand(tie: Tie, at: Vec3, { flexion, tibia, patella, tendon }: Stand): Vec3 {
  const way = subtract(tie.toM, tie.fromM);
  const from = subtract(at, tie.fromM);
  const share = Math.min(1, Math.max(0, (from[0] * way[0] + from[1] * way[1] + from[2] * way[2]) / (way[0] * way[0] + way[1] * way[1] + way[2] * way[2])));
  const aside = subtract(from, times(way, share));
  const [first, second] = [tie.isFromPatella ? patella : STILL, tie.to === "tibia" ? tibia : patella];
  const middle = tie === TENDON ? alongLine(tendon, share) : mixed(placed(first, tie.fromM), placed(second, tie.toM), share);
  const [begins, ends] = [tie.isFromPatella ? PATELLA_SHARE : 0, tie.to === "tibia" ? 1 : PATELLA_SHARE];
  const turn = tie === TENDON ? turnAlong(tendon, share) : (begins + (ends - begins) * smooth(0, 1, share)) * flexion * RAD;
  const between = turned(turnAbout(X, turn), aside);
  // At its ends it is part of the bone.
  const held = Math.pow(Math.abs(2 * share - 1), 4);
  return add(middle, mixed(between, turnedBy(share < 0.5 ? first : second, aside), held));
}

const WITH_TIBIA: ReadonlySet<string> = new Set(kneeParts.tibia);
const WITH_PATELLA: ReadonlySet<string> = new Set(kneeParts.patella);
const WITH_FEMUR: ReadonlySet<string> = new Set(kneeParts.femur);

/** Where a point of a structure goes. What a condition adds is part of the medial meniscus and goes with it. */
export function placeIn(stand: Stand, structureId: string, at: Vec3): Vec3 {
  if (stand.flexion === 0 || WITH_FEMUR.has(structureId)) return at;
  if (WITH_PATELLA.has(structureId)) return placed(stand.patella, at);
  const tie = TIES.get(structureId);
  if (tie) return placeOnBand(tie, at, stand);
  if (WITH_TIBIA.has(structureId)) return placed(stand.tibia, at);
  const horns = MENISCI[structureId] ?? MENISCI["medial-meniscus"];
  if (!horns) return placed(stand.tibia, at);
  const front = Math.min(1, Math.max(0, (at[2] - MENISCUS_HIND_Z) / (MENISCUS_FRONT_Z - MENISCUS_HIND_Z)));
  const back = (horns.hindM + (horns.frontM - horns.hindM) * front) * smooth(0, 90, stand.flexion) + horns.deepM * smooth(105, 150, stand.flexion);
  // Deeply bent, the femur lies on the hind horn and presses it flat.
  const flat = Math.max(0, at[1] - MENISCUS_FOOT_Y) * MENISCUS_FLAT * (1 - front) * smooth(105, 150, stand.flexion);
  return placed(stand.tibia, subtract(at, [0, flat, back]));
}

/** How much of the tibia's turn a structure's surface makes, 0 to 1: for its light. */
export function turnShare(structureId: string, at: Vec3): number {
  if (WITH_FEMUR.has(structureId)) return 0;
  if (WITH_PATELLA.has(structureId)) return PATELLA_SHARE;
  const tie = TIES.get(structureId);
  if (!tie) return 1;
  const way = subtract(tie.toM, tie.fromM);
  const from = subtract(at, tie.fromM);
  const share = Math.min(1, Math.max(0, (from[0] * way[0] + from[1] * way[1] + from[2] * way[2]) / (way[0] * way[0] + way[1] * way[1] + way[2] * way[2])));
  const [begins, ends] = [tie.isFromPatella ? PATELLA_SHARE : 0, tie.to === "tibia" ? 1 : PATELLA_SHARE];
  return begins + (ends - begins) * smooth(0, 1, share);
}

/** Lengths of the bands' free parts at an angle, as shares of those in the model. */
export function bandLengths(flexion: number): ReadonlyMap<string, number> {
  const stand = kneeAt(flexion);
  const lengths = new Map<string, number>();
  for (const [id, tie] of TIES) {
    const [from, to] = [placeIn(stand, id, tie.fromM), placeIn(stand, id, tie.toM)];
    lengths.set(id, lengthOf(subtract(to, from)) / lengthOf(subtract(tie.toM, tie.fromM)));
  }
  return lengths;
}

/** Angles at which the four ways of a point are fitted. */
const FITTED_EVERY = 10;

/** What turns 14 places of a point into its four ways: least squares, the same for every point. */
function fitting(): { readonly stands: readonly Stand[]; readonly rows: readonly (readonly number[])[] } {
  const stands: Stand[] = [];
  for (let at = FITTED_EVERY; at <= KNEE_FLEXION.max; at += FITTED_EVERY) stands.push(kneeAt(at));
  const by = stands.map(({ flexion }) => bendWeights(flexion, [0, 0, 0, 0]));
  // Normal equations, solved for all places at once by elimination: they are well conditioned over this range.
  const rows = [0, 1, 2, 3].map((i) => [...[0, 1, 2, 3].map((j) => by.reduce((sum, w) => sum + (w[i] ?? 0) * (w[j] ?? 0), 0)), ...by.map((w) => w[i] ?? 0)]);
  rows.forEach((row, i) => {
    const lead = row[i] ?? 1;
    row.forEach((value, c) => (row[c] = value / lead));
    rows.forEach((other, o) => {
      const factor = other[i] ?? 0;
      if (o !== i) other.forEach((value, c) => (other[c] = value - factor * (row[c] ?? 0)));
    });
  });
  return { stands, rows: rows.map((row) => row.slice(4)) };
}

let fitted: ReturnType<typeof fitting> | null = null;

/** The four ways of a point, metres, four times x, y and z, written into `out`: with {@link bendWeights} they carry it to its place within 0.6 mm (bones 0.4), and within 1.5 mm on the long tendon. */
export function bendWays(structureId: string, at: Vec3, out: Float64Array): Float64Array {
  out.fill(0);
  if (WITH_FEMUR.has(structureId)) return out;
  fitted ??= fitting();
  const { stands, rows } = fitted;
  for (let n = 0; n < stands.length; n += 1) {
    const stand = stands[n];
    if (!stand) continue;
    const to = placeIn(stand, structureId, at);
    for (let way = 0; way < 4; way += 1) {
      const by = rows[way]?.[n] ?? 0;
      out[way * 3] = (out[way * 3] ?? 0) + by * (to[0] - at[0]);
      out[way * 3 + 1] = (out[way * 3 + 1] ?? 0) + by * (to[1] - at[1]);
      out[way * 3 + 2] = (out[way * 3 + 2] ?? 0) + by * (to[2] - at[2]);
    }
  }
  return out;
}

/** Where a point that has these ways is at an angle's numbers. */
export function bent(at: Vec3, ways: ArrayLike<number>, by: Readonly<Weights>): Vec3 {
  const shift = (axis: 0 | 1 | 2): number => by[0] * (ways[axis] ?? 0) + by[1] * (ways[3 + axis] ?? 0) + by[2] * (ways[6 + axis] ?? 0) + by[3] * (ways[9 + axis] ?? 0);
  return [at[0] + shift(0), at[1] + shift(1), at[2] + shift(2)];
}
