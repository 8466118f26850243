/** Flat bands along curves: ligaments and tendons. */
import { gradient, type Field } from "./distance";
import { knot, spline } from "./tube";
import { cross, dot, length3, scale, subtract, unit, type V3 } from "./vector";

/** A waypoint of a band: half its width and half its thickness there, mm. */
export interface Band { p: V3; wide: number; thick: number }
export const band = (p: V3, wide: number, thick: number): Band => ({ p, wide, thick });

interface Piece { a: V3; along: V3; side: V3; up: V3; wide: readonly [number, number]; thick: readonly [number, number]; length2: number }

/** Share of the thickness that is lost towards a band's edges. */
const THINNER = 0.5;

/** Solid of a band whose width runs along `side` (made square to the curve), edges round. */
export function strap(bands: readonly Band[], side: V3, pieces = 6): Field {
  const line = spline(bands.map(({ p, wide }) => knot(p, wide)), pieces);
  const thick = spline(bands.map(({ p, thick: t }) => knot(p, t)), pieces);
  const list: Piece[] = [];
  for (let i = 0; i < line.length - 1; i++) {
    const a = line[i]!, b = line[i + 1]!;
    const along = subtract(b.p, a.p), t = unit(along);
    const s = unit(subtract(side, scale(t, dot(side, t))));
    list.push({ a: a.p, along, side: s, up: cross(t, s), wide: [a.r, b.r], thick: [thick[i]!.r, thick[i + 1]!.r], length2: dot(along, along) });
  }
  const reach = Math.max(...line.map((k) => k.r)) + 25;
  return (x, y, z) => {
    let best = 1e9;
    for (const { a, along, side: s, up, wide, thick: h, length2 } of list) {
      const px = x - a[0], py = y - a[1], pz = z - a[2];
      const t = Math.max(0, Math.min(1, (px * along[0] + py * along[1] + pz * along[2]) / length2));
      const qx = px - along[0] * t, qy = py - along[1] * t, qz = pz - along[2] * t;
      const far = qx * qx + qy * qy + qz * qz;
      const w = wide[0] + (wide[1] - wide[0]) * t, k = h[0] + (h[1] - h[0]) * t;
      if (far > reach * reach) {
        best = Math.min(best, Math.sqrt(far) - w);
        continue;
      }
      const off = qx * s[0] + qy * s[1] + qz * s[2];
      const over = qx * up[0] + qy * up[1] + qz * up[2];
      const onto = Math.sqrt(Math.max(0, far - off * off - over * over));
      const edge = Math.min(1, Math.abs(off) / w);
      const half = k * (1 - THINNER * edge * edge);
      best = Math.min(best, length3(Math.max(0, Math.abs(off) - (w - half)), over, onto) - half);
    }
    return best;
  };
}

const ROUNDS = 24;
/** Rounds at the end that only smooth. */
const LAST = 3;

/** Waypoints laid on `f`, their half thickness plus `gapMm` above it, where they run within `reachMm` of that; ends stay. */
export function drape(bands: readonly Band[], f: Field, gapMm: number, reachMm = 8): Band[] {
  const fine = spline(bands.map(({ p, wide }) => knot(p, wide)), 4);
  const thick = spline(bands.map(({ p, thick: t }) => knot(p, t)), 4);
  let curve = fine.map((k) => k.p);
  for (let round = 0; round < ROUNDS; round++) {
    curve = curve.map((p, i): V3 => {
      if (i === 0 || i === curve.length - 1) return p;
      const a = curve[i - 1]!, b = curve[i + 1]!;
      const soft: V3 = [p[0] * 0.6 + (a[0] + b[0]) * 0.2, p[1] * 0.6 + (a[1] + b[1]) * 0.2, p[2] * 0.6 + (a[2] + b[2]) * 0.2];
      const want = thick[i]!.r + gapMm, d = f(soft[0], soft[1], soft[2]);
      if (d - want > reachMm || round >= ROUNDS - LAST) return soft;
      const g = gradient(f, soft[0], soft[1], soft[2], 1);
      const step = d < want ? want - d : (want - d) * 0.5;
      return [soft[0] + g[0] * step, soft[1] + g[1] * step, soft[2] + g[2] * step];
    });
  }
  return curve.map((p, i) => band(p, fine[i]!.r, thick[i]!.r));
}
