/**
 * `npm run pain:figure [-- --out <file>]`: makes the figure on which pain is painted out of our own body model's
 * shape, and writes it as a module. The numbers of its faces stand in kept maps: whoever changes the shape gives it
 * another version and keeps this one.
 */
import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { MeshoptSimplifier } from "meshoptimizer";
import { SIDES, regionNumber } from "@/core/pain/regions";
import { skin } from "../anatomy/figure/shape";
import type { V3 } from "../anatomy/field/vector";
import { surfaceOf, type Surface } from "./nets";
import { partOf } from "./part-of";

const VERSION = 1;
const FACES = 5_200;
const BOX: readonly [V3, V3] = [[-430, -812, -214], [430, 890, 134]];

const { values } = parseArgs({ options: { out: { type: "string", default: "src/core/pain/figure-data.ts" }, cell: { type: "string", default: "5" } } });

async function simplified({ positions, index }: Surface): Promise<Surface> {
  await MeshoptSimplifier.ready;
  // Meshoptimizer weighs errors by size; regular triangles matter more here than the last millimetre.
  const [fewer] = MeshoptSimplifier.simplify(index, positions, 3, FACES * 3, 1, ["Regularize"]);
  const corners = Uint32Array.from(fewer);
  const [remap, count] = MeshoptSimplifier.compactMesh(corners);
  const kept = new Float32Array(count * 3);
  remap.forEach((to, from) => {
    if (to !== 0xffffffff) kept.set(positions.subarray(from * 3, from * 3 + 3), to * 3);
  });
  return { positions: kept, index: corners };
}

interface Face {
  readonly corners: readonly [number, number, number];
  readonly centre: V3;
  readonly region: number;
}

function faceOf({ positions, index }: Surface, face: number): Face {
  const corners = [0, 1, 2].map((k) => index[face * 3 + k] ?? 0) as unknown as Face["corners"];
  const [a, b, c] = corners.map((v) => [...positions.subarray(v * 3, v * 3 + 3)]) as unknown as readonly [V3, V3, V3];
  const centre = [0, 1, 2].map((k) => ((a[k] ?? 0) + (b[k] ?? 0) + (c[k] ?? 0)) / 3) as unknown as V3;
  const [u, v] = [b, c].map((p) => p.map((value, k) => value - (a[k] ?? 0))) as unknown as readonly [V3, V3];
  const n: V3 = [u[1] * v[2] - u[2] * v[1], u[2] * v[0] - u[0] * v[2], u[0] * v[1] - u[1] * v[0]];
  const length = Math.hypot(...n) || 1;
  const region = regionNumber(`${centre[0] > 0 ? SIDES[0] : SIDES[1]}-${partOf(centre, [n[0] / length, n[1] / length, n[2] / length])}`);
  if (region === undefined) throw new Error("a part that is no region");
  return { corners, centre, region };
}

/** Runs of numbers make short texts: faces lie by region, and in a region from the top down. */
const byPlace = (a: Face, b: Face): number => a.region - b.region || b.centre[1] - a.centre[1] || a.centre[0] - b.centre[0];

const surface = await simplified(surfaceOf(skin, BOX, Number(values.cell), 130));
const faces = Array.from({ length: surface.index.length / 3 }, (_, face) => faceOf(surface, face)).sort(byPlace);
const vertices = surface.positions.length / 3;
const bytes = Buffer.alloc(vertices * 6 + faces.length * 7);
surface.positions.forEach((value, at) => bytes.writeInt16LE(Math.round(value * 10), at * 2));
faces.forEach(({ corners, region }, face) => {
  corners.forEach((corner, k) => bytes.writeUInt16LE(corner, vertices * 6 + (face * 3 + k) * 2));
  bytes.writeUInt8(region, vertices * 6 + faces.length * 6 + face);
});
writeFileSync(
  values.out,
  `/** Made by scripts/pain/figure.ts from the shape of our own body model. Kept maps name its faces: never change it, add another version. */\nexport const PACKED_FIGURE = { version: ${VERSION}, vertices: ${vertices}, faces: ${faces.length}, data: "${bytes.toString("base64url")}" };\n`,
);
console.log(`${vertices} vertices, ${faces.length} faces, ${bytes.length} bytes`);
