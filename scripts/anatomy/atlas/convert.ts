/** A publisher's GLB to the levels of detail that the product shows, and their description. */
import { createHash } from "node:crypto";
import { NodeIO, type Node, type Primitive } from "@gltf-transform/core";
import type { AnatomyModel } from "@/core/anatomy/manifest";
import type { CatalogueEntry } from "../catalogue";
import { measureMesh } from "../mesh/measure";
import { paintVertices } from "../shade/paint";
import { writeGlb, type ColouredMesh } from "../write/glb";
import { describeModel, WELD_M } from "../write/manifest";
import type { Crosswalk } from "./crosswalk";
import { atlasEntries, type AtlasEntry } from "./entries";
import { occluder, openness } from "./hollows";
import { addressOf, PullError, type Library, type LibraryOrgan } from "./library";
import { shaded, thinned, welded, type ShadedSurface, type Surface } from "./surface";
import { hexOf, tissueFor, type NamedTissue } from "./tissue";

/** One organ as it will be installed: its entry in the manifest, and its files by name. */
export interface Converted { readonly model: AnatomyModel; readonly files: ReadonlyMap<string, Uint8Array> }

interface Part { readonly entry: AtlasEntry; readonly surface: Surface; readonly tissue: NamedTissue }

/** Most triangles of a level, and how far its surface may stray, as a share of the organ's size. */
const LEVELS = [
  { level: "full", triangles: 100_000, error: 0.0006 },
  { level: "light", triangles: 45_000, error: 0.004 },
  { level: "test", triangles: 12_000, error: 0.03 },
] as const;

/** How far hollows reach, as a share of the organ's size. */
const HOLLOW = 0.12;

export const modelIdOf = (organ: LibraryOrgan): string => `hra-${organ.file.replace(/\.glb$/i, "").toLowerCase().replace(/[^a-z0-9]+/g, "-")}`;

/** World-space triangles of everything at a node. */
function surfaceOf(node: Node): Surface {
  const matrix = node.getWorldMatrix();
  const points: number[] = [];
  const normals: number[] = [];
  const index: number[] = [];
  let hasNormals = true;
  for (const primitive of node.getMesh()?.listPrimitives() ?? []) {
    if (primitive.getMode() !== 4) continue;
    const first = points.length / 3;
    hasNormals &&= copyVertices(primitive, matrix, points, normals);
    const corners = primitive.getIndices()?.getArray() ?? Uint32Array.from({ length: points.length / 3 - first }, (_, v) => v);
    for (const corner of corners) index.push(first + corner);
  }
  return welded(Float32Array.from(points), hasNormals ? Float32Array.from(normals) : null, index);
}

function copyVertices(primitive: Primitive, m: ReturnType<Node["getWorldMatrix"]>, points: number[], normals: number[]): boolean {
  const position = primitive.getAttribute("POSITION");
  const normal = primitive.getAttribute("NORMAL");
  const e: number[] = [];
  for (let v = 0; v < (position?.getCount() ?? 0); v++) {
    position?.getElement(v, e);
    const [x = 0, y = 0, z = 0] = e;
    points.push(m[0] * x + m[4] * y + m[8] * z + m[12], m[1] * x + m[5] * y + m[9] * z + m[13], m[2] * x + m[6] * y + m[10] * z + m[14]);
    if (!normal) continue;
    normal.getElement(v, e);
    const [nx = 0, ny = 0, nz = 0] = e;
    normals.push(m[0] * nx + m[4] * ny + m[8] * nz, m[1] * nx + m[5] * ny + m[9] * nz, m[2] * nx + m[6] * ny + m[10] * nz);
  }
  return normal !== null;
}

async function readParts(bytes: Uint8Array, organ: LibraryOrgan, crosswalk: Crosswalk, known: readonly CatalogueEntry[]): Promise<Part[]> {
  const document = await new NodeIO().readBinary(bytes).catch((cause: unknown) => {
    throw new PullError(`${organ.file} can't be read as a GLB: ${String(cause)}`);
  });
  const nodes = document.getRoot().listNodes().filter((node) => node.getMesh() !== null);
  const surfaces = nodes.map((node) => ({ node, surface: surfaceOf(node) })).filter(({ surface }) => surface.index.length > 0);
  if (surfaces.length === 0) throw new PullError(`${organ.file} holds no surfaces.`);
  const entries = atlasEntries(surfaces.map(({ node }) => node.getName()), crosswalk, known);
  return entries.flatMap((entry, at) => {
    const found = surfaces[at];
    if (!found) return [];
    const tissue = tissueFor(entry.name.en, found.node.getMesh()?.listPrimitives()[0]?.getMaterial() ?? null);
    return [{ entry: { ...entry, ...(/capsule/i.test(entry.name.en) && surfaces.length > 1 ? { seeThrough: true as const } : {}) }, surface: found.surface, tissue }];
  });
}

interface Box { readonly centre: readonly [number, number, number]; readonly size: number }

function boxOf(parts: readonly Part[]): Box {
  const min = [Infinity, Infinity, Infinity];
  const max = [-Infinity, -Infinity, -Infinity];
  for (const { surface } of parts)
    surface.position.forEach((value, at) => {
      min[at % 3] = Math.min(min[at % 3] ?? Infinity, value);
      max[at % 3] = Math.max(max[at % 3] ?? -Infinity, value);
    });
  const middle = (axis: number): number => Number((((min[axis] ?? 0) + (max[axis] ?? 0)) / 2).toFixed(4));
  return { centre: [middle(0), middle(1), middle(2)], size: Math.max(...max.map((value, axis) => value - (min[axis] ?? 0))) };
}

function coloured({ entry, tissue }: Part, surface: ShadedSurface, open: Float32Array, [cx, cy, cz]: Box["centre"]): ColouredMesh {
  const millimetres = Float32Array.from(surface.position, (value, at) => (value - ([cx, cy, cz][at % 3] ?? 0)) * 1000);
  return {
    name: entry.id,
    position: millimetres,
    normal: surface.normal,
    index: surface.index,
    tissue: tissue.name,
    roughness: tissue.tissue.roughness,
    colour: paintVertices({ tissue: tissue.tissue }, millimetres, open),
  };
}

const CHANGES = {
  en: "Joined, thinned and coloured anew for the screen, in three levels of detail; nothing was moved or reshaped.",
  es: "Unido, aligerado y coloreado de nuevo para la pantalla, en tres niveles de detalle; no se movió ni cambió de forma nada.",
};
const CAUTION = { en: "Another person’s body, not this patient’s", es: "El cuerpo de otra persona, no el de este paciente" };

/** Throws a `PullError` where the file is no organ. Same file, same bytes. */
export async function convert(library: Library, organ: LibraryOrgan, bytes: Uint8Array, crosswalk: Crosswalk, known: readonly CatalogueEntry[]): Promise<Converted> {
  const parts = await readParts(bytes, organ, crosswalk, known);
  const box = boxOf(parts);
  const total = parts.reduce((sum, { surface }) => sum + surface.index.length / 3, 0);
  const levels = [];
  for (const { level, triangles, error } of LEVELS) {
    const share = Math.min(1, triangles / total);
    const surfaces = [];
    let movedM = 0;
    for (const { surface } of parts) {
      const thin = await thinned(surface, share, error * box.size);
      surfaces.push(shaded(thin.surface));
      movedM = Math.max(movedM, thin.movedM);
    }
    levels.push({ level, surfaces, movedM });
  }
  const tree = occluder(levels[1]?.surfaces ?? []);
  const id = modelIdOf(organ);
  const made: { level: string; file: string; bytes: Uint8Array }[] = [];
  for (const { level, surfaces } of levels) {
    const meshes = parts.flatMap((part, at) => {
      const surface = surfaces[at];
      return surface ? [coloured(part, surface, openness(tree, surface, HOLLOW * box.size), box.centre)] : [];
    });
    const content = await writeGlb(id, meshes);
    // The name holds the content, so that browsers may keep it for ever and a new pull never mixes with an old one.
    const mark = createHash("sha256").update(content).digest("hex").slice(0, 10);
    made.push({ level, file: `hra/${id.slice(4)}-${level}-${mark}.glb`, bytes: content });
  }
  const [full, light, test] = made;
  if (!full || !light || !test) throw new Error("three levels are made");
  const tissues = new Map(parts.map(({ entry, tissue }) => [entry.id, { colour: hexOf(tissue.tissue.rgb), roughness: tissue.tissue.roughness }]));
  const isOpen = parts.some(({ surface }) => measureMesh({ ...surface, normal: [] }, WELD_M).openEdges > 0);
  const model = await describeModel({
    id,
    name: organ.name,
    sex: organ.sex,
    caution: CAUTION,
    bodyFrameOriginM: [...box.centre],
    licence: library.licence,
    source: library.title,
    credit: { title: library.title, creators: library.creators, licenceUrl: library.licenceUrl, homeUrl: library.home, fileUrl: addressOf(library, organ), changes: CHANGES },
    ...(isOpen ? { isTwoSided: true } : {}),
    drawnWithinMm: Math.max(...levels.filter(({ level }) => level !== "test").map(({ movedM }) => movedM)) * 1000,
    catalogue: parts.map(({ entry: { sourceNode: _, ...entry } }) => entry),
    tissue: (structure) => tissues.get(structure) ?? { colour: "#cccccc", roughness: 0.5 },
    full,
    levels: [{ ...light, level: "light" }, { ...test, level: "test" }],
  });
  return { model, files: new Map(made.map(({ file, bytes: content }) => [file.replace(/^hra\//, ""), content])) };
}
