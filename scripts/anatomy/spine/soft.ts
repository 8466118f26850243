/** Disc, dural sac with its nerve roots, facet joints and ligaments of the segment L4-L5. */
import { ellipsoid, grow, smoothMax, union, within, type Field } from "../field/distance";
import { remembered } from "../field/grid-cache";
import { band, drape, strap } from "../field/strap";
import { knot, lengthen, tube, widen, type Knot } from "../field/tube";
import { scale, unit, type V3 } from "../field/vector";
import { discEdge, discShare, fifth, fourth, joint, onLower, onUpper } from "./frame";
import { facetWay } from "./vertebra";

export const bones: Field = remembered((x, y, z) => Math.min(fourth(x, y, z), fifth(x, y, z)));

const BULGE_MM = 0.9;
/** The gap between the bodies, inside the rims; a little fuller in its middle. */
export const annulus: Field = remembered((x, y, z) => {
  if (Math.abs(y) > 20) return Math.abs(y) - 12;
  const share = discShare(y, z);
  const edge = discEdge(x, y, z);
  // the plates are hollow: inside the rim the disc goes further up and down
  const reach = 1.14 + Math.min(0.6, Math.max(0, -edge - 3) * 0.15);
  return smoothMax(edge - BULGE_MM * Math.max(0, 1 - share * share), (Math.abs(share) - reach) * 5, 2.5);
});
export const nucleus: Field = ellipsoid([0, -0.2, -1.5], [15, 9, 10]);

/** Cut level ends of canal and nerves, mm. */
export const TOP = 40;
export const BOTTOM = -46;
export const ends: { top: Field; bottom: Field } = { top: (_x, y) => y - TOP, bottom: (_x, y) => BOTTOM - y };

const sacWay: readonly Knot[] = [knot([0, TOP + 6, -24.2], 6.4), knot([0, 24, -23.8], 6.4), knot([0, 6, -24], 6.3), knot([0, -12, -26.4], 6.1), knot([0, -28, -29.2], 5.7), knot([0, BOTTOM - 6, -33], 5.2)];
const WIDER = 1.28;
const sacTube = (grown: number): Field => {
  const f = tube(widen(sacWay, grown));
  return (x, y, z) => f(x / WIDER, y, z);
};
const WALL_MM = 1.15;
const sac = sacTube(0), sacInside = sacTube(-WALL_MM);

/** Roots that run down together in the sac: twelve, the later they leave the nearer to the middle. */
const strands: readonly Field[] = Array.from({ length: 12 }, (_, i) => {
  const side = i % 2 === 0 ? 1 : -1, rank = Math.floor(i / 2);
  const spread = [5.2, 4, 2.7, 1.4, 4.6, 2.2][rank]!, back = [-0.4, -2.2, -3, -3.2, 1.4, -1][rank]!;
  return tube(lengthen(sacWay.slice(1, 5).map(({ p }, k): Knot => {
    const drift = 1 - 0.1 * k + 0.05 * Math.sin(i * 2.1 + k * 1.7);
    return knot([side * spread * drift, p[1], p[2] + back * (1 - 0.05 * k) + 0.5 * Math.sin(i * 1.3 + k * 2.3)], 0.95);
  }), 26));
});
export const caudaEquina: Field = within(0.2, union(...strands), grow(sacInside, -0.3), ends.top, ends.bottom);
export const duralSac: Field = within(0.1, sac, ends.top, ends.bottom);
export const sacLumen: Field = sacInside;

const root = (side: 1 | -1, points: readonly (readonly [number, number, number, number])[]): Field => tube(points.map(([x, y, z, r]) => knot([x * side, y, z], r)));
/** L4 leaves under its own pedicle, L5 crosses the disc behind and leaves under the next one. */
export const fourthRoot = (side: 1 | -1): Field => within(0.1, root(side, [[5, 40, -22, 1.7], [8.6, 31, -20.4, 1.7], [9.6, 22, -19.8, 1.8], [13, 12.5, -20, 2.3], [18, 6.5, -19.4, 3], [23.5, 0.5, -16.4, 2.3], [31, -10, -9.5, 2.2]]), ends.top);
export const fifthRoot = (side: 1 | -1): Field => root(side, [[5, 12, -21, 1.8], [7.8, 3, -20, 1.8], [9.6, -8, -20.6, 1.9], [11, -18, -22.5, 2], [15, -27, -23.6, 2.5], [20.5, -33, -22, 3.1], [27, -39, -18, 2.4], [33, -46, -12.5, 2.3]]);

/** The space of a facet joint: cartilage and capsule in one. */
export const facetJoint = (side: 1 | -1): Field => {
  const n = facetWay(side), across: V3 = [n[2], 0, -n[0]];
  return ellipsoid(joint(side), [2.7, 8.6, 6.8], [unit(n), [0, 1, 0], unit(scale(across, -1))]);
};

const front = union(bones, annulus);
export const anteriorLigament: Field = within(0.1, strap(drape([band([0, 44, 16.6], 9, 1.4), band([0, 20, 16], 9.5, 1.4), band([0, 0, 18], 10.5, 1.5), band([0, -20, 13], 10, 1.4), band([0, BOTTOM - 2, 9.5], 10, 1.4)], front, -0.55, 6), [1, 0, 0]), (_x, y) => y - 36, (_x, y) => -37 - y);
export const posteriorLigament: Field = within(0.1, strap(drape([band([0, 44, -15.6], 4.4, 1.05), band([0, 20, -15], 3.8, 1.05), band([0, 0, -16], 7.5, 1.1), band([0, -20, -17.6], 3.8, 1.05), band([0, BOTTOM - 2, -21.5], 4.4, 1.05)], front, -0.3, 6), [1, 0, 0]), (_x, y) => y - 36, (_x, y) => -35 - y);

const flavumHalf = (side: 1 | -1): Field => strap([band([5.4 * side, 9, -34.6], 4.4, 1.7), band([5.6 * side, -2, -34.8], 5, 2), band([5.6 * side, -16, -36.4], 4.4, 1.7)], [0.86, 0, 0.5 * side]);
export const flavum: Field = union(flavumHalf(1), flavumHalf(-1));
export const interspinous: Field = strap([band([0, 10, -51], 9, 1.9), band([0, -4, -51], 8.6, 1.5), band([0, -20, -49.5], 8, 1.9)], [0, 0.1, 1]);
const tipUpper = onUpper(0, -9, -64.5), tipLower = onLower(0, -9, -56.5);
export const supraspinous: Field = strap([band([0, tipUpper[1] + 7, tipUpper[2] - 1.2], 2.6, 1.3), band([0, tipUpper[1] - 4, tipUpper[2] - 2], 3.2, 1.5), band([0, -4, -64], 3.2, 1.5), band([0, tipLower[1] + 2, tipLower[2] - 2], 3.2, 1.5), band([0, tipLower[1] - 7, tipLower[2] - 1.4], 2.6, 1.3)], [1, 0, 0]);
