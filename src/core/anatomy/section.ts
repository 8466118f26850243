import type { CutPlane } from "./cuts";
import { cross, dot, lengthOf, subtract, times, type Vec3 } from "./vector";

/** Triangles of one structure: corners three numbers each, metres. Closed ones turn counter-clockwise seen from outside. */
export interface Surface {
  readonly positions: ArrayLike<number>;
  /** Corners of the triangles, three to each. */
  readonly index: ArrayLike<number>;
  /** For each corner the first one at the same place: `weldOf`. */
  readonly weld: ArrayLike<number>;
}

/** A plane's own axes as they are seen by whoever looks at it from the side that its normal points to. */
export interface PlaneAxes {
  /** To the right, unit length. */
  readonly u: Vec3;
  /** Up: the patient's head, or on level planes the patient's front. */
  readonly v: Vec3;
}

/** A closed line in a plane: u and v in turn, metres. Counter-clockwise around what is solid, clockwise around holes. */
export interface SectionLoop {
  readonly points: Float64Array;
  /** Negative for holes. */
  readonly areaM2: number;
}

/** Where a plane cuts one structure. */
export interface Section {
  readonly loops: readonly SectionLoop[];
  /** Lines that do not close, where the surface is an open sheet: they enclose nothing. */
  readonly open: readonly Float64Array[];
  /** Of what is solid, holes taken off, square metres. */
  readonly areaM2: number;
}

/** A solid piece with its holes. */
export interface SectionRegion {
  readonly outer: SectionLoop;
  readonly holes: readonly SectionLoop[];
}

/** Nothing is cut. */
export const NO_SECTION: Section = { loops: [], open: [], areaM2: 0 };

/** Smaller pieces than 0.0005 mm² are rounding, not tissue. */
const LEAST_AREA_M2 = 5e-10;
/** A line whose ends are this near to each other, as a share of its length, was meant to close. */
const CRACK = 0.02;

const at = (list: ArrayLike<number>, i: number): number => list[i] ?? 0;

/** Finds for each corner the first one at the very same place, so that triangles know their neighbours. */
export function weldOf(positions: ArrayLike<number>): Uint32Array {
  const count = Math.floor(positions.length / 3);
  const weld = new Uint32Array(count);
  // Places by a hash of their bits, with free cells between: text as keys took ten times as long.
  const cells = new Int32Array(2 ** Math.ceil(Math.log2(count * 2 + 1))).fill(-1);
  const place = new Float32Array(3);
  const bits = new Uint32Array(place.buffer);
  for (let i = 0; i < count; i += 1) {
    // Adding nothing makes minus nothing plain nothing.
    for (let axis = 0; axis < 3; axis += 1) place[axis] = at(positions, i * 3 + axis) + 0;
    let hash = Math.imul(at(bits, 0), 73_856_093) ^ Math.imul(at(bits, 1), 19_349_663) ^ Math.imul(at(bits, 2), 83_492_791);
    hash ^= hash >>> 15;
    let cell = hash & (cells.length - 1);
    while (at(cells, cell) >= 0 && !isSamePlace(positions, at(cells, cell), i)) cell = (cell + 1) & (cells.length - 1);
    if (at(cells, cell) < 0) cells[cell] = i;
    weld[i] = at(cells, cell);
  }
  return weld;
}

const isSamePlace = (positions: ArrayLike<number>, i: number, j: number): boolean =>
  at(positions, i * 3) === at(positions, j * 3) && at(positions, i * 3 + 1) === at(positions, j * 3 + 1) && at(positions, i * 3 + 2) === at(positions, j * 3 + 2);

/** The axes of a plane for whoever looks straight at it. */
export function axesOf(n: Vec3): PlaneAxes {
  const up: Vec3 = Math.abs(n[1]) < 0.9 ? [0, 1, 0] : [0, 0, 1];
  const along = subtract(up, times(n, dot(n, up)));
  const v = times(along, 1 / lengthOf(along));
  return { u: cross(v, n), v };
}

/** A point of the plane in the model's frame: u and v in metres from the plane's point that is nearest to the middle. */
export function pointOn({ n, d }: CutPlane, { u, v }: PlaneAxes, a: number, b: number): Vec3 {
  return [n[0] * d + u[0] * a + v[0] * b, n[1] * d + u[1] * a + v[1] * b, n[2] * d + u[2] * a + v[2] * b];
}

// Directed lines from triangle to triangle; ends are named by the welded edge that they lie on.
interface Lines {
  readonly from: number[];
  readonly to: number[];
  readonly places: Map<number, readonly [number, number]>;
}

function crossTriangles(surface: Surface, plane: CutPlane, axes: PlaneAxes): Lines {
  const { positions, index, weld } = surface;
  const [nx, ny, nz] = plane.n;
  const { d } = plane;
  const count = positions.length / 3;
  const height = new Float64Array(count);
  for (let i = 0; i < count; i += 1) height[i] = nx * at(positions, i * 3) + ny * at(positions, i * 3 + 1) + nz * at(positions, i * 3 + 2) - d;
  const lines: Lines = { from: [], to: [], places: new Map() };
  // The same corners in the same order, whichever triangle asks: both get the very same point.
  const end = (i: number, j: number): number => {
    const [a, b] = [Math.min(at(weld, i), at(weld, j)), Math.max(at(weld, i), at(weld, j))];
    const key = a * count + b;
    if (!lines.places.has(key)) {
      const [ha, hb] = [at(height, a), at(height, b)];
      const t = ha / (ha - hb);
      const p = (axis: number): number => at(positions, a * 3 + axis) + (at(positions, b * 3 + axis) - at(positions, a * 3 + axis)) * t;
      const q: Vec3 = [p(0), p(1), p(2)];
      lines.places.set(key, [dot(axes.u, q), dot(axes.v, q)]);
    }
    return key;
  };
  for (let c = 0; c + 2 < index.length; c += 3) {
    const [i, j, k] = [at(index, c), at(index, c + 1), at(index, c + 2)];
    // What lies on the plane counts as below it: so each triangle that is cut is cut in exactly two edges.
    const [si, sj, sk] = [at(height, i) > 0, at(height, j) > 0, at(height, k) > 0];
    if (si === sj && sj === sk) continue;
    const [lone, next, last, isAbove] = si !== sj && si !== sk ? [i, j, k, si] : sj !== si && sj !== sk ? [j, k, i, sj] : [k, i, j, sk];
    const [one, other] = [end(lone, next), end(lone, last)];
    if (one === other) continue;
    lines.from.push(isAbove ? one : other);
    lines.to.push(isAbove ? other : one);
  }
  return lines;
}

/** Cuts a structure's surface with a plane. */
export function cutSurface(surface: Surface, plane: CutPlane, axes: PlaneAxes = axesOf(plane.n)): Section {
  const { from, to, places } = crossTriangles(surface, plane, axes);
  if (from.length === 0) return NO_SECTION;
  const leaving = new Map<number, number[]>();
  const arrives = new Map<number, number>();
  from.forEach((key, line) => {
    const others = leaving.get(key);
    if (others) others.push(line);
    else leaving.set(key, [line]);
  });
  for (const key of to) arrives.set(key, (arrives.get(key) ?? 0) + 1);
  const isUsed = new Uint8Array(from.length);
  const loops: SectionLoop[] = [];
  const open: Float64Array[] = [];
  const walk = (start: number): void => {
    const keys = [at(from, start)];
    let line: number | undefined = start;
    while (line !== undefined) {
      isUsed[line] = 1;
      const key = at(to, line);
      keys.push(key);
      line = key === keys[0] ? undefined : leaving.get(key)?.find((each) => isUsed[each] === 0);
    }
    keepLine(keys, places, loops, open);
  };
  // Lines with a loose end first: begun anywhere else they would fall into two.
  for (let line = 0; line < from.length; line += 1) if (isUsed[line] === 0 && !arrives.has(at(from, line))) walk(line);
  for (let line = 0; line < from.length; line += 1) if (isUsed[line] === 0) walk(line);
  return sectionOf(loops, open);
}

const sectionOf = (loops: readonly SectionLoop[], open: readonly Float64Array[]): Section => ({
  loops,
  open,
  areaM2: Math.abs(loops.reduce((sum, { areaM2 }) => sum + areaM2, 0)),
});

function keepLine(keys: readonly number[], places: Lines["places"], loops: SectionLoop[], open: Float64Array[]): void {
  const flat: number[] = [];
  let lengthM = 0;
  for (const key of keys) {
    const [u, v] = places.get(key) ?? [0, 0];
    const step = flat.length === 0 ? Infinity : Math.hypot(u - at(flat, flat.length - 2), v - at(flat, flat.length - 1));
    if (step < 1e-8) continue;
    if (step < Infinity) lengthM += step;
    flat.push(u, v);
  }
  const gap = Math.hypot(at(flat, 0) - at(flat, flat.length - 2), at(flat, 1) - at(flat, flat.length - 1));
  const isClosed = keys[0] === keys.at(-1) || gap < lengthM * CRACK;
  if (isClosed && gap < 1e-8) flat.length -= 2;
  if (!isClosed) {
    if (flat.length >= 4) open.push(Float64Array.from(flat));
    return;
  }
  const loop = loopOf(flat);
  if (loop) loops.push(loop);
}

function loopOf(flat: readonly number[]): SectionLoop | null {
  const areaM2 = areaOf(flat);
  return flat.length < 6 || Math.abs(areaM2) < LEAST_AREA_M2 ? null : { points: Float64Array.from(flat), areaM2 };
}

function areaOf(flat: ArrayLike<number>): number {
  let twice = 0;
  for (let i = 0; i < flat.length; i += 2) {
    const next = (i + 2) % flat.length;
    twice += at(flat, i) * at(flat, next + 1) - at(flat, next) * at(flat, i + 1);
  }
  return twice / 2;
}

/** Whether a point of the plane lies in what is solid. */
export function isInSection({ loops }: Section, u: number, v: number): boolean {
  let isInside = false;
  for (const { points } of loops) if (isInLoop(points, u, v)) isInside = !isInside;
  return isInside;
}

function isInLoop(points: Float64Array, u: number, v: number): boolean {
  let isInside = false;
  for (let i = 0, j = points.length - 2; i < points.length; j = i, i += 2) {
    const [vi, vj] = [at(points, i + 1), at(points, j + 1)];
    if (vi > v !== vj > v && u < ((at(points, j) - at(points, i)) * (v - vi)) / (vj - vi) + at(points, i)) isInside = !isInside;
  }
  return isInside;
}

/** The solid pieces of a section, each with its holes: what can be filled with triangles. */
export function regionsOf({ loops }: Section): SectionRegion[] {
  const isTurned = loops.reduce((sum, { areaM2 }) => sum + areaM2, 0) < 0;
  const isSolid = ({ areaM2 }: SectionLoop): boolean => areaM2 > 0 !== isTurned;
  const regions = loops.filter(isSolid).map((outer) => ({ outer, holes: [] as SectionLoop[] }));
  const bySize = [...regions].sort((a, b) => Math.abs(a.outer.areaM2) - Math.abs(b.outer.areaM2));
  for (const hole of loops.filter((loop) => !isSolid(loop))) {
    bySize.find(({ outer }) => isInLoop(outer.points, at(hole.points, 0), at(hole.points, 1)))?.holes.push(hole);
  }
  return regions;
}

/** The part of a section that another plane leaves. Both in the model's frame; `axes` are those of `plane`. */
export function cutSection(section: Section, plane: CutPlane, axes: PlaneAxes, other: CutPlane): Section {
  // Within the plane the other one is a line: a·u + b·v ≤ c stays.
  const [a, b] = [dot(other.n, axes.u), dot(other.n, axes.v)];
  const c = other.d - plane.d * dot(plane.n, other.n);
  const beyond = (u: number, v: number): number => a * u + b * v - c;
  const loops = section.loops.flatMap(({ points }) => loopOf(keepBelow(points, beyond)) ?? []);
  const open = section.open.filter((points) => beyond(at(points, 0), at(points, 1)) <= 0);
  return sectionOf(loops, open);
}

// Sutherland and Hodgman's way for one line.
function keepBelow(points: Float64Array, beyond: (u: number, v: number) => number): number[] {
  const kept: number[] = [];
  for (let i = 0; i < points.length; i += 2) {
    const next = (i + 2) % points.length;
    const [u, v, nu, nv] = [at(points, i), at(points, i + 1), at(points, next), at(points, next + 1)];
    const [here, there] = [beyond(u, v), beyond(nu, nv)];
    if (here <= 0) kept.push(u, v);
    if (here <= 0 !== there <= 0) {
      const t = here / (here - there);
      kept.push(u + (nu - u) * t, v + (nv - v) * t);
    }
  }
  return kept;
}
