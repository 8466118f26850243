/** The figure as an organ: one skin, divided into the regions that people name. */
import type { V3 } from "../field/vector";
import type { Organ, Part } from "../organ";
import { above, armRegion, below, cutTo, leftHalf, rightHalf } from "./shape";
import { tissueOf } from "./tissue-of";

/** Heights that divide the body, mm; none lies on a layer of grid points, where it would belong to neither side. */
const WRIST = 122, KNEE = -384, ANKLE = -720.3, GROIN = -118.5, HIP = 96, RIBS = 330, COLLAR = 604, SHOULDER = 628, CHIN = 668;

const parts: readonly Part[] = ([["left", 1, leftHalf], ["right", -1, rightHalf]] as const)
  .flatMap(([name, side, half]): Part[] => [
    { name: `${name}-hand`, kind: "tissue", f: cutTo(armRegion(side), below(WRIST), above(-140), half) },
    { name: `${name}-arm`, kind: "tissue", f: cutTo(armRegion(side), below(SHOULDER), half) },
    { name: `${name}-foot`, kind: "tissue", f: cutTo(below(ANKLE), half) },
    { name: `${name}-lower-leg`, kind: "tissue", f: cutTo(below(KNEE), half) },
    { name: `${name}-thigh`, kind: "tissue", f: cutTo(below(GROIN), half) },
  ])
  .concat([
    { name: "head", kind: "tissue", f: cutTo(above(CHIN)) },
    { name: "neck", kind: "tissue", f: cutTo(above(COLLAR)) },
    { name: "chest", kind: "tissue", f: cutTo(above(RIBS)) },
    { name: "abdomen", kind: "tissue", f: cutTo(above(HIP)) },
    { name: "pelvis", kind: "tissue", f: cutTo() },
  ]);
const box: readonly [V3, V3] = [[-430, -812, -214], [430, 890, 134]];

/** `cellMm` = edge of the grid's cells; fingers need four of them. */
export const figure = (cellMm: number): Organ => ({ name: "body", sets: [{ parts, box, cellMm, errorFactor: 1 }], tissueOf, coat: () => ({}) });
