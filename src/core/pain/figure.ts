/**
 * The figure on which pain is painted: the skin of our own body model as a few thousand triangles of about one size.
 * A painted place is a set of its triangles, so that what is painted from the front and seen from the side is one
 * thing, and its area is a sum. Body frame: x to the person's left, y up, z to the front; millimetres.
 */
import { bytesOfText } from "./face-set";
import { REGIONS, type Region } from "./regions";

/** A figure, unpacked. Numbers of faces are stable for a `version`; another shape is another version. */
export interface Figure {
  readonly version: number;
  /** Three coordinates each, mm. */
  readonly positions: Float32Array;
  /** Three vertices each, counter-clockwise from outside. */
  readonly corners: Uint16Array;
  /** Number of the region of each face: see `REGIONS`. */
  readonly regionOf: Uint8Array;
  /** Area of each face, mm². */
  readonly areas: Float32Array;
  /** Of all of them, mm². */
  readonly totalArea: number;
  readonly faceCount: number;
}

/** What a figure is made of. */
export type FigureParts = Pick<Figure, "version" | "positions" | "corners" | "regionOf">;

/** Area of a triangle by the cross product of two of its edges. */
function triangleArea(p: ArrayLike<number>, a: number, b: number, c: number): number {
  const at = (corner: number, axis: number): number => p[corner * 3 + axis] ?? 0;
  const u = [0, 1, 2].map((axis) => at(b, axis) - at(a, axis));
  const v = [0, 1, 2].map((axis) => at(c, axis) - at(a, axis));
  const [ux = 0, uy = 0, uz = 0] = u, [vx = 0, vy = 0, vz = 0] = v;
  return Math.hypot(uy * vz - uz * vy, uz * vx - ux * vz, ux * vy - uy * vx) / 2;
}

/** A figure of its parts, with its areas. */
export function figureOf(parts: FigureParts): Figure {
  const { corners, positions } = parts;
  const faceCount = corners.length / 3;
  const areas = new Float32Array(faceCount);
  for (let face = 0; face < faceCount; face++) areas[face] = triangleArea(positions, corners[face * 3] ?? 0, corners[face * 3 + 1] ?? 0, corners[face * 3 + 2] ?? 0);
  return { ...parts, areas, faceCount, totalArea: areas.reduce((sum, area) => sum + area, 0) };
}

/**
 * Unpacks a figure: vertices as 16-bit tenths of millimetres, corners as 16-bit numbers, regions as bytes, all
 * little-endian, one after the other, as base64url.
 */
export function unpackFigure(packed: { readonly version: number; readonly vertices: number; readonly faces: number; readonly data: string }): Figure {
  const bytes = bytesOfText(packed.data) ?? [];
  const view = new DataView(Uint8Array.from(bytes).buffer);
  const cornersAt = packed.vertices * 6, regionsAt = cornersAt + packed.faces * 6;
  if (bytes.length !== regionsAt + packed.faces) throw new Error("the figure is cut off");
  return figureOf({
    version: packed.version,
    positions: Float32Array.from({ length: packed.vertices * 3 }, (_, at) => view.getInt16(at * 2, true) / 10),
    corners: Uint16Array.from({ length: packed.faces * 3 }, (_, at) => view.getUint16(cornersAt + at * 2, true)),
    regionOf: Uint8Array.from({ length: packed.faces }, (_, at) => view.getUint8(regionsAt + at)),
  });
}

/** The region that a face belongs to. */
export function regionOfFace(figure: Figure, face: number): Region {
  const region = REGIONS[figure.regionOf[face] ?? -1];
  if (region === undefined) throw new Error("a face of no region");
  return region;
}

/** All faces of a region, by its number. */
export function facesOfRegion(figure: Figure, number: number): number[] {
  const faces: number[] = [];
  for (let face = 0; face < figure.faceCount; face++) if (figure.regionOf[face] === number) faces.push(face);
  return faces;
}

/** How much of the whole figure's skin a set of faces is, 0 to 100. Each face counts once. */
export function percentOf(figure: Figure, faces: Iterable<number>): number {
  let sum = 0;
  for (const face of new Set(faces)) sum += figure.areas[face] ?? 0;
  return (sum / figure.totalArea) * 100;
}

/** A region that a place touches, with how much of the region is covered, 0 to 100. */
export interface Touched {
  readonly region: Region;
  readonly percent: number;
}

/** The least of a region that is named: a brush that slips over a border paints no second place. Percent. */
const LEAST_PERCENT = 4;

/** The regions that a set of faces touches, the most covered first; where none is covered enough, the most covered one. */
export function regionsTouched(figure: Figure, faces: Iterable<number>): Touched[] {
  const whole = new Float64Array(REGIONS.length), covered = new Float64Array(REGIONS.length);
  for (let face = 0; face < figure.faceCount; face++) whole[figure.regionOf[face] ?? 0]! += figure.areas[face] ?? 0;
  for (const face of new Set(faces)) covered[figure.regionOf[face] ?? 0]! += figure.areas[face] ?? 0;
  const touched = REGIONS.flatMap((region, number): Touched[] => {
    const area = covered[number] ?? 0;
    return area > 0 ? [{ region, percent: (area / (whole[number] ?? 1)) * 100 }] : [];
  }).sort((a, b) => b.percent - a.percent);
  const named = touched.filter(({ percent }) => percent >= LEAST_PERCENT);
  return named.length > 0 ? named : touched.slice(0, 1);
}
