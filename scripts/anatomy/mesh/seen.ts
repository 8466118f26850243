/** Which triangles of an organ can be seen while it is whole. */
import type { TriangleMesh } from "./measure";

/** Views from all around. */
const VIEWS = 1500;
/** The breadth of a picture, in points: 0.25 mm each for a heart with its great vessels. */
const POINTS = 900;
const GOLDEN_ANGLE = Math.PI * (3 - Math.sqrt(5));

type Axes = readonly [u: readonly number[], v: readonly number[], towards: readonly number[]];

/** The axes of a picture that is looked at from far away; views lie on a Fibonacci spiral. */
function axesOfView(view: number): Axes {
  const z = 1 - (2 * (view + 0.5)) / VIEWS;
  const r = Math.sqrt(1 - z * z);
  const towards = [r * Math.cos(view * GOLDEN_ANGLE), r * Math.sin(view * GOLDEN_ANGLE), z];
  const [x, y] = towards as [number, number];
  const flat = Math.hypot(x, y);
  const u = [-y / flat, x / flat, 0];
  return [u, [-z * u[1]!, z * u[0]!, x * u[1]! - y * u[0]!], towards];
}

interface Frame { middle: readonly number[]; half: number }

function frameOf(meshes: readonly TriangleMesh[]): Frame {
  const low = [Infinity, Infinity, Infinity], high = [-Infinity, -Infinity, -Infinity];
  for (const { position } of meshes)
    for (let i = 0; i < position.length; i++) {
      low[i % 3] = Math.min(low[i % 3]!, position[i]!);
      high[i % 3] = Math.max(high[i % 3]!, position[i]!);
    }
  const side = low.map((from, c) => high[c]! - from);
  return { middle: low.map((from, c) => from + side[c]! / 2), half: Math.hypot(...side) / 2 };
}

/** One picture of all meshes: for each point the number of the triangle that is nearest there, counted through all of them. */
class Picture {
  readonly nearest = new Int32Array(POINTS * POINTS);
  readonly #depth = new Float32Array(POINTS * POINTS);
  #places = new Float32Array(0);

  take(meshes: readonly TriangleMesh[], { middle, half }: Frame, [u, v, towards]: Axes): void {
    this.nearest.fill(-1);
    this.#depth.fill(-Infinity);
    const by = (POINTS - 2) / 2 / half;
    let first = 0;
    for (const { position, index } of meshes) {
      if (this.#places.length < position.length) this.#places = new Float32Array(position.length);
      for (let i = 0; i < position.length; i += 3) {
        const x = position[i]! - middle[0]!, y = position[i + 1]! - middle[1]!, z = position[i + 2]! - middle[2]!;
        this.#places[i] = (x * u[0]! + y * u[1]! + z * u[2]!) * by + POINTS / 2;
        this.#places[i + 1] = (x * v[0]! + y * v[1]! + z * v[2]!) * by + POINTS / 2;
        this.#places[i + 2] = x * towards[0]! + y * towards[1]! + z * towards[2]!;
      }
      for (let t = 0; t < index.length; t += 3) this.#draw(index[t]! * 3, index[t + 1]! * 3, index[t + 2]! * 3, first + t / 3);
      first += index.length / 3;
    }
  }

  #draw(a: number, b: number, c: number, triangle: number): void {
    const p = this.#places;
    const ax = p[a]!, ay = p[a + 1]!, bx = p[b]! - ax, by = p[b + 1]! - ay, cx = p[c]! - ax, cy = p[c + 1]! - ay;
    const area = bx * cy - by * cx;
    if (area === 0) return;
    const fromY = Math.ceil(ay + Math.min(0, by, cy)), toY = Math.floor(ay + Math.max(0, by, cy));
    const fromX = Math.ceil(ax + Math.min(0, bx, cx)), toX = Math.floor(ax + Math.max(0, bx, cx));
    for (let y = fromY; y <= toY; y++)
      for (let x = fromX; x <= toX; x++) {
        const s = ((x - ax) * cy - (y - ay) * cx) / area, t = ((y - ay) * bx - (x - ax) * by) / area;
        if (s < 0 || t < 0 || s + t > 1) continue;
        const at = y * POINTS + x;
        const depth = p[a + 2]! + s * (p[b + 2]! - p[a + 2]!) + t * (p[c + 2]! - p[a + 2]!);
        if (depth <= this.#depth[at]!) continue;
        this.#depth[at] = depth;
        this.nearest[at] = triangle;
      }
  }
}

/** Marks the neighbours of what is marked, by the places of their corners. */
function widen({ position, index }: TriangleMesh, seen: Uint8Array): void {
  const placeOf = (v: number): string => `${position[v * 3]},${position[v * 3 + 1]},${position[v * 3 + 2]}`;
  const places = new Set<string>();
  seen.forEach((isSeen, t) => {
    if (isSeen) for (let m = 0; m < 3; m++) places.add(placeOf(index[t * 3 + m]!));
  });
  seen.forEach((isSeen, t) => {
    if (!isSeen && [0, 1, 2].some((m) => places.has(placeOf(index[t * 3 + m]!)))) seen[t] = 1;
  });
}

/**
 * For each mesh a 1 for each of its triangles that somebody sees from outside, and for those beside them: what is left
 * is covered, by walls or whatever else. Meshes lie where they lie in the organ; what is hidden there is not given.
 */
export function seenFromOutside(meshes: readonly TriangleMesh[]): Uint8Array[] {
  const picture = new Picture();
  const frame = frameOf(meshes);
  const all = new Uint8Array(meshes.reduce((sum, { index }) => sum + index.length / 3, 0));
  for (let view = 0; view < VIEWS; view++) {
    picture.take(meshes, frame, axesOfView(view));
    for (const triangle of picture.nearest) if (triangle >= 0) all[triangle] = 1;
  }
  let first = 0;
  return meshes.map((mesh) => {
    const seen = all.slice(first, (first += mesh.index.length / 3));
    // What hides between two views lies beside what they show.
    widen(mesh, seen);
    return seen;
  });
}
