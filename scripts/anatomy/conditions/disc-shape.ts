/** The disc L4-L5 that bulges, protrudes, is extruded or has lost a piece, and what lies behind it giving way. */
import { blend, ellipsoid, smoothMin, union, within, type Field } from "../field/distance";
import { band, drape, strap } from "../field/strap";
import { knot, tube } from "../field/tube";
import type { V3 } from "../field/vector";
import { fifth, fourth, discEdge, discShare } from "../spine/frame";
import { annulus, BOTTOM, bones, duralSac, ends, fifthRoot, flavum, nucleus, sacLumen } from "../spine/soft";
import { tissueOf } from "../spine/tissue-of";
import type { Organ, Part } from "../organ";
import { grownFrom, hollow, tissue, tissuesWith } from "./pieces";

/** How far and from where the soft parts behind the disc give way: most at `at`, less and less around it, mm. */
interface Push { at: V3; by: V3; spread: number }
/** A field whose space was pushed: nothing tears, since the push changes by less than its own spread. */
const pushed = (f: Field, { at, by, spread }: Push): Field => (x, y, z) => {
  const q = ((x - at[0]) ** 2 + (y - at[1]) ** 2 + (z - at[2]) ** 2) / (2 * spread * spread);
  const w = q > 12 ? 0 : Math.exp(-q);
  return f(x - by[0] * w, y - by[1] * w, z - by[2] * w);
};

interface Herniation {
  /** The ring, with whatever it lets through. */
  ring: Field;
  /** The soft core, with what has left the ring. */
  core: Field;
  /** A piece without a way back. */
  fragment?: Field;
  push: Push;
  /** Between the ring and the band behind it; negative: sunk in. */
  gapMm: number;
}

/** Further out all round: more than half of the edge, by less than 3 mm. */
const BULGE_MM = 2.4;
const bulging: Field = (x, y, z) => {
  if (Math.abs(y) > 20) return Math.abs(y) - 12;
  const share = discShare(y, z);
  return smoothMin(annulus(x, y, z), Math.max(discEdge(x, y, z) - BULGE_MM * Math.sqrt(Math.max(0, 1 - share * share)), (Math.abs(share) - 1) * 5), 1.2);
};

/** Left of the middle, where the root of L5 passes. */
const SIDE = 6;
const dome = ellipsoid([SIDE, -0.4, -15.4], [8.2, 5, 6.2]);
/** Way of the core through the ring. */
const fissure = (end: number, r: number): Field => tube([knot([2, -0.2, -8], 3.4), knot([4.4, -0.3, -13], r + 0.5), knot([SIDE, -0.5, end], r)]);

const bulge: Herniation = { ring: bulging, core: nucleus, push: { at: [0, 0, -20], by: [0, 0, -0.9], spread: 9 }, gapMm: 0.5 };
const protrusion: Herniation = { ring: blend(2.5, annulus, dome), core: blend(2, nucleus, fissure(-18.4, 2.3)), push: { at: [SIDE + 1, -1, -21.5], by: [0.4, 0, -4.4], spread: 7.5 }, gapMm: -0.3 };
const head = blend(3, ellipsoid([SIDE + 0.6, -3, -21.2], [5.6, 6.8, 3.9]), ellipsoid([SIDE + 1, -8.5, -21.8], [4.2, 5, 3.2]));
const extrusion: Herniation = { ring: annulus, core: blend(1.6, nucleus, fissure(-19.5, 2.4), head), push: { at: [SIDE + 1, -4, -22.5], by: [0.8, 0, -6.4], spread: 8.5 }, gapMm: -0.3 };
/** Below the disc, behind the body of L5. */
const piece = blend(2, ellipsoid([SIDE + 1.6, -15, -23], [4.4, 6.2, 3.4]), ellipsoid([SIDE + 0.6, -19.5, -24.2], [3.2, 4, 2.8]));
const sequestration: Herniation = {
  ring: annulus, core: blend(1.6, nucleus, fissure(-17.6, 1.9)), fragment: piece, push: { at: [SIDE + 2, -15.5, -24], by: [1, 0, -5.6], spread: 8 }, gapMm: -0.3,
};

/** The band behind the discs, laid over what stands out. */
function bandBehind(over: Field, gapMm: number): Field {
  const front = union(bones, over);
  return within(0.1, strap(drape([band([0, 44, -15.6], 4.4, 1.05), band([0, 20, -15], 3.8, 1.05), band([0, 0, -16], 7.5, 1.1), band([0, -20, -17.6], 3.8, 1.05), band([0, BOTTOM - 2, -21.5], 4.4, 1.05)], front, gapMm, 6), [1, 0, 0]), (_x, y) => y - 36, (_x, y) => -35 - y);
}

const box: readonly [V3, V3] = [[-47, -52, -72], [47, 45, 22]];

function segment({ ring, core, fragment, push, gapMm }: Herniation): Organ {
  const parts: readonly Part[] = [
    tissue("l4-vertebra", fourth),
    tissue("l5-vertebra", fifth),
    ...(fragment ? [tissue("disc-fragment", fragment)] : []),
    tissue("nucleus-pulposus", core),
    tissue("annulus-fibrosus", ring),
    hollow("lumen", pushed(sacLumen, push)),
    tissue("dural-sac", pushed(duralSac, push), { crisp: [pushed(duralSac, push), ends.top, ends.bottom] }),
    tissue("l5-nerve-root-left", pushed(fifthRoot(1), push)),
    tissue("posterior-longitudinal-ligament", bandBehind(ring, gapMm)),
    tissue("ligamenta-flava", flavum, { bodies: 2 }),
  ];
  return grownFrom("spine", parts, box, 0.65, tissuesWith({ "disc-fragment": "nucleus" }, tissueOf), (name) => (name.includes("ligament") ? { fibre: () => [0, 1, 0] } : {}));
}

export const bulgingDisc = (): Organ => segment(bulge);
export const protrudedDisc = (): Organ => segment(protrusion);
export const extrudedDisc = (): Organ => segment(extrusion);
export const sequesteredDisc = (): Organ => segment(sequestration);
