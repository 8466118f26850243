/** Organ description → label fields → shared nets → one coloured GLB per level of detail. */
import { labelField, type LabelField } from "./mesh/label-field";
import { refineNormals, smoothNormals, type PatchNormals } from "./mesh/normals";
import { project } from "./mesh/project";
import { simplify, type Level } from "./mesh/simplify";
import { gridOf, snapLevel } from "./mesh/snap";
import { structureMeshes, type StructureMesh } from "./mesh/structure-meshes";
import { surfaceNets, type Patch } from "./mesh/surface-nets";
import { tidy } from "./mesh/tidy";
import { topologyOf } from "./mesh/topology";
import type { Organ, PartSet } from "./organ";
import { occlusion } from "./shade/occlusion";
import { paintVertices } from "./shade/paint";
import { tissues } from "./shade/tissues";
import { writeGlb, type ColouredMesh } from "./write/glb";

export type Progress = (step: string) => void;

interface SetNets { field: LabelField; position: Float32Array; normals: PatchNormals; levels: Patch[][] }

/** One set at every level; all levels use a subset of the same vertices. */
function netSet(set: PartSet, levels: readonly Level[], progress: Progress): SetNets {
  const field = labelField(set);
  progress("fields");
  tidy(field, set.parts);
  const nets = surfaceNets(field);
  const topology = topologyOf(nets);
  project(nets, topology, set.parts, set.cellMm, levels.some(({ apart }) => apart !== undefined));
  progress("nets");
  const normals = smoothNormals(nets);
  const simplified = simplify(nets, topology, normals, set.parts, levels.map((level) => ({ ...level, errorMm: level.errorMm * set.errorFactor })));
  const used = new Uint8Array(nets.position.length / 3);
  for (const patch of simplified[0] ?? []) for (const v of patch.index) used[v] = 1;
  refineNormals(normals, nets, topology, set.parts, set.cellMm, used);
  progress("levels");
  return { field, position: nets.position, normals, levels: simplified };
}

/** Which parts a file holds; the others are grown as their neighbours only, and may leave the grid. */
type Keep = (part: string) => boolean;

/** The patches of parts that are kept; the others stay in their place, empty. */
const keptPatches = (patches: readonly Patch[], { parts }: PartSet, keep: Keep): Patch[] =>
  patches.map((patch) => ([patch.a, patch.b].some((label) => label > 0 && parts[label - 1]!.kind !== "air" && keep(parts[label - 1]!.name)) ? patch : { ...patch, index: [] }));

/** The meshes of one level of all sets; `isApart`: on the grid of the file that will hold them, and parted there. */
function levelMeshes(sets: readonly (SetNets & { set: PartSet })[], level: number, isApart: boolean, keep: Keep): { set: PartSet; meshes: StructureMesh[] }[] {
  const kept = sets.map(({ set, levels }) => keptPatches(levels[level] ?? [], set, keep));
  const grid = gridOf(sets.map(({ position }, i) => ({ position, patches: kept[i]! })));
  return sets.map(({ set, position, normals }, i) => {
    const patches = kept[i]!;
    return { set, meshes: structureMeshes(isApart ? snapLevel(position, patches, grid) : position, patches, normals, set.parts, keep) };
  });
}

function coloured(organ: Organ, set: PartSet, mesh: StructureMesh, occluder: LabelField): ColouredMesh {
  const tissue = organ.tissueOf(mesh.name);
  const { ground, fibre, over } = organ.coat(mesh.name);
  const blood = set.parts.some((part) => part.name === mesh.name && part.kind === "blood");
  const open = blood ? new Float32Array(mesh.position.length / 3).fill(1) : occlusion(occluder, mesh.position, mesh.normal);
  const paint = {
    tissue: tissues[ground ?? tissue],
    ...(fibre ? { fibre } : {}),
    ...(over ? { over: { tissue: tissues[over.tissue], depth: over.depth } } : {}),
  };
  return { ...mesh, tissue, roughness: tissues[tissue].roughness, colour: paintVertices(paint, mesh.position, open) };
}

/** What darkens what lies behind it: all of a set but what will be drawn elsewhere too. */
const occluderOf = ({ set, field }: SetNets & { set: PartSet }): LabelField =>
  set.parts.some((part) => part.leavesNoShadow) ? labelField({ ...set, parts: set.parts.filter((part) => !part.leavesNoShadow) }) : field;

/** GLB bytes per level; levels go from fine to coarse. `keep`: the parts that are written, all if absent. */
export async function generate(organ: Organ, levels: readonly Level[], progress: Progress, keep: Keep = () => true): Promise<Uint8Array[]> {
  const sets = organ.sets.map((set) => ({ set, ...netSet(set, levels, progress) }));
  const first = sets[0];
  const occluder = first && occluderOf(first);
  if (!occluder) throw new Error(`${organ.name} has no parts`);
  const files: Uint8Array[] = [];
  for (let level = 0; level < levels.length; level++) {
    const meshes = levelMeshes(sets, level, levels[level]?.apart !== undefined, keep).flatMap(({ set, meshes: uncoloured }) => uncoloured.map((mesh) => coloured(organ, set, mesh, occluder)));
    progress("colours");
    files.push(await writeGlb(organ.name, meshes));
    progress("file");
  }
  return files;
}
