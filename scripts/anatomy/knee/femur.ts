/** The lower end of the femur with its cartilage, from cuts: across the condyles from side to side, and up the shaft. */
import { blend, ellipsoid, smoothMin, within, type Field } from "../field/distance";
import { remembered } from "../field/grid-cache";
import { bumpy } from "../field/noise";
import { profileSolid, type Outline } from "../field/profile";
import { TOP } from "./frame";

/** Line around which the condyles' outlines turn: [z, y]. */
const AXLE = [3, 29] as const;

// Outlines in [z, y], from the lowest point backwards and around.
const medialCondyle: Outline = [
  [-1, 0], [-11, 1.3], [-20, 6], [-27, 14], [-29.5, 23], [-27, 32], [-19, 40], [-7, 44], [6, 45], [15, 42], [20, 35], [22.5, 26], [21, 16], [15.5, 7], [8, 1.6],
];
const lateralCondyle: Outline = [
  [0, 0], [-10, 1], [-19, 5], [-26, 12.5], [-28.5, 21.5], [-26, 30], [-18, 38], [-6, 44], [8, 46], [19, 44], [26, 38], [29, 29], [27, 18.5], [19.5, 8.5], [10, 2],
];
/** Through the notch: its roof slopes back and up, the groove for the kneecap lies in front. */
const notch: Outline = [
  [9, 12.5], [2.5, 18], [-3, 24], [-8, 30.5], [-10, 36], [-8, 41], [0, 44], [8, 44.5], [15, 42], [18.6, 36], [19.8, 28], [19, 20], [15.5, 14.5],
];
const medialRidge: Outline = notch.map(([z, y]) => [z > 0 ? z * 1.1 : z, y] as const);

/** A condyle's outline shrunk towards its side: `by` below and behind, `front` where it bears the kneecap. */
function rounded(outline: Outline, by: number, front = by): Outline {
  return outline.map(([z, y]) => {
    const share = Math.max(0, Math.min(1, (z - 6) / 10));
    const s = by + (front - by) * share;
    return [1 + (z - 1) * s, 27 + (y - 27) * s] as const;
  });
}

const loft = profileSolid({
  axis: "x",
  centre: AXLE,
  softMm: 1.5,
  stations: [
    { at: -41, outline: rounded(medialCondyle, 0.62) },
    { at: -36, outline: rounded(medialCondyle, 0.72) },
    { at: -34, outline: rounded(medialCondyle, 0.83) },
    { at: -30, outline: rounded(medialCondyle, 0.94) },
    { at: -25, outline: rounded(medialCondyle, 0.99) },
    { at: -21, outline: medialCondyle },
    { at: -16, outline: rounded(medialCondyle, 0.985) },
    { at: -12, outline: rounded(medialCondyle, 0.93, 0.99) },
    { at: -9.5, outline: rounded(medialCondyle, 0.8, 0.96) },
    { at: -7.5, outline: medialRidge },
    { at: 0, outline: notch },
    { at: 7, outline: medialRidge },
    { at: 9.5, outline: rounded(lateralCondyle, 0.82, 0.84) },
    { at: 12, outline: rounded(lateralCondyle, 0.94, 0.91) },
    { at: 16, outline: rounded(lateralCondyle, 0.985) },
    { at: 21, outline: lateralCondyle },
    { at: 26, outline: rounded(lateralCondyle, 0.985) },
    { at: 31, outline: rounded(lateralCondyle, 0.93) },
    { at: 34.5, outline: rounded(lateralCondyle, 0.82) },
    { at: 36.5, outline: rounded(lateralCondyle, 0.7) },
    { at: 41, outline: rounded(lateralCondyle, 0.6) },
  ],
});

/** The sides of the condyles are domes, not cuts. */
const condyles: Field = within(6, loft, ellipsoid([0, 26, -3], [36, 62, 62]));

/** Outline across the shaft: [x, z]; flat behind (popliteal surface), arched in front. */
const across = (left: number, right: number, front: number, back: number): Outline => {
  const mid = (left + right) / 2, half = (right - left) / 2, z = (front + back) / 2;
  return [[mid, front], [mid + half * 0.6, front - (front - z) * 0.22], [right, z - 1], [mid + half * 0.74, back + (z - back) * 0.28], [mid, back + 0.6], [mid - half * 0.74, back + (z - back) * 0.28], [left, z - 1], [mid - half * 0.6, front - (front - z) * 0.22]];
};

const shaft = profileSolid({
  axis: "y",
  centre: [[0, 5], [0, 6], [0.5, 7], [1.5, 8], [3, 9], [5, 9.5], [8, 10]],
  softMm: 4,
  stations: [
    { at: 24, outline: across(-29, 29, 17, -13) },
    { at: 38, outline: across(-31, 31, 21, -12) },
    { at: 48, outline: across(-27, 27.5, 22, -8) },
    { at: 58, outline: across(-21.5, 23.5, 22.5, -5) },
    { at: 70, outline: across(-15.5, 20.5, 23, -4) },
    { at: 82, outline: across(-11, 20, 23.5, -4) },
    { at: TOP + 8, outline: across(-7, 22, 24, -4) },
  ],
});

const epicondyles = blend(2, ellipsoid([-32.6, 32, -4], [4, 10, 11]), ellipsoid([32.6, 30, -4], [4, 10, 10]));
/** Adductor tubercle, above the medial condyle. */
const tubercle = ellipsoid([-29, 44, -6], [6, 9, 8]);

/** The femur's surface, cartilage included. */
export const femurSurface: Field = remembered(
  bumpy((x, y, z) => {
    const d = smoothMin(condyles(x, y, z), shaft(x, y, z), 7);
    return d > 25 ? d : smoothMin(d, smoothMin(epicondyles(x, y, z), tubercle(x, y, z), 4), 10);
  }, 0.22, 9, 61),
);
