import { MeshoptDecoder } from "meshoptimizer/decoder";
import { BufferAttribute, BufferGeometry, Matrix3, Matrix4, Mesh, MeshStandardMaterial, Vector3, type Object3D } from "three";
import { GLTFLoader } from "three/examples/jsm/loaders/GLTFLoader.js";
import type { AnatomyModel } from "@/core/anatomy/manifest";
import type { ModelFile } from "@/core/anatomy/models";
import type { ModelFault } from "@/core/anatomy/scene-status";

/** Carries the fault out of an asynchronous load. */
export class ModelLoadError extends Error {
  constructor(readonly fault: ModelFault, detail: string) {
    super(`model ${fault}: ${detail}`);
  }
}

/** A structure's triangles in the model's own frame, metres. */
export interface StructureGeometry {
  readonly id: string;
  readonly geometry: BufferGeometry;
}

type OneFile = Pick<ModelFile, "file" | "bytes" | "sha256">;
/** The true part of the bytes that is here, 0 to 1. */
export type OnShare = (share: number) => void;

/** Fetches what can be seen of a whole model, compares it with its manifest entry and unpacks it by structure. */
export function loadOutside(model: AnatomyModel, file: ModelFile, onShare: OnShare, signal: AbortSignal): Promise<StructureGeometry[]> {
  const within = new Set(file.inside?.structures);
  return loadFile(model, file, ({ id }) => within.has(id), onShare, signal);
}

/** Fetches the rest of a model. */
export function loadRest(model: AnatomyModel, inside: NonNullable<ModelFile["inside"]>, onShare: OnShare, signal: AbortSignal): Promise<StructureGeometry[]> {
  const within = new Set(inside.structures);
  return loadFile(model, inside, ({ id }) => !within.has(id), onShare, signal);
}

type MayLack = (structure: AnatomyModel["structures"][number]) => boolean;

async function loadFile(model: AnatomyModel, file: OneFile, mayLack: MayLack, onShare: OnShare, signal: AbortSignal): Promise<StructureGeometry[]> {
  const bytes = await fetchBytes(`/models/${file.file}`, file.bytes, onShare, signal);
  await compareChecksum(bytes, file);
  return unpackStructures(model, bytes, mayLack);
}

/** The structures of a model in its own file, in metres and upright; all of them, but those that the file `mayLack`. */
export async function unpackStructures(model: AnatomyModel, bytes: Uint8Array<ArrayBuffer>, mayLack: MayLack = () => false): Promise<StructureGeometry[]> {
  const loader = new GLTFLoader();
  loader.setMeshoptDecoder(MeshoptDecoder);
  const { scene } = await loader.parseAsync(bytes.buffer, "").catch((cause: unknown) => {
    throw new ModelLoadError("corrupt", String(cause));
  });
  if (model.placement) {
    scene.scale.setScalar(model.placement.scale);
    scene.quaternion.fromArray(model.placement.turn);
  }
  scene.updateMatrixWorld(true);
  return model.structures.flatMap((structure) => {
    const node = scene.getObjectByName(structure.node);
    if (node) return [{ id: structure.id, geometry: unpack(node, structure.roughness) }];
    if (mayLack(structure)) return [];
    throw new ModelLoadError("corrupt", `no node ${structure.node}`);
  });
}

async function fetchBytes(url: string, expected: number, onShare: (share: number) => void, signal: AbortSignal): Promise<Uint8Array<ArrayBuffer>> {
  const response = await fetch(url, { signal }).catch((cause: unknown) => {
    if (signal.aborted) throw cause;
    throw new ModelLoadError("network", String(cause));
  });
  if (!response.ok || !response.body) throw new ModelLoadError("network", `status ${response.status}`);
  const bytes = new Uint8Array(expected);
  let filled = 0;
  const reader = response.body.getReader();
  try {
    for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) {
      if (filled + chunk.value.length > expected) throw new ModelLoadError("corrupt", "longer than the manifest says");
      bytes.set(chunk.value, filled);
      filled += chunk.value.length;
      onShare(filled / expected);
    }
  } catch (cause) {
    if (signal.aborted || cause instanceof ModelLoadError) throw cause;
    throw new ModelLoadError("network", String(cause));
  }
  if (filled !== expected) throw new ModelLoadError("corrupt", "shorter than the manifest says");
  return bytes;
}

async function compareChecksum(bytes: Uint8Array<ArrayBuffer>, file: OneFile): Promise<void> {
  // Browsers offer digests only to secure origins; a page opened over plain HTTP checks the length alone.
  if (!globalThis.crypto?.subtle) return;
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  const hex = Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
  if (hex !== file.sha256) throw new ModelLoadError("corrupt", "checksum differs");
}

/** Tissue classes that the fine bump tells apart. */
const BUMP_MUSCLE = 128;
const BUMP_FAT = 255;

function bumpOf(materialName: string): number {
  if (/fat/i.test(materialName)) return BUMP_FAT;
  return /ventricle|septum|papill|atri/i.test(materialName) ? BUMP_MUSCLE : 0;
}

/** One geometry out of all meshes below a node: position, normal, colour, tissue (roughness, bump). */
function unpack(node: Object3D, roughness: number): BufferGeometry {
  const meshes: Mesh[] = [];
  node.traverse((object) => {
    if (object instanceof Mesh) meshes.push(object);
  });
  const vertexCount = meshes.reduce((sum, mesh) => sum + mesh.geometry.getAttribute("position").count, 0);
  const indexCount = meshes.reduce((sum, mesh) => sum + (mesh.geometry.index?.count ?? mesh.geometry.getAttribute("position").count), 0);
  if (indexCount === 0) throw new ModelLoadError("corrupt", `no triangles in ${node.name}`);
  const target = {
    position: new Float32Array(vertexCount * 3),
    normal: new Float32Array(vertexCount * 3),
    color: new Uint8Array(vertexCount * 4),
    tissue: new Uint8Array(vertexCount * 4),
    index: new Uint32Array(indexCount),
  };
  let vertex = 0;
  let corner = 0;
  for (const mesh of meshes) {
    copyVertices(mesh, target, vertex, Math.round(roughness * 255));
    const { index } = mesh.geometry;
    const corners = index?.count ?? mesh.geometry.getAttribute("position").count;
    for (let i = 0; i < corners; i += 1) target.index[corner + i] = vertex + (index ? index.getX(i) : i);
    corner += corners;
    vertex += mesh.geometry.getAttribute("position").count;
    mesh.geometry.dispose();
  }
  const geometry = new BufferGeometry();
  geometry.setAttribute("position", new BufferAttribute(target.position, 3));
  geometry.setAttribute("normal", new BufferAttribute(target.normal, 3));
  geometry.setAttribute("color", new BufferAttribute(target.color, 4, true));
  geometry.setAttribute("tissue", new BufferAttribute(target.tissue, 4, true));
  geometry.setIndex(new BufferAttribute(target.index, 1));
  return geometry;
}

interface VertexArrays {
  readonly position: Float32Array;
  readonly normal: Float32Array;
  readonly color: Uint8Array;
  readonly tissue: Uint8Array;
}

function copyVertices(mesh: Mesh, to: VertexArrays, start: number, roughness: number): void {
  const { geometry, matrixWorld } = mesh;
  const material = mesh.material instanceof MeshStandardMaterial ? mesh.material : undefined;
  const bump = bumpOf(material?.name ?? "");
  const position = geometry.getAttribute("position");
  const normal = geometry.getAttribute("normal");
  const color = geometry.getAttribute("color");
  const turn = new Matrix3().getNormalMatrix(new Matrix4().copy(matrixWorld));
  const v = new Vector3();
  for (let i = 0; i < position.count; i += 1) {
    const at = start + i;
    v.fromBufferAttribute(position, i).applyMatrix4(matrixWorld).toArray(to.position, at * 3);
    if (normal) v.fromBufferAttribute(normal, i).applyMatrix3(turn).normalize().toArray(to.normal, at * 3);
    const base = material?.color;
    to.color[at * 4] = Math.round(255 * (color ? color.getX(i) : 1) * (base?.r ?? 1));
    to.color[at * 4 + 1] = Math.round(255 * (color ? color.getY(i) : 1) * (base?.g ?? 1));
    to.color[at * 4 + 2] = Math.round(255 * (color ? color.getZ(i) : 1) * (base?.b ?? 1));
    to.color[at * 4 + 3] = 255;
    to.tissue[at * 4] = roughness;
    to.tissue[at * 4 + 1] = bump;
  }
}
