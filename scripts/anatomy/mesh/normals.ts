/** Shading normals of a net: one smooth outer skin across all parts, and each inner border by itself. */
import { gradient } from "../field/distance";
import type { Part } from "../organ";
import type { Nets, Patch } from "./surface-nets";
import type { Topology } from "./topology";

/** Smooth normals per patch, x y z per vertex of the net; all outer patches share one array. */
export type PatchNormals = readonly Float32Array[];

/** Unit normal of the face at `t` into `out`; returns twice its area. */
export function faceNormal(position: ArrayLike<number>, index: ArrayLike<number>, t: number, out: Float32Array): number {
  const a = index[t]! * 3, b = index[t + 1]! * 3, c = index[t + 2]! * 3;
  const ux = position[b]! - position[a]!, uy = position[b + 1]! - position[a + 1]!, uz = position[b + 2]! - position[a + 2]!;
  const vx = position[c]! - position[a]!, vy = position[c + 1]! - position[a + 1]!, vz = position[c + 2]! - position[a + 2]!;
  const x = uy * vz - uz * vy, y = uz * vx - ux * vz, z = ux * vy - uy * vx;
  const l = Math.sqrt(x * x + y * y + z * z);
  out[0] = x / (l || 1);
  out[1] = y / (l || 1);
  out[2] = z / (l || 1);
  return l;
}

function accumulate(position: Float32Array, { index }: Patch, into: Float32Array): void {
  const n = new Float32Array(3);
  for (let t = 0; t < index.length; t += 3) {
    const area = faceNormal(position, index, t, n);
    for (let m = 0; m < 3; m++) for (let c = 0; c < 3; c++) into[index[t + m]! * 3 + c]! += n[c]! * area;
  }
}

function normalise(normals: Float32Array): Float32Array {
  for (let i = 0; i < normals.length; i += 3) {
    const l = Math.sqrt(normals[i]! ** 2 + normals[i + 1]! ** 2 + normals[i + 2]! ** 2) || 1;
    for (let c = 0; c < 3; c++) normals[i + c]! /= l;
  }
  return normals;
}

/** How well the field's gradient must agree with the faces to be believed: cut fields mix in their cutting plane. */
const AGREEMENT = { skin: 0.93, border: 0.7 };

/** Takes the field's own gradient for vertices inside a patch that lie on it. */
function refine(normals: Float32Array, position: Float32Array, patch: Patch, part: Part, topology: Topology, cellMm: number, used: Uint8Array): void {
  const skin = patch.a === 0;
  const sign = skin ? 1 : -1; // inner faces wind outwards from b, but the field is that of a
  for (const v of new Set(patch.index)) {
    if (!used[v] || topology.patchesAt[v]!.length > 1) continue;
    const i = v * 3;
    const x = position[i]!, y = position[i + 1]!, z = position[i + 2]!;
    if (Math.abs(part.f(x, y, z)) > 0.15 * cellMm) continue;
    const g = gradient(part.f, x, y, z, 0.35);
    if (sign * (g[0] * normals[i]! + g[1] * normals[i + 1]! + g[2] * normals[i + 2]!) < (skin ? AGREEMENT.skin : AGREEMENT.border)) continue;
    for (let c = 0; c < 3; c++) normals[i + c] = sign * g[c]!;
  }
}

/** Area-weighted normals. */
export function smoothNormals({ position, patches }: Nets): PatchNormals {
  const skin = new Float32Array(position.length);
  for (const patch of patches) if (patch.a === 0) accumulate(position, patch, skin);
  normalise(skin);
  return patches.map((patch) => {
    if (patch.a === 0) return skin;
    const normals = new Float32Array(position.length);
    accumulate(position, patch, normals);
    return normalise(normals);
  });
}

/** Sharpens smooth normals by the fields, in place; `used` marks the vertices that any level keeps. */
export function refineNormals(normals: PatchNormals, { position, patches }: Nets, topology: Topology, parts: readonly Part[], cellMm: number, used: Uint8Array): void {
  patches.forEach((patch, p) => {
    const owner = parts[(patch.a === 0 ? patch.b : patch.a) - 1]!;
    refine(normals[p]!, position, patch, owner, topology, cellMm, used);
  });
}
