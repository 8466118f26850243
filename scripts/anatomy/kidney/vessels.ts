/** Renal artery and vein with segmental branches, and their interlobar vessels in the columns. */
import { smoothMin, type Field } from "../field/distance";
import { endPlane, knot, tube, type Knot } from "../field/tube";
import { add, scale, unit, type V3 } from "../field/vector";
import { cones } from "./pyramids";

interface Tree { stem: readonly Knot[]; fork: V3; forkR: number; mid: (y: number) => V3; side: number; midR: number; endR: number }

/** Middle ways between neighbours in the plane of the section. */
const columns = [0, 1, 2, 3, 4, 5].map((i) => {
  const a = cones[i]!, b = cones[i + 1]!;
  return { from: scale(add(a.tip, b.tip), 0.5), way: unit(add(a.way, b.way)) };
});

const branch = ({ fork, forkR, mid, side, midR, endR }: Tree, { from, way }: (typeof columns)[number]): Field => {
  const aside = (p: V3): V3 => [p[0], p[1], p[2] + side];
  return tube([knot(fork, forkR), knot(mid(from[1]), midR), knot(aside(add(from, scale(way, -0.5))), (midR + endR) / 2), knot(aside(add(from, scale(way, 5))), endR * 1.1), knot(aside(add(from, scale(way, 10))), endR)]);
};

function treeField(tree: Tree, extra: readonly Field[]): Field {
  const stem = tube(tree.stem, { flat: true });
  const limbs = [...columns.map((column) => branch(tree, column)), ...extra];
  return (x, y, z) => {
    let d = stem(x, y, z);
    if (d > 70) return d;
    for (const f of limbs) d = smoothMin(d, f(x, y, z), 1.8);
    return d;
  };
}

const arteryStem = [knot([-56, 7, 0], 2.9), knot([-40, 5, 1], 2.8), knot([-26, 3, 1.5], 2.7)];
const veinStem = [knot([-56, -3, 8.5], 5.2), knot([-40, -2, 9], 5), knot([-25, -1, 8.5], 4.6)];

/** Behind the pelvis: the posterior segmental artery. */
const posterior = tube([knot([-26, 3, 1.5], 2.2), knot([-20, 8, -4.5], 1.8), knot([-12, 7, -8], 1.5), knot([-3, 2, -8.2], 1.25), knot([3, 0, -11.5], 1.05), knot([6, 0, -13.5], 0.95)]);

export const renalArtery: Field = treeField(
  { stem: arteryStem, fork: [-26, 3, 1.5], forkR: 2.3, mid: (y) => [-15, y * 0.72, 3.6], side: 1.3, midR: 1.55, endR: 1 },
  [posterior],
);
export const renalVein: Field = treeField({ stem: veinStem, fork: [-25, -1, 8.5], forkR: 3.6, mid: (y) => [-14.5, y * 0.66, 7.4], side: 4.3, midR: 2.2, endR: 1.25 }, []);
export const arteryEnd: Field = endPlane(arteryStem, "first");
export const veinEnd: Field = endPlane(veinStem, "first");
