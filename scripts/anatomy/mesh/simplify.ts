/**
 * Joint simplification of all patches of a net: edges collapse in order of error, and the curves where patches meet
 * are simplified once for all of them, so that neighbours keep sharing every vertex at every level of detail.
 */
import { crossingsOf, keepAround } from "./crossings";
import { CostHeap } from "./heap";
import type { PatchNormals } from "./normals";
import { Quadrics } from "./quadric";
import type { Part } from "../organ";
import type { Nets, Patch } from "./surface-nets";
import type { Topology } from "./topology";

export interface Level {
  /** Root mean square distance from the first surface, mm. */
  errorMm: number;
  /** Longest edge on the outer skin of mottled and of bending parts, mm: colours and bends need vertices. */
  skinEdgeMm: number;
  /** No part's surface may pass through itself, neither by thinning nor by the file's rounding (`all`) or by the latter (`file`). Takes several times as long. */
  apart?: "all" | "file";
}

interface Surface {
  position: Float32Array;
  /** 1 for vertices that stay. */
  kept: Uint8Array;
  /** Normals that faces should keep to, per patch. */
  normals: PatchNormals;
  /** For patches whose edges are limited: how much shorter than the level's own limit they stay, squared; 0: not limited. */
  limited: Float32Array;
  skinEdgeMm: number;
  /** Three vertices per face. */
  corners: Int32Array;
  patchOf: Int32Array;
  alive: Uint8Array;
  /** Faces at each vertex. */
  facesAt: number[][];
  topology: Topology;
  quadrics: Quadrics;
}

type Vector = [number, number, number];

/** Unnormalised normal of the triangle p q r, by vertex numbers. */
function normalOf(position: Float32Array, p: number, q: number, r: number): Vector {
  const ux = position[q * 3]! - position[p * 3]!, uy = position[q * 3 + 1]! - position[p * 3 + 1]!, uz = position[q * 3 + 2]! - position[p * 3 + 2]!;
  const vx = position[r * 3]! - position[p * 3]!, vy = position[r * 3 + 1]! - position[p * 3 + 1]!, vz = position[r * 3 + 2]! - position[p * 3 + 2]!;
  return [uy * vz - uz * vy, uz * vx - ux * vz, ux * vy - uy * vx];
}

const squaredLength = (v: Vector): number => v[0] * v[0] + v[1] * v[1] + v[2] * v[2];

function squaredGap(position: Float32Array, a: number, b: number): number {
  return (position[a * 3]! - position[b * 3]!) ** 2 + (position[a * 3 + 1]! - position[b * 3 + 1]!) ** 2 + (position[a * 3 + 2]! - position[b * 3 + 2]!) ** 2;
}

function gatherQuadrics(s: Surface): void {
  const { position: p, corners, topology: { curve }, quadrics } = s;
  for (let f = 0; f < s.patchOf.length; f++) {
    const at = [corners[f * 3]!, corners[f * 3 + 1]!, corners[f * 3 + 2]!] as const;
    const raw = normalOf(p, ...at);
    const twice = Math.sqrt(squaredLength(raw));
    if (twice < 1e-12) continue;
    const n: Vector = [raw[0] / twice, raw[1] / twice, raw[2] / twice];
    const d = n[0] * p[at[0] * 3]! + n[1] * p[at[0] * 3 + 1]! + n[2] * p[at[0] * 3 + 2]!;
    for (const v of at) quadrics.addPlane(v, n[0], n[1], n[2], d, twice, twice);
    for (let e = 0; e < 3; e++) {
      const a = at[e]!, b = at[(e + 1) % 3]!;
      if (!curve[a]!.includes(b)) continue;
      // a plane through the curve, square to the face, holds the curve in place along the surface
      const x = p[b * 3]! - p[a * 3]!, y = p[b * 3 + 1]! - p[a * 3 + 1]!, z = p[b * 3 + 2]! - p[a * 3 + 2]!;
      const m: Vector = [y * n[2] - z * n[1], z * n[0] - x * n[2], x * n[1] - y * n[0]];
      const l = Math.sqrt(squaredLength(m)) || 1;
      const offset = (m[0] * p[a * 3]! + m[1] * p[a * 3 + 1]! + m[2] * p[a * 3 + 2]!) / l;
      for (const v of [a, b]) quadrics.addPlane(v, m[0] / l, m[1] / l, m[2] / l, offset, l * l, 0);
    }
  }
}

/** What bends is drawn stretched as well, so its edges stay this much shorter. */
const BENDING_SHARE = 0.4;
const limitOf = (part: Part | undefined): number => (part?.bends ? BENDING_SHARE ** 2 : part?.mottled ? 1 : 0);

function surfaceOf(nets: Nets, topology: Topology, normals: PatchNormals, parts: readonly Part[]): Surface {
  const total = nets.patches.reduce((sum, patch) => sum + patch.index.length / 3, 0);
  const vertices = nets.position.length / 3;
  const s: Surface = {
    position: nets.position, kept: new Uint8Array(vertices), normals, limited: Float32Array.from(nets.patches, ({ a, b }) => (a === 0 ? limitOf(parts[b - 1]) : 0)), skinEdgeMm: Infinity, topology, corners: new Int32Array(total * 3), patchOf: new Int32Array(total),
    alive: new Uint8Array(total).fill(1), facesAt: Array.from({ length: vertices }, () => []), quadrics: new Quadrics(vertices),
  };
  let f = 0;
  nets.patches.forEach((patch, p) => {
    for (let t = 0; t < patch.index.length; t += 3, f++) {
      s.patchOf[f] = p;
      for (let c = 0; c < 3; c++) {
        const v = patch.index[t + c]!;
        s.corners[f * 3 + c] = v;
        s.facesAt[v]!.push(f);
      }
    }
  });
  gatherQuadrics(s);
  return s;
}

/** Each neighbour once; a list, because it is short and sets are slow to make. */
function neighbours({ corners, facesAt }: Surface, v: number): number[] {
  const found: number[] = [];
  for (const f of facesAt[v]!)
    for (let c = f * 3; c < f * 3 + 3; c++) {
      const w = corners[c]!;
      if (w !== v && !found.includes(w)) found.push(w);
    }
  return found;
}

/** A vertex inside a patch may go anywhere, one on a curve only along it, and one where curves meet nowhere. */
function mayMove({ kept, topology: { patchesAt, curve } }: Surface, from: number, to: number): boolean {
  if (kept[from]) return false;
  if (patchesAt[from]!.length === 1) return true;
  return curve[from]!.length === 2 && curve[from]!.includes(to);
}

const thirdCorner = (corners: Int32Array, f: number, a: number, b: number): number => {
  for (let c = 0; c < 3; c++) {
    const v = corners[f * 3 + c]!;
    if (v !== a && v !== b) return v;
  }
  return -1;
};

const hasCorner = (corners: Int32Array, f: number, v: number): boolean =>
  corners[f * 3] === v || corners[f * 3 + 1] === v || corners[f * 3 + 2] === v;

/** Cosine below which a face would turn too far. */
const LEAST_TURN = 0.3;
/** Area over squared longest edge below which a triangle counts as a sliver. */
const SLIVER = 0.03;

type Triangle = readonly [number, number, number];

/** Cosine between a face and the mean of its vertices' smooth normals. */
function agreement(s: Surface, f: number, at: Triangle, n: Vector, length: number): number {
  const smooth = s.normals[s.patchOf[f]!]!;
  let x = 0, y = 0, z = 0;
  for (const v of at) {
    x += smooth[v * 3]!;
    y += smooth[v * 3 + 1]!;
    z += smooth[v * 3 + 2]!;
  }
  return (n[0] * x + n[1] * y + n[2] * z) / (length * Math.sqrt(x * x + y * y + z * z) || 1);
}

/** True if face `f` stays well shaped, short enough and on its side when corner `from` moves to `to`. */
function staysSound(s: Surface, f: number, from: number, to: number): boolean {
  const { position, corners } = s;
  const before: Triangle = [corners[f * 3]!, corners[f * 3 + 1]!, corners[f * 3 + 2]!];
  const after = before.map((v) => (v === from ? to : v)) as unknown as Triangle;
  const longest = (t: Triangle): number => Math.max(1e-12, squaredGap(position, t[0], t[1]), squaredGap(position, t[1], t[2]), squaredGap(position, t[2], t[0]));
  const edge = longest(after);
  const limited = s.limited[s.patchOf[f]!]!;
  if (limited > 0 && edge > limited * s.skinEdgeMm ** 2) return false;
  const n = normalOf(position, ...before), m = normalOf(position, ...after);
  const ln = Math.sqrt(squaredLength(n)), lm = Math.sqrt(squaredLength(m));
  const quality = lm / edge;
  if (quality < SLIVER && quality < ln / longest(before)) return false;
  const side = agreement(s, f, after, m, lm);
  return side >= LEAST_TURN || side > agreement(s, f, before, n, ln);
}

/** Collapsing from → to must neither tear, fold nor glue the surface. */
function mayCollapse(s: Surface, from: number, to: number): boolean {
  const { corners, facesAt } = s;
  const shared: number[] = [];
  for (const f of facesAt[from]!) if (hasCorner(corners, f, to)) shared.push(thirdCorner(corners, f, from, to));
  const { curve } = s.topology;
  if (curve[from]!.length && curve[from]!.some((v) => v !== to && curve[to]!.includes(v))) return false; // a loop of three
  const around = neighbours(s, to);
  for (const v of neighbours(s, from)) if (around.includes(v) && !shared.includes(v)) return false;
  for (const f of facesAt[from]!) {
    if (hasCorner(corners, f, to)) continue;
    if (!staysSound(s, f, from, to)) return false;
    const others = [0, 1, 2].map((c) => corners[f * 3 + c]!).filter((v) => v !== from) as [number, number];
    if (facesAt[to]!.some((g) => hasCorner(corners, g, others[0]) && hasCorner(corners, g, others[1]))) return false;
  }
  return true;
}

function collapse(s: Surface, from: number, to: number): void {
  const { corners, facesAt, topology: { curve } } = s;
  for (const f of facesAt[from]!) {
    if (hasCorner(corners, f, to)) {
      s.alive[f] = 0;
      const third = thirdCorner(corners, f, from, to);
      for (const v of [to, third]) facesAt[v] = facesAt[v]!.filter((g) => g !== f);
      continue;
    }
    for (let c = 0; c < 3; c++) if (corners[f * 3 + c] === from) corners[f * 3 + c] = to;
    facesAt[to]!.push(f);
  }
  facesAt[from] = [];
  const next = curve[from]!.find((v) => v !== to);
  if (curve[from]!.length && next !== undefined) {
    curve[to] = curve[to]!.map((v) => (v === from ? next : v));
    curve[next] = curve[next]!.map((v) => (v === from ? to : v));
    curve[from] = [];
  }
  s.quadrics.merge(from, to);
}

const copyOf = (s: Surface): Surface => ({
  ...s,
  corners: s.corners.slice(),
  alive: s.alive.slice(),
  facesAt: s.facesAt.map((list) => [...list]),
  topology: { patchesAt: s.topology.patchesAt, curve: s.topology.curve.map((list) => [...list]) },
  quadrics: s.quadrics.copy(),
});

function snapshot(s: Surface, patches: readonly Patch[]): Patch[] {
  const out = patches.map(({ a, b }): Patch => ({ a, b, index: [] }));
  for (let f = 0; f < s.patchOf.length; f++)
    if (s.alive[f]) out[s.patchOf[f]!]!.index.push(s.corners[f * 3]!, s.corners[f * 3 + 1]!, s.corners[f * 3 + 2]!);
  return out;
}

/** The cheapest collapse of `from`, by error alone. */
function cheapest(s: Surface, from: number, tried: ReadonlySet<number>): { to: number; cost: number } | null {
  let best: { to: number; cost: number } | null = null;
  for (const to of neighbours(s, from)) {
    if (tried.has(to) || !mayMove(s, from, to)) continue;
    const cost = s.quadrics.error(from, s.position[to * 3]!, s.position[to * 3 + 1]!, s.position[to * 3 + 2]!);
    if (!best || cost < best.cost || (cost === best.cost && to < best.to)) best = { to, cost };
  }
  return best;
}

/** Vertices waiting for their cheapest collapse. */
class Queue {
  readonly #heap = new CostHeap();
  readonly #current: Float64Array;
  readonly #tried: Set<number>[];

  constructor(readonly surface: Surface) {
    this.#current = new Float64Array(surface.position.length / 3).fill(-1);
    this.#tried = Array.from(this.#current, () => new Set());
  }

  /** Considers every vertex anew. */
  addAll(): void {
    for (let v = 0; v < this.#current.length; v++) if (this.surface.facesAt[v]!.length) this.renew(v);
  }

  /** Forgets what was refused at `v`. */
  renew(v: number): void {
    this.#tried[v]!.clear();
    this.#add(v);
  }

  refuse(v: number, to: number): void {
    this.#tried[v]!.add(to);
    this.#add(v);
  }

  #add(v: number): void {
    const best = cheapest(this.surface, v, this.#tried[v]!);
    this.#current[v] = best ? best.cost : -1;
    if (best) this.#heap.push(best.cost, v);
  }

  /** The cheapest collapse of all, or null. */
  next(): { from: number; to: number; cost: number } | null {
    for (let top = this.#heap.pop(); top; top = this.#heap.pop()) {
      const { cost, vertex } = top;
      if (this.#current[vertex] !== cost || !this.surface.facesAt[vertex]!.length) continue; // outdated
      this.#current[vertex] = -1;
      const best = cheapest(this.surface, vertex, this.#tried[vertex]!);
      if (best && best.cost === cost) return { from: vertex, to: best.to, cost };
      this.#add(vertex);
    }
    return null;
  }
}

/** Collapses edges in order of error until the level's is reached; vertices in `kept` stay. */
function collapseAll(s: Surface, { errorMm, skinEdgeMm }: Level, kept: Uint8Array): void {
  s.skinEdgeMm = skinEdgeMm;
  s.kept = kept;
  const queue = new Queue(s);
  queue.addAll();
  for (let best = queue.next(); best; best = queue.next()) {
    if (best.cost > errorMm ** 2) break;
    if (!mayCollapse(s, best.from, best.to)) {
      queue.refuse(best.from, best.to);
      continue;
    }
    collapse(s, best.from, best.to);
    queue.renew(best.to);
    for (const v of neighbours(s, best.to)) queue.renew(v);
  }
}

/** Sheets that lie close together may be cut into each other by long edges: there the level keeps more vertices. */
const CROSSING_ROUNDS = 10;
/** How much of a crossing's surroundings is kept at first; each round keeps more, until all of it. */
const FIRST_SHARE = 0.3;

/**
 * Patches at each level, coarser and coarser. Vertices stay where they are; later levels use fewer of them.
 * `normals` are the smooth normals of the net.
 */
export function simplify(nets: Nets, topology: Topology, normals: PatchNormals, parts: readonly Part[], levels: readonly Level[]): Patch[][] {
  let s = surfaceOf(nets, { patchesAt: topology.patchesAt, curve: topology.curve.map((list) => [...list]) }, normals, parts);
  return levels.map((level) => {
    const kept = new Uint8Array(nets.position.length / 3);
    for (let round = 0; ; round++) {
      const tried = copyOf(s);
      collapseAll(tried, level, kept);
      const patches = snapshot(tried, nets.patches);
      const crossings = level.apart === "all" && round < CROSSING_ROUNDS ? crossingsOf(nets.position, patches) : [];
      const share = Math.min(1, FIRST_SHARE * (round + 1));
      if (crossings.length > 0 && (keepAround(nets.position, crossings, kept, share) || keepAround(nets.position, crossings, kept))) continue;
      s = tried;
      return patches;
    }
  });
}
