import type { BatchedMesh, BufferAttribute, BufferGeometry, Material, Vector3 } from "three";
import type { MeshBVH } from "three-mesh-bvh";

/*
 * How a model's points move by themselves: up to four ways for each point, as attributes beside its place, and how far
 * each way has gone as one uniform. `x` and `y` move whatever they are given for; what swings goes by `z`, or by `w`
 * where its attribute says so: above 0 towards its first end, below towards its second. What goes far adds up all four
 * with one number each, and turns its surface's light about the model's x axis as far as `moveFirst.w` says.
 */

/** What an attribute of 1 means, metres. */
export const MOVE_REACH_M = 0.04;
/** The same where points go far. */
export const FAR_REACH_M = 0.25;

/** Names of the attributes. */
export const MOVE_ATTRIBUTES = ["moveFirst", "moveSecond", "swingUp", "swingDown"] as const;

/** One structure of the batch, as far as its movement needs to know it. */
export interface MovedPart {
  readonly id: string;
  readonly instance: number;
  readonly geometry: BufferGeometry;
}

/** How a model's points move. */
export interface ModelMoves {
  /** One attribute for each of {@link MOVE_ATTRIBUTES}, for all points of the model's batch. */
  readonly attributes: Readonly<Record<(typeof MOVE_ATTRIBUTES)[number], BufferAttribute>>;
  /** First corners of triangles that join what swings apart: not drawn meanwhile. */
  readonly seams: readonly number[];
  /** How far the still model's surface is moved now at a place of its frame; swinging parts aside. */
  readonly shiftAt: (place: Vector3, into: Vector3) => Vector3;
  /** Where points go far: a part's surface as it is drawn now, for rays. */
  readonly surfaceOf?: (part: MovedPart) => MeshBVH;
}

/** Whether points go so far that nothing of the still model is where it is drawn. */
export const goesFar = (moves: ModelMoves | null): boolean => moves?.surfaceOf !== undefined;

/** What a material's switch says for a model that moves so. */
export const moveKind = (moves: ModelMoves | null): "1" | "2" | undefined => (moves === null ? undefined : goesFar(moves) ? "2" : "1");

/** Before a vertex shader's `main`. */
export const MOVE_HEAD = /* glsl */ `#ifdef MOVES
attribute vec4 moveFirst;
attribute vec4 moveSecond;
attribute vec4 swingUp;
attribute vec4 swingDown;
uniform vec4 uMove;
#endif`;

/** Instead of a vertex shader's beginning. */
export const MOVE_BODY = /* glsl */ `#include <begin_vertex>
#ifdef MOVES
#if MOVES == 2
transformed += ${FAR_REACH_M.toFixed(3)} * (moveFirst.xyz * uMove.x + moveSecond.xyz * uMove.y + swingUp.xyz * uMove.z + swingDown.xyz * uMove.w);
#else
float swung = swingUp.w > .5 ? uMove.w : uMove.z;
transformed += ${MOVE_REACH_M.toFixed(3)} * (moveFirst.xyz * uMove.x + moveSecond.xyz * uMove.y + swingUp.xyz * max(swung, 0.) + swingDown.xyz * max(-swung, 0.));
#endif
#endif`;

/** Instead of a vertex shader's reading of normals. */
export const MOVE_NORMAL = /* glsl */ `#include <beginnormal_vertex>
#ifdef MOVES
#if MOVES == 2
float lean = moveFirst.w * atan(uMove.y, 1. - uMove.x);
objectNormal.yz = vec2(cos(lean) * objectNormal.y - sin(lean) * objectNormal.z, sin(lean) * objectNormal.y + cos(lean) * objectNormal.z);
#endif
#endif`;

/** Switches a material's part in it on or off. */
export function switchMoves(material: Material, moves: ModelMoves | null): void {
  const defines = { ...material.defines };
  delete defines.MOVES;
  const kind = moveKind(moves);
  material.defines = { ...defines, ...(kind ? { MOVES: kind } : {}) };
  material.needsUpdate = true;
}

/** Gives a geometry, and the materials of its batch, what they need to move, or takes it away. */
export function wearMoves(of: BatchedMesh | { readonly geometry: BufferGeometry; readonly material?: undefined }, moves: ModelMoves | null, before: ModelMoves | null): void {
  for (const name of MOVE_ATTRIBUTES) {
    if (moves) of.geometry.setAttribute(name, moves.attributes[name]);
    else of.geometry.deleteAttribute(name);
  }
  if (!of.material) return;
  for (const material of [of.material].flat()) switchMoves(material, moves);
  // Its parts are where their still places do not tell.
  of.frustumCulled = of.perObjectFrustumCulled = !goesFar(moves);
  const index = of.geometry.index;
  if (!index) return;
  const whole = (of.geometry.userData.whole ??= new Map<number, readonly [number, number]>()) as Map<number, readonly [number, number]>;
  if (before) for (const [at, [second, third]] of whole) index.setX(at + 1, second).setX(at + 2, third);
  whole.clear();
  for (const at of moves?.seams ?? []) {
    whole.set(at, [index.getX(at + 1), index.getX(at + 2)]);
    index.setX(at + 1, index.getX(at)).setX(at + 2, index.getX(at));
  }
  if (before || (moves && moves.seams.length > 0)) index.needsUpdate = true;
}
