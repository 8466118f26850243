import { type Cuts, type CutIndex, type CutPlane, cutsOf, apartOf } from "./cuts";
import { apartOffsets } from "./explode";
import { isShown } from "./looks";
import type { AnatomyModel } from "./manifest";
import type { ReadRegister } from "./read";
import { axesOf, cutSection, cutSurface, NO_SECTION, type PlaneAxes, type Section, weldOf } from "./section";
import { dot, lengthOf, times, type Vec3 } from "./vector";

/** One structure's triangles in the frame of the model's middle, metres. */
export interface RawSurface {
  readonly id: string;
  readonly positions: ArrayLike<number>;
  readonly index: ArrayLike<number>;
}

/** Where a structure's bulk lies. */
export interface Bulk {
  readonly centre: Vec3;
  /** The way in which it is longest, unit length. */
  readonly axis: Vec3;
}

/** Cuts the structures of one model. */
export interface Sectioner {
  /** A structure's section by a plane of its own frame; the same plane again costs nothing. */
  cut(id: string, plane: CutPlane): Section;
  /** Undefined for a structure that it does not have. */
  bulkOf(id: string): Bulk | undefined;
}

/** One structure in a flat picture of a cut. */
export interface SlicePart {
  readonly id: string;
  readonly section: Section;
}

/** A cut looked at straight on. */
export interface Slice {
  readonly index: CutIndex;
  readonly plane: CutPlane;
  readonly axes: PlaneAxes;
  /** What is cut and shown, the largest first, so that what lies in another is drawn over it. */
  readonly parts: readonly SlicePart[];
}

interface Known extends RawSurface {
  weld: Uint32Array | null;
  readonly middle: Vec3;
  readonly half: Vec3;
  bulk: Bulk | null;
}

const MOST_KEPT = 512;
const at = (list: ArrayLike<number>, i: number): number => list[i] ?? 0;

/** Creates a sectioner. Neighbours are sought when a structure is first cut. */
export function createSectioner(surfaces: readonly RawSurface[]): Sectioner {
  const known = new Map(surfaces.map((surface) => [surface.id, { ...surface, weld: null, bulk: null, ...boxOf(surface) } as Known]));
  const kept = new Map<string, Section>();
  return {
    cut: (id, plane) => {
      const surface = known.get(id);
      if (!surface || !reaches(surface, plane)) return NO_SECTION;
      const key = `${id} ${plane.n.join()} ${plane.d}`;
      const before = kept.get(key);
      if (before) return before;
      surface.weld ??= weldOf(surface.positions);
      const section = cutSurface({ ...surface, weld: surface.weld }, plane);
      if (kept.size >= MOST_KEPT) kept.clear();
      kept.set(key, section);
      return section;
    },
    bulkOf: (id) => {
      const surface = known.get(id);
      if (!surface) return undefined;
      surface.bulk ??= bulkOf(surface);
      return surface.bulk;
    },
  };
}

function boxOf({ positions }: RawSurface): { middle: Vec3; half: Vec3 } {
  const min = [Infinity, Infinity, Infinity];
  const max = [-Infinity, -Infinity, -Infinity];
  for (let i = 0; i < positions.length; i += 1) {
    min[i % 3] = Math.min(at(min, i % 3), at(positions, i));
    max[i % 3] = Math.max(at(max, i % 3), at(positions, i));
  }
  const of = (k: (axis: number) => number): Vec3 => [k(0), k(1), k(2)];
  return { middle: of((axis) => (at(min, axis) + at(max, axis)) / 2), half: of((axis) => (at(max, axis) - at(min, axis)) / 2) };
}

function reaches({ middle, half }: Known, { n, d }: CutPlane): boolean {
  return Math.abs(dot(n, middle) - d) <= Math.abs(n[0]) * half[0] + Math.abs(n[1]) * half[1] + Math.abs(n[2]) * half[2];
}

// The longest way through the corners: the power method on how they scatter about their middle.
function bulkOf({ positions, middle }: Known): Bulk {
  const count = Math.max(1, positions.length / 3);
  const sum = [0, 0, 0];
  for (let i = 0; i < positions.length; i += 1) sum[i % 3] = at(sum, i % 3) + at(positions, i);
  const centre: Vec3 = positions.length === 0 ? middle : [at(sum, 0) / count, at(sum, 1) / count, at(sum, 2) / count];
  const scatter = new Float64Array(9);
  for (let i = 0; i + 2 < positions.length; i += 3) {
    const p = [at(positions, i) - centre[0], at(positions, i + 1) - centre[1], at(positions, i + 2) - centre[2]];
    for (let row = 0; row < 9; row += 1) scatter[row] = at(scatter, row) + at(p, Math.floor(row / 3)) * at(p, row % 3);
  }
  let axis: Vec3 = [0.6, 0.7, 0.4];
  for (let round = 0; round < 60; round += 1) {
    const next: Vec3 = [0, 1, 2].map((row) => dot([at(scatter, row * 3), at(scatter, row * 3 + 1), at(scatter, row * 3 + 2)], axis)) as unknown as Vec3;
    const far = lengthOf(next);
    if (far < 1e-18) break;
    axis = times(next, 1 / far);
  }
  return { centre, axis: times(axis, 1 / lengthOf(axis)) };
}

/** The plane that cuts a structure like `plane` cuts the model, in the structure's own frame: it may stand apart. */
export function planeFor(plane: CutPlane, offset: Vec3): CutPlane {
  return { n: plane.n, d: plane.d - dot(plane.n, offset) };
}

/** How far each structure stands from its place now, metres. */
export function offsetsNow(model: AnatomyModel, apart: number): (id: string) => Vec3 {
  if (apart === 0) return () => [0, 0, 0];
  const whole = apartOffsets(model);
  return (id) => times(whole.get(id) ?? [0, 0, 0], apart);
}

/** The flat picture of one cut as the scene stands; null where that plane cuts nothing. */
export function sliceOf(model: AnatomyModel, read: ReadRegister, index: CutIndex, sectioner: Sectioner): Slice | null {
  const cuts: Cuts = cutsOf(model, read);
  const plane = cuts[index];
  if (!plane) return null;
  const axes = axesOf(plane.n);
  const offset = offsetsNow(model, apartOf(model, read));
  const parts = model.structures.flatMap((structure): SlicePart[] => {
    if (!isShown(model, structure, read)) return [];
    const own = offset(structure.id);
    let section = moved(sectioner.cut(structure.id, planeFor(plane, own)), dot(axes.u, own), dot(axes.v, own));
    cuts.forEach((other, at) => {
      if (other && at !== index) section = cutSection(section, plane, axes, other);
    });
    return section.loops.length + section.open.length === 0 ? [] : [{ id: structure.id, section }];
  });
  const boxArea = ({ section }: SlicePart): number => Math.max(0, ...section.loops.map(({ areaM2 }) => Math.abs(areaM2)));
  return { index, plane, axes, parts: parts.sort((a, b) => boxArea(b) - boxArea(a)) };
}

function moved(section: Section, du: number, dv: number): Section {
  if (du === 0 && dv === 0) return section;
  const shift = (points: Float64Array): Float64Array => points.map((value, i) => value + (i % 2 === 0 ? du : dv));
  return { ...section, loops: section.loops.map((loop) => ({ ...loop, points: shift(loop.points) })), open: section.open.map(shift) };
}

/** Words for the sides of a slice, as seen: which way of the patient lies to the right and up. */
export type BodyWay = "left" | "right" | "up" | "down" | "front" | "back";

/** The way of the patient that a direction goes, by its largest part. */
export function bodyWay(direction: Vec3): BodyWay {
  const [x, y, z] = direction;
  const most = Math.max(Math.abs(x), Math.abs(y), Math.abs(z));
  if (Math.abs(x) === most) return x > 0 ? "left" : "right";
  if (Math.abs(y) === most) return y > 0 ? "up" : "down";
  return z > 0 ? "front" : "back";
}
