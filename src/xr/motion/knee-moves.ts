import { BufferAttribute, BufferGeometry } from "three";
import { MeshBVH } from "three-mesh-bvh";
import { bendWays, turnShare } from "@/core/anatomy/knee-flexion";
import type { Vec3 } from "@/core/anatomy/vector";
import type { AnatomyModelObject } from "../anatomy/anatomy-model";
import { FAR_REACH_M, MOVE_ATTRIBUTES, type ModelMoves, type MovedPart } from "../anatomy/model-moves";

const STEPS = 32_767;
const ways = new Float64Array(12);

/** How every point of our knee moves: computed once for what was loaded. `centreM`: where the batch's frame begins in the file's; `isMirror`: its surfaces are mirrored there, from side to side. */
export function kneeMoves(model: AnatomyModelObject, centreM: Vec3, isMirror = false): ModelMoves {
  const { batch } = model;
  const position = batch.geometry.getAttribute("position");
  const side = isMirror ? -1 : 1;
  const arrays = MOVE_ATTRIBUTES.map(() => new Int16Array(position.count * 4));
  for (const part of model.parts.values()) {
    const range = batch.getGeometryRangeAt(part.instance);
    if (!range) continue;
    for (let vertex = range.vertexStart; vertex < range.vertexStart + range.vertexCount; vertex += 1) {
      const at: Vec3 = [side * position.getX(vertex) + centreM[0], position.getY(vertex) + centreM[1], position.getZ(vertex) + centreM[2]];
      bendWays(part.id, at, ways);
      arrays.forEach((array, way) => {
        for (const axis of [0, 1, 2] as const) array[vertex * 4 + axis] = steps(((axis === 0 ? side : 1) * (ways[way * 3 + axis] ?? 0)) / FAR_REACH_M);
      });
      if (arrays[0]) arrays[0][vertex * 4 + 3] = steps(turnShare(part.id, at));
    }
  }
  const attribute = (way: 0 | 1 | 2 | 3): BufferAttribute => new BufferAttribute(arrays[way] ?? new Int16Array(), 4, true);
  const attributes = { moveFirst: attribute(0), moveSecond: attribute(1), swingUp: attribute(2), swingDown: attribute(3) };
  const surfaces = new Map<string, Surface>();
  return {
    attributes,
    seams: [],
    // Nothing asks for it where surfaces are searched as they are drawn.
    shiftAt: (_place, into) => into.set(0, 0, 0),
    surfaceOf: (part) => {
      const known = surfaces.get(part.id) ?? surfaceOf(model, part);
      surfaces.set(part.id, known);
      return brought(model, attributes, known);
    },
  };
}

const steps = (share: number): number => Math.round(Math.min(1, Math.max(-1, share)) * STEPS);

/** A part's surface in a copy of its own, which follows when it is asked for. */
interface Surface {
  readonly first: number;
  readonly points: BufferAttribute;
  readonly tree: MeshBVH;
  /** For which angle it was last brought. */
  readonly at: [number, number, number, number];
}

function surfaceOf(model: AnatomyModelObject, part: MovedPart): Surface {
  const { batch } = model;
  const range = batch.getGeometryRangeAt(part.instance);
  const { index } = part.geometry;
  if (!range || !index) throw new Error("a batch holds every structure of its model");
  const position = batch.geometry.getAttribute("position");
  const points = new BufferAttribute(new Float32Array(range.vertexCount * 3), 3);
  for (let v = 0; v < range.vertexCount; v += 1) points.setXYZ(v, position.getX(range.vertexStart + v), position.getY(range.vertexStart + v), position.getZ(range.vertexStart + v));
  const geometry = new BufferGeometry();
  geometry.setAttribute("position", points);
  geometry.setIndex(Array.from(index.array, (corner) => corner - range.vertexStart));
  return { first: range.vertexStart, points, tree: new MeshBVH(geometry, { indirect: true }), at: [0, 0, 0, 0] };
}

// What the shader does to points, done here for those of one part, once for each angle that somebody points at.
function brought(model: AnatomyModelObject, { moveFirst, moveSecond, swingUp, swingDown }: ModelMoves["attributes"], { first, points, tree, at }: Surface): MeshBVH {
  const { x, y, z, w } = model.uniforms.move.value;
  if (at[0] === x && at[1] === y && at[2] === z && at[3] === w) return tree;
  [at[0], at[1], at[2], at[3]] = [x, y, z, w];
  const position = model.batch.geometry.getAttribute("position");
  for (let v = 0; v < points.count; v += 1) {
    for (const axis of [0, 1, 2] as const) {
      const way = moveFirst.getComponent(first + v, axis) * x + moveSecond.getComponent(first + v, axis) * y + swingUp.getComponent(first + v, axis) * z + swingDown.getComponent(first + v, axis) * w;
      points.setComponent(v, axis, position.getComponent(first + v, axis) + way * FAR_REACH_M);
    }
  }
  tree.refit();
  return tree;
}
