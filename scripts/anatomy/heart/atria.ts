/** Atria with their auricles, and the veins that open into them. */
import { blend, ellipsoid, grow, smoothMax, type Field } from "../field/distance";
import { remembered } from "../field/grid-cache";
import { bumpy, noise } from "../field/noise";
import { knot, tube, widen, type Knot } from "../field/tube";
import { add, scale, subtract, unit } from "../field/vector";
import { av, avKnot, mitralCentre, tricuspidCentre } from "./frame";
import { leftEpicardium } from "./ventricles";

/** Right upper, right lower, left upper, left lower: lumens from the atrium outwards. */
export const pulmonaryVeinWays: readonly Knot[][] = [
  [avKnot(-24, 10, -36, 7), avKnot(-42, 14, -36, 6.6), avKnot(-60, 19, -38, 6.8)],
  [avKnot(-24, -4, -44, 7), avKnot(-44, -6, -51, 6.4), avKnot(-57, -9, -56, 6.6)],
  [avKnot(12, 14, -40, 7), avKnot(25, 20, -44, 6.4), avKnot(38, 24, -47, 6.6)],
  [avKnot(12, -2, -46, 7), avKnot(26, -5, -53, 6.2), avKnot(39, -8, -59, 6.4)],
];
export const superiorCavaWay = [avKnot(-46, 80, 2, 9.4), avKnot(-51, 60, -5, 9.3), avKnot(-52, 38, -6, 9.6), avKnot(-49, 16, -6, 10.8), avKnot(-44, -2, -8, 12)];
export const inferiorCavaWay = [avKnot(-36, -92, -42, 12), avKnot(-36, -72, -40, 12.2), avKnot(-34, -54, -33, 12.8), avKnot(-35, -36, -20, 13)];

const leftBody = blend(14, ellipsoid(av(-7, 5, -34), [26, 16, 15]), tube([avKnot(-4, 0, -32, 17), knot(mitralCentre, 15)]));
const leftAuricle = bumpy(
  tube([avKnot(18, 8, -28, 9), avKnot(31, 11, -17, 8.5), avKnot(36, 13, -4, 8), avKnot(34, 12, 8, 6), avKnot(29, 10, 15, 3.6)]),
  1.5, 8, 3,
);
const leftInside = blend(7, leftBody, leftAuricle);
export const leftAtriumCavity = blend(6, leftInside, ...pulmonaryVeinWays.map((way) => tube(way, { flat: true })));
const LEFT_WALL_MM = 2.2;
export const leftAtriumWall = remembered(
  bumpy(
    blend(
      8,
      grow(leftInside, LEFT_WALL_MM),
      ...pulmonaryVeinWays.map((way) => tube([knot(way[0]!.p, way[0]!.r + 2), knot(way[1]!.p, way[1]!.r + 1.2)])),
    ),
    0.35, 9, 4,
  ),
);

const rightBody = blend(16, ellipsoid(av(-39, -19, -4), [20, 26, 21]), tube([avKnot(-36, -24, -2, 15), knot(tricuspidCentre, 16)]));
const rightAuricle = bumpy(tube([avKnot(-44, 2, 2, 11), avKnot(-38, 10, 15, 10), avKnot(-26, 13, 25, 8), avKnot(-14, 13, 30, 4.5)]), 1.3, 9, 5);
const rightInside = blend(9, rightBody, rightAuricle);
const RIGHT_WALL_MM = 2;
const superiorMouth = superiorCavaWay.slice(3);
const rightSmooth = blend(7, rightInside, tube(superiorMouth), tube([avKnot(-34, -45, -27, 11), avKnot(-35, -34, -19, 12.5)]));
/** Cavity of the right atrium with pectinate ridges, strongest in the auricle; the septum bounds it below. */
export const rightAtriumCavity: Field = (x, y, z) => {
  const d = smoothMax(rightSmooth(x, y, z), 0.4 - leftEpicardium(x, y, z), 3);
  if (d > 6 || d < -8) return d;
  return d + 0.5 * Math.max(0, noise(x / 30, y / 4.5, z / 6, 9)) * (rightAuricle(x, y, z) < 10 ? 1 : 0.3);
};
/** Where the inferior cava's mouth begins: on the vein's own line, so that the wall is as thick all around. */
const inferiorStub = add(inferiorCavaWay[2]!.p, scale(unit(subtract(inferiorCavaWay[3]!.p, inferiorCavaWay[2]!.p)), 4.5));
export const rightAtriumWall = remembered(
  bumpy(
    blend(
      9,
      grow(rightInside, RIGHT_WALL_MM),
      tube(widen(superiorMouth, 1.4)),
      tube([knot(inferiorStub, 13.2), knot(inferiorCavaWay[3]!.p, 15)]),
    ),
    0.4, 8, 6,
  ),
);
