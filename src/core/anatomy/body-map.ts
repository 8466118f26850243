/**
 * The body as a flat drawing, and where on it a model belongs: for pages that draw nothing in 3D. Both follow from the
 * figure on which pain is painted and from where a model stands in the shared body frame (x to the person's left, y up,
 * z to the front), so that any organ has its place and no list of organs is kept.
 */
import { regionOfFace, type Figure } from "@/core/pain/figure";
import { REGIONS, type PartId, type Region, type RegionId } from "@/core/pain/regions";
import { sideOfModel } from "./condition-choice";
import type { AnatomyModel } from "./manifest";

/** The sides from which the body is drawn. */
export const MAP_SIDES = ["front", "back"] as const;
export type MapSide = (typeof MAP_SIDES)[number];

/** One region as it is seen from a side: closed rings in millimetres, x to the viewer's right and y down. */
export interface MapShape {
  readonly region: Region;
  /** For an SVG path. */
  readonly path: string;
}

/** A drawing of the body from one side. */
export interface BodyDrawing {
  readonly shapes: readonly MapShape[];
  /** Left, top, width and height, mm. */
  readonly box: readonly [number, number, number, number];
}

/** Where a model is, as the part of the skin that it lies nearest to. */
export interface ModelPlace {
  readonly model: AnatomyModel;
  /** One side of a part, or the part as a whole for what lies in the middle. */
  readonly spot: RegionId | PartId;
  /** What of the skin that is: one region, or those of both sides. */
  readonly regions: readonly Region[];
  readonly side: MapSide;
  /** Its middle in a drawing of that side, mm. */
  readonly at: readonly [number, number];
}

/** A model this tall is the whole body, which is in no one place, metres. */
const WHOLE_BODY_M = 1;

/** What lies no farther from the midline than so much of its own width lies in the middle. */
const MIDDLE_SHARE = 0.25;

/** The region of a model's own side; of both where it lies in the middle, for half of a pair would be another organ's place (ANA-644). */
function regionsFor(model: AnatomyModel, nearest: Region, middleXM: number): readonly Region[] {
  const { min, max } = model.boundsM;
  const side = sideOfModel(model);
  const isMiddle = side === null && Math.abs(middleXM) <= MIDDLE_SHARE * (max[0] - min[0]);
  return isMiddle ? REGIONS.filter(({ part }) => part === nearest.part) : REGIONS.filter((each) => each.part === nearest.part && each.side === (side ?? nearest.side));
}

/** Where models belong; the whole body in no one place. */
export function placesOf(models: readonly AnatomyModel[], figure: Figure): readonly ModelPlace[] {
  return models.flatMap((model) => {
    const { min, max } = model.boundsM;
    if (max[1] - min[1] > WHOLE_BODY_M) return [];
    const middle = [0, 1, 2].map((axis) => 1000 * ((model.bodyFrameOriginM[axis] ?? 0) + ((min[axis] ?? 0) + (max[axis] ?? 0)) / 2));
    const face = nearestFace(figure, middle);
    const side = normalZ(figure, face) < 0 ? "back" : "front";
    const nearest = regionOfFace(figure, face);
    const regions = regionsFor(model, nearest, (middle[0] ?? 0) / 1000);
    return [{ model, spot: regions.length > 1 ? nearest.part : (regions[0] ?? nearest).id, regions, side, at: onDrawing(side, middle[0] ?? 0, middle[1] ?? 0) }];
  });
}

/** The body from one side, region by region. */
export function drawBody(figure: Figure, side: MapSide): BodyDrawing {
  const facesOf = new Map<number, number[]>();
  for (let face = 0; face < figure.faceCount; face += 1) {
    const z = normalZ(figure, face);
    if (side === "front" ? z <= 0 : z >= 0) continue;
    const region = figure.regionOf[face] ?? 0;
    const faces = facesOf.get(region) ?? [];
    faces.push(face);
    facesOf.set(region, faces);
  }
  const shapes = [...facesOf].flatMap(([number, faces]): MapShape[] => {
    const region = REGIONS[number];
    return region ? [{ region, path: ringsOf(figure, faces).map((ring) => pathOf(figure, ring, side)).join("") }] : [];
  });
  return { shapes, box: boxOf(figure, side) };
}

/** Left and right change places for whoever looks at the back. */
function onDrawing(side: MapSide, x: number, y: number): readonly [number, number] {
  return [side === "front" ? x : -x, -y];
}

const cornerAt = ({ positions, corners }: Figure, face: number, corner: number, axis: number): number => positions[(corners[face * 3 + corner] ?? 0) * 3 + axis] ?? 0;

/** Which way a face looks: above 0 to the front. Corners go counter-clockwise from outside. */
function normalZ(figure: Figure, face: number): number {
  const along = (corner: number, axis: number): number => cornerAt(figure, face, corner, axis) - cornerAt(figure, face, 0, axis);
  return along(1, 0) * along(2, 1) - along(1, 1) * along(2, 0);
}

function nearestFace(figure: Figure, point: readonly number[]): number {
  let [best, reach] = [0, Infinity];
  for (let face = 0; face < figure.faceCount; face += 1) {
    let away = 0;
    for (let axis = 0; axis < 3; axis += 1) {
      const middle = (cornerAt(figure, face, 0, axis) + cornerAt(figure, face, 1, axis) + cornerAt(figure, face, 2, axis)) / 3;
      away += (middle - (point[axis] ?? 0)) ** 2;
    }
    if (away < reach) [best, reach] = [face, away];
  }
  return best;
}

/** The rings of vertices around a set of faces: its edges that only one of them has. */
function ringsOf({ corners }: Figure, faces: readonly number[]): number[][] {
  const edges = new Map<number, number[]>();
  const seen = new Set<number>();
  const key = (from: number, to: number): number => from * 65536 + to;
  for (const face of faces) for (let i = 0; i < 3; i += 1) seen.add(key(corners[face * 3 + i] ?? 0, corners[face * 3 + ((i + 1) % 3)] ?? 0));
  for (const edge of seen) {
    const [from, to] = [Math.floor(edge / 65536), edge % 65536];
    if (seen.has(key(to, from))) continue;
    edges.set(from, [...(edges.get(from) ?? []), to]);
  }
  const rings: number[][] = [];
  for (const start of edges.keys()) {
    for (let next = edges.get(start)?.pop(); next !== undefined; next = edges.get(start)?.pop()) {
      const ring = [start];
      while (next !== undefined && next !== start) {
        ring.push(next);
        next = edges.get(next)?.pop();
      }
      if (ring.length > 2) rings.push(ring);
    }
  }
  return rings;
}

function pathOf({ positions }: Figure, ring: readonly number[], side: MapSide): string {
  const places = ring.map((vertex) => onDrawing(side, positions[vertex * 3] ?? 0, positions[vertex * 3 + 1] ?? 0).map((part) => Math.round(part)).join(" "));
  return `M${places.join("L")}Z`;
}

function boxOf({ positions }: Figure, side: MapSide): readonly [number, number, number, number] {
  let [left, right, top, bottom] = [Infinity, -Infinity, Infinity, -Infinity];
  for (let i = 0; i < positions.length; i += 3) {
    const [x, y] = onDrawing(side, positions[i] ?? 0, positions[i + 1] ?? 0);
    [left, right, top, bottom] = [Math.min(left, x), Math.max(right, x), Math.min(top, y), Math.max(bottom, y)];
  }
  return [left, top, right - left, bottom - top];
}
