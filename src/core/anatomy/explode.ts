import type { AnatomyModel } from "./manifest";
import { halfSizeOf, middleOf } from "./cuts";
import { add, dot, subtract, times, type Vec3 } from "./vector";

/** Where structures stand when they are pulled apart fully: metres from their own places. */
export type ApartOffsets = ReadonlyMap<string, Vec3>;

/** How far each structure goes outward before its neighbours push it: so many times its way from the middle. */
const OUTWARD = 0.85;
/** Neighbours come to stand so far from each other, in sums of their radii. */
const APART = 0.8;
const ROUNDS = 40;
/** No structure goes farther than this, in half diagonals of the model. */
const FARTHEST = 1.15;
/** Turn from one direction to the next for structures that share a middle, radians: the golden angle. */
const GOLDEN_RAD = 2.399963229728653;

interface Ball {
  readonly id: string;
  readonly home: Vec3;
  readonly radiusM: number;
  /** Hidden at first: it goes along, but pushes nobody. */
  readonly isSoft: boolean;
  at: Vec3;
}

const known = new WeakMap<AnatomyModel, ApartOffsets>();

/**
 * Where each structure of a model goes when it is pulled apart. From the manifest alone, so that every
 * page computes the same (ANA-106): outward from the middle by the structure's own middle, then pushed
 * on until neighbours no longer cover each other. Structures that share a middle go different ways.
 */
export function apartOffsets(model: AnatomyModel): ApartOffsets {
  const before = known.get(model);
  if (before) return before;
  const offsets = computeOffsets(model);
  known.set(model, offsets);
  return offsets;
}

function computeOffsets(model: AnatomyModel): ApartOffsets {
  const middle = middleOf(model);
  const half = halfSizeOf(model);
  const size = Math.sqrt(dot(half, half));
  const balls = model.structures.map((structure, order): Ball => {
    const home = subtract(structure.centreM, middle);
    const radiusM = Math.cbrt(((structure.volumeMl ?? 0) * 1e-6 * 3) / (4 * Math.PI));
    const far = Math.sqrt(dot(home, home));
    const way = far > size * 0.04 ? home : add(home, times(spread(order), size * 0.04));
    return { id: structure.id, home, radiusM, isSoft: structure.hiddenDefault, at: add(home, times(way, OUTWARD)) };
  });
  for (let round = 0; round < ROUNDS; round += 1) pushOnce(balls);
  return new Map(balls.map(({ id, home, at }) => [id, within(subtract(at, home), size * FARTHEST)]));
}

function pushOnce(balls: readonly Ball[]): void {
  for (let i = 0; i < balls.length; i += 1) {
    for (let j = i + 1; j < balls.length; j += 1) {
      const [a, b] = [balls[i], balls[j]];
      if (!a || !b || (a.isSoft && b.isSoft)) continue;
      const wanted = (a.radiusM + b.radiusM) * APART;
      const between = subtract(b.at, a.at);
      const far = Math.sqrt(dot(between, between));
      if (far >= wanted) continue;
      const way = far > 1e-6 ? times(between, 1 / far) : spread(i + j);
      const share = a.isSoft ? 0 : b.isSoft ? 1 : b.radiusM / (a.radiusM + b.radiusM);
      // The smaller one gives way more, and one that nobody sees gives way alone.
      const push = (wanted - far) * 0.5;
      a.at = add(a.at, times(way, -push * (b.isSoft ? 0 : share)));
      b.at = add(b.at, times(way, push * (a.isSoft ? 0 : b.isSoft ? 1 : 1 - share)));
      if (a.isSoft) a.at = add(a.at, times(way, -push));
    }
  }
}

// Evenly spread directions, one for each number.
function spread(order: number): Vec3 {
  const y = 1 - ((order % 32) + 0.5) / 16;
  const flat = Math.sqrt(1 - y * y);
  return [Math.cos(order * GOLDEN_RAD) * flat, y, Math.sin(order * GOLDEN_RAD) * flat];
}

function within(offset: Vec3, mostM: number): Vec3 {
  const far = Math.sqrt(dot(offset, offset));
  return far > mostM ? times(offset, mostM / far) : offset;
}
