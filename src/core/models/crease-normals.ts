import { faceVector, type Surface } from "./surface";

/** A surface whose corners know where they face: points stand once for each way that they face. */
export interface FacedSurface extends Surface {
  readonly normal: Float32Array;
}

/** Faces that meet at less than this are one bent surface; at more there is an edge between them (cosine of 40°). */
const SMOOTH = Math.cos((40 * Math.PI) / 180);
/** Steps in which two ways of facing at one point count as one. */
const STEPS = 64;

/** Triangles around each vertex: where each begins in `faces`, and their numbers. */
function facesAround(index: Uint32Array, vertices: number): { readonly start: Uint32Array; readonly faces: Uint32Array } {
  const start = new Uint32Array(vertices + 1);
  for (const vertex of index) start[vertex + 1] = (start[vertex + 1] ?? 0) + 1;
  for (let v = 0; v < vertices; v += 1) start[v + 1] = (start[v + 1] ?? 0) + (start[v] ?? 0);
  const next = start.slice();
  const faces = new Uint32Array(index.length);
  for (let at = 0; at < index.length; at += 1) {
    const vertex = index[at] ?? 0;
    faces[next[vertex] ?? 0] = Math.floor(at / 3);
    next[vertex] = (next[vertex] ?? 0) + 1;
  }
  return { start, faces };
}

/** At a corner of one face: the mean of the faces around that bend away from it gently, each by its area. */
function normalAt(face: number, from: number, until: number, faces: Uint32Array, vectors: Float64Array): readonly [number, number, number] {
  const [fx, fy, fz] = [vectors[face * 3] ?? 0, vectors[face * 3 + 1] ?? 0, vectors[face * 3 + 2] ?? 0];
  const long = Math.hypot(fx, fy, fz);
  let [x, y, z] = [0, 0, 0];
  for (let at = from; at < until; at += 1) {
    const other = (faces[at] ?? 0) * 3;
    const [ox, oy, oz] = [vectors[other] ?? 0, vectors[other + 1] ?? 0, vectors[other + 2] ?? 0];
    if (fx * ox + fy * oy + fz * oz < SMOOTH * long * Math.hypot(ox, oy, oz)) continue;
    x += ox;
    y += oy;
    z += oz;
  }
  const whole = Math.hypot(x, y, z) || 1;
  return [x / whole, y / whole, z / whole];
}

/** Gives each corner its way of facing, with sharp edges kept sharp. */
export function withNormals({ position, index, colour }: Surface): FacedSurface {
  const vertices = position.length / 3;
  const vectors = new Float64Array(index.length);
  for (let at = 0; at < index.length; at += 3) vectors.set(faceVector(position, index[at] ?? 0, index[at + 1] ?? 0, index[at + 2] ?? 0), at);
  const { start, faces } = facesAround(index, vertices);
  const known = new Map<string, number>();
  const [sources, normals]: [number[], number[]] = [[], []];
  const faced = new Uint32Array(index.length);
  for (let at = 0; at < index.length; at += 1) {
    const vertex = index[at] ?? 0;
    const normal = normalAt(Math.floor(at / 3), start[vertex] ?? 0, start[vertex + 1] ?? 0, faces, vectors);
    const key = `${vertex}/${normal.map((value) => Math.round(value * STEPS)).join("/")}`;
    let corner = known.get(key);
    if (corner === undefined) {
      corner = sources.length;
      known.set(key, corner);
      sources.push(vertex);
      normals.push(...normal);
    }
    faced[at] = corner;
  }
  const copied = (from: Float32Array): Float32Array => {
    const to = new Float32Array(sources.length * 3);
    for (const [at, source] of sources.entries()) for (let c = 0; c < 3; c += 1) to[at * 3 + c] = from[source * 3 + c] ?? 0;
    return to;
  };
  return { position: copied(position), index: faced, colour: colour === null ? null : copied(colour), normal: Float32Array.from(normals) };
}
