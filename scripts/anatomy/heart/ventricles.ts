/** Ventricles: outer surfaces, cavities and the relief of muscle inside them. */
import { blend, grow, halfSpace, smoothMax, within, type Field } from "../field/distance";
import { remembered } from "../field/grid-cache";
import { bumpy, noise } from "../field/noise";
import { tube } from "../field/tube";
import { scale } from "../field/vector";
import { A, R, U, local, localEllipsoid, localKnot } from "./frame";

const towardsBase = scale(A, -1);

/** Outside of the left ventricle with its septum. */
export const leftEpicardium = remembered(
  bumpy(
    blend(
      12,
      within(12, localEllipsoid(0, 0, 14, [31, 33, 76]), halfSpace(local(0, 0, -7), towardsBase)),
      tube([localKnot(3, 6, 22, 20), localKnot(8, 18, -5, 15)]),
    ),
    0.55, 17, 1,
  ),
);

/** Smooth cavity of the left ventricle with its outflow; papillary muscles and trabeculae stand in it. */
export const leftCavity = blend(
  7,
  within(7, localEllipsoid(0, 0, 10, [23, 25, 71]), halfSpace(local(0, 0, 1), towardsBase)),
  tube([localKnot(3, 7, 20, 12), localKnot(8, 18, -6, 11.2)], { flat: true }),
);

const rightBody = blend(
  16,
  localEllipsoid(29, -9, 20, [23, 29, 33]),
  tube([localKnot(26, -8, 32, 23), localKnot(19, -10, 56, 18), localKnot(11, -9, 79, 10)]),
  tube([localKnot(30, 4, 30, 21), localKnot(31, 24, 18, 18), localKnot(25, 38, 6, 13), localKnot(23.5, 45, 2, 12.6)], { flat: true }),
);
const RIGHT_WALL_MM = 3.6;
/** Outside of the right ventricle, as if the left were not there. */
export const rightEpicardium = remembered(bumpy(grow(rightBody, RIGHT_WALL_MM), 0.6, 15, 2));
/** Cavity of the right ventricle before the left one bulges into it. */
export const rightCavity = blend(4, rightBody, tube([localKnot(25, 38, 6, 12), localKnot(23, 47, 0.5, 11)], { flat: true }));

/** Ridges along the ventricle's axis, full below `full` mm towards the apex and none above `none`. */
function trabeculae(x: number, y: number, z: number, none: number, full: number): number {
  const a = x * A[0] + y * A[1] + z * A[2];
  const w = Math.max(0, Math.min(1, (a - none) / (full - none)));
  if (w <= 0) return 0;
  const r = x * R[0] + y * R[1] + z * R[2];
  const u = x * U[0] + y * U[1] + z * U[2];
  return w * (1 - Math.abs(noise(r / 5.5, u / 5.5, a / 17, 7)) * 2.2);
}

export const leftBlood: Field = (x, y, z) => {
  const d = leftCavity(x, y, z);
  return d > 8 ? d : d + 1.5 * trabeculae(x, y, z, 22, 50);
};
/** The right cavity without relief, behind the septum's right face. */
export const rightInside: Field = (x, y, z) => smoothMax(rightCavity(x, y, z), -leftEpicardium(x, y, z) + 0.4, 3);
export const rightBlood: Field = (x, y, z) => {
  const d = rightInside(x, y, z);
  return d > 8 ? d : d + 1.7 * trabeculae(x, y, z, 18, 40);
};
