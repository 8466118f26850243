/** One finished file to two: what is seen of an organ while it is whole, and the rest of it. */
import { type Document, Logger, type Primitive } from "@gltf-transform/core";
import { EXTMeshoptCompression } from "@gltf-transform/extensions";
import { cloneDocument, compactPrimitive, prune, reorder } from "@gltf-transform/functions";
import { MeshoptEncoder } from "meshoptimizer";
import { seenFromOutside } from "../mesh/seen";
import { meshesOf, modelIo } from "./read-model";

/** A level's two files; together they hold every triangle of it once, at the very places that it had. */
export interface PartedModel {
  outside: Uint8Array;
  inside: Uint8Array;
}

/** Parts a file. `isHidden`: structures that are not shown until somebody asks for them, and so cover nothing. */
export async function partInside(bytes: Uint8Array, isHidden: (id: string) => boolean): Promise<PartedModel> {
  const io = await modelIo();
  const document = await io.readBinary(bytes);
  const shown = [...meshesOf(document)].filter(([id]) => !isHidden(id));
  const seen = seenFromOutside(shown.map(([, mesh]) => mesh));
  const seenOf = new Map(shown.map(([id], i) => [id, seen[i]!]));
  const write = async (wantsSeen: boolean): Promise<Uint8Array> => {
    const half = cloneDocument(document).setLogger(new Logger(Logger.Verbosity.ERROR));
    for (const [id, primitive] of primitivesOf(half)) {
      const marks = seenOf.get(id);
      keepTriangles(primitive, (t) => (marks?.[t] === 1) === wantsSeen);
    }
    for (const mesh of half.getRoot().listMeshes()) if (mesh.listPrimitives().length === 0) mesh.dispose();
    for (const node of half.getRoot().listNodes()) if (!node.getMesh() && node.listChildren().length === 0) node.dispose();
    await half.transform(prune({ keepLeaves: true }), reorder({ encoder: MeshoptEncoder, target: "size" }));
    // Places stay the whole numbers that they are: a border between the two is one border.
    half.createExtension(EXTMeshoptCompression).setRequired(true).setEncoderOptions({ method: EXTMeshoptCompression.EncoderMethod.FILTER });
    return io.writeBinary(half);
  };
  return { outside: await write(true), inside: await write(false) };
}

function* primitivesOf(document: Document): Generator<[id: string, primitive: Primitive]> {
  for (const node of document.getRoot().listNodes()) for (const primitive of node.getMesh()?.listPrimitives() ?? []) yield [node.getName(), primitive];
}

/** Leaves only some triangles of a primitive, and the vertices that they have; one without any is no more. */
function keepTriangles(primitive: Primitive, isKept: (triangle: number) => boolean): void {
  const index = primitive.getIndices()?.getArray();
  if (!index) throw new Error("an indexed primitive expected");
  const kept = Uint32Array.from(index).filter((_, corner) => isKept(Math.floor(corner / 3)));
  if (kept.length === 0) return primitive.dispose();
  primitive.getIndices()?.setArray(kept);
  compactPrimitive(primitive);
}
