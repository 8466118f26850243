/** The heart as an organ: one shared grid for walls, blood and great vessels; finer ones for valves and coronaries. */
import { grow, halfSpace, outside, within } from "../field/distance";
import { add, cross, dot, length3, scale, subtract, unit, type V3 } from "../field/vector";
import type { Coat, Organ, Part } from "../organ";
import { leftAtriumCavity, leftAtriumWall, rightAtriumCavity, rightAtriumWall } from "./atria";
import { coronaryBox, coronaryParts } from "./coronaries";
import { fat, fatDepth } from "./fat";
import { A, av, local } from "./frame";
import { greatVesselParts, lumenParts } from "./great-vessels";
import { papillaryParts } from "./papillary";
import { tissueOf } from "./tissue-of";
import { valveBox, valveParts } from "./valves";
import { leftBlood, leftEpicardium, rightBlood, rightCavity, rightEpicardium } from "./ventricles";

const mitralPlane = halfSpace(local(0, 0, 0), A);
const tricuspidPlane = halfSpace(local(0, 0, 4), A);
/** The left ventricle's wall this near to the right cavity is septum, mm. */
const SEPTUM_MM = 3;

const heartParts: readonly Part[] = [
  ...papillaryParts,
  { name: "left-ventricle-blood", kind: "blood", f: within(0.1, leftBlood, outside(mitralPlane)) },
  { name: "right-ventricle-blood", kind: "blood", f: rightBlood },
  { name: "left-atrium-blood", kind: "blood", f: within(0.1, leftAtriumCavity, mitralPlane) },
  { name: "right-atrium-blood", kind: "blood", f: within(0.1, rightAtriumCavity, tricuspidPlane) },
  ...lumenParts,
  ...greatVesselParts,
  { name: "interventricular-septum", kind: "tissue", f: within(0.5, leftEpicardium, grow(rightCavity, SEPTUM_MM)) },
  { name: "left-ventricle", kind: "tissue", mottled: true, f: leftEpicardium },
  { name: "right-ventricle", kind: "tissue", mottled: true, f: rightEpicardium },
  { name: "left-atrium", kind: "tissue", mottled: true, f: leftAtriumWall },
  { name: "right-atrium", kind: "tissue", mottled: true, f: rightAtriumWall },
  { name: "epicardial-fat", kind: "tissue", mottled: true, f: fat },
];
const heartBox: readonly [V3, V3] = [av(-72, -100, -92), av(112, 128, 82)];

/** Muscle fibres wind around the ventricles' axis, about 60° off it. */
function fibre(x: number, y: number, z: number): V3 {
  const p: V3 = [x, y, z];
  const off = subtract(p, scale(A, dot(p, A)));
  const around = length3(off[0], off[1], off[2]) > 0 ? cross(A, unit(off)) : A;
  return add(scale(around, 0.8), scale(A, 0.6));
}

const fibred = new Set(["left-ventricle", "right-ventricle", "interventricular-septum"]);
const underFat = new Set(["left-ventricle", "right-ventricle", "left-atrium", "right-atrium", "epicardial-fat", "interventricular-septum", "ascending-aorta", "pulmonary-trunk"]);
function coat(name: string): Coat {
  return {
    ...(name === "epicardial-fat" ? { ground: "ventricle" as const } : {}),
    ...(fibred.has(name) ? { fibre } : {}),
    ...(underFat.has(name) ? { over: { tissue: "fat" as const, depth: fatDepth } } : {}),
  };
}

/** `cellMm` = edge of the shared grid's cells; 0.9 keeps every wall at two cells or more. */
export const heart = (cellMm: number): Organ => ({
  name: "heart",
  sets: [
    { parts: heartParts, box: heartBox, cellMm, errorFactor: 1 },
    { parts: valveParts, box: valveBox, cellMm: cellMm * 0.5, errorFactor: 0.5 },
    { parts: coronaryParts, box: coronaryBox, cellMm: cellMm * 0.6, errorFactor: 0.5 },
  ],
  tissueOf,
  coat,
});
