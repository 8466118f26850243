import { BufferAttribute, type BatchedMesh, type Vector3 } from "three";
import { addAtrialSqueeze, addContraction, addInletSwing, addOutletSwing, pocketOf, SWINGING } from "@/core/anatomy/heart-motion";
import type { Vec3 } from "@/core/anatomy/vector";
import { bvhOf, type AnatomyModelObject } from "../anatomy/anatomy-model";
import { MOVE_REACH_M, type MOVE_ATTRIBUTES, type ModelMoves } from "../anatomy/model-moves";

type Ways = Record<(typeof MOVE_ATTRIBUTES)[number], Int16Array>;
type Way = [number, number, number];

const STEPS = 32_767;
const way: Way = [0, 0, 0];

function write(into: Int16Array, vertex: number): void {
  for (const axis of [0, 1, 2] as const) {
    into[vertex * 4 + axis] = Math.round(Math.min(1, Math.max(-1, way[axis] / MOVE_REACH_M)) * STEPS);
    way[axis] = 0;
  }
}

/** How every point of our heart moves: computed once for what was loaded, from the fields of the heart's space. `centreM`: where the batch's frame begins in the file's. */
export function heartMoves(model: AnatomyModelObject, centreM: Vec3): ModelMoves {
  const { batch } = model;
  const count = batch.geometry.getAttribute("position").count;
  const ways: Ways = { moveFirst: new Int16Array(count * 4), moveSecond: new Int16Array(count * 4), swingUp: new Int16Array(count * 4), swingDown: new Int16Array(count * 4) };
  const seams: number[] = [];
  for (const part of model.parts.values()) {
    const range = batch.getGeometryRangeAt(part.instance);
    if (!range) continue;
    const swing = SWINGING.get(part.id);
    const pockets = swing === "outlet" ? new Map<number, 0 | 1 | 2>() : null;
    for (let vertex = range.vertexStart; vertex < range.vertexStart + range.vertexCount; vertex += 1) writePoint(batch, ways, part.id, vertex, centreM, pockets);
    if (!pockets) continue;
    // Searched whole, before what joins its pockets is left out.
    bvhOf(part);
    addSeams(batch, range, pockets, seams);
  }
  const { move } = model.uniforms;
  const attribute = (name: (typeof MOVE_ATTRIBUTES)[number]): BufferAttribute => new BufferAttribute(ways[name], 4, true);
  return {
    attributes: { moveFirst: attribute("moveFirst"), moveSecond: attribute("moveSecond"), swingUp: attribute("swingUp"), swingDown: attribute("swingDown") },
    seams,
    shiftAt: (place: Vector3, into: Vector3) => {
      way.fill(0);
      addContraction(place.x + centreM[0], place.y + centreM[1], place.z + centreM[2], move.value.x, way);
      addAtrialSqueeze(place.x + centreM[0], place.y + centreM[1], place.z + centreM[2], move.value.y, way);
      into.set(way[0], way[1], way[2]);
      way.fill(0);
      return into;
    },
  };
}

function writePoint(batch: BatchedMesh, ways: Ways, id: string, vertex: number, centreM: Vec3, pockets: Map<number, 0 | 1 | 2> | null): void {
  const position = batch.geometry.getAttribute("position");
  const [x, y, z] = [position.getX(vertex) + centreM[0], position.getY(vertex) + centreM[1], position.getZ(vertex) + centreM[2]];
  way.fill(0);
  addContraction(x, y, z, 1, way);
  write(ways.moveFirst, vertex);
  addAtrialSqueeze(x, y, z, 1, way);
  write(ways.moveSecond, vertex);
  if (pockets) {
    const normal = batch.geometry.getAttribute("normal");
    const pocket = pocketOf(id, x, y, z, normal.getX(vertex), normal.getY(vertex), normal.getZ(vertex));
    pockets.set(vertex, pocket);
    addOutletSwing(id, x, y, z, pocket, way);
    write(ways.swingUp, vertex);
    ways.swingUp[vertex * 4 + 3] = STEPS;
  } else if (SWINGING.has(id)) {
    addInletSwing(id, x, y, z, true, way);
    write(ways.swingUp, vertex);
    addInletSwing(id, x, y, z, false, way);
    write(ways.swingDown, vertex);
  }
}

// Pockets are one closed surface in the model; where they meet it parts as they open.
function addSeams(batch: BatchedMesh, range: { readonly start: number; readonly count: number }, pockets: ReadonlyMap<number, 0 | 1 | 2>, seams: number[]): void {
  const { index } = batch.geometry;
  if (!index) return;
  for (let at = range.start; at + 2 < range.start + range.count; at += 3) {
    const of = [0, 1, 2].map((corner) => pockets.get(index.getX(at + corner)));
    if (of[0] !== of[1] || of[1] !== of[2]) seams.push(at);
  }
}
