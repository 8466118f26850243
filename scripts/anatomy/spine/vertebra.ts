/**
 * One lumbar vertebra in its own frame: origin in the middle of its body, x left, y up, z front, mm. Processes that meet
 * a neighbour's are added where the two are put together.
 */
import { blend, halfSpace, smoothMax, smoothMin, within, type Field } from "../field/distance";
import { profileSolid, type Outline } from "../field/profile";
import { band, strap } from "../field/strap";
import { knot, tube } from "../field/tube";
import type { V3 } from "../field/vector";

export interface Shape {
  /** Half the body's width, its depth in front of and behind the origin, half its height in front and behind. */
  half: number;
  front: number;
  back: number;
  heightFront: number;
  heightBack: number;
  /** Half thickness of a pedicle from side to side. */
  pedicle: number;
  /** Reach of the spinous process behind the origin, and of the transverse ones to the side. */
  spinous: number;
  transverse: number;
  /** The fifth one's transverse process is a stout cone. */
  stout: boolean;
}

export const L4: Shape = { half: 24.5, front: 17.2, back: -16.4, heightFront: 14, heightBack: 13.6, pedicle: 5.6, spinous: -64, transverse: 43, stout: false };
export const L5: Shape = { half: 25.6, front: 17.4, back: -16.4, heightFront: 14.6, heightBack: 12, pedicle: 7.6, spinous: -56, transverse: 42, stout: true };

/** The body from above, [x, z]: a bean, hollow behind. */
const bean = ({ half, front, back }: Shape, by: number): Outline =>
  ([[0, front], [half * 0.5, front * 0.9], [half * 0.86, front * 0.5], [half, -1], [half * 0.86, back * 0.72], [half * 0.5, back * 1.02], [0, back * 0.9], [-half * 0.5, back * 1.02], [-half * 0.86, back * 0.72], [-half, -1], [-half * 0.86, front * 0.5], [-half * 0.5, front * 0.9]] as const)
    .map(([x, z]) => [x * by, z * by] as const);

/** Endplate: half the height along z, with a shallow hollow inside its rim. */
export function plateHeight(shape: Shape, x: number, z: number): number {
  const t = Math.max(0, Math.min(1, (z - shape.back) / (shape.front - shape.back)));
  const r2 = (x / (shape.half * 0.78)) ** 2 + ((z - 0.5) / (shape.front * 0.78)) ** 2;
  const dip = r2 < 1 ? 1.5 * (1 - r2) ** 0.9 : 0;
  return shape.heightBack + (shape.heightFront - shape.heightBack) * t - dip;
}

/** The body's side, without its plates. */
export function columnOf(shape: Shape): Field {
  return profileSolid({
    axis: "y",
    centre: [0, 0],
    softMm: 1.6,
    stations: [-32, -13.2, -10.5, -5, 0, 5, 10.5, 13.2, 32].map((at) => ({ at, outline: bean(shape, Math.abs(at) > 12 ? 1 : Math.abs(at) > 8 ? 0.985 : Math.abs(at) > 3 ? 0.915 : 0.885) })),
  });
}

function bodyOf(shape: Shape): Field {
  const column = columnOf(shape);
  return (x, y, z) => {
    const d = column(x, y, z);
    return d > 20 ? d : smoothMax(d, Math.abs(y) - plateHeight(shape, x, z), 1.5);
  };
}

const mirrored = (side: 1 | -1, p: V3): V3 => [p[0] * side, p[1], p[2]];

/** Pedicle, half a lamina and a transverse process of one side. */
function archOf(shape: Shape, side: 1 | -1): Field {
  const at = (x: number, y: number, z: number): V3 => mirrored(side, [x, y, z]);
  const out = shape.stout ? 16.5 : 15;
  const pedicle = strap([band(at(out - 1.5, 4.6, -10), 7.4, shape.pedicle), band(at(out, 4.6, -19), 7, shape.pedicle * 0.94), band(at(out + 1, 3.5, -28), 7.5, shape.pedicle)], [0, 1, 0]);
  const pillar = tube([knot(at(17.4, 5, -28), 5.2), knot(at(16, -2, -30.5), 4.6), knot(at(13.8, -8, -33), 5)]);
  const lamina = strap([band(at(15, -3, -30.5), 8.5, 3.4), band(at(8.5, -6, -36), 9.6, 3.3), band(at(0, -7.5, -40), 10, 3.5)], [0, 1, 0.24]);
  const transverse = shape.stout
    ? strap([band(at(17, 3.5, -19), 8, 6.4), band(at(28, 5, -23), 6.6, 5.4), band(at(shape.transverse - 4, 8, -27), 4.8, 4.2)], [0, 1, 0])
    : strap([band(at(17, 3.5, -26), 6.2, 3.6), band(at(29, 4.5, -29.5), 5.2, 2.9), band(at(shape.transverse - 4, 6.5, -33), 4.6, 2.7)], [0, 1, 0]);
  const joined = blend(4, pedicle, pillar, lamina);
  return (x, y, z) => smoothMin(joined(x, y, z), transverse(x, y, z), 6);
}

/** Unit normal of a facet of the left or right side: from the joint into the lower vertebra's process. */
export const facetWay = (side: 1 | -1): V3 => [0.76 * side, 0, 0.65];

/** A process that ends in a flat facet: `toward` is 1 for an upper process (before the plane), -1 for a lower one. */
export function articular(way: readonly [V3, V3, V3], radii: readonly [number, number, number], joint: V3, side: 1 | -1, toward: 1 | -1, gapMm: number): Field {
  const n = facetWay(side);
  const plane = halfSpace([joint[0] + n[0] * gapMm * toward, joint[1], joint[2] + n[2] * gapMm * toward], [-n[0] * toward, 0, -n[2] * toward]);
  return within(1.2, tube([knot(way[0], radii[0]), knot(way[1], radii[1]), knot(way[2], radii[2])]), plane);
}

/** Free facets of the other ends, in the vertebra's frame: up on the upper one, down on the lower one. */
function freeProcesses(side: 1 | -1, end: "up" | "down"): Field {
  const at = (x: number, y: number, z: number): V3 => mirrored(side, [x, y, z]);
  return end === "up"
    ? articular([at(18, 4, -28), at(19.5, 12, -29.5), at(20, 20, -30.5)], [6, 5.4, 4.4], at(16.5, 18, -33), side, 1, 0.4)
    : articular([at(14.5, -7, -33.5), at(15.5, -15, -35.5), at(16, -23, -36)], [5.4, 5, 4.4], at(19, -21, -33), side, -1, 0.4);
}

/** A vertebra with one free pair of facets. */
export function vertebra(shape: Shape, end: "up" | "down"): Field {
  const body = bodyOf(shape);
  const arches = [archOf(shape, 1), archOf(shape, -1)] as const;
  const tip = shape.spinous;
  const spine = strap([band([0, -7.5, -38], 9.5, 3.2), band([0, -8, (tip - 38) / 2 - 3], 8.6, 2.9), band([0, -9, tip + 3], 9.4, 3.9)], [0, 1, 0]);
  const free = [freeProcesses(1, end), freeProcesses(-1, end)] as const;
  return (x, y, z) => {
    const d = body(x, y, z);
    if (d > 75) return d;
    let arch = smoothMin(arches[0](x, y, z), arches[1](x, y, z), 3);
    arch = smoothMin(arch, spine(x, y, z), 5);
    arch = smoothMin(arch, Math.min(free[0](x, y, z), free[1](x, y, z)), 4);
    return smoothMin(d, arch, 4);
  };
}
