/** Joint cartilage: the outer layer of a bone's surface where it bears, so that its edge makes no step. */
import { smoothMax, type Field } from "../field/distance";
import { femurSurface } from "./femur";
import { LATERAL, MEDIAL } from "./frame";
import { patellaSurface } from "./patella";
import { plateauHeight, tibiaSurface } from "./tibia";

/** The layer `thick` mm deep under `surface`, inside `zone`. */
const layer = (surface: Field, thick: number, zone: Field): Field => (x, y, z) => {
  const d = surface(x, y, z);
  return d > 6 ? d : Math.max(d, -(d + thick), zone(x, y, z));
};

/** Bearing part of the condyles and of the groove for the kneecap; not the notch, not the sides. */
const femoralZone: Field = (x, y, z) => {
  const side = Math.abs(x - 0.3) - (31.4 - Math.max(0, z - 8) * 0.44 - Math.max(0, y - 15) * 0.25);
  const top = y - 41 - 0.12 * z;
  const notch = Math.min(12.4 - Math.abs(x - 0.3), 13.6 - z);
  return smoothMax(smoothMax(side, top, 11), notch, 4);
};

const oval = (x: number, z: number, cx: number, cz: number, rx: number, rz: number): number =>
  (Math.sqrt(((x - cx) / rx) ** 2 + ((z - cz) / rz) ** 2) - 1) * Math.min(rx, rz);
const tibialZone: Field = (x, y, z) => Math.max(Math.min(oval(x, z, MEDIAL + 0.8, -2.5, 13, 19.4), oval(x, z, LATERAL - 0.4, -3, 12.8, 17.4)), plateauHeight(x, z) - 3.2 - y);

const patellarZone: Field = (x, y, z) => smoothMax(z - 29.8 + Math.abs(x) * 0.02, 22.5 - y, 3);

/** Thickness in mm: 1.5 to 2.5 on femur and tibia, the thickest in the body behind the kneecap. */
export const femoralCartilage = layer(femurSurface, 2.1, femoralZone);
export const tibialCartilage = layer(tibiaSurface, 2.2, tibialZone);
export const patellarCartilage = layer(patellaSurface, 3, patellarZone);
