/** The kneecap with its cartilage, from cuts across it. */
import { smoothMax, type Field } from "../field/distance";
import { remembered } from "../field/grid-cache";
import { bumpy } from "../field/noise";
import { profileSolid, type Outline } from "../field/profile";
import { femurSurface } from "./femur";

/** Where the ridge behind the kneecap runs, x: a little medial, the lateral facet is the broader. */
export const RIDGE = 0;

/** Room between the kneecap's ridge and the groove, mm. */
const FORWARD = 0.8;

const forward = (outline: Outline): Outline => outline.map(([x, z]) => [x, z + FORWARD] as const);

/** A cut across: flat arch in front, two facets that meet in a ridge behind. [x, z] */
const cut = (medial: number, lateral: number, front: number, edge: number, ridge: number): Outline => forward([
  [1, front], [lateral * 0.55, front - 1.6], [lateral * 0.9, (front + edge) / 2 + 1], [lateral, edge], [lateral * 0.62, edge - (edge - ridge) * 0.42], [RIDGE + 1.5, ridge],
  [RIDGE - 1.5, ridge], [-medial * 0.6, edge - (edge - ridge) * 0.45], [-medial, edge], [-medial * 0.9, (front + edge) / 2 + 1], [-medial * 0.55, front - 1.6],
]);

/** Joint space between the kneecap's cartilage and the groove's, mm. */
const SPACE_MM = 1.2;

const whole: Field = bumpy(
    profileSolid({
      axis: "y",
      centre: [1, 32.8],
      softMm: 1.4,
      stations: [
        { at: 13, outline: cut(2, 2, 34.5, 32.5, 29.5) },
        { at: 14.5, outline: cut(5, 5, 36.5, 32.5, 28) },
        { at: 18, outline: cut(10.5, 11, 38.4, 32, 26) },
        { at: 23, outline: cut(15.5, 17, 39.6, 30.5, 22.5) },
        { at: 29, outline: cut(19.5, 21.5, 40.6, 29.5, 20.2) },
        { at: 36, outline: cut(20.8, 23, 41, 29.5, 19.6) },
        { at: 43, outline: cut(20, 22, 41, 30, 20.2) },
        { at: 49, outline: cut(17.5, 19, 40.4, 30.5, 22.6) },
        { at: 53, outline: cut(13.5, 14.5, 38.8, 31, 25.5) },
        { at: 55.5, outline: cut(8, 8.5, 36.6, 31.5, 28.5) },
        { at: 56.5, outline: cut(3.5, 3.5, 34.5, 31.8, 30) },
      ],
    }),
    0.25, 7, 64,
);

/** The kneecap's surface, cartilage included: it fits the groove. */
export const patellaSurface: Field = remembered((x, y, z) => {
  const d = whole(x, y, z);
  return d > 8 ? d : smoothMax(d, SPACE_MM - femurSurface(x, y, z), 1.5);
});
