import { BatchedMesh, BufferAttribute, BufferGeometry, DoubleSide, FrontSide, Vector4 } from "three";
import type { StructureGeometry } from "./load-model";
import { createTissueMaterial, createTissueUniforms } from "./tissue-material";

/** Structures as one batch, of which each is drawn or not, in a colour of its own. */
export function buildBatch(structures: readonly StructureGeometry[], material: ReturnType<typeof createTissueMaterial>): BatchedMesh {
  const vertices = structures.reduce((sum, { geometry }) => sum + geometry.getAttribute("position").count, 0);
  const corners = structures.reduce((sum, { geometry }) => sum + (geometry.index?.count ?? 0), 0);
  const batch = new BatchedMesh(structures.length, vertices, corners, material);
  const white = new Vector4(1, 1, 1, 1);
  for (const { geometry } of structures) batch.setColorAt(batch.addInstance(batch.addGeometry(geometry)), white);
  // Picking is the model's own business.
  batch.raycast = () => undefined;
  return batch;
}

const CORNERS = 3;

/**
 * A triangle without an area, in the tissue of a model that has yet to come. Drawn with the stage, it has the program made
 * while the model is on its way; it costs one draw call and shows nothing. Keep it, unseen, as long as the model: the
 * program stays with whoever uses it.
 */
export function createWarmTissue(isTwoSided: boolean, isPlain: boolean): BatchedMesh {
  const geometry = new BufferGeometry();
  geometry.setAttribute("position", new BufferAttribute(new Float32Array(CORNERS * 3), 3));
  geometry.setAttribute("normal", new BufferAttribute(new Float32Array(CORNERS * 3), 3));
  geometry.setAttribute("color", new BufferAttribute(new Uint8Array(CORNERS * 4), 4, true));
  geometry.setAttribute("tissue", new BufferAttribute(new Uint8Array(CORNERS * 4), 4, true));
  geometry.setIndex([0, 1, 2]);
  const batch = buildBatch([{ id: "", geometry }], createTissueMaterial(createTissueUniforms(isPlain), isTwoSided ? DoubleSide : FrontSide));
  batch.frustumCulled = false;
  batch.perObjectFrustumCulled = false;
  return batch;
}

/** Takes it down. A stage may be taken down twice; a batch may not. */
export function dropWarmTissue(batch: BatchedMesh): void {
  if (!batch.parent) return;
  batch.removeFromParent();
  for (const material of [batch.material].flat()) material.dispose();
  batch.dispose();
}
