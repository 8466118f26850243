/** Ligaments and tendons of the knee: bands and cords that bend around the bones. */
import { union, within, type Field } from "../field/distance";
import { band, drape, strap } from "../field/strap";
import { knot, tube } from "../field/tube";
import { femurSurface } from "./femur";
import { BOTTOM, TOP } from "./frame";
import { lateralMeniscus, medialMeniscus } from "./menisci";
import { patellaSurface } from "./patella";
import { fibulaSurface, tibiaSurface } from "./tibia";

const bones: Field = union(femurSurface, tibiaSurface, fibulaSurface, patellaSurface, medialMeniscus, lateralMeniscus);

/** The two tendons in front touch these alone. */
const kneecap: Field = union(patellaSurface, tibiaSurface);

/** From the wall of the lateral condyle, behind, down and forward to the middle of the tibia. */
export const anteriorCruciate: Field = tube([knot([10, 21, -15], 5.4), knot([7.5, 16, -10], 4.4), knot([3.5, 9, -1], 4), knot([0, 4.5, 8], 4.6), knot([-1.5, 0, 12], 5.6)]);
/** From the wall of the medial condyle, in front, down and back to the tibia's hind edge. */
export const posteriorCruciate: Field = tube([knot([-9, 15, 3], 5.8), knot([-6.5, 13.5, -5], 4.8), knot([-3, 9, -14], 4.5), knot([0, 1.5, -19], 4.4), knot([0.5, -7, -17.5], 4.6)]);

export const medialCollateral: Field = strap(
  drape([band([-37, 33, -4], 5, 1.3), band([-38.5, 18, -4], 6, 1.3), band([-38, 0, -3], 6.4, 1.3), band([-32, -20, 0], 6, 1.3), band([-24, -40, 4], 5.6, 1.3), band([-15, -58, 7], 4.6, 1.2)], bones, -0.15),
  [0, 0.1, 1],
);
export const lateralCollateral: Field = tube([knot([37, 30, -4], 3), knot([38.4, 15, -9], 2.4), knot([39, 0, -13.5], 2.4), knot([38.2, -15, -19], 3)]);
export const patellarLigament: Field = strap(
  drape([band([1, 33, 41.6], 3, 0.8), band([1, 30, 41.4], 8.5, 1), band([1, 24, 40.5], 11.8, 1.5), band([1, 16, 38.6], 12.6, 2.3), band([1.2, 0, 35.2], 11.6, 2.5), band([1.4, -18, 31.2], 11, 2.5), band([1.5, -34, 28], 10, 2.2), band([1.5, -44, 24], 6, 1.4)], kneecap, -0.4, 3),
  [1, 0, 0],
);
export const quadricepsTendon: Field = within(
  0.1,
  strap(drape([band([1, 39, 42], 4, 0.8), band([1, 42, 42], 10, 1), band([1, 49, 41], 14.8, 1.7), band([1, 57, 38.4], 17, 3.2), band([2, 68, 35.6], 16.5, 3.8), band([4.5, 84, 33], 17, 3.8), band([7.5, TOP + 8, 30.6], 18.5, 3.9)], kneecap, -0.4, 2), [1, 0, 0]),
  (_x, y) => y - TOP,
);

/** The shafts end square, inside the grid. */
export const shaftEnds: { top: Field; bottom: Field } = { top: (_x, y) => y - TOP, bottom: (_x, y) => BOTTOM - y };
