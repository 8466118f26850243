/** The left knee as an organ: one grid for all, since everything in it touches something. */
import { within } from "../field/distance";
import type { V3 } from "../field/vector";
import type { Coat, Organ, Part } from "../organ";
import { femoralCartilage, patellarCartilage, tibialCartilage } from "./cartilage";
import { femurSurface } from "./femur";
import { BOTTOM, TOP } from "./frame";
import { anteriorCruciate, lateralCollateral, medialCollateral, patellarLigament, posteriorCruciate, quadricepsTendon, shaftEnds } from "./ligaments";
import { lateralMeniscus, medialMeniscus } from "./menisci";
import { patellaSurface } from "./patella";
import { fibulaSurface, tibiaSurface } from "./tibia";
import { tissueOf } from "./tissue-of";

const { top, bottom } = shaftEnds;

const parts: readonly Part[] = [
  { name: "femoral-cartilage", kind: "tissue", f: femoralCartilage },
  { name: "femur", kind: "tissue", mottled: true, f: within(0.1, femurSurface, top), crisp: [femurSurface, top] },
  { name: "tibial-cartilage", kind: "tissue", bodies: 2, f: tibialCartilage },
  { name: "tibia", kind: "tissue", mottled: true, f: within(0.1, tibiaSurface, bottom), crisp: [tibiaSurface, bottom] },
  { name: "patellar-cartilage", kind: "tissue", f: patellarCartilage },
  { name: "patella", kind: "tissue", mottled: true, f: patellaSurface },
  { name: "fibula", kind: "tissue", mottled: true, f: within(0.1, fibulaSurface, bottom), crisp: [fibulaSurface, bottom] },
  { name: "medial-meniscus", kind: "tissue", f: medialMeniscus },
  { name: "lateral-meniscus", kind: "tissue", f: lateralMeniscus },
  { name: "anterior-cruciate-ligament", kind: "tissue", f: anteriorCruciate },
  { name: "posterior-cruciate-ligament", kind: "tissue", f: posteriorCruciate },
  { name: "medial-collateral-ligament", kind: "tissue", leavesNoShadow: true, f: medialCollateral },
  { name: "lateral-collateral-ligament", kind: "tissue", leavesNoShadow: true, f: lateralCollateral },
  { name: "patellar-ligament", kind: "tissue", f: patellarLigament },
  { name: "quadriceps-tendon", kind: "tissue", bends: true, f: quadricepsTendon, crisp: [top] },
];
const box: readonly [V3, V3] = [[-45, BOTTOM - 3, -36], [47, TOP + 3, 48]];

/** Fibres run along a ligament: roughly down, for the cruciates along their own way. */
const along: Readonly<Record<string, V3>> = {
  "anterior-cruciate-ligament": [0.33, 0.6, -0.73],
  "posterior-cruciate-ligament": [-0.24, 0.64, 0.73],
  "medial-collateral-ligament": [-0.22, 0.97, -0.1],
  "lateral-collateral-ligament": [0, 0.95, 0.3],
  "patellar-ligament": [0, 0.97, 0.23],
  "quadriceps-tendon": [-0.1, 0.97, 0.2],
};
function coat(name: string): Coat {
  const way = along[name];
  return way ? { fibre: () => way } : {};
}

/** `cellMm` = edge of the grid's cells; cartilage needs four of them. */
export const knee = (cellMm: number): Organ => ({ name: "knee", sets: [{ parts, box, cellMm, errorFactor: 1 }], tissueOf, coat });
