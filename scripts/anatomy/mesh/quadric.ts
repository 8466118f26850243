/** Garland-Heckbert quadrics: how far a point is from the planes that a vertex stands for. */

/** Ten coefficients of the symmetric form and the area that they were gathered over. */
const SIZE = 11;

export class Quadrics {
  readonly #q: Float64Array;

  constructor(vertices: number, q = new Float64Array(vertices * SIZE)) {
    this.#q = q;
  }

  copy(): Quadrics {
    return new Quadrics(this.#q.length / SIZE, this.#q.slice());
  }

  /** Adds the plane n·p = d; `share` counts towards the mean, so that constraints can be stricter than surfaces. */
  addPlane(v: number, nx: number, ny: number, nz: number, d: number, weight: number, share: number): void {
    const q = this.#q, i = v * SIZE;
    q[i]! += weight * nx * nx;
    q[i + 1]! += weight * ny * ny;
    q[i + 2]! += weight * nz * nz;
    q[i + 3]! += weight * nx * ny;
    q[i + 4]! += weight * nx * nz;
    q[i + 5]! += weight * ny * nz;
    q[i + 6]! -= weight * nx * d;
    q[i + 7]! -= weight * ny * d;
    q[i + 8]! -= weight * nz * d;
    q[i + 9]! += weight * d * d;
    q[i + 10]! += share;
  }

  /** Vertex `to` now stands for `from`, too. */
  merge(from: number, to: number): void {
    for (let c = 0; c < SIZE; c++) this.#q[to * SIZE + c]! += this.#q[from * SIZE + c]!;
  }

  /** Mean squared distance of a point from the planes of `v`. */
  error(v: number, x: number, y: number, z: number): number {
    const q = this.#q, i = v * SIZE;
    const form =
      q[i]! * x * x + q[i + 1]! * y * y + q[i + 2]! * z * z +
      2 * (q[i + 3]! * x * y + q[i + 4]! * x * z + q[i + 5]! * y * z + q[i + 6]! * x + q[i + 7]! * y + q[i + 8]! * z) + q[i + 9]!;
    return Math.max(0, form) / (q[i + 10]! || 1);
  }
}
