/** Reads a model file back as plain triangle meshes in metres, so that figures come from what is shipped. */
import { NodeIO } from "@gltf-transform/core";
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
  const document = await (await modelIo()).readBinary(bytes);
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
