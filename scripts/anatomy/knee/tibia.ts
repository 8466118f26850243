/** The upper end of the tibia with its cartilage, and the fibula's head, from cuts up the shaft. */
import { blend, ellipsoid, smoothMax, smoothMin, type Field } from "../field/distance";
import { remembered } from "../field/grid-cache";
import { bumpy } from "../field/noise";
import { profileSolid, type Outline } from "../field/profile";
import { BOTTOM, LATERAL, MEDIAL } from "./frame";

/** The plateau from above, [x, z]: the medial half is longer, and there is a bay behind. */
const plateau: Outline = [
  [0, 18.5], [-12, 21.5], [-24, 19], [-34, 10], [-37, -3], [-33, -17], [-24, -25.5], [-13, -25], [-4, -19.5], [4, -19.5], [12, -23.5], [22, -23.5], [31.5, -16.5], [36, -4], [33.5, 9], [24, 17.5], [12, 20.5],
];
const shrunk = (x: number, z: number, dx: number, dz: number): Outline => plateau.map(([u, v]) => [dx + u * x, dz + v * z] as const);

/** Triangular shaft: crest in front, a little medial; flat behind. */
const triangle = (half: number, crest: number, back: number, dx: number): Outline => [
  [dx - 1, crest], [dx + half * 0.42, crest - 6.5], [dx + half * 0.92, (crest + back) / 2 - 1], [dx + half * 0.7, back + 2.5], [dx, back], [dx - half * 0.75, back + 2.5], [dx - half, (crest + back) / 2 - 1], [dx - half * 0.6, crest - 6],
];

const column = profileSolid({
  axis: "y",
  centre: [0, 0],
  softMm: 2.5,
  stations: [
    { at: BOTTOM - 8, outline: triangle(13.2, 20, -9, 1.5) },
    { at: -66, outline: triangle(14.5, 21.5, -10, 1) },
    { at: -50, outline: triangle(18.5, 23.5, -12, 0.5) },
    { at: -38, outline: triangle(23, 25.5, -14.5, 0) },
    { at: -28, outline: shrunk(0.78, 0.82, 0, 2.5) },
    { at: -19, outline: shrunk(0.93, 0.94, 0, 0.5) },
    { at: -11, outline: plateau },
    { at: -3, outline: plateau },
    { at: 12, outline: plateau },
  ],
});

/** Height of the joint surface: a shallow dish inside, a slight dome outside, lower behind; two spines between them. */
export function plateauHeight(x: number, z: number): number {
  const m = ((x - MEDIAL) / 14) ** 2 * 1.1 + ((z + 1) / 20) ** 2 * 1.5;
  const l = ((x - LATERAL) / 14) ** 2 * 0.7 - ((z + 1) / 20) ** 2 * 0.4;
  const slope = 0.045 * Math.min(0, z + 4);
  const rim = Math.max(0, (Math.abs(x) - 31) / 6) ** 2 * 2.2;
  const share = Math.max(0, Math.min(1, x / 12 + 0.5));
  return 0.35 + Math.min(1.6, m) * (1 - share) + Math.min(1, l) * share + slope - rim;
}

/** Medial and lateral tubercle of the spine between the condyles. */
const spines = blend(3, ellipsoid([-4.6, 1.5, -3], [3.2, 8, 5.5]), ellipsoid([4.8, 1, -5], [3.2, 6.6, 5]));
const tuberosity = ellipsoid([1.5, -37, 22.5], [8, 11, 5.5]);
/** Where the iliotibial band ends, in front of the fibula. */
const gerdy = ellipsoid([25, -14, 11], [9, 7, 7.5]);
/** In front and behind the spines the bone lies lower, where the cruciates and horns are tied down. */
const bays = blend(2, ellipsoid([0, 4.2, 15], [9, 5.6, 9]), ellipsoid([0.5, 3.6, -21], [8, 7, 9]));

/** The tibia's surface, cartilage included. */
export const tibiaSurface: Field = remembered(
  bumpy((x, y, z) => {
    let d = column(x, y, z);
    if (d > 25) return d;
    d = smoothMin(d, smoothMin(tuberosity(x, y, z), gerdy(x, y, z), 1), 10);
    if (y < -20) return d;
    d = smoothMax(d, y - plateauHeight(x, z), 2.6);
    d = smoothMax(d, -bays(x, y, z), 2.5);
    return smoothMin(d, spines(x, y, z), 3.5);
  }, 0.2, 9, 62),
);

const ring = (x: number, z: number, rx: number, rz: number): Outline => Array.from({ length: 10 }, (_, i) => [x + rx * Math.cos((i / 10) * Math.PI * 2), z + rz * Math.sin((i / 10) * Math.PI * 2)] as const);

/** The fibula: a head with its tip behind, a neck, a slim shaft. */
export const fibulaSurface: Field = remembered(
  bumpy(
    profileSolid({
      axis: "y",
      centre: [[30, -17], [30, -17], [31, -17], [33, -17], [34, -17], [35, -17.5], [35.5, -18.5], [36, -19.5], [36, -20]],
      softMm: 1.5,
      stations: [
        { at: BOTTOM - 8, outline: ring(30, -17, 6, 6.6) },
        { at: -60, outline: ring(30, -17, 5.8, 6.4) },
        { at: -44, outline: ring(31, -17, 6.4, 7) },
        { at: -34, outline: ring(33, -17, 9, 9.5) },
        { at: -26, outline: ring(34, -17, 10.8, 11.4) },
        { at: -20, outline: ring(35, -17.5, 9.8, 10.6) },
        { at: -15.5, outline: ring(35.5, -18.5, 7, 8) },
        { at: -12.5, outline: ring(36, -19.5, 4, 5) },
        { at: -11, outline: ring(36, -20, 1.5, 2) },
      ],
    }),
    0.25, 8, 63,
  ),
);
