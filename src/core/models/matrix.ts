/** A 4×4 transform, column by column as glTF writes it. */
export type Matrix = readonly number[];

/** Leaves everything where it is. */
export const STILL: Matrix = [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1];

const at = (m: Matrix, index: number): number => m[index] ?? 0;

/** First `b`, then `a`. */
export function multiply(a: Matrix, b: Matrix): Matrix {
  return STILL.map((_none, index) => {
    const [column, row] = [Math.floor(index / 4), index % 4];
    let sum = 0;
    for (let k = 0; k < 4; k += 1) sum += at(a, k * 4 + row) * at(b, column * 4 + k);
    return sum;
  });
}

/** The transform of a node's translation (units), rotation (x, y, z, w; made a unit first) and scale. */
export function compose(t: readonly number[], r: readonly number[], s: readonly number[]): Matrix {
  const long = Math.hypot(at(r, 0), at(r, 1), at(r, 2), at(r, 3)) || 1;
  const [x, y, z, w] = [at(r, 0) / long, at(r, 1) / long, at(r, 2) / long, at(r, 3) / long];
  const [sx, sy, sz] = [at(s, 0), at(s, 1), at(s, 2)];
  return [
    (1 - 2 * (y * y + z * z)) * sx, 2 * (x * y + z * w) * sx, 2 * (x * z - y * w) * sx, 0,
    2 * (x * y - z * w) * sy, (1 - 2 * (x * x + z * z)) * sy, 2 * (y * z + x * w) * sy, 0,
    2 * (x * z + y * w) * sz, 2 * (y * z - x * w) * sz, (1 - 2 * (x * x + y * y)) * sz, 0,
    at(t, 0), at(t, 1), at(t, 2), 1,
  ];
}

/** Whether it turns things inside out, as a mirror does. */
export function isMirror(m: Matrix): boolean {
  const [a, b, c, d, e, f, g, h, i] = [0, 1, 2, 4, 5, 6, 8, 9, 10].map((index) => at(m, index)) as [number, number, number, number, number, number, number, number, number];
  return a * (e * i - f * h) - d * (b * i - c * h) + g * (b * f - c * e) < 0;
}

/** Moves points (x, y, z one after the other) into a new list. */
export function moved(m: Matrix, points: Float32Array): Float32Array {
  const out = new Float32Array(points.length);
  for (let p = 0; p < points.length; p += 3) {
    const [x, y, z] = [points[p] ?? 0, points[p + 1] ?? 0, points[p + 2] ?? 0];
    for (let row = 0; row < 3; row += 1) out[p + row] = at(m, row) * x + at(m, 4 + row) * y + at(m, 8 + row) * z + at(m, 12 + row);
  }
  return out;
}
