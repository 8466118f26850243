/** Cleans a label field, so that every structure becomes as many solid bodies as declared and no edge is shared twice. */
import type { Part } from "../organ";
import type { Grid, LabelField } from "./label-field";

interface Walk { label: Uint8Array; steps: readonly number[]; inside: (g: number) => boolean }

function walkOf({ label, grid: { n: [nx, ny, nz] } }: LabelField): Walk {
  const inside = (g: number): boolean => {
    const i = g % nx, j = Math.floor(g / nx) % ny, k = Math.floor(g / (nx * ny));
    return i > 0 && j > 0 && k > 0 && i < nx - 1 && j < ny - 1 && k < nz - 1;
  };
  return { label, inside, steps: [1, -1, nx, -nx, nx * ny, -nx * ny] };
}

/** The label, other than `own`, that most of `around` have; the lowest of equals. */
function commonest(around: readonly number[], own: number): number {
  const count = new Map<number, number>();
  for (const l of around) if (l !== own) count.set(l, (count.get(l) ?? 0) + 1);
  let best = own, most = 0;
  for (const [l, c] of count) if (c > most || (c === most && l < best)) [best, most] = [l, c];
  return best;
}

/**
 * Gives points with at most one like neighbour to the label that surrounds them most; those of a part to another part
 * before the air, since two walls that meet would have a pit there.
 */
function trimWhiskers({ label, steps, inside }: Walk): void {
  for (let g = 0; g < label.length; g++) {
    const own = label[g]!;
    let same = 0;
    for (const s of steps) if (label[g + s] === own) same++;
    if (same > 1 || !inside(g)) continue;
    const around = steps.map((s) => label[g + s]!);
    const parts = own === 0 ? around : around.filter((l) => l !== 0);
    label[g] = commonest(parts.some((l) => l !== own) ? parts : around, own);
  }
}

interface Body { label: number; points: number[] }

function bodiesOf({ label, steps, inside }: Walk): Body[] {
  const seen = new Uint8Array(label.length);
  const bodies: Body[] = [];
  for (let start = 0; start < label.length; start++) {
    if (seen[start] || !inside(start)) continue;
    const own = label[start]!;
    const points = [start];
    seen[start] = 1;
    for (let q = 0; q < points.length; q++)
      for (const s of steps) {
        const m = points[q]! + s;
        if (label[m] !== own || seen[m] || !inside(m)) continue;
        seen[m] = 1;
        points.push(m);
      }
    bodies.push({ label: own, points });
  }
  return bodies;
}

/** Air pockets smaller than this many points are filled; larger ones are lumens. */
const LEAST_AIR = 120;

/** Keeps each part's largest bodies, as many as it may have, and gives the rest to what surrounds them. */
function dropLoosePieces(walk: Walk, parts: readonly Part[]): number {
  const byLabel = new Map<number, Body[]>();
  for (const body of bodiesOf(walk)) byLabel.set(body.label, [...(byLabel.get(body.label) ?? []), body]);
  let dropped = 0;
  for (const [own, bodies] of [...byLabel].sort((a, b) => a[0] - b[0])) {
    bodies.sort((a, b) => b.points.length - a.points.length || a.points[0]! - b.points[0]!);
    const loose = own === 0 ? bodies.filter((b) => b.points.length < LEAST_AIR) : bodies.slice(parts[own - 1]?.bodies ?? 1);
    for (const { points } of loose) {
      const around = points.flatMap((g) => walk.steps.map((s) => walk.label[g + s]!));
      const to = commonest(around, own);
      for (const g of points) walk.label[g] = to;
      dropped++;
    }
  }
  return dropped;
}

/**
 * Where two points of one label touch only across the diagonal of a grid face, the mesh would have an edge with four
 * faces. Gives one of the four points to its neighbour, the choice that leaves the fewest such faces around it; of
 * equals one that leaves the outside as it is, because a point of a wall given to the air is a pit in it.
 */
function openDiagonals(walk: Walk, { n: [nx, ny] }: Grid): number {
  const { label, inside } = walk;
  const planes = [[1, nx], [1, nx * ny], [nx, nx * ny]] as const;
  const bad = (g: number, u: number, v: number): boolean => {
    const a = label[g]!, b = label[g + u]!, c = label[g + v]!, d = label[g + u + v]!;
    return (a === d && b !== a && c !== a) || (b === c && a !== b && d !== b);
  };
  const badAround = (g: number): number => {
    let count = 0;
    for (const [u, v] of planes) for (const o of [0, u, v, u + v]) if (bad(g - o, u, v)) count++;
    return count;
  };
  let changed = 0;
  for (let g = 0; g < label.length; g++) {
    if (!inside(g)) continue;
    for (const [u, v] of planes) {
      if (!bad(g, u, v)) continue;
      const square = [g, g + u, g + u + v, g + v];
      let best = { cost: Infinity, isOutside: true, at: g, to: label[g]! };
      square.forEach((at, c) => {
        const own = label[at]!;
        for (const to of [label[square[(c + 1) % 4]!]!, label[square[(c + 3) % 4]!]!]) {
          label[at] = to;
          const cost = badAround(at), isOutside = own === 0 || to === 0;
          const isBetter = cost < best.cost || (cost === best.cost && best.isOutside && !isOutside);
          if (isBetter && to !== own && inside(at)) best = { cost, isOutside, at, to };
        }
        label[at] = own;
      });
      label[best.at] = best.to;
      changed++;
    }
  }
  return changed;
}

const ROUNDS = 12;

/** Runs all rules until none has anything left to do. Throws if they keep undoing each other. */
export function tidy(field: LabelField, parts: readonly Part[]): void {
  const walk = walkOf(field);
  for (let pass = 0; pass < 3; pass++) trimWhiskers(walk);
  for (let round = 0; round < ROUNDS; round++) {
    const open = openDiagonals(walk, field.grid);
    if (dropLoosePieces(walk, parts) + open === 0) return;
  }
  throw new Error("the label field does not settle");
}
