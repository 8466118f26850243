/** Tubes swept along Catmull-Rom splines as chains of tapered capsules. */
import { halfSpace, type Field } from "./distance";
import { add, length3, scale, subtract, unit, type V3 } from "./vector";

/** A waypoint with the tube's radius there, mm. */
export interface Knot { p: V3; r: number }
export const knot = (p: V3, r: number): Knot => ({ p, r });

const catmullRom = (a: number, b: number, c: number, d: number, t: number): number =>
  0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t * t + (3 * b - a - 3 * c + d) * t * t * t);

/** Refinement with `pieces` per span; radii follow the same spline. */
export function spline(knots: readonly Knot[], pieces = 6): Knot[] {
  const at = (i: number): Knot => knots[Math.max(0, Math.min(knots.length - 1, i))]!;
  const fine: Knot[] = [];
  for (let i = 0; i < knots.length - 1; i++) {
    const [a, b, c, d] = [at(i - 1), at(i), at(i + 1), at(i + 2)];
    for (let j = 0; j < pieces; j++) {
      const t = j / pieces;
      const axis = (m: 0 | 1 | 2): number => catmullRom(a.p[m], b.p[m], c.p[m], d.p[m], t);
      fine.push({ p: [axis(0), axis(1), axis(2)], r: catmullRom(a.r, b.r, c.r, d.r, t) });
    }
  }
  fine.push(at(knots.length - 1));
  return fine;
}

/** Half-space that ends a tube square at its first or last knot. */
export function endPlane(knots: readonly Knot[], end: "first" | "last", pieces = 5): Field {
  const fine = spline(knots, pieces);
  const [tip, next] = end === "first" ? [fine[0]!, fine[1]!] : [fine[fine.length - 1]!, fine[fine.length - 2]!];
  return halfSpace(tip.p, subtract(tip.p, next.p));
}

/** Sphere that holds knots `from`..`to`: centre and radius. */
function boundingSphere(fine: readonly Knot[], from: number, to: number): [number, number, number, number] {
  let c: V3 = [0, 0, 0];
  for (let i = from; i <= to; i++) c = add(c, scale(fine[i]!.p, 1 / (to - from + 1)));
  let r = 0;
  for (let i = from; i <= to; i++) {
    const d = subtract(fine[i]!.p, c);
    r = Math.max(r, length3(d[0], d[1], d[2]) + fine[i]!.r);
  }
  return [c[0], c[1], c[2], r];
}

const GROUP = 4;

/** Distance to the chain alone, round at both ends. Beyond `exactMm` a lower bound is given. */
function chain(fine: readonly Knot[], exactMm: number): Field {
  const n = fine.length - 1;
  const data = new Float64Array(n * 8);
  for (let i = 0; i < n; i++) {
    const a = fine[i]!, b = fine[i + 1]!;
    data.set([...a.p, ...subtract(b.p, a.p), a.r, b.r - a.r], i * 8);
  }
  // one sphere per four pieces, so that far pieces cost one distance
  const groups = Math.ceil(n / GROUP);
  const spheres = new Float64Array(groups * 4);
  for (let g = 0; g < groups; g++) spheres.set(boundingSphere(fine, g * GROUP, Math.min(n, (g + 1) * GROUP)), g * 4);
  const all = boundingSphere(fine, 0, n);
  return (x, y, z) => {
    const far = length3(x - all[0], y - all[1], z - all[2]) - all[3];
    if (far > exactMm) return far;
    let m = 1e9;
    for (let g = 0; g < groups; g++) {
      const s = g * 4;
      if (length3(x - spheres[s]!, y - spheres[s + 1]!, z - spheres[s + 2]!) - spheres[s + 3]! >= m) continue;
      for (let i = g * GROUP * 8, end = Math.min(data.length, i + GROUP * 8); i < end; i += 8) {
        const ax = x - data[i]!, ay = y - data[i + 1]!, az = z - data[i + 2]!;
        const bx = data[i + 3]!, by = data[i + 4]!, bz = data[i + 5]!;
        const t = Math.max(0, Math.min(1, (ax * bx + ay * by + az * bz) / (bx * bx + by * by + bz * bz)));
        const d = length3(ax - bx * t, ay - by * t, az - bz * t) - data[i + 6]! - data[i + 7]! * t;
        if (d < m) m = d;
      }
    }
    return m;
  };
}

/** Tube along knots. `flat` cuts both ends square instead of rounding them; fillets wider than 25 mm need a larger `exactMm`. */
export function tube(knots: readonly Knot[], options: { flat?: boolean; pieces?: number; exactMm?: number } = {}): Field {
  const fine = spline(knots, options.pieces ?? 5);
  const body = chain(fine, options.exactMm ?? 25);
  if (!options.flat) return body;
  const first = fine[0]!, last = fine[fine.length - 1]!;
  const start = endPlane(knots, "first", options.pieces), stop = endPlane(knots, "last", options.pieces);
  return (x, y, z) => {
    let d = body(x, y, z);
    // cut only near that end, so that a bend passing the plane elsewhere survives
    if (length3(x - first.p[0], y - first.p[1], z - first.p[2]) < first.r * 2.2) d = Math.max(d, start(x, y, z));
    if (length3(x - last.p[0], y - last.p[1], z - last.p[2]) < last.r * 2.2) d = Math.max(d, stop(x, y, z));
    return d;
  };
}

/** The same way with radii changed by `mm`. */
export const widen = (knots: readonly Knot[], mm: number): Knot[] => knots.map((k) => knot(k.p, k.r + mm));

/** The same way made `mm` longer at both ends: a lumen that runs past its vessel's ends leaves an open ring. */
export function lengthen(knots: readonly Knot[], mm: number): Knot[] {
  const beyond = (tip: Knot, next: Knot): Knot => knot(add(tip.p, scale(unit(subtract(tip.p, next.p)), mm)), tip.r);
  const n = knots.length;
  return [beyond(knots[0]!, knots[1]!), ...knots, beyond(knots[n - 1]!, knots[n - 2]!)];
}
