/** How open the sky is over each vertex of a pulled organ: rays against its own triangles. */
import { BufferAttribute, BufferGeometry, DoubleSide, Ray, Vector3 } from "three";
import { MeshBVH } from "three-mesh-bvh";
import type { ShadedSurface, Surface } from "./surface";

const RAYS = 20;
const GOLDEN_ANGLE = 2.399963;

/** Cosine-weighted directions about +z by Fibonacci's spiral. */
const hemisphere: readonly Vector3[] = Array.from({ length: RAYS }, (_, i) => {
  const u = (i + 0.5) / RAYS;
  const r = Math.sqrt(u);
  return new Vector3(r * Math.cos(i * GOLDEN_ANGLE), r * Math.sin(i * GOLDEN_ANGLE), Math.sqrt(1 - u));
});

/** What darkens: all surfaces of an organ in one search tree. */
export function occluder(surfaces: readonly Surface[]): MeshBVH {
  const position = new Float32Array(surfaces.reduce((sum, surface) => sum + surface.position.length, 0));
  const index = new Uint32Array(surfaces.reduce((sum, surface) => sum + surface.index.length, 0));
  let points = 0;
  let corners = 0;
  for (const surface of surfaces) {
    position.set(surface.position, points * 3);
    for (const v of surface.index) index[corners++] = v + points;
    points += surface.position.length / 3;
  }
  const geometry = new BufferGeometry();
  geometry.setAttribute("position", new BufferAttribute(position, 3));
  geometry.setIndex(new BufferAttribute(index, 1));
  return new MeshBVH(geometry);
}

/** Open share of the hemisphere over each vertex, 0 to 1; what is further than `reachM` darkens nothing. */
export function openness(tree: MeshBVH, { position, normal }: ShadedSurface, reachM: number): Float32Array {
  const open = new Float32Array(position.length / 3);
  const ray = new Ray();
  const up = new Vector3();
  const side = new Vector3();
  const third = new Vector3();
  for (let v = 0; v < open.length; v++) {
    up.fromArray(normal, v * 3);
    side.set(0, 0, 1).cross(up);
    if (side.lengthSq() < 1e-4) side.set(1, 0, 0).cross(up);
    side.normalize();
    third.crossVectors(up, side);
    ray.origin.fromArray(position, v * 3).addScaledVector(up, reachM * 0.01);
    let sum = 0;
    for (const { x, y, z } of hemisphere) {
      ray.direction.set(0, 0, 0).addScaledVector(side, x).addScaledVector(third, y).addScaledVector(up, z);
      const hit = tree.raycastFirst(ray, DoubleSide, 0, reachM);
      sum += hit ? (hit.distance / reachM) ** 1.5 : 1;
    }
    open[v] = sum / RAYS;
  }
  return open;
}
