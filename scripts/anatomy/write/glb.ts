/** Coloured meshes to one compressed GLB. */
import { Document, Logger, type Material } from "@gltf-transform/core";
import { dedup, meshopt, prune } from "@gltf-transform/functions";
import { MeshoptEncoder } from "meshoptimizer";
import { POSITION_BITS } from "../mesh/snap";
import type { StructureMesh } from "../mesh/structure-meshes";
import { modelIo } from "./read-model";

/** `tissue` names the material, and by it the fine bump that the page lays over it. */
export interface ColouredMesh extends StructureMesh { tissue: string; roughness: number; colour: Uint8Array }

/** Positions come in millimetres and leave in metres; node names are structure ids. */
export async function writeGlb(name: string, meshes: readonly ColouredMesh[]): Promise<Uint8Array> {
  const io = await modelIo();
  const doc = new Document().setLogger(new Logger(Logger.Verbosity.ERROR));
  doc.getRoot().getAsset().generator = "bedside scripts/anatomy";
  const buffer = doc.createBuffer();
  const scene = doc.createScene(name);
  const materials = new Map<string, Material>();
  const materialOf = ({ tissue, roughness }: ColouredMesh): Material => {
    const known = materials.get(tissue);
    if (known) return known;
    const made = doc.createMaterial(tissue).setRoughnessFactor(roughness).setMetallicFactor(0);
    materials.set(tissue, made);
    return made;
  };
  for (const mesh of meshes) {
    const vectors = (list: Float32Array, by: number) => doc.createAccessor().setType("VEC3").setBuffer(buffer).setArray(Float32Array.from(list, (v) => v * by));
    const primitive = doc
      .createPrimitive()
      .setMaterial(materialOf(mesh))
      .setIndices(doc.createAccessor().setType("SCALAR").setBuffer(buffer).setArray(Uint32Array.from(mesh.index)))
      .setAttribute("POSITION", vectors(mesh.position, 1e-3))
      .setAttribute("NORMAL", vectors(mesh.normal, 1))
      .setAttribute("COLOR_0", doc.createAccessor().setType("VEC4").setNormalized(true).setBuffer(buffer).setArray(Uint8Array.from(mesh.colour)));
    scene.addChild(doc.createNode(mesh.name).setMesh(doc.createMesh(mesh.name).addPrimitive(primitive)));
  }
  await doc.transform(
    dedup(),
    prune(),
    // one quantisation volume for the whole scene: borders that neighbours share stay shared
    meshopt({ encoder: MeshoptEncoder, level: "high", quantizePosition: POSITION_BITS, quantizeNormal: 8, quantizeColor: 8, quantizationVolume: "scene" }),
  );
  return io.writeBinary(doc);
}
