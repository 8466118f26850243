/** Reads a model file back as plain triangle meshes in metres, so that figures come from what is shipped. */
import { NodeIO, type Document } from "@gltf-transform/core";
import { EXTMeshoptCompression, KHRMeshQuantization } from "@gltf-transform/extensions";
import { MeshoptDecoder, MeshoptEncoder } from "meshoptimizer";
import type { TriangleMesh } from "../mesh/measure";

/** A reader and writer that knows the two extensions we use. */
export async function modelIo(): Promise<NodeIO> {
  await Promise.all([MeshoptDecoder.ready, MeshoptEncoder.ready]);
  return new NodeIO()
    .registerExtensions([EXTMeshoptCompression, KHRMeshQuantization])
    .registerDependencies({ "meshopt.decoder": MeshoptDecoder, "meshopt.encoder": MeshoptEncoder });
}

/** A mesh with its positions as they are stored, too: whole numbers of one grid, on which a crossing is told from a touch exactly. */
export interface StoredMesh extends TriangleMesh { stored: ArrayLike<number> }

/** Meshes by node name; node transforms applied (ours are uniform scale and translation). */
export async function readModel(bytes: Uint8Array): Promise<Map<string, StoredMesh>> {
  return meshesOf(await (await modelIo()).readBinary(bytes));
}

/** The same, of a file that is read already. */
export function meshesOf(document: Document): Map<string, StoredMesh> {
  const meshes = new Map<string, StoredMesh>();
  for (const node of document.getRoot().listNodes()) {
    const primitives = node.getMesh()?.listPrimitives() ?? [];
    if (!primitives.length) continue;
    const primitive = primitives[0];
    const index = primitive?.getIndices()?.getArray();
    const points = primitive?.getAttribute("POSITION");
    const normals = primitive?.getAttribute("NORMAL");
    const stored = points?.getArray();
    if (primitives.length > 1 || !index || !points || !stored || !normals) throw new Error(`${node.getName()}: one indexed primitive expected`);
    const scale = node.getWorldScale();
    const shift = node.getWorldTranslation();
    const position = new Float64Array(points.getCount() * 3);
    const normal = new Float32Array(position.length);
    const element: number[] = [];
    for (let v = 0; v < points.getCount(); v++) {
      points.getElement(v, element);
      for (let c = 0; c < 3; c++) position[v * 3 + c] = (element[c] ?? 0) * (scale[c] ?? 1) + (shift[c] ?? 0);
      normals.getElement(v, element);
      for (let c = 0; c < 3; c++) normal[v * 3 + c] = element[c] ?? 0;
    }
    meshes.set(node.getName(), { position, normal, index, stored });
  }
  return meshes;
}

/** A level's files as one: where both have some of a structure, its triangles of the first and then of the second. */
export async function readWhole(outside: Uint8Array, inside?: Uint8Array): Promise<Map<string, StoredMesh>> {
  const whole = await readModel(outside);
  for (const [id, rest] of inside ? await readModel(inside) : []) {
    const seen = whole.get(id);
    whole.set(id, seen ? joined(seen, rest) : rest);
  }
  return whole;
}

function joined(a: StoredMesh, b: StoredMesh): StoredMesh {
  const both = (of: (mesh: StoredMesh) => ArrayLike<number>): number[] => [...Array.from(of(a)), ...Array.from(of(b))];
  const first = a.position.length / 3;
  return {
    position: Float64Array.from(both(({ position }) => position)),
    normal: Float32Array.from(both(({ normal }) => normal)),
    index: Uint32Array.from([...Array.from(a.index), ...Array.from(b.index, (v) => v + first)]),
    stored: both(({ stored }) => stored),
  };
}
