/** Papillary muscles: a base on the wall that forks into heads, from which the cords rise. */
import { blend, grow, within, type Field } from "../field/distance";
import { knot, tube, type Knot } from "../field/tube";
import { middle, type V3 } from "../field/vector";
import type { Part } from "../organ";
import { local, localKnot } from "./frame";
import { leftCavity, rightCavity } from "./ventricles";

/** Tips of the heads. */
export const tips = {
  anterolateral: [local(-10, 9, 36), local(-5, 12, 39)],
  posteromedial: [local(-10, -8, 38), local(-3, -12, 40)],
  rightAnterior: [local(29, -10, 42)],
  rightPosterior: [local(25, -21, 38)],
  rightSeptal: [local(21, 6, 30)],
} as const satisfies Record<string, readonly V3[]>;

function muscle(base: Knot, ...heads: readonly Knot[]): Field {
  const tubes = heads.map((head) => tube([base, knot(middle(base.p, head.p), base.r * 0.55 + head.r * 0.45), head]));
  return blend(3, tubes[0]!, ...tubes.slice(1));
}

const rooted = (name: string, f: Field, cavity: Field): Part => ({ name, kind: "tissue", f: within(0.5, f, grow(cavity, 1.5)) });
export const papillaryParts: readonly Part[] = [
  rooted("papillary-anterolateral", muscle(localKnot(-15, 12, 62, 6.6), knot(tips.anterolateral[0], 3.2), knot(tips.anterolateral[1], 2.8)), leftCavity),
  rooted("papillary-posteromedial", muscle(localKnot(-8, -15, 62, 6.2), knot(tips.posteromedial[0], 3), knot(tips.posteromedial[1], 2.8)), leftCavity),
  rooted("papillary-right-anterior", muscle(localKnot(33, -6, 58, 4.4), knot(tips.rightAnterior[0], 2.4)), rightCavity),
  rooted("papillary-right-posterior", muscle(localKnot(24, -28, 52, 3.8), knot(tips.rightPosterior[0], 2.2)), rightCavity),
  rooted("papillary-right-septal", muscle(localKnot(21, 9, 40, 3), knot(tips.rightSeptal[0], 1.8)), rightCavity),
];
