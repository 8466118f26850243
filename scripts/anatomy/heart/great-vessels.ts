/** Aorta with its branches, pulmonary arteries, cavae and pulmonary veins: walls, lumens, dividing planes. */
import { blend, grow, halfSpace, smoothMin, union, within, type Field } from "../field/distance";
import { bumpy } from "../field/noise";
import { endPlane, knot, lengthen, tube, widen, type Knot } from "../field/tube";
import { add, length3, scale, subtract } from "../field/vector";
import type { Part } from "../organ";
import { inferiorCavaWay, pulmonaryVeinWays, superiorCavaWay } from "./atria";
import { av, avKnot, local } from "./frame";

/** Outer radii from the valve to below the heart: sinuses, ascending part, arch (which turns back and left), descent. */
export const aortaWay: readonly Knot[] = [
  avKnot(0.8, -2, 1, 12.2), avKnot(-4, 5, 2, 16.2), avKnot(-9, 12, 4, 14.4), avKnot(-18, 26, 7, 15), avKnot(-26, 42, 6, 15.2),
  avKnot(-28, 58, 0, 14.6), avKnot(-20, 72, -10, 13.8), avKnot(-4, 78, -26, 13.2), avKnot(8, 72, -44, 12.6), avKnot(14, 56, -60, 11.8),
  avKnot(16, 30, -69, 11.6), avKnot(16, 0, -73, 11.4), avKnot(15, -40, -74, 11), avKnot(13, -88, -72, 10.6),
];
export const trunkWay: readonly Knot[] = [
  knot(local(23.5, 45, 2), 12.8), avKnot(7, 24, 24, 13.6), avKnot(4, 33, 12, 13), avKnot(-1, 39, -2, 12.4), avKnot(-6, 42, -14, 11.6),
];
const leftPulmonaryWay = [avKnot(-5, 42, -15, 10.4), avKnot(9, 46, -25, 10), avKnot(23, 45, -37, 9.6), avKnot(37, 41, -46, 9.2)];
const rightPulmonaryWay = [avKnot(-7, 42, -16, 10.4), avKnot(-24, 36, -22, 9.6), avKnot(-46, 31, -28, 9.2), avKnot(-66, 27, -31, 9.4)];
const archBranches: readonly { name: string; way: readonly Knot[] }[] = [
  { name: "brachiocephalic-artery", way: [avKnot(-21, 70, -8, 9), avKnot(-27, 88, -6, 6.6), avKnot(-36, 106, -2, 6.2), avKnot(-46, 122, 2, 6)] },
  { name: "left-common-carotid-artery", way: [avKnot(-10, 76, -20, 6.6), avKnot(-8, 90, -18, 5), avKnot(-5, 106, -13, 4.7), avKnot(-4, 124, -8, 4.6)] },
  { name: "left-subclavian-artery", way: [avKnot(3, 76, -34, 7.6), avKnot(8, 92, -33, 5.4), avKnot(13, 106, -30, 5), avKnot(22, 120, -27, 4.9)] },
];
/** Wall thickness, mm: at least two cells of the grid, so thicker than life (about 1.5 for the aorta). */
const wall = { aorta: 2.2, branch: 1.8, pulmonary: 2, superiorCava: 1.8, inferiorCava: 1.9, pulmonaryVein: 1.9 };

/** The plane that cuts a vessel's free end, felt only near that end: far inside elsewhere. */
function freeEnd(way: readonly Knot[], end: "first" | "last"): Field {
  const plane = endPlane(way, end);
  const tip = end === "first" ? way[0]! : way[way.length - 1]!;
  return (x, y, z) => (length3(x - tip.p[0], y - tip.p[1], z - tip.p[2]) < tip.r * 1.8 ? plane(x, y, z) : -1e3);
}

// ---------- aorta
const aortaOutside = bumpy(tube(aortaWay, { flat: true }), 0.25, 12, 21);
const branchFields = archBranches.map(({ way }) => tube(way, { flat: true }));
// branch lumens start at their second knot: a backward end would pierce the arch's floor
const aortaLumen = blend(
  3,
  tube(lengthen(widen(aortaWay, -wall.aorta), 5)),
  ...archBranches.map(({ way }) => tube(lengthen(widen(way, -wall.branch), 6).slice(1))),
);
const archStart = halfSpace(aortaWay[5]!.p, [0.55, 1, -0.8]);
const archStop = halfSpace(aortaWay[9]!.p, [0.2, -1, -0.5]);
const behind = av(0, 0, -32)[2];
const inFrontOfDescent: Field = (_x, _y, z) => behind - z;
const arch: Field = (x, y, z) => {
  let d = aortaOutside(x, y, z);
  for (const branch of branchFields) d = smoothMin(d, branch(x, y, z), 5);
  return d;
};
/** Share of the way from a branch's second to its third knot where it parts from the arch: above the fillet. */
const ROOT_SHARE = 0.3;
/** A branch is what the arch's blended surface has beyond a plane across the branch's root: the ring stays clean. */
function branchPart(name: string, way: readonly Knot[], own: Field): Part {
  const [root, next] = [way[1]!.p, way[2]!.p];
  const aboveFillet = add(root, scale(subtract(next, root), ROOT_SHARE));
  return { name, kind: "tissue", f: within(0.1, arch, halfSpace(aboveFillet, subtract(root, next)), grow(own, 2)), crisp: [tube(way), freeEnd(way, "last"), aortaLumen] };
}

// Of two parts that a plane divides, only the one of higher priority is cut by it: were both, their union would have a crack along the plane.
const aortaParts: readonly Part[] = [
  { name: "ascending-aorta", kind: "tissue", f: within(0.1, arch, archStart, inFrontOfDescent) },
  ...archBranches.map(({ name, way }, i) => branchPart(name, way, branchFields[i]!)),
  { name: "aortic-arch", kind: "tissue", f: within(0.1, arch, archStop) },
  { name: "descending-aorta", kind: "tissue", f: aortaOutside, crisp: [tube(aortaWay), freeEnd(aortaWay, "last"), aortaLumen] },
];

// ---------- pulmonary arteries: one blended field, divided by planes
const fork = (k: number, ways: readonly (readonly Knot[])[]): Field => blend(k, tube(ways[0]!), ...ways.slice(1).map((w) => tube(w)));
const pulmonaryRound = fork(6, [trunkWay, leftPulmonaryWay, rightPulmonaryWay]);
const pulmonaryOutside = within(0.1, pulmonaryRound, freeEnd(trunkWay, "first"), freeEnd(leftPulmonaryWay, "last"), freeEnd(rightPulmonaryWay, "last"));
// lumens run past free ends only: towards the fork they would come out through its roof
const pulmonaryLumen = fork(4, [
  lengthen(widen(trunkWay, -wall.pulmonary), 2).slice(0, -1),
  lengthen(widen(leftPulmonaryWay, -1.9), 6).slice(1),
  lengthen(widen(rightPulmonaryWay, -1.9), 6).slice(1),
]);
const leftOfFork = halfSpace(av(4, 45, -21), [-0.75, -0.2, 0.6]);
const rightOfFork = halfSpace(av(-17, 39, -19), [0.9, 0.3, 0.3]);
const pulmonaryParts: readonly Part[] = [
  { name: "left-pulmonary-artery", kind: "tissue", f: within(0.1, pulmonaryOutside, leftOfFork), crisp: [pulmonaryRound, freeEnd(leftPulmonaryWay, "last"), pulmonaryLumen] },
  { name: "right-pulmonary-artery", kind: "tissue", f: within(0.1, pulmonaryOutside, rightOfFork), crisp: [pulmonaryRound, freeEnd(rightPulmonaryWay, "last"), pulmonaryLumen] },
  { name: "pulmonary-trunk", kind: "tissue", f: pulmonaryOutside },
];

// ---------- veins
const superiorWay = superiorCavaWay.slice(0, 4);
const inferiorWay = inferiorCavaWay.slice(0, 3);
const superiorLumen = tube(lengthen(widen(superiorWay, -wall.superiorCava), 6));
const inferiorLumen = tube(lengthen(widen(inferiorCavaWay, -wall.inferiorCava), 6));
const veinWays = pulmonaryVeinWays.map((way) => widen(way, wall.pulmonaryVein));
const veinLumens = pulmonaryVeinWays.map((way) => tube(lengthen(way.slice(1), 6)));
const veinParts: readonly Part[] = [
  { name: "superior-vena-cava", kind: "tissue", f: tube(superiorWay, { flat: true }), crisp: [tube(superiorWay), freeEnd(superiorWay, "first"), superiorLumen] },
  { name: "inferior-vena-cava", kind: "tissue", f: tube(inferiorWay, { flat: true }), crisp: [tube(inferiorWay), freeEnd(inferiorWay, "first"), inferiorLumen] },
  {
    name: "pulmonary-veins", kind: "tissue", bodies: 4,
    f: union(...veinWays.map((way) => tube(way, { flat: true }))),
    crisp: [union(...veinWays.map((way) => tube(way))), ...veinWays.map((way) => freeEnd(way, "last")), union(...veinLumens)],
  },
];

/** Lumens, which are air: above the walls in priority. */
export const lumenParts: readonly Part[] = [
  ["lumen-aorta", aortaLumen] as const,
  ["lumen-pulmonary", pulmonaryLumen] as const,
  ["lumen-superior-cava", superiorLumen] as const,
  ["lumen-inferior-cava", inferiorLumen] as const,
  ...veinLumens.map((f, i) => [`lumen-pulmonary-vein-${i}`, f] as const),
].map(([name, f]) => ({ name, f, kind: "air" }));
export const greatVesselParts: readonly Part[] = [...aortaParts, ...pulmonaryParts, ...veinParts];

/** Roots that the heart's fat climbs. */
export const aortaRoot = tube(aortaWay.slice(0, 5));
export const trunkRoot = tube(trunkWay.slice(0, 3));
