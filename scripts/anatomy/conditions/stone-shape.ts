/** Stones of the left kidney in four sizes, and the collecting system behind one that is stuck. */
import { blend, ellipsoid, grow, smoothMax, type Field } from "../field/distance";
import { bumpy } from "../field/noise";
import { knot, tube } from "../field/tube";
import { add, length3, scale, sideways, subtract, unit, type V3 } from "../field/vector";
import { collectingSystem } from "../kidney/collecting";
import { columns, sinusFat } from "../kidney/organ";
import { outline } from "../kidney/outline";
import { cones, pyramids } from "../kidney/pyramids";
import { tissueOf } from "../kidney/tissue-of";
import { renalArtery, renalVein } from "../kidney/vessels";
import type { Organ, Part } from "../organ";
import { grownFrom, hollow, tissue, tissuesWith } from "./pieces";

const tissues = tissuesWith({ "kidney-stone": "stone" }, tissueOf);

/** Held up by a stone at its outlet: pelvis, calyces and the uppermost ureter are wider, papillae are flattened. */
const held = collectingSystem({ pelvis: [2.2, 3.6, 4.2, 3.4], ureterTop: 2, major: 1.6, cup: 1.4, neck: 1.8, wall: 1.45 });
const PAPILLA_MM = 3.4;
const flattened: Field = (x, y, z) => {
  let d = pyramids(x, y, z);
  if (d > 4) return d;
  for (const { tip } of cones) d = smoothMax(d, PAPILLA_MM - length3(x - tip[0], y - tip[1], z - tip[2]), 1);
  return d;
};
/** Fat keeps a layer round the wider tree, so that its surface does not rub along the columns'. */
const SHEATH_MM = 1.8;
const pushedFat: Field = (x, y, z) => Math.min(sinusFat(x, y, z), held.minorCalyces(x, y, z) - SHEATH_MM);
const heldParts: readonly Part[] = [
  tissue("renal-pyramids", flattened, { bodies: 11 }),
  hollow("lumen", held.lumen),
  tissue("ureter", held.ureter),
  tissue("renal-pelvis", held.renalPelvis),
  tissue("major-calyces", held.majorCalyces, { bodies: 3 }),
  tissue("minor-calyces", held.minorCalyces, { bodies: 11 }),
  tissue("renal-artery", renalArtery),
  tissue("renal-vein", renalVein),
  tissue("renal-sinus-fat", pushedFat, { mottled: true }),
  tissue("renal-columns", columns),
  tissue("renal-cortex", outline),
];

/** On a coarser grid than the healthy kidney, since its walls are drawn thicker. */
export const widened = (): Organ => grownFrom("kidney", heldParts, [[-59, -69, -26], [38, 58, 26]], 0.75, tissues);

/** A stone as its field, the middle and half the side of the box that holds it, mm. */
interface Stone { f: Field; at: V3; reach: number }
const pebble = (at: V3, along: V3, semi: V3, salt: number): Stone => {
  const way = unit(along);
  return { f: bumpy(ellipsoid(at, semi, [way, ...sideways(way)]), 0.05 * semi[0] + 0.08, 0.42 * semi[0] + 0.5, salt), at, reach: semi[0] * 1.25 + 0.6 };
};

const lowest = cones[5]!;
/** In a cup of the lower calyx, before the tip of its pyramid. */
const small = pebble(add(lowest.tip, scale(lowest.way, -1.9)), sideways(lowest.way)[0], [2, 1.5, 1.6], 91);
/** Where the pelvis narrows into the ureter. */
const stuck = pebble([-29.2, -12.4, -5], subtract([-30, -14, -5], [-28, -10, -5]), [3.9, 3.1, 3], 92);
/** In the mouth of the pelvis. */
const large = pebble([-24, -6.8, -4.8], [-6, -5.5, -0.4], [7.5, 5.8, 5.2], 93);
/** Branched like the hollow that it fills. */
const staghorn: Stone = {
  f: bumpy((x, y, z) => smoothMax(blend(
    3,
    tube([knot([-25, -7, -4.8], 5.4), knot([-20, -4, -4.4], 6.6), knot([-14, -1, -3.2], 5.6)]),
    tube([knot([-14, 0, -3.2], 4), knot([-10, 8, -1.4], 3.2), knot([-9, 13, -0.5], 3)]),
    tube([knot([-14, -2, -3.2], 4), knot([-10, -9, -1.4], 3.2), knot([-9.5, -14, -0.5], 3)]),
    tube([knot([-14, -1, -3], 3.6), knot([-6.5, 0, -0.7], 2.8)]),
  )(x, y, z), grow(held.lumen, -0.3)(x, y, z), 1), 0.3, 2.6, 94),
  at: [-16, -1, -3.5], reach: 21,
};

const stone = ({ f, at, reach }: Stone, cellMm: number) => (): Organ =>
  grownFrom("stone", [tissue("kidney-stone", f, { mottled: true })], [add(at, [-reach, -reach, -reach]), add(at, [reach, reach, reach])], cellMm, tissues);

export const smallStone = stone(small, 0.2);
export const stuckStone = stone(stuck, 0.36);
export const largeStone = stone(large, 0.55);
export const staghornStone = stone(staghorn, 0.6);
