/** Triangles over points that are shared by all who touch them. */
export interface Surface {
  readonly position: Float32Array;
  readonly index: Uint32Array;
  /** Linear r, g, b of each point, 0 to 1. */
  readonly colour: Float32Array | null;
}

/** What is known of a surface. Volume in cubes of its own unit. */
export interface SurfaceFigures {
  readonly triangles: number;
  /** Pieces that hang together. */
  readonly shells: number;
  /** Edges with another number of triangles than two: where it is open, or branches. */
  readonly openEdges: number;
  /** What it encloses; null where it is open. Inside-out surfaces count as what they enclose. */
  readonly volume: number | null;
}

const HASH = 0x9e3779b1;

/** Points that lie in one place become one, colours the mean of those who meet there; triangles without a face fall away. */
export function weld({ position, index, colour }: Surface): Surface {
  const count = position.length / 3;
  // -0 and 0 are one place.
  for (let at = 0; at < position.length; at += 1) if (position[at] === 0) position[at] = 0;
  const bits = new Uint32Array(position.buffer, position.byteOffset, position.length);
  const slots = new Int32Array(2 ** Math.ceil(Math.log2(Math.max(2, count) * 2))).fill(-1);
  const remap = new Uint32Array(count);
  const kept: Uint32Array = new Uint32Array(count);
  let unique = 0;
  for (let v = 0; v < count; v += 1) {
    const [x, y, z] = [bits[v * 3] ?? 0, bits[v * 3 + 1] ?? 0, bits[v * 3 + 2] ?? 0];
    let slot = (Math.imul(Math.imul(Math.imul(x, HASH) ^ y, HASH) ^ z, HASH) >>> 0) & (slots.length - 1);
    for (;;) {
      const held = slots[slot] ?? -1;
      if (held < 0) {
        slots[slot] = unique;
        kept[unique] = v;
        remap[v] = unique;
        unique += 1;
        break;
      }
      const other = (kept[held] ?? 0) * 3;
      if (bits[other] === x && bits[other + 1] === y && bits[other + 2] === z) {
        remap[v] = held;
        break;
      }
      slot = (slot + 1) & (slots.length - 1);
    }
  }
  const welded = new Float32Array(unique * 3);
  for (let v = 0; v < unique; v += 1) for (let c = 0; c < 3; c += 1) welded[v * 3 + c] = position[(kept[v] ?? 0) * 3 + c] ?? 0;
  return { position: welded, index: withFaces(welded, index, remap), colour: colour === null ? null : meanColours(colour, remap, unique) };
}

function meanColours(colour: Float32Array, remap: Uint32Array, unique: number): Float32Array {
  const sums = new Float32Array(unique * 3);
  const times = new Uint32Array(unique);
  for (let v = 0; v < remap.length; v += 1) {
    const to = remap[v] ?? 0;
    times[to] = (times[to] ?? 0) + 1;
    for (let c = 0; c < 3; c += 1) sums[to * 3 + c] = (sums[to * 3 + c] ?? 0) + (colour[v * 3 + c] ?? 0);
  }
  for (let at = 0; at < sums.length; at += 1) sums[at] = (sums[at] ?? 0) / Math.max(1, times[Math.floor(at / 3)] ?? 1);
  return sums;
}

function withFaces(position: Float32Array, index: Uint32Array, remap: Uint32Array): Uint32Array {
  const faces = new Uint32Array(index.length);
  let length = 0;
  for (let at = 0; at < index.length; at += 3) {
    const [a, b, c] = [remap[index[at] ?? 0] ?? 0, remap[index[at + 1] ?? 0] ?? 0, remap[index[at + 2] ?? 0] ?? 0];
    if (a === b || b === c || c === a || areaOf(position, a, b, c) === 0) continue;
    faces[length] = a;
    faces[length + 1] = b;
    faces[length + 2] = c;
    length += 3;
  }
  return faces.slice(0, length);
}

/** Twice the face's area along each axis: the cross product of two of its edges. */
export function faceVector(position: Float32Array, a: number, b: number, c: number): readonly [number, number, number] {
  const at = (v: number, axis: number): number => position[v * 3 + axis] ?? 0;
  const [ux, uy, uz] = [at(b, 0) - at(a, 0), at(b, 1) - at(a, 1), at(b, 2) - at(a, 2)];
  const [vx, vy, vz] = [at(c, 0) - at(a, 0), at(c, 1) - at(a, 1), at(c, 2) - at(a, 2)];
  return [uy * vz - uz * vy, uz * vx - ux * vz, ux * vy - uy * vx];
}

const areaOf = (position: Float32Array, a: number, b: number, c: number): number => Math.hypot(...faceVector(position, a, b, c)) / 2;

/** Edges that don't have two faces, one on each side. */
function openEdges(index: Uint32Array, vertices: number): number {
  const keys = new Float64Array(index.length);
  for (let at = 0; at < index.length; at += 1) {
    const [from, to] = [index[at] ?? 0, index[at % 3 === 2 ? at - 2 : at + 1] ?? 0];
    keys[at] = Math.min(from, to) * vertices + Math.max(from, to);
  }
  keys.sort();
  let open = 0;
  for (let at = 0; at < keys.length; ) {
    let end = at + 1;
    while (end < keys.length && keys[end] === keys[at]) end += 1;
    if (end - at !== 2) open += 1;
    at = end;
  }
  return open;
}

function countShells(index: Uint32Array, vertices: number): number {
  const parent = Uint32Array.from({ length: vertices }, (_none, at) => at);
  const rootOf = (start: number): number => {
    let at = start;
    while (parent[at] !== at) {
      parent[at] = parent[parent[at] ?? 0] ?? 0;
      at = parent[at] ?? 0;
    }
    return at;
  };
  for (let at = 0; at < index.length; at += 3) {
    const a = rootOf(index[at] ?? 0);
    parent[rootOf(index[at + 1] ?? 0)] = a;
    parent[rootOf(index[at + 2] ?? 0)] = a;
  }
  const roots = new Set<number>();
  for (const vertex of index) roots.add(rootOf(vertex));
  return roots.size;
}

/** Sum of the signed volumes between each face and the middle of things (divergence theorem). */
function volumeOf({ position, index }: Surface): number {
  const [ox, oy, oz] = [position[0] ?? 0, position[1] ?? 0, position[2] ?? 0];
  let six = 0;
  for (let at = 0; at < index.length; at += 3) {
    const [a, b, c] = [index[at] ?? 0, index[at + 1] ?? 0, index[at + 2] ?? 0];
    const [nx, ny, nz] = faceVector(position, a, b, c);
    six += nx * ((position[a * 3] ?? 0) - ox) + ny * ((position[a * 3 + 1] ?? 0) - oy) + nz * ((position[a * 3 + 2] ?? 0) - oz);
  }
  return Math.abs(six) / 6;
}

/** Counts and measures a welded surface. */
export function measureSurface(surface: Surface): SurfaceFigures {
  const { index, position } = surface;
  const open = openEdges(index, position.length / 3);
  return { triangles: index.length / 3, shells: countShells(index, position.length / 3), openEdges: open, volume: open === 0 ? volumeOf(surface) : null };
}
