/** The menisci: what is left between femur and tibia inside two rings that open towards the spines. */
import { smoothMax, type Field } from "../field/distance";
import { femurSurface } from "./femur";
import { LATERAL, MEDIAL } from "./frame";
import { tibiaSurface } from "./tibia";

/** A ring that opens towards the tibia's spines. */
export interface Ring {
  centre: readonly [x: number, z: number];
  /** Outer half axes. */
  outer: readonly [x: number, z: number];
  widthMm: number;
  /** -1: opens to the patient's left. */
  opens: 1 | -1;
  /** Half angle of the opening. */
  gap: number;
  rimMm: number;
}

/** Thinnest wedge that is kept at the inner edge. */
const EDGE_MM = 1;

/** What is left of a ring between the bones. */
export const meniscus = ({ centre: [cx, cz], outer: [rx, rz], widthMm, opens, gap, rimMm }: Ring): Field => (x, y, z) => {
  if (Math.abs(y) > 16) return Math.abs(y) - 8;
  const p = (x - cx) / rx, q = (z - cz) / rz;
  const rho = Math.sqrt(p * p + q * q), least = Math.min(rx, rz);
  const out = (rho - 1) * least;
  if (out > 8) return out;
  const inner = -out - widthMm;
  const angle = Math.abs(Math.atan2(q * rz, p * rx * opens));
  const mouth = (gap - angle) * rho * least;
  const f = femurSurface(x, y, z), t = tibiaSurface(x, y, z);
  // a wedge: as high as the gap, at most the rim's height above the tibia
  const high = t - rimMm - 0.25 * Math.max(0, -out - 3);
  const thin = EDGE_MM - (f + t);
  const low = -2.2 - y;
  return smoothMax(smoothMax(smoothMax(out, Math.max(inner, mouth), 2), Math.max(high, low), 1.6), thin, 0.8);
};

export const medialRing: Ring = { centre: [MEDIAL + 1, -2.5], outer: [14.8, 21.6], widthMm: 9.6, opens: 1, gap: 0.62, rimMm: 5.6 };
export const medialMeniscus = meniscus(medialRing);
export const lateralMeniscus = meniscus({ centre: [LATERAL - 0.6, -3], outer: [14.6, 18.4], widthMm: 10.4, opens: -1, gap: 0.42, rimMm: 5.8 });
