/** Describes finished model files: names from the catalogue, figures measured from the bytes themselves. */
import { createHash } from "node:crypto";
import { modelSchema, type AnatomyLevel, type AnatomyModel, type AnatomyStructure } from "@/core/anatomy/manifest";
import type { CatalogueEntry } from "../catalogue";
import { measuredFrom, type SizeCheck } from "../figures";
import { measureMesh, type TriangleMesh } from "../mesh/measure";
import { readModel, readWhole, type StoredMesh } from "./read-model";

/** Vertices nearer than this are one, metres (0.1 micrometre). */
export const WELD_M = 1e-7;

type About = Pick<AnatomyModel, "id" | "name" | "sex" | "caution" | "bodyFrameOriginM" | "licence" | "source" | "credit" | "isTwoSided" | "drawnWithinMm">;

export interface ModelFiles extends About {
  catalogue: readonly CatalogueEntry[];
  sizes?: readonly SizeCheck[];
  tissue: (id: string) => { colour: string; roughness: number };
  full: LevelFiles;
  levels: readonly (LevelFiles & { level: AnatomyLevel["level"] })[];
}

/** What a level is written in: one file, or two. */
export interface LevelFiles {
  file: string;
  bytes: Uint8Array;
  inside?: { file: string; bytes: Uint8Array } | undefined;
}

type Point = [number, number, number];
/** Adding nothing makes 0 of -0, which JSON cannot say. */
const round = (value: number, digits: number): number => Number(value.toFixed(digits)) + 0;

function bounds(meshes: Iterable<TriangleMesh>): { min: Point; max: Point } {
  const min: Point = [Infinity, Infinity, Infinity];
  const max: Point = [-Infinity, -Infinity, -Infinity];
  for (const { position } of meshes)
    for (let i = 0; i < position.length; i++) {
      const c = i % 3;
      min[c] = Math.min(min[c] ?? Infinity, position[i] ?? Infinity);
      max[c] = Math.max(max[c] ?? -Infinity, position[i] ?? -Infinity);
    }
  return { min: min.map((v) => round(v, 4)) as Point, max: max.map((v) => round(v, 4)) as Point };
}

/** What a manifest says of one structure. */
export function describeStructure(entry: CatalogueEntry, mesh: TriangleMesh, tissue: ReturnType<ModelFiles["tissue"]>): AnatomyStructure {
  const { hidden, seeThrough, ...said } = entry;
  const figures = measureMesh(mesh, WELD_M);
  const { min, max } = bounds([mesh]);
  return {
    ...said,
    node: entry.id,
    ...tissue,
    triangles: figures.triangles,
    shells: figures.shells,
    ...(figures.openEdges === 0 && figures.volume > 5e-10 ? { volumeMl: round(figures.volume * 1e6, 3) } : {}),
    centreM: [0, 1, 2].map((c) => round(((min[c] ?? 0) + (max[c] ?? 0)) / 2, 4)) as Point,
    opaqueDefault: !seeThrough,
    hiddenDefault: hidden ?? false,
  };
}

/** A file's checksum, hexadecimal. */
export const sha256 = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");
const countAll = (meshes: Map<string, TriangleMesh>): number => [...meshes.values()].reduce((sum, m) => sum + m.index.length / 3, 0);

function requireSame(file: string, meshes: Map<string, TriangleMesh>, ids: readonly string[]): void {
  const missing = ids.filter((id) => !meshes.has(id));
  const unknown = [...meshes.keys()].filter((id) => !ids.includes(id));
  if (missing.length + unknown.length) throw new Error(`${file}: missing [${missing.join(", ")}], unknown [${unknown.join(", ")}]`);
}

/** A level's meshes, and what is said of its files. */
async function describeFiles({ file, bytes, inside }: LevelFiles): Promise<{ meshes: Map<string, StoredMesh>; told: Pick<AnatomyModel, "file" | "bytes" | "sha256" | "inside" | "triangles"> }> {
  const meshes = await readWhole(bytes, inside?.bytes);
  const seen = inside && (await readModel(bytes));
  const within = inside && seen && { file: inside.file, bytes: inside.bytes.length, sha256: sha256(inside.bytes), structures: [...meshes.keys()].filter((id) => !seen.has(id)) };
  return { meshes, told: { file, bytes: bytes.length, sha256: sha256(bytes), ...(within ? { inside: within } : {}), triangles: countAll(meshes) } };
}

async function describeLevel({ level, ...files }: ModelFiles["levels"][number], ids: readonly string[]): Promise<AnatomyLevel> {
  const { meshes, told } = await describeFiles(files);
  requireSame(files.file, meshes, ids);
  return { level, ...told, structureTriangles: Object.fromEntries(ids.map((id) => [id, (meshes.get(id)?.index.length ?? 0) / 3])) };
}

/** The manifest entry of one model. Throws where a file and the catalogue disagree on the structures. */
export async function describeModel({ catalogue, sizes, tissue, full, levels: files, ...about }: ModelFiles): Promise<AnatomyModel> {
  const { meshes, told } = await describeFiles(full);
  const ids = catalogue.map((entry) => entry.id);
  requireSame(full.file, meshes, ids);
  const levels = [];
  for (const level of files) levels.push(await describeLevel(level, ids));
  const structures = catalogue.flatMap((entry) => {
    const mesh = meshes.get(entry.id);
    return mesh ? [describeStructure(entry, mesh, tissue(entry.id))] : [];
  });
  const measured = measuredFrom(meshes, (part) => structures.find((s) => s.id === part)?.volumeMl ?? NaN);
  const { id, name, sex, licence, source, credit, isTwoSided, caution, bodyFrameOriginM, drawnWithinMm } = about;
  return modelSchema.parse({
    id,
    name,
    sex,
    ...told,
    licence,
    source,
    credit,
    isTwoSided,
    caution,
    bodyFrameOriginM,
    boundsM: bounds(meshes.values()),
    ...(sizes ? { sizes: sizes.map(({ value, ...said }) => ({ ...said, value: round(value(measured), 1) })) } : {}),
    ...(drawnWithinMm === undefined ? {} : { drawnWithinMm: round(drawnWithinMm, 1) }),
    levels,
    structures,
  });
}
