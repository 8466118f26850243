/** Moves a net's vertices from the grid's terraces onto the fields themselves. */
import { gradient, type Field } from "../field/distance";
import { crossingsOf } from "./crossings";
import { faceNormal } from "./normals";
import type { Part } from "../organ";
import type { Nets, Patch } from "./surface-nets";
import type { Topology } from "./topology";

/** Steps `share` of the way onto the zero of `f`, unless it is further than `limitMm`. */
function ontoZero(position: Float32Array, v: number, f: Field, share: number, limitMm: number): void {
  const i = v * 3;
  const x = position[i]!, y = position[i + 1]!, z = position[i + 2]!;
  const d = f(x, y, z);
  if (Math.abs(d) > limitMm) return;
  const g = gradient(f, x, y, z, 0.3);
  position[i] = x - g[0] * d * share;
  position[i + 1] = y - g[1] * d * share;
  position[i + 2] = z - g[2] * d * share;
}

const CURVE_ROUNDS = 10;

/** Smooths the curves where patches meet, and every third round pulls them back onto the union of the parts there. */
function smoothCurves({ position }: Nets, { curve }: Topology, unionAt: (v: number) => Field | null, cellMm: number): void {
  for (let round = 0; round < CURVE_ROUNDS; round++)
    for (let v = 0; v < curve.length; v++) {
      const near = curve[v]!;
      if (near.length < 2) continue;
      for (let c = 0; c < 3; c++) {
        let sum = 0;
        for (const n of near) sum += position[n * 3 + c]!;
        position[v * 3 + c] = position[v * 3 + c]! * 0.5 + (sum / near.length) * 0.5;
      }
      const f = round % 3 === 0 ? unionAt(v) : null;
      if (f) ontoZero(position, v, f, 1, 0.8 * cellMm);
    }
}

const UNTANGLE_ROUNDS = 8;
/** Cosine to the smooth normal below which a face counts as folded. */
const FOLDED = 0.25;

/** Adds the vertices of the folded faces of patches that are shaded as one; `sum` is all zero before and after. */
function findFolds(position: Float32Array, patches: readonly Patch[], sum: Float32Array, found: Set<number>): void {
  const n = new Float32Array(3);
  for (const { index } of patches)
    for (let t = 0; t < index.length; t += 3) {
      const area = faceNormal(position, index, t, n);
      for (let m = t; m < t + 3; m++) for (let c = 0; c < 3; c++) sum[index[m]! * 3 + c]! += n[c]! * area;
    }
  for (const { index } of patches)
    for (let t = 0; t < index.length; t += 3) {
      faceNormal(position, index, t, n);
      let dot = 0;
      for (let m = t; m < t + 3; m++) {
        const i = index[m]! * 3;
        const l = Math.sqrt(sum[i]! ** 2 + sum[i + 1]! ** 2 + sum[i + 2]! ** 2) || 1;
        dot += (sum[i]! * n[0]! + sum[i + 1]! * n[1]! + sum[i + 2]! * n[2]!) / l;
      }
      if (dot < 3 * FOLDED) for (let m = t; m < t + 3; m++) found.add(index[m]!);
    }
  for (const { index } of patches) for (const v of index) sum.fill(0, v * 3, v * 3 + 3);
}

/** Vertices of folded faces. */
function foldedVertices({ position, patches }: Nets): Set<number> {
  const found = new Set<number>();
  const sum = new Float32Array(position.length);
  findFolds(position, patches.filter((patch) => patch.a === 0), sum, found);
  for (const patch of patches) if (patch.a !== 0) findFolds(position, [patch], sum, found);
  return found;
}

/** What a vertex must not leave while it is drawn towards its neighbours. */
type Hold = "curves" | "outside" | "nothing";

/** Draws vertices towards the mean of their neighbours; on curves only along the curve, or by the outside alone: borders that run inwards from there make a dent. */
function relax({ position, patches }: Nets, { patchesAt, curve }: Topology, vertices: ReadonlySet<number>, hold: Hold): void {
  const around = new Map<number, Set<number>>([...vertices].map((v) => [v, new Set()]));
  const outside = new Set(hold === "outside" ? [...vertices].filter((v) => patchesAt[v]!.some((p) => patches[p]!.a === 0)) : []);
  for (const { a, index } of patches)
    for (let e = 0; e < index.length; e++) {
      const v = index[e]!;
      if (a === 0 || !outside.has(v)) around.get(v)?.add(index[e % 3 === 2 ? e - 2 : e + 1]!);
    }
  for (const [v, all] of around) {
    const near = patchesAt[v]!.length === 1 || hold !== "curves" ? [...all] : curve[v]!;
    if (near.length < 2) continue;
    for (let c = 0; c < 3; c++) {
      let sum = 0;
      for (const w of near) sum += position[w * 3 + c]!;
      position[v * 3 + c] = position[v * 3 + c]! * 0.4 + (0.6 * sum) / near.length;
    }
  }
}

/** Puts a vertex that was drawn off the surface back onto it. */
type Settle = (v: number) => void;

/** Opens folds that smoothing left; what it draws into the surface leaves a dent, so it goes back as long as that helps. */
function untangle(nets: Nets, topology: Topology, settle: Settle): void {
  for (let round = 0; round < UNTANGLE_ROUNDS; round++) {
    const folded = foldedVertices(nets);
    if (!folded.size) return;
    relax(nets, topology, folded, "curves");
    if (round < UNTANGLE_ROUNDS - 1) folded.forEach(settle);
  }
}

const UNCROSS_ROUNDS = 30;
/** From then on curves give way: where they make a narrow turn, a face may reach over the next of their vertices. */
const CURVES_GIVE_WAY = 4;
/** From then on the outside gives way, too, and what was moved is no longer put back onto the surface. */
const OUTSIDE_GIVES_WAY = 10;

/** Puts vertices back onto the surface, but for those whose faces would pass through others there. */
function putBack({ position, patches }: Nets, vertices: ReadonlySet<number>, settle: Settle): void {
  const away = new Map([...vertices].map((v) => [v, position.slice(v * 3, v * 3 + 3)]));
  for (const v of away.keys()) settle(v);
  for (let crossed = new Set(crossingsOf(position, patches).flat()); crossed.size > 0; crossed = new Set(crossingsOf(position, patches).flat())) {
    const stay = [...away].filter(([v]) => crossed.has(v));
    for (const [v, at] of stay.length > 0 ? stay : away) {
      position.set(at, v * 3);
      away.delete(v);
    }
    if (away.size === 0) return;
  }
}

/** Parts surfaces that pass through themselves. */
function uncross(nets: Nets, topology: Topology, settle: Settle): void {
  let crossings = crossingsOf(nets.position, nets.patches);
  const drawnIn = new Set<number>();
  for (let round = 0; round < UNCROSS_ROUNDS && crossings.length > 0; round++) {
    const crossed = new Set(crossings.flat());
    relax(nets, topology, crossed, round < CURVES_GIVE_WAY ? "curves" : round < OUTSIDE_GIVES_WAY ? "outside" : "nothing");
    for (const v of crossed) {
      if (round < OUTSIDE_GIVES_WAY) settle(v);
      else drawnIn.add(v);
    }
    crossings = crossingsOf(nets.position, nets.patches, crossings);
  }
  if (crossings.length === 0) putBack(nets, drawnIn, settle);
}

const RIM_ROUNDS = 6;
/** A vertex within this many cells of a crisp surface belongs on it; near two, on the line where they meet. */
const RIM_CELLS = 0.55;

/**
 * Draws the vertices of cut vessel ends onto the surfaces near them, by turns, so that their rims are true circles. Not
 * those where the outsides of two parts meet: a part's own surface runs on inside its neighbour, and would draw them in.
 */
function sharpenRims({ position, patches }: Nets, { patchesAt }: Topology, parts: readonly Part[], cellMm: number): void {
  const isBetween = (v: number): boolean => patchesAt[v]!.filter((p) => patches[p]!.a === 0).length > 1;
  for (const patch of patches) {
    const crisp = patch.a === 0 ? parts[patch.b - 1]?.crisp : undefined;
    if (!crisp) continue;
    for (const v of new Set(patch.index)) {
      if (isBetween(v)) continue;
      const near = crisp.filter((f) => Math.abs(f(position[v * 3]!, position[v * 3 + 1]!, position[v * 3 + 2]!)) < RIM_CELLS * cellMm);
      for (let round = 0; round < RIM_ROUNDS; round++) for (const f of near) ontoZero(position, v, f, 1, cellMm);
    }
  }
}

/** Moves all vertices of a net in place; `isApart`: until no part's surface passes through itself. */
export function project(nets: Nets, topology: Topology, parts: readonly Part[], cellMm: number, isApart = false): void {
  const { position, patches } = nets;
  // a border between two parts lies on the field of the one with higher priority
  const owner = patches.map(({ a, b }) => parts[(a === 0 ? b : a) - 1]!);
  topology.patchesAt.forEach((at, v) => {
    if (at.length === 1) ontoZero(position, v, owner[at[0]!]!.f, 0.9, 0.4 * cellMm);
  });
  const unions = new Map<string, Field | null>();
  const unionAt = (v: number): Field | null => {
    const outer = topology.patchesAt[v]!.filter((p) => patches[p]!.a === 0);
    const key = outer.join();
    let f = unions.get(key);
    if (f === undefined) {
      const fields = [...new Set(outer.map((p) => owner[p]!.f))];
      f = fields.length ? (x, y, z) => fields.reduce((d, g) => Math.min(d, g(x, y, z)), 1e9) : null;
      unions.set(key, f);
    }
    return f;
  };
  const settle: Settle = (v) => {
    const f = topology.patchesAt[v]!.length === 1 ? null : unionAt(v);
    if (f) ontoZero(position, v, f, 1, 0.8 * cellMm);
  };
  smoothCurves(nets, topology, unionAt, cellMm);
  untangle(nets, topology, settle);
  sharpenRims(nets, topology, parts, cellMm);
  if (isApart) uncross(nets, topology, settle);
}
