import "server-only";
import { createHash } from "node:crypto";
import { MeshoptDecoder } from "meshoptimizer/decoder";
import { MeshoptEncoder } from "meshoptimizer/encoder";
import { MeshoptSimplifier } from "meshoptimizer/simplifier";
import { boundsOf, middleOf, sidesOf } from "@/core/models/bounds";
import type { ConvertedFacts, LevelName } from "@/core/models/contract";
import { withNormals } from "@/core/models/crease-normals";
import type { UnpackBlock } from "@/core/models/gltf-data";
import type { ModelProblem } from "@/core/models/limits";
import { readModel } from "@/core/models/read-model";
import { measureSurface, weld, type Surface } from "@/core/models/surface";
import { err, ok, type Result } from "@/core/kit/result";
import { lighten } from "./lighten";
import { writeGlb } from "./write-glb";

/** Triangles of each level, all structures together: what a laptop, a phone or headset, and a test draw. */
const LEVELS: readonly (readonly [LevelName, number])[] = [["full", 300_000], ["light", 80_000], ["test", 6_000]];

/** A model made ours: three files, and what is known of it. */
export interface Converted {
  readonly facts: ConvertedFacts;
  readonly files: Readonly<Record<LevelName, Uint8Array>>;
}

const unpackBlock: UnpackBlock = (packed, count, stride, mode, filter) => {
  const made = new Uint8Array(count * stride);
  try {
    MeshoptDecoder.decodeGltfBuffer(made, count, stride, packed, mode, filter);
    return made;
  } catch {
    // Broken data: told as such.
    return null;
  }
};

/** Its middle becomes the middle of everything: where a scanner put it is nobody's business. */
function centred(surfaces: readonly Surface[]): readonly Surface[] {
  const middle = middleOf(boundsOf(surfaces));
  for (const { position } of surfaces) {
    for (let at = 0; at < position.length; at += 1) position[at] = (position[at] ?? 0) - (middle[at % 3] ?? 0);
  }
  return surfaces;
}

const toSrgb = (light: number): number => Math.round(255 * (light <= 0.0031308 ? 12.92 * light : 1.055 * light ** (1 / 2.4) - 0.055));

/** A structure's mean colour as `#rrggbb` (sRGB). */
function colourOf({ colour }: Surface): string {
  if (colour === null || colour.length === 0) return "#d6cdbc";
  const sums = [0, 0, 0];
  for (let at = 0; at < colour.length; at += 1) sums[at % 3] = (sums[at % 3] ?? 0) + (colour[at] ?? 0);
  return `#${sums.map((sum) => toSrgb(Math.min(1, sum / (colour.length / 3))).toString(16).padStart(2, "0")).join("")}`;
}

const idOf = (at: number): string => `part-${at + 1}`;

/** One level of all structures: each gets its share of the triangles. */
function levelOf(surfaces: readonly Surface[], most: number) {
  const all = surfaces.reduce((sum, { index }) => sum + index.length / 3, 0);
  const light = surfaces.map((surface) => lighten(surface, Math.min(surface.index.length / 3, (surface.index.length / 3) * (most / all))));
  const bytes = writeGlb(light.map(({ surface }, at) => ({ id: idOf(at), surface: withNormals(surface) })));
  const triangles = light.map(({ surface }) => surface.index.length / 3);
  return {
    bytes,
    movedBy: Math.max(0, ...light.map(({ movedBy }) => movedBy)),
    about: { bytes: bytes.length, sha256: createHash("sha256").update(bytes).digest("hex"), triangles: triangles.reduce((sum, each) => sum + each, 0), each: triangles },
  };
}

/**
 * Makes a file that somebody brought in ours: what it shows and nothing of what it says. Coordinates keep the file's own
 * unit, whatever that is, about the model's middle.
 */
export async function convertModel(bytes: Uint8Array): Promise<Result<Converted, ModelProblem>> {
  await Promise.all([MeshoptDecoder.ready, MeshoptEncoder.ready, MeshoptSimplifier.ready]);
  const read = readModel(bytes, unpackBlock);
  if (!read.ok) return read;
  const standing = read.value.parts.map((part) => ({ name: part.name, surface: weld(part) })).filter(({ surface }) => surface.index.length > 0);
  if (standing.length === 0) return err("no_triangles");
  const surfaces = centred(standing.map(({ surface }) => surface));
  const [full, light, test] = LEVELS.map(([, most]) => levelOf(surfaces, most));
  if (full === undefined || light === undefined || test === undefined) throw new Error("three levels are made");
  const parts = standing.map(({ name, surface }, at) => {
    const { min, max } = boundsOf([surface]);
    return { id: idOf(at), name, colour: colourOf(surface), ...measureSurface(surface), centre: [...middleOf({ min, max })] as [number, number, number] };
  });
  const facts: ConvertedFacts = {
    sides: [...sidesOf(boundsOf(surfaces))] as [number, number, number],
    movedBy: full.movedBy,
    lightMovedBy: light.movedBy,
    dropped: [...read.value.dropped],
    parts,
    levels: { full: full.about, light: light.about, test: test.about },
  };
  return ok({ facts, files: { full: full.bytes, light: light.bytes, test: test.bytes } });
}
