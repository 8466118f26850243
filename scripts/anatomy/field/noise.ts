/** Deterministic gradient noise: an integer hash, never Math.random, so that two builds give the same bytes. */
import type { Field } from "./distance";

const fade = (t: number): number => t * t * t * (t * (t * 6 - 15) + 10);
const mix = (a: number, b: number, t: number): number => a + (b - a) * t;

/** One of the twelve edge directions of a cube, picked by hash, dotted with the offset (p, q, r). */
function corner(i: number, j: number, k: number, salt: number, p: number, q: number, r: number): number {
  let h = Math.imul(i, 374761393) ^ Math.imul(j, 668265263) ^ Math.imul(k, 2147483647) ^ Math.imul(salt + 1, 1274126177);
  h = Math.imul(h ^ (h >>> 13), 1274126177);
  h ^= h >>> 16;
  const e = h & 15;
  const s = e < 8 ? p : q;
  const t = e < 4 ? q : e === 12 || e === 14 ? p : r;
  return ((e & 1) !== 0 ? -s : s) + ((e & 2) !== 0 ? -t : t);
}

/** Noise in about [-1, 1] with cells of size 1; `salt` picks an independent field. */
export function noise(x: number, y: number, z: number, salt = 0): number {
  const i = Math.floor(x), j = Math.floor(y), k = Math.floor(z);
  const u = x - i, v = y - j, w = z - k;
  const U = fade(u), V = fade(v), W = fade(w);
  const near = mix(
    mix(corner(i, j, k, salt, u, v, w), corner(i + 1, j, k, salt, u - 1, v, w), U),
    mix(corner(i, j + 1, k, salt, u, v - 1, w), corner(i + 1, j + 1, k, salt, u - 1, v - 1, w), U),
    V,
  );
  const far = mix(
    mix(corner(i, j, k + 1, salt, u, v, w - 1), corner(i + 1, j, k + 1, salt, u - 1, v, w - 1), U),
    mix(corner(i, j + 1, k + 1, salt, u, v - 1, w - 1), corner(i + 1, j + 1, k + 1, salt, u - 1, v - 1, w - 1), U),
    V,
  );
  return mix(near, far, W);
}

/** `f` with bumps `amplitude` mm high and about `size` mm wide; skipped far from the surface. */
export const bumpy = (f: Field, amplitude: number, size: number, salt: number): Field => (x, y, z) => {
  const d = f(x, y, z);
  if (d > amplitude * 4 + 3 || d < -amplitude * 4 - 12) return d;
  return d + amplitude * noise(x / size, y / size, z / size, salt);
};
