import { KNEE_FLEXION } from "./bend-range";
import { placed, mixed, patellaPose, PATELLA_SHARE, RAD, smooth, STILL, tibiaPose, turnAbout, turned, turnedBy, X, type Pose } from "./knee-poses";
import { kneeParts, type KneeBand } from "./motion-parts";
import { add, lengthOf, subtract, times, type Vec3 } from "./vector";

/*
 * Ligaments and tendons of our bending knee (ANA-413): tied to a bone at each end, straight or bowed between, and turned
 * as their own way turns. Metres and radians, the model file's frame.
 */

interface Tie {
  readonly fromM: Vec3;
  readonly toM: Vec3;
  readonly to: KneeBand["to"];
  /** Whose bone holds the first end. */
  readonly isFromPatella: boolean;
  /** Its first end lies flat on the femur's side and turns about its own middle with the band, as fibres that cross there do. */
  readonly isPinned: boolean;
  /** How far its middle hangs off the straight line where it is slack. */
  readonly bowM: Vec3 | null;
}

// What of a band lies on a bone goes with it; the free part begins and ends at that bone's edge.
const FREE: Readonly<Record<string, readonly [from: number, to: number]>> = { "patellar-ligament": [0.27, 1], "quadriceps-tendon": [0, 0.7], "medial-collateral-ligament": [0, 0.6] };

// The posterior cruciate hangs slack behind its line in the straight knee and is tight in the bent one.
const BOWS: Readonly<Record<string, Vec3>> = { "posterior-cruciate-ligament": [0.0012, 0.005, -0.0068] };
/** From here on, degrees, no band hangs slack. */
const TIGHT_DEG = 100;

// Bent, the cruciates go around what stands in their straight way: the posterior one past the wall and the roof of the
// femur's notch, the anterior one over the hill in the middle of the tibia. At half their length, at the most.
const AROUND: Readonly<Record<string, (held: Held) => Vec3>> = {
  "posterior-cruciate-ligament": ({ flexion }) => times([0.0042, -0.0025, -0.0009], (flexion / KNEE_FLEXION.max) ** 2),
  "anterior-cruciate-ligament": ({ flexion, tibia }) => times(turnedBy(tibia, [0, 0.0034, 0]), smooth(0, 45, flexion)),
};

const TIES: ReadonlyMap<string, Tie> = new Map(
  kneeParts.bands.map((band: KneeBand) => {
    const [from, to] = FREE[band.id] ?? [0, 1];
    return [band.id, { fromM: mixed(band.fromM, band.toM, from), toM: mixed(band.fromM, band.toM, to), to: band.to, isFromPatella: band.id === "patellar-ligament", isPinned: /collateral|tendon/.test(band.id), bowM: BOWS[band.id] ?? null }];
  }),
);
const TENDON = TIES.get("quadriceps-tendon");

/** Everything that bands hang on at one angle. */
export interface Held {
  readonly flexion: number;
  readonly tibia: Pose;
  readonly patella: Pose;
  /** Where the quadriceps tendon runs. */
  readonly tendon: Line;
}

/** A line, and how far each of its points lies along it. */
interface Line {
  readonly points: readonly Vec3[];
  readonly at: readonly number[];
}

/** Where the bones hold the bands at an angle inside the range. */
export function heldAt(flexion: number): Held {
  const patella = patellaPose(flexion);
  return { flexion, tibia: tibiaPose(flexion), patella, tendon: TENDON ? overGroove(TENDON.fromM, placed(patella, TENDON.toM)) : lineOf([]) };
}

const NOWHERE: Vec3 = [0, 0, 0];

function lineOf(points: readonly Vec3[]): Line {
  const at = [0];
  points.slice(1).forEach((point, i) => at.push((at[i] ?? 0) + lengthOf(subtract(point, points[i] ?? point))));
  return { points, at };
}

// Seen from the side our femur's groove is round; the tendon's middle goes around it at half its own thickness.
const GROOVE_Y = 0.024;
const GROOVE_Z = 0.008;
const AROUND_M = 0.019 + 0.0045;
const ARC_STEP = 2 * RAD;

/** The shortest way from the thigh to the patella in front of the femur: straight, or around the groove. */
function overGroove(from: Vec3, to: Vec3): Line {
  const polar = ([, y, z]: Vec3): readonly [angle: number, tangent: number] => [Math.atan2(y - GROOVE_Y, z - GROOVE_Z), Math.acos(Math.min(1, AROUND_M / Math.hypot(y - GROOVE_Y, z - GROOVE_Z)))];
  const [[first, leaving], [last, coming]] = [polar(from), polar(to)];
  const [begin, end] = [first - leaving, last + coming];
  if (begin <= end) return lineOf([from, to]);
  const steps = Math.ceil((begin - end) / ARC_STEP);
  const arc = Array.from({ length: steps + 1 }, (_, i): readonly [number, number] => {
    const angle = begin + ((end - begin) * i) / steps;
    return [GROOVE_Y + AROUND_M * Math.sin(angle), GROOVE_Z + AROUND_M * Math.cos(angle)];
  });
  const flat = lineOf([[0, from[1], from[2]], ...arc.map(([y, z]): Vec3 => [0, y, z]), [0, to[1], to[2]]]);
  const whole = flat.at.at(-1) ?? 1;
  return lineOf(flat.points.map(([, y, z], i): Vec3 => [from[0] + ((to[0] - from[0]) * (flat.at[i] ?? 0)) / whole, y, z]));
}

/** A point of a line at a share of its length. */
function alongLine({ points, at }: Line, share: number): Vec3 {
  const far = Math.min(1, Math.max(0, share)) * (at.at(-1) ?? 0);
  const next = Math.max(1, at.findIndex((each) => each >= far));
  const [a, b] = [points[next - 1] ?? NOWHERE, points[next] ?? NOWHERE];
  const [from, to] = [at[next - 1] ?? 0, at[next] ?? 0];
  return mixed(a, b, to > from ? (far - from) / (to - from) : 0);
}

/** How far one way is turned about x from another. */
function turnBetween(before: Vec3, after: Vec3): number {
  return Math.atan2(before[1] * after[2] - before[2] * after[1], before[1] * after[1] + before[2] * after[2]);
}

/** A line's turn is that of its way over so much of its length. */
const TURN_OVER = 0.06;

const shareOf = (tie: Tie, at: Vec3): number => {
  const way = subtract(tie.toM, tie.fromM);
  const from = subtract(at, tie.fromM);
  return Math.min(1, Math.max(0, (from[0] * way[0] + from[1] * way[1] + from[2] * way[2]) / (way[0] * way[0] + way[1] * way[1] + way[2] * way[2])));
};

const endsOf = (tie: Tie, { tibia, patella }: Held): readonly [first: Pose, second: Pose] => [tie.isFromPatella ? patella : STILL, tie.to === "tibia" ? tibia : patella];

/** How far a band has turned about x at a share of its length: as its own way between, and as the bone at its ends. */
function turnOf(tie: Tie, share: number, held: Held): number {
  const still = subtract(tie.toM, tie.fromM);
  const [first, second] = endsOf(tie, held);
  const way = tie === TENDON ? subtract(alongLine(held.tendon, share + TURN_OVER), alongLine(held.tendon, share - TURN_OVER)) : subtract(placed(second, tie.toM), placed(first, tie.fromM));
  const own = turnBetween(still, way);
  const begins = tie.isFromPatella ? PATELLA_SHARE * held.flexion * RAD : tie.isPinned ? own : 0;
  const ends = (tie.to === "tibia" ? 1 : PATELLA_SHARE) * held.flexion * RAD;
  const turn = begins + (own - begins) * smooth(0, 0.3, share);
  return turn + (ends - turn) * smooth(0.7, 1, share);
}

/** Where a point of a band goes; null: there is no such band. */
export function placeOnBand(held: Held, id: string, at: Vec3): Vec3 | null {
  const tie = TIES.get(id);
  if (!tie) return null;
  const share = shareOf(tie, at);
  const aside = subtract(at, mixed(tie.fromM, tie.toM, share));
  const [first, second] = endsOf(tie, held);
  const bow = 4 * share * (1 - share);
  const line = tie === TENDON ? alongLine(held.tendon, share) : mixed(placed(first, tie.fromM), placed(second, tie.toM), share);
  const middle = add(line, times(AROUND[id]?.(held) ?? NOWHERE, bow));
  const tight = tie.bowM ? times(tie.bowM, bow * smooth(0, TIGHT_DEG, held.flexion)) : NOWHERE;
  const between = turned(turnAbout(X, turnOf(tie, share, held)), subtract(aside, tight));
  // Where it ends it is part of the bone.
  const begun = tie.isPinned ? between : mixed(turnedBy(first, aside), between, smooth(0, 0.25, share));
  return add(middle, mixed(begun, turnedBy(second, aside), smooth(0.75, 1, share)));
}

/** How much of the tibia's bend a band's surface turns by, 0 to 1, for its light; null: there is no such band. */
export function bandTurnShare(held: Held, id: string, at: Vec3): number | null {
  const tie = TIES.get(id);
  return tie ? Math.min(1, Math.max(0, turnOf(tie, shareOf(tie, at), held) / (held.flexion * RAD))) : null;
}

const MEASURED_IN = 24;

/** Lengths of the bands' free parts along their middles at an angle, as shares of those in the model. */
export function bandLengths(flexion: number): ReadonlyMap<string, number> {
  const lengthAt = (held: Held, id: string, tie: Tie): number => {
    const middles = Array.from({ length: MEASURED_IN + 1 }, (_, i) => {
      const share = i / MEASURED_IN;
      const still = add(mixed(tie.fromM, tie.toM, share), times(tie.bowM ?? NOWHERE, 4 * share * (1 - share)));
      return placeOnBand(held, id, still) ?? still;
    });
    return lineOf(middles).at.at(-1) ?? 0;
  };
  const [straight, held] = [heldAt(0), heldAt(flexion)];
  return new Map([...TIES].map(([id, tie]) => [id, lengthAt(held, id, tie) / lengthAt(straight, id, tie)]));
}
