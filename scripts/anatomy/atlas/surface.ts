/** Surfaces of a pulled file: welded, thinned, and shaded anew, since theirs come cut up in many ways. */
import { MeshoptSimplifier } from "meshoptimizer";
import { weld } from "../mesh/measure";

/** Shared vertices, no normals; metres. */
export interface Surface { readonly position: Float32Array; readonly index: Uint32Array }

export interface ShadedSurface extends Surface { readonly normal: Float32Array }

/** Vertices nearer than this are one, metres. */
const WELD_GAP_M = 1e-6;
/** Faces that meet at a sharper angle than this are shaded apart. */
const CREASE_COS = Math.cos((65 * Math.PI) / 180);

/** One surface out of loose triangles; turned so that its faces look the way its own normals do. */
export function welded(position: Float32Array, normal: Float32Array | null, index: ArrayLike<number>): Surface {
  const same = weld(position, WELD_GAP_M);
  const number = new Int32Array(position.length / 3).fill(-1);
  const points: number[] = [];
  const corners: number[] = [];
  let against = 0;
  for (let t = 0; t < index.length; t += 3) {
    const face = [0, 1, 2].map((c) => same[index[t + c] ?? 0] ?? 0) as [number, number, number];
    if (face[0] === face[1] || face[1] === face[2] || face[0] === face[2]) continue;
    if (normal) against += Math.sign(facing(position, normal, face, index, t));
    for (const v of face) {
      if (number[v] === -1) {
        number[v] = points.length / 3;
        points.push(position[v * 3] ?? 0, position[v * 3 + 1] ?? 0, position[v * 3 + 2] ?? 0);
      }
      corners.push(number[v] ?? 0);
    }
  }
  const list = Uint32Array.from(corners);
  if (against < 0) for (let t = 0; t < list.length; t += 3) [list[t + 1], list[t + 2]] = [list[t + 2] ?? 0, list[t + 1] ?? 0];
  return { position: Float32Array.from(points), index: list };
}

function faceNormal(position: Float32Array, a: number, b: number, c: number): [number, number, number] {
  const p = (v: number, axis: number): number => position[v * 3 + axis] ?? 0;
  const u = [0, 1, 2].map((axis) => p(b, axis) - p(a, axis)) as [number, number, number];
  const v = [0, 1, 2].map((axis) => p(c, axis) - p(a, axis)) as [number, number, number];
  return [u[1] * v[2] - u[2] * v[1], u[2] * v[0] - u[0] * v[2], u[0] * v[1] - u[1] * v[0]];
}

/** Positive where a face looks the way that its corners' normals say. */
function facing(position: Float32Array, normal: Float32Array, face: readonly [number, number, number], index: ArrayLike<number>, t: number): number {
  const own = faceNormal(position, ...face);
  let sum = 0;
  for (let c = 0; c < 3; c++) for (let axis = 0; axis < 3; axis++) sum += own[axis as 0 | 1 | 2] * (normal[(index[t + c] ?? 0) * 3 + axis] ?? 0);
  return sum;
}

/** The surface with about that share of its triangles, nowhere further off than `errorM` where that can be kept; and how far it is. */
export async function thinned(surface: Surface, share: number, errorM: number): Promise<{ surface: Surface; movedM: number }> {
  await MeshoptSimplifier.ready;
  const target = Math.max(12, Math.floor((surface.index.length / 3) * share) * 3);
  if (target >= surface.index.length) return { surface, movedM: 0 };
  const [index, movedM] = MeshoptSimplifier.simplify(surface.index, surface.position, 3, target, errorM, ["ErrorAbsolute"]);
  return index.length < 12 ? { surface, movedM: 0 } : { surface: { position: surface.position, index }, movedM };
}

/** Vertices split at creases, each with the mean normal of the faces that it is shaded with. */
export function shaded({ position, index }: Surface): ShadedSurface {
  const faces = index.length / 3;
  const normals = new Float64Array(faces * 3);
  const at: number[][] = Array.from({ length: position.length / 3 }, () => []);
  for (let f = 0; f < faces; f++) {
    const [a, b, c] = [index[f * 3] ?? 0, index[f * 3 + 1] ?? 0, index[f * 3 + 2] ?? 0];
    normals.set(faceNormal(position, a, b, c), f * 3);
    for (const v of [a, b, c]) at[v]?.push(f);
  }
  const length = (f: number): number => Math.hypot(normals[f * 3] ?? 0, normals[f * 3 + 1] ?? 0, normals[f * 3 + 2] ?? 0);
  const lengths = Float64Array.from({ length: faces }, (_, f) => length(f));
  const dot = (f: number, g: number): number => [0, 1, 2].reduce((sum, axis) => sum + (normals[f * 3 + axis] ?? 0) * (normals[g * 3 + axis] ?? 0), 0);
  const out = { position: [] as number[], normal: [] as number[], index: new Uint32Array(index.length) };
  const made = new Map<string, number>();
  for (let corner = 0; corner < index.length; corner++) {
    const v = index[corner] ?? 0;
    const f = Math.floor(corner / 3);
    const sum = [0, 0, 0];
    for (const g of at[v] ?? []) {
      if (g !== f && dot(f, g) < CREASE_COS * (lengths[f] ?? 0) * (lengths[g] ?? 0)) continue;
      for (let axis = 0; axis < 3; axis++) sum[axis] = (sum[axis] ?? 0) + (normals[g * 3 + axis] ?? 0);
    }
    const long = Math.hypot(...sum) || 1;
    const unit = sum.map((part) => part / long);
    const key = `${v}:${unit.map((part) => Math.round(part * 50)).join(",")}`;
    let number = made.get(key);
    if (number === undefined) {
      number = out.position.length / 3;
      made.set(key, number);
      for (let axis = 0; axis < 3; axis++) out.position.push(position[v * 3 + axis] ?? 0);
      out.normal.push(...(long === 1 && unit.every((part) => part === 0) ? [0, 1, 0] : unit));
    }
    out.index[corner] = number;
  }
  return { position: Float32Array.from(out.position), normal: Float32Array.from(out.normal), index: out.index };
}
