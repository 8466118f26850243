/** The left kidney as an organ: one grid, from the papillae inside to the cortex outside. */
import { smoothMax, type Field } from "../field/distance";
import { noise } from "../field/noise";
import type { V3 } from "../field/vector";
import type { Coat, Organ, Part } from "../organ";
import { collectingSystem, ureterEnd } from "./collecting";
import { CORTEX_MM, outline, sinus } from "./outline";
import { nearestWay, pyramids } from "./pyramids";
import { arteryEnd, renalArtery, renalVein, veinEnd } from "./vessels";
import { tissueOf } from "./tissue-of";

/** Fat of the sinus, before all that lies in it is taken out. */
export const sinusFat: Field = (x, y, z) => {
  const d = smoothMax(sinus(x, y, z), outline(x, y, z) + 1, 4);
  return d > 4 ? d : d + 0.4 * noise(x / 4, y / 4, z / 4, 54);
};
/** Cortex between and over the pyramids, before they are taken out. */
export const columns: Field = (x, y, z) => outline(x, y, z) + CORTEX_MM + 0.5 * noise(x / 8, y / 8, z / 8, 53);

const { lumen, majorCalyces, minorCalyces, renalPelvis, ureter } = collectingSystem();
const parts: readonly Part[] = [
  { name: "renal-pyramids", kind: "tissue", bodies: 11, f: pyramids },
  { name: "lumen", kind: "air", f: lumen },
  { name: "ureter", kind: "tissue", f: ureter, crisp: [ureterEnd] },
  { name: "renal-pelvis", kind: "tissue", f: renalPelvis },
  { name: "major-calyces", kind: "tissue", bodies: 3, f: majorCalyces },
  { name: "minor-calyces", kind: "tissue", bodies: 11, f: minorCalyces },
  { name: "renal-artery", kind: "tissue", f: renalArtery, crisp: [arteryEnd] },
  { name: "renal-vein", kind: "tissue", f: renalVein, crisp: [veinEnd] },
  { name: "renal-sinus-fat", kind: "tissue", mottled: true, f: sinusFat },
  { name: "renal-columns", kind: "tissue", f: columns },
  { name: "renal-cortex", kind: "tissue", mottled: true, f: outline },
];
const box: readonly [V3, V3] = [[-59, -69, -26], [38, 58, 26]];

const coat = (name: string): Coat => (name === "renal-pyramids" ? { fibre: nearestWay } : {});

/** `cellMm` = edge of the grid's cells; the calyces' walls need two of them. */
export const kidney = (cellMm: number): Organ => ({ name: "kidney", sets: [{ parts, box, cellMm, errorFactor: 1 }], tissueOf, coat });
