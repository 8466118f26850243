/** Coronary arteries (right-dominant) and cardiac veins: routes pulled onto the heart's surface and into its creases. */
import { union, type Field } from "../field/distance";
import { knot, tube, type Knot } from "../field/tube";
import { add, length3, type V3 } from "../field/vector";
import type { Part } from "../organ";
import { leftAtriumWall, rightAtriumWall } from "./atria";
import { av, local } from "./frame";
import { snap } from "./surface";
import { leftEpicardium, rightEpicardium } from "./ventricles";

const LIFT_MM = 0.9;
const interventricular = [leftEpicardium, rightEpicardium] as const;
const rightGroove = [rightAtriumWall, rightEpicardium] as const;
const leftGroove = [leftAtriumWall, leftEpicardium] as const;
/** The point a share of the way along a vessel, where a branch leaves it. */
const along = (way: readonly Knot[], share: number): V3 => way[Math.round(way.length * share)]!.p;

const leftFork = local(14, 33, -1);
/** The left anterior descending artery's own way, from the fork to the apex. */
export const anteriorDescending = snap(
  [leftFork, local(17, 31, 12), local(19, 28, 28), local(19, 23, 45), local(17, 17, 62), local(12, 9, 80), local(5, 1, 91), local(4, -8, 88)],
  { radius: [2.1, 0.9], liftMm: LIFT_MM, crease: interventricular },
);
const firstDiagonal = snap([along(anteriorDescending, 0.3), local(2, 36, 38), local(-12, 31, 52), local(-18, 23, 66)], { radius: [1.4, 0.7], liftMm: LIFT_MM });
const secondDiagonal = snap([along(anteriorDescending, 0.48), local(8, 27, 58), local(-2, 22, 72), local(-8, 14, 82)], { radius: [1.2, 0.6], liftMm: LIFT_MM });
const circumflex = snap(
  [leftFork, local(2, 34, -5), local(-16, 29, -5), local(-30, 15, -4), local(-33, -3, -3), local(-26, -20, -3)],
  { radius: [1.9, 1], liftMm: LIFT_MM, crease: leftGroove },
);
const firstMarginal = snap([along(circumflex, 0.42), local(-27, 22, 14), local(-31, 12, 34), local(-27, 4, 56), local(-20, 0, 70)], { radius: [1.3, 0.6], liftMm: LIFT_MM });
const secondMarginal = snap([along(circumflex, 0.72), local(-33, -6, 18), local(-30, -12, 36), local(-23, -14, 52)], { radius: [1.1, 0.6], liftMm: LIFT_MM });
const leftMain: Knot[] = [knot(av(6, 4, 6), 2.3), knot(av(11, 7, 4), 2.2), anteriorDescending[0]!];

const crux = local(14, -30, -2);
const right = snap(
  [av(-9, 6, 13), av(-16, 6, 24), av(-22, -6, 33), av(-30, -26, 34), av(-36, -46, 22), av(-30, -58, 4), av(-20, -54, -14), crux],
  { radius: [2.1, 1.4], liftMm: LIFT_MM, crease: rightGroove },
);
const acuteMarginal = snap([along(right, 0.5), local(44, -22, 26), local(36, -26, 46), local(26, -22, 64)], { radius: [1.4, 0.7], liftMm: LIFT_MM });
const conus = snap([along(right, 0.12), local(43, 24, 18), local(40, 22, 32)], { radius: [1, 0.6], liftMm: LIFT_MM });
const posteriorDescending = snap(
  [crux, local(15, -32, 16), local(14, -29, 36), local(12, -24, 56), local(9, -16, 74)],
  { radius: [1.4, 0.7], liftMm: LIFT_MM, crease: interventricular },
);

const greatVein = snap(
  [local(13, 4, 88), local(18, 16, 70), local(22, 24, 46), local(22, 29, 24), local(12, 35, 4), local(-4, 35, -3), local(-20, 28, -3), local(-31, 14, -1), local(-33, -4, -1), local(-25, -22, -1)],
  { radius: [0.9, 2.6], liftMm: LIFT_MM + 0.1 },
);
const coronarySinus = snap([local(-31, -10, -3), local(-24, -23, -3), local(-8, -31, -4), local(6, -31, -6), local(17, -27, -12)], { radius: [2.6, 5.2], liftMm: -1.4 });
const middleVein = snap([local(8, -33, -4), local(10, -34, 16), local(9, -31, 36), local(7, -26, 54), local(5, -18, 72)], { radius: [1.8, 0.8], liftMm: LIFT_MM });

/** A short tube from a vein's end into the nearest point of the vein that takes it up. */
function mouth(end: Knot, into: readonly Knot[]): Knot[] {
  const gap = (k: Knot): number => length3(k.p[0] - end.p[0], k.p[1] - end.p[1], k.p[2] - end.p[2]);
  return [end, into.reduce((best, k) => (gap(k) < gap(best) ? k : best))];
}
const venous = [greatVein, coronarySinus, middleVein, mouth(greatVein[greatVein.length - 1]!, coronarySinus), mouth(middleVein[0]!, coronarySinus)];

const tubes = (...ways: readonly (readonly Knot[])[]): Field => union(...ways.map((way) => tube(way, { pieces: 1 })));

/** Meshed apart on a finer grid (radii 0.6 to 2 mm); they sink into the fat. */
export const coronaryParts: readonly Part[] = [
  { name: "right-coronary-artery", kind: "tissue", f: tubes(right, acuteMarginal, conus, posteriorDescending) },
  { name: "left-anterior-descending-artery", kind: "tissue", f: tubes(leftMain, anteriorDescending, firstDiagonal, secondDiagonal) },
  { name: "left-circumflex-artery", kind: "tissue", f: tubes(circumflex, firstMarginal, secondMarginal) },
  { name: "cardiac-veins", kind: "tissue", f: tubes(...venous) },
];

/** Fat accompanies the larger vessels: route, fat radius at the start and at the end, mm. */
export const fatWays: readonly (readonly [readonly Knot[], number, number])[] = [
  [anteriorDescending, 5.2, 2.2], [right, 6.4, 5.4], [circumflex, 5, 4], [posteriorDescending, 4.2, 2.4],
  [acuteMarginal, 3, 1.4], [firstMarginal, 2.2, 1.2], [firstDiagonal, 2.2, 1],
];

/** Vessels that must show above the fat. */
export const shownWays: readonly (readonly Knot[])[] = [
  anteriorDescending, firstDiagonal, secondDiagonal, circumflex, firstMarginal, secondMarginal, right, acuteMarginal, conus, posteriorDescending, greatVein, middleVein,
];

const margin = 8;
const points = [...shownWays, leftMain, coronarySinus].flat();
const corner = (pick: (...values: number[]) => number, shift: number): V3 =>
  add([pick(...points.map((k) => k.p[0])), pick(...points.map((k) => k.p[1])), pick(...points.map((k) => k.p[2]))], [shift, shift, shift]);
export const coronaryBox: readonly [V3, V3] = [corner(Math.min, -margin), corner(Math.max, margin)];
