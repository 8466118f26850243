/** Minor and major calyces, pelvis and ureter: one hollow tree, divided among its parts. */
import { grow, smoothMin, union, within, type Field } from "../field/distance";
import { remembered } from "../field/grid-cache";
import { endPlane, knot, lengthen, tube, type Knot } from "../field/tube";
import { add, scale, type V3 } from "../field/vector";
import { cones, type Cone } from "./pyramids";

/** Thickness of its wall, two cells of the grid. */
const WALL_MM = 1.15;

const pelvisWay: readonly Knot[] = [knot([-8.5, 0, -2], 4.4), knot([-15, -1.5, -3.4], 5.6), knot([-22, -4.5, -4.6], 5.2), knot([-28, -10, -5], 3.6)];
const ureterWay: readonly Knot[] = [knot([-25, -7, -5], 4.2), knot([-30, -14, -5], 3), knot([-32.5, -24, -4.5], 2.5), knot([-33.5, -42, -3.5], 2.4), knot([-34, -66, -2], 2.5)];
const majorWays: Readonly<Record<Cone["calyx"], readonly Knot[]>> = {
  upper: [knot([-12, 1, -2.6], 3.6), knot([-10, 8, -1.4], 3.1), knot([-9, 13, -0.5], 3)],
  middle: [knot([-11, -1, -2.4], 3.6), knot([-7, 0, -0.8], 3), knot([-5, 0.5, 0], 2.8)],
  lower: [knot([-12, -4, -2.6], 3.6), knot([-10, -9, -1.4], 3.1), knot([-9.5, -14, -0.5], 3)],
};
/** Where a minor calyx leaves its major one. */
const starts: Readonly<Record<Cone["calyx"], V3>> = { upper: [-9, 12, -0.6], middle: [-6, 0.3, -0.3], lower: [-9.3, -12.5, -0.6] };

const minorWay = ({ tip, way, calyx }: Cone, cup: number, neck: number): Knot[] => {
  const at = (mm: number): V3 => add(tip, scale(way, mm));
  return [knot(starts[calyx], neck + 0.3), knot(at(-4.6), neck), knot(at(-1.2), (neck + cup) / 2), knot(at(2.2), cup)];
};

const pelvisTube = tube(pelvisWay);
const ureterTube = tube(ureterWay, { flat: true });
const majorTubes = union(...Object.values(majorWays).map((way) => tube(way)));
const minorTubes = cones.map((cone) => tube(minorWay(cone, 4.5, 2.3)));

const tree: Field = remembered((x, y, z) => {
  let d = smoothMin(pelvisTube(x, y, z), ureterTube(x, y, z), 4);
  d = smoothMin(d, majorTubes(x, y, z), 4);
  for (const f of minorTubes) d = smoothMin(d, f(x, y, z), 2);
  return d;
});

const thinner = (way: readonly Knot[], mm: number): Knot[] => way.map(({ p, r }) => knot(p, r - mm));
const lumenTubes: readonly Field[] = [
  tube(thinner(pelvisWay, WALL_MM)),
  tube(lengthen(thinner(ureterWay, WALL_MM), 6).slice(1)),
  ...Object.values(majorWays).map((way) => tube(thinner(way, WALL_MM))),
  ...cones.map((cone) => tube(minorWay(cone, 2.7, 1.2))),
];
/** The space that fills with urine. */
export const lumen: Field = remembered((x, y, z) => {
  let d = 1e9;
  for (const f of lumenTubes) d = smoothMin(d, f(x, y, z), 1.6);
  return d;
});

export const renalPelvis: Field = within(0.3, tree, grow(pelvisTube, 0.9));
export const ureter: Field = within(0.3, tree, grow(tube(ureterWay.slice(1)), 0.9), endPlane(ureterWay, "last"));
export const majorCalyces: Field = within(0.3, tree, grow(majorTubes, 0.7));
export const minorCalyces: Field = tree;
/** The end where the ureter goes on to the bladder. */
export const ureterEnd: Field = endPlane(ureterWay, "last");
