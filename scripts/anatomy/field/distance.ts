/** Signed distance fields in millimetres: negative inside. */
import { length3, type V3 } from "./vector";

export type Field = (x: number, y: number, z: number) => number;

/** Smooth union (polynomial); `k` = width of the blended fillet, mm. */
export function smoothMin(a: number, b: number, k: number): number {
  const h = Math.max(k - Math.abs(a - b), 0) / k;
  return Math.min(a, b) - (h * h * k) / 4;
}

export const smoothMax = (a: number, b: number, k: number): number => -smoothMin(-a, -b, k);

/** Union of fields with fillets `k` mm wide. */
export const blend = (k: number, first: Field, ...rest: readonly Field[]): Field => (x, y, z) => {
  let d = first(x, y, z);
  for (const f of rest) d = smoothMin(d, f(x, y, z), k);
  return d;
};

/** The part of `f` inside all of `bounds`, edges rounded over `k` mm. */
export const within = (k: number, f: Field, ...bounds: readonly Field[]): Field => (x, y, z) => {
  let d = f(x, y, z);
  for (const g of bounds) d = smoothMax(d, g(x, y, z), k);
  return d;
};

/** Plain union. */
export const union = (...fields: readonly Field[]): Field => (x, y, z) => {
  let d = 1e9;
  for (const f of fields) d = Math.min(d, f(x, y, z));
  return d;
};

/** Grown by `mm` all around. */
export const grow = (f: Field, mm: number): Field => (x, y, z) => f(x, y, z) - mm;

/** The outside of `f`. */
export const outside = (f: Field): Field => (x, y, z) => -f(x, y, z);

/** Ellipsoid with semi-axes `s` along `axes`; exact on its surface, good to about 10 % near it. */
export const ellipsoid = (c: V3, s: V3, axes: readonly [V3, V3, V3] = [[1, 0, 0], [0, 1, 0], [0, 0, 1]]): Field => {
  const [u, v, w] = axes;
  return (x, y, z) => {
    const dx = x - c[0], dy = y - c[1], dz = z - c[2];
    const a = (dx * u[0] + dy * u[1] + dz * u[2]) / s[0];
    const b = (dx * v[0] + dy * v[1] + dz * v[2]) / s[1];
    const d = (dx * w[0] + dy * w[1] + dz * w[2]) / s[2];
    const k0 = length3(a, b, d);
    const k1 = length3(a / s[0], b / s[1], d / s[2]);
    return k1 < 1e-9 ? -Math.min(s[0], s[1], s[2]) : (k0 * (k0 - 1)) / k1;
  };
};

/** Half-space through `p`: negative on the side that `n` points away from. */
export const halfSpace = (p: V3, n: V3): Field => {
  const l = length3(n[0], n[1], n[2]);
  const d = (p[0] * n[0] + p[1] * n[1] + p[2] * n[2]) / l;
  return (x, y, z) => (x * n[0] + y * n[1] + z * n[2]) / l - d;
};

/** Unit gradient by central differences over ±`e` mm. */
export function gradient(f: Field, x: number, y: number, z: number, e = 0.4): V3 {
  const gx = f(x + e, y, z) - f(x - e, y, z);
  const gy = f(x, y + e, z) - f(x, y - e, z);
  const gz = f(x, y, z + e) - f(x, y, z - e);
  const l = length3(gx, gy, gz) || 1;
  return [gx / l, gy / l, gz / l];
}
