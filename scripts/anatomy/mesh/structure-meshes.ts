/** From shared patches to one closed mesh per structure. */
import type { Part } from "../organ";
import { faceNormal, type PatchNormals } from "./normals";
import type { Patch } from "./surface-nets";

export interface StructureMesh { name: string; position: Float32Array; normal: Float32Array; index: Uint32Array }

/** Faces that turn more than 42° from their vertex's smooth normal make a crease there. */
const CREASE_COS = 0.74;

interface Corner { patch: number; face: number; area: number; n: readonly [number, number, number] }

/**
 * Normal of each corner of each patch. Where a vertex's faces disagree with its smooth normal (rims of cut vessels,
 * thin edges), it is split: each corner takes the mean of the faces around the vertex that look its own way.
 */
function cornerNormals(position: Float32Array, patches: readonly Patch[], smooth: PatchNormals): Float32Array[] {
  const cornersAt = new Map<number, Corner[]>();
  const fold = new Set<number>();
  const keyOf = (v: number, p: number): number => v * 4096 + (patches[p]!.a === 0 ? 0 : p + 1);
  const n = new Float32Array(3);
  patches.forEach(({ index }, p) => {
    for (let t = 0; t < index.length; t += 3) {
      const area = faceNormal(position, index, t, n);
      for (let m = 0; m < 3; m++) {
        const i = index[t + m]! * 3, key = keyOf(index[t + m]!, p);
        let list = cornersAt.get(key);
        if (!list) cornersAt.set(key, (list = []));
        list.push({ patch: p, face: t, area, n: [n[0]!, n[1]!, n[2]!] });
        if (smooth[p]![i]! * n[0]! + smooth[p]![i + 1]! * n[1]! + smooth[p]![i + 2]! * n[2]! < CREASE_COS) fold.add(key);
      }
    }
  });
  return patches.map(({ index }, p) => {
    const out = new Float32Array(index.length * 3);
    for (let t = 0; t < index.length; t++) {
      const key = keyOf(index[t]!, p);
      if (!fold.has(key)) {
        for (let c = 0; c < 3; c++) out[t * 3 + c] = smooth[p]![index[t]! * 3 + c]!;
        continue;
      }
      faceNormal(position, index, t - (t % 3), n);
      const sum = [0, 0, 0];
      for (const corner of cornersAt.get(key)!) {
        if (corner.n[0] * n[0]! + corner.n[1] * n[1]! + corner.n[2] * n[2]! < CREASE_COS) continue;
        for (let c = 0; c < 3; c++) sum[c]! += corner.n[c]! * corner.area;
      }
      const l = Math.sqrt(sum[0]! ** 2 + sum[1]! ** 2 + sum[2]! ** 2);
      for (let c = 0; c < 3; c++) out[t * 3 + c] = l > 0 ? sum[c]! / l : n[c]!;
    }
    return out;
  });
}

/** Vertices with the same place and nearly the same normal are one. */
class MeshBuilder {
  readonly #known = new Map<string, number>();
  readonly #position: number[] = [];
  readonly #normal: number[] = [];
  readonly #index: number[] = [];

  corner(position: Float32Array, v: number, nx: number, ny: number, nz: number): void {
    const key = `${v},${Math.round(nx * 12)},${Math.round(ny * 12)},${Math.round(nz * 12)}`;
    let at = this.#known.get(key);
    if (at === undefined) {
      at = this.#position.length / 3;
      this.#known.set(key, at);
      this.#position.push(position[v * 3]!, position[v * 3 + 1]!, position[v * 3 + 2]!);
      this.#normal.push(nx, ny, nz);
    }
    this.#index.push(at);
  }

  finish(name: string): StructureMesh {
    return { name, position: new Float32Array(this.#position), normal: new Float32Array(this.#normal), index: new Uint32Array(this.#index) };
  }
}

/** One mesh per meshed part that is kept, in the order of `parts`. Throws if a part has vanished. */
export function structureMeshes(position: Float32Array, patches: readonly Patch[], smooth: PatchNormals, parts: readonly Part[], keep: (part: string) => boolean = () => true): StructureMesh[] {
  const corners = cornerNormals(position, patches, smooth);
  return parts.flatMap((part, i) => {
    if (part.kind === "air" || !keep(part.name)) return [];
    const builder = new MeshBuilder();
    patches.forEach(({ a, b, index }, p) => {
      if (a !== i + 1 && b !== i + 1) return;
      const inward = a === i + 1;
      const s = inward ? -1 : 1;
      for (let t = 0; t < index.length; t += 3)
        for (const m of inward ? [0, 2, 1] : [0, 1, 2]) {
          const c = (t + m) * 3, n = corners[p]!;
          builder.corner(position, index[t + m]!, s * n[c]!, s * n[c + 1]!, s * n[c + 2]!);
        }
    });
    const mesh = builder.finish(part.name);
    if (!mesh.index.length) throw new Error(`${part.name} has no surface on this grid`);
    return [mesh];
  });
}
