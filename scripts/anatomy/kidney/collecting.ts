/** Minor and major calyces, pelvis and ureter: one hollow tree, divided among its parts. */
import { grow, smoothMin, union, within, type Field } from "../field/distance";
import { remembered } from "../field/grid-cache";
import { endPlane, knot, lengthen, tube, type Knot } from "../field/tube";
import { add, scale, type V3 } from "../field/vector";
import { cones, type Cone } from "./pyramids";

/** How much wider than in health each piece is, mm. */
export interface Widening {
  /** At the pelvis' four waypoints, from the calyces to the ureter. */
  pelvis: readonly [number, number, number, number];
  /** At the first waypoint of the ureter, which lies in the pelvis. */
  ureterTop: number;
  major: number;
  /** Cups of the minor calyces, and their necks. */
  cup: number;
  neck: number;
  /** Thickness of its wall: two cells of the grid. */
  wall: number;
}
const HEALTHY: Widening = { pelvis: [0, 0, 0, 0], ureterTop: 0, major: 0, cup: 0, neck: 0, wall: 1.15 };

/** Where a minor calyx leaves its major one. */
const starts: Readonly<Record<Cone["calyx"], V3>> = { upper: [-9, 12, -0.6], middle: [-6, 0.3, -0.3], lower: [-9.3, -12.5, -0.6] };

const minorWay = ({ tip, way, calyx }: Cone, cup: number, neck: number): Knot[] => {
  const at = (mm: number): V3 => add(tip, scale(way, mm));
  return [knot(starts[calyx], neck + 0.3), knot(at(-4.6), neck), knot(at(-1.2), (neck + cup) / 2), knot(at(2.2), cup)];
};
const thinner = (way: readonly Knot[], mm: number): Knot[] => way.map(({ p, r }) => knot(p, r - mm));

export interface CollectingSystem {
  /** The space that fills with urine. */
  lumen: Field;
  renalPelvis: Field;
  ureter: Field;
  majorCalyces: Field;
  minorCalyces: Field;
}

/** The tree, healthy or wider. */
export function collectingSystem(wider: Widening = HEALTHY): CollectingSystem {
  const pelvisWay: readonly Knot[] = [knot([-8.5, 0, -2], 4.4 + wider.pelvis[0]), knot([-15, -1.5, -3.4], 5.6 + wider.pelvis[1]), knot([-22, -4.5, -4.6], 5.2 + wider.pelvis[2]), knot([-28, -10, -5], 3.6 + wider.pelvis[3])];
  const ureterWay: readonly Knot[] = [knot([-25, -7, -5], 4.2 + wider.ureterTop), ...ureterBelow];
  const majorWays: Readonly<Record<Cone["calyx"], readonly Knot[]>> = {
    upper: [knot([-12, 1, -2.6], 3.6 + wider.major), knot([-10, 8, -1.4], 3.1 + wider.major), knot([-9, 13, -0.5], 3 + wider.major)],
    middle: [knot([-11, -1, -2.4], 3.6 + wider.major), knot([-7, 0, -0.8], 3 + wider.major), knot([-5, 0.5, 0], 2.8 + wider.major)],
    lower: [knot([-12, -4, -2.6], 3.6 + wider.major), knot([-10, -9, -1.4], 3.1 + wider.major), knot([-9.5, -14, -0.5], 3 + wider.major)],
  };
  const pelvisTube = tube(pelvisWay);
  const ureterTube = tube(ureterWay, { flat: true });
  const majorTubes = union(...Object.values(majorWays).map((way) => tube(way)));
  const minorTubes = cones.map((cone) => tube(minorWay(cone, 4.5 + wider.cup, 2.3 + wider.neck)));
  const tree: Field = remembered((x, y, z) => {
    let d = smoothMin(pelvisTube(x, y, z), ureterTube(x, y, z), 4);
    d = smoothMin(d, majorTubes(x, y, z), 4);
    for (const f of minorTubes) d = smoothMin(d, f(x, y, z), 2);
    return d;
  });
  const lumenTubes: readonly Field[] = [
    tube(thinner(pelvisWay, wider.wall)),
    tube(lengthen(thinner(ureterWay, wider.wall), 6).slice(1)),
    ...Object.values(majorWays).map((way) => tube(thinner(way, wider.wall))),
    ...cones.map((cone) => tube(minorWay(cone, 2.7 + wider.cup, 1.2 + wider.neck))),
  ];
  const lumen: Field = remembered((x, y, z) => {
    let d = 1e9;
    for (const f of lumenTubes) d = smoothMin(d, f(x, y, z), 1.6);
    return d;
  });
  return {
    lumen,
    renalPelvis: within(0.3, tree, grow(pelvisTube, 0.9)),
    ureter: within(0.3, tree, grow(tube(ureterWay.slice(1)), 0.9), endPlane(ureterWay, "last")),
    majorCalyces: within(0.3, tree, grow(majorTubes, 0.7)),
    minorCalyces: tree,
  };
}

const ureterBelow: readonly Knot[] = [knot([-30, -14, -5], 3), knot([-32.5, -24, -4.5], 2.5), knot([-33.5, -42, -3.5], 2.4), knot([-34, -66, -2], 2.5)];
/** The end where the ureter goes on to the bladder. */
export const ureterEnd: Field = endPlane(ureterBelow, "last");
