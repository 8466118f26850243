import { KNEE_FLEXION } from "./bend-range";
import { bandTurnShare, heldAt, placeOnBand, type Held } from "./knee-bands";
import { bendWeights, placed, PATELLA_SHARE, smooth, within, type Weights } from "./knee-poses";
import { kneeParts } from "./motion-parts";
import { subtract, type Vec3 } from "./vector";

/*
 * How our own knee bends (ANA-410 to 413). The femur stays; everything else goes by where it is tied. Lengths are
 * metres and angles degrees in the model file's frame: x to the outer side, y up, z to the front.
 */

/*
 * Published: as the knee bends both menisci go back over the tibia, the lateral one farther, and their front ends more
 * than their hind ends (Chen et al., J Orthop Surg Res 2014;9:65, up to 40°). How far, in millimetres, is our own
 * approximation.
 */
const MENISCI: Readonly<Record<string, { readonly hindM: number; readonly frontM: number }>> = {
  "medial-meniscus": { hindM: 0.0039, frontM: 0.0071 },
  "lateral-meniscus": { hindM: 0.0056, frontM: 0.0095 },
};
const MENISCUS_HIND_Z = -0.022;
const MENISCUS_FRONT_Z = 0.017;

/** The knee at an angle, for {@link placeIn}. */
export function kneeAt(flexion: number): Held {
  return heldAt(within(flexion));
}

const WITH_TIBIA: ReadonlySet<string> = new Set(kneeParts.tibia);
const WITH_PATELLA: ReadonlySet<string> = new Set(kneeParts.patella);
const WITH_FEMUR: ReadonlySet<string> = new Set(kneeParts.femur);

/** Where a point of a structure goes. What a condition adds is part of the medial meniscus and goes with it. */
export function placeIn(stand: Held, structureId: string, at: Vec3): Vec3 {
  if (stand.flexion === 0 || WITH_FEMUR.has(structureId)) return at;
  if (WITH_PATELLA.has(structureId)) return placed(stand.patella, at);
  const onBand = placeOnBand(stand, structureId, at);
  if (onBand) return onBand;
  if (WITH_TIBIA.has(structureId)) return placed(stand.tibia, at);
  const horns = MENISCI[structureId] ?? MENISCI["medial-meniscus"];
  if (!horns) return placed(stand.tibia, at);
  const front = Math.min(1, Math.max(0, (at[2] - MENISCUS_HIND_Z) / (MENISCUS_FRONT_Z - MENISCUS_HIND_Z)));
  const back = (horns.hindM + (horns.frontM - horns.hindM) * front) * smooth(0, 90, stand.flexion);
  return placed(stand.tibia, subtract(at, [0, 0, back]));
}

/** For a surface's light its turn is taken at this angle, degrees. */
const LIT_AT = heldAt(90);

/** How much of the tibia's bend a structure's surface turns by, 0 to 1: for its light. */
export function turnShare(structureId: string, at: Vec3): number {
  if (WITH_FEMUR.has(structureId)) return 0;
  if (WITH_PATELLA.has(structureId)) return PATELLA_SHARE;
  return bandTurnShare(LIT_AT, structureId, at) ?? 1;
}

/** Angles at which the four ways of a point are fitted. */
const FITTED_EVERY = 10;

/** What turns 12 places of a point into its four ways: least squares, the same for every point. */
function fitting(): { readonly stands: readonly Held[]; readonly rows: readonly (readonly number[])[] } {
  const stands: Held[] = [];
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

/** The four ways of a point, metres, four times x, y and z, written into `out`: with {@link bendWeights} they carry it near to its place (ANA-411). */
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
