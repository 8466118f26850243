/**
 * The left kidney's outline and its sinus. Patient axes (x left, y up, z front), mm; origin in the kidney's middle, the
 * hilum looks to the right (-x).
 */
import { smoothMax, smoothMin, type Field } from "../field/distance";
import { remembered } from "../field/grid-cache";
import { noise } from "../field/noise";
import { knot, tube } from "../field/tube";

/** Thickness front to back against width. */
const FLAT = 1.26;
const curve = tube([knot([-7, 31, 0], 22.5), knot([4, 15, 0], 27), knot([6, -4, 0], 28), knot([2, -20, 0], 26.5), knot([-8, -33, 0], 21.5)]);
const mouth = tube([knot([-44, -1, 0], 12), knot([-26, -1, 0], 10), knot([-12, -1, 0], 7)]);

/** The kidney's surface with the notch of its hilum; slightly lobed, as the adult organ is. */
export const outline: Field = remembered((x, y, z) => {
  let d = curve(x, y, z * FLAT) / 1.08;
  if (d > 14) return d;
  d += 0.7 * noise(x / 21, y / 21, z / 21, 51) + 0.2 * noise(x / 6, y / 6, z / 6, 52);
  return smoothMax(d, -mouth(x, y * 0.72, z * 1.1), 8);
});

const hollow = tube([knot([-9, 19, 0], 6), knot([-7, 9, 0], 9.5), knot([-6, -4, 0], 10), knot([-10, -20, 0], 6.5)]);

/** The hollow that holds calyces, vessels and fat, open at the hilum. */
export const sinus: Field = remembered((x, y, z) => {
  const d = hollow(x, y, z * 1.45);
  return d > 16 ? d : smoothMin(d, mouth(x, y * 0.86, z * 1.3), 7);
});

/** Depth of the cortex over the pyramids, mm. */
export const CORTEX_MM = 7.2;
