/** The pyramids: eleven cones from the sinus out, their tips (papillae) in the calyces' cups. */
import { smoothMax, type Field } from "../field/distance";
import { remembered } from "../field/grid-cache";
import { noise } from "../field/noise";
import { knot, tube } from "../field/tube";
import { add, scale, unit, type V3 } from "../field/vector";
import { CORTEX_MM, outline } from "./outline";

export interface Cone {
  /** Outwards. */
  way: V3;
  /** Point of the papilla. */
  tip: V3;
  /** Which major calyx it drains into. */
  calyx: "upper" | "middle" | "lower";
  f: Field;
}

interface Seed { from: V3; way: V3; calyx: Cone["calyx"]; wide?: number }

// Seven in the plane of the usual section, two in front and two behind.
const seeds: readonly Seed[] = [
  { from: [-9, 16, 0], way: [-0.38, 0.93, 0.03], calyx: "upper" },
  { from: [-7.5, 15, 0], way: [0.4, 0.92, -0.03], calyx: "upper" },
  { from: [-6, 10, 0], way: [0.9, 0.5, 0], calyx: "upper" },
  { from: [-5, 1, 0], way: [1, 0.05, 0], calyx: "middle" },
  { from: [-6, -8, 0], way: [0.93, -0.38, 0], calyx: "lower" },
  { from: [-8, -17, 0], way: [0.55, -0.84, 0], calyx: "lower" },
  { from: [-10.5, -18, 0], way: [-0.22, -0.97, 0], calyx: "lower" },
  { from: [-4, 7.5, 0], way: [0.42, 0.3, 0.88], calyx: "middle" },
  { from: [-4, -8, 0], way: [0.42, -0.25, 0.88], calyx: "lower" },
  { from: [-4, 7.5, 0], way: [0.42, 0.25, -0.88], calyx: "upper" },
  { from: [-4, -7, 0], way: [0.42, -0.3, -0.88], calyx: "middle" },
];

/** From the sinus' middle line to a papilla's tip, mm; less towards front and back, where the kidney is thin. */
const reach = (way: V3): number => 9.4 * (1 - 0.34 * Math.abs(way[2]));

export const cones: readonly Cone[] = seeds.map(({ from, way: raw, calyx }) => {
  const way = unit(raw);
  const tip = add(from, scale(way, reach(way)));
  const at = (mm: number): V3 => add(tip, scale(way, mm));
  return { way, tip, calyx, f: tube([knot(at(2.4), 2.4), knot(at(5), 3.3), knot(at(9), 5.6), knot(at(14), 8.4), knot(at(20), 10.6), knot(at(30), 12)]) };
});

/** Half the width of a column between two pyramids, mm. */
const COLUMN_MM = 1;

/** Each pyramid ends under the cortex; between neighbours a column is left, the nearer cone wins. */
const pyramid = (own: Cone): Field => {
  const others = cones.filter((cone) => cone !== own);
  return (x, y, z) => {
    const d = own.f(x, y, z);
    if (d > 3) return d;
    let nearest = 1e9;
    for (const { f } of others) nearest = Math.min(nearest, f(x, y, z));
    const base = outline(x, y, z) + CORTEX_MM + 0.5 * noise(x / 8, y / 8, z / 8, 53);
    return smoothMax(smoothMax(d, base, 2.5), (d - nearest) * 0.5 + COLUMN_MM, 1.2);
  };
};
const each = cones.map(pyramid);
export const pyramids: Field = remembered((x, y, z) => {
  let d = 1e9;
  for (const f of each) d = Math.min(d, f(x, y, z));
  return d;
});

/** The way outwards of the pyramid that holds or is nearest to a point: its tubules run so. */
export function nearestWay(x: number, y: number, z: number): V3 {
  let best = cones[0]!, least = Infinity;
  for (const cone of cones) {
    const d = cone.f(x, y, z);
    if (d < least) [best, least] = [cone, d];
  }
  return best.way;
}
