/** Ambient occlusion baked at vertices. */
import { length3 } from "../field/vector";
import type { LabelField } from "../mesh/label-field";

const REACH_MM = 22;
const RAYS = 40;
const GOLDEN_ANGLE = 2.399963;

/** Cosine-weighted directions about +z by Fibonacci's spiral. */
function hemisphere(): Float64Array {
  const out = new Float64Array(RAYS * 3);
  for (let i = 0; i < RAYS; i++) {
    const u = (i + 0.5) / RAYS, r = Math.sqrt(u), angle = i * GOLDEN_ANGLE;
    out.set([r * Math.cos(angle), r * Math.sin(angle), Math.sqrt(1 - u)], i * 3);
  }
  return out;
}

/** How much a ray from (x, y, z) is blocked: 1 at once, fading to 0 at the reach. Walks by the distance to tissue. */
function blocked({ grid: { h, n, o }, tissue }: LabelField, x: number, y: number, z: number, dx: number, dy: number, dz: number): number {
  let s = h * 1.6;
  while (s < REACH_MM) {
    const i = Math.round((x + dx * s - o[0]) / h), j = Math.round((y + dy * s - o[1]) / h), k = Math.round((z + dz * s - o[2]) / h);
    if (i < 0 || j < 0 || k < 0 || i >= n[0] || j >= n[1] || k >= n[2]) return 0;
    const d = tissue[i + n[0] * (j + n[1] * k)]!;
    if (d < -0.35 * h) return 1 - (s / REACH_MM) ** 1.5;
    s += Math.max(h * 0.7, Math.min(d, 6));
  }
  return 0;
}

/** Open share of the hemisphere over each vertex, 0 to 1. */
export function occlusion(field: LabelField, position: Float32Array, normal: Float32Array): Float32Array {
  const rays = hemisphere();
  const open = new Float32Array(position.length / 3);
  for (let v = 0; v < open.length; v++) {
    const nx = normal[v * 3]!, ny = normal[v * 3 + 1]!, nz = normal[v * 3 + 2]!;
    const flat = Math.abs(nz) < 0.9;
    let tx = flat ? -ny : 0, ty = flat ? nx : -nz, tz = flat ? 0 : ny;
    const l = length3(tx, ty, tz) || 1;
    [tx, ty, tz] = [tx / l, ty / l, tz / l];
    const bx = ny * tz - nz * ty, by = nz * tx - nx * tz, bz = nx * ty - ny * tx;
    let sum = 0;
    for (let r = 0; r < rays.length; r += 3) {
      const a = rays[r]!, b = rays[r + 1]!, c = rays[r + 2]!;
      sum += 1 - blocked(field, position[v * 3]!, position[v * 3 + 1]!, position[v * 3 + 2]!, tx * a + bx * b + nx * c, ty * a + by * b + ny * c, tz * a + bz * b + nz * c);
    }
    open[v] = sum / RAYS;
  }
  return open;
}
