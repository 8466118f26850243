/**
 * A plain adult figure, standing, palms towards the body: to show where something is. Axes of the body frame that all
 * organs share (x left, y up, z front; origin between the hips), mm. Nothing about it is anybody in particular.
 */
import { blend, ellipsoid, halfSpace, smoothMax, smoothMin, within, type Field } from "../field/distance";
import { remembered } from "../field/grid-cache";
import { profileSolid, type Outline } from "../field/profile";
import { knot, tube, type Knot } from "../field/tube";

const oval = (w: number, d: number, z: number): Outline =>
  Array.from({ length: 16 }, (_, i) => {
    const a = (i / 16) * Math.PI * 2, c = Math.cos(a), s = Math.sin(a);
    // fuller than an ellipse: a trunk has sides
    return [Math.sign(c) * w * Math.abs(c) ** 0.86, z + Math.sign(s) * d * Math.abs(s) ** 0.86] as const;
  });

/** Fillets between limbs and trunk are wide. */
const EXACT_MM = 120;

const trunk = profileSolid({
  axis: "y",
  centre: [0, -66],
  softMm: 14,
  stations: [
    { at: -26, outline: oval(100, 78, -76) },
    { at: -8, outline: oval(138, 98, -76) },
    { at: 24, outline: oval(158, 108, -76) },
    { at: 70, outline: oval(163, 110, -72) },
    { at: 130, outline: oval(150, 103, -64) },
    { at: 200, outline: oval(132, 96, -58) },
    { at: 265, outline: oval(124, 93, -57) },
    { at: 340, outline: oval(134, 100, -60) },
    { at: 430, outline: oval(152, 112, -64) },
    { at: 500, outline: oval(158, 108, -68) },
    { at: 548, outline: oval(150, 94, -72) },
    { at: 585, outline: oval(112, 72, -76) },
    { at: 608, outline: oval(64, 52, -76) },
    { at: 622, outline: oval(34, 34, -76) },
  ],
});

const head = blend(
  26,
  ellipsoid([0, 786, -58], [73, 84, 92]),
  ellipsoid([0, 735, -34], [55, 66, 66]),
  ellipsoid([0, 747, 27], [10, 19, 12]),
);
const neck = tube([knot([0, 700, -62], 52), knot([0, 655, -70], 52), knot([0, 610, -78], 60)], { exactMm: EXACT_MM });

type Side = 1 | -1;
const chain = (side: Side, ...points: readonly (readonly [number, number, number, number])[]): Field =>
  tube(points.map(([x, y, z, r]): Knot => knot([x * side, y, z], r)), { exactMm: EXACT_MM });

const arm = (side: Side): Field => chain(side, [128, 556, -74, 54], [176, 530, -74, 53], [214, 440, -76, 43], [252, 340, -76, 38], [276, 285, -72, 37], [308, 215, -60, 33], [338, 145, -46, 25], [350, 115, -40, 25]);

/** Palm, four fingers and a thumb, a little bent. */
function hand(side: Side): Field {
  const palm = blend(14, chain(side, [352, 108, -40, 24], [366, 70, -36, 22]), chain(side, [358, 84, -54, 17], [370, 42, -54, 14]), chain(side, [362, 84, -20, 17], [374, 42, -18, 14]));
  const finger = (z: number, length: number, r: number): Field => chain(side, [372, 44, z, r + 1.5], [384, 44 - length * 0.5, z + 1, r], [390, 44 - length, z + 4, r - 1.5]);
  const fingers = [finger(-58, 58, 9.5), finger(-44, 74, 10.5), finger(-28, 80, 10.5), finger(-13, 72, 10.5)];
  const thumb = chain(side, [350, 92, -20, 15], [352, 62, 4, 12.5], [358, 36, 16, 10]);
  return (x, y, z) => {
    let d = palm(x, y, z);
    if (d > 140) return d;
    for (const f of fingers) d = smoothMin(d, f(x, y, z), 5);
    return smoothMin(d, thumb(x, y, z), 9);
  };
}

const leg = (side: Side): Field => chain(side, [86, 20, -76, 92], [92, -90, -72, 86], [100, -230, -66, 70], [108, -345, -66, 55], [111, -395, -70, 50], [114, -470, -84, 53], [115, -540, -88, 50], [114, -640, -88, 37], [113, -715, -90, 33]);

function foot(side: Side): Field {
  const body = blend(
    26,
    chain(side, [113, -690, -89, 34], [113, -725, -92, 33], [113, -755, -98, 34]),
    chain(side, [114, -764, -102, 33], [118, -768, -20, 36], [124, -774, 50, 36], [127, -781, 92, 22]),
    chain(side, [114, -735, -70, 34], [118, -758, -10, 34]),
  );
  return within(8, body, halfSpace([0, -795, 0], [0, -1, 0]));
}

/** Rounds the trunk's lower end between the thighs. */
const floor = ellipsoid([0, -8, -76], [134, 86, 100]);

const limbs = ([1, -1] as const).map((side) => ({ arm: arm(side), hand: hand(side), leg: leg(side), foot: foot(side) }));

const ease = (t: number): number => {
  const s = Math.max(0, Math.min(1, t));
  return s * s * (3 - 2 * s);
};

/** The whole skin's surface, plain: pain is painted on it, and kept maps name its faces (scripts/pain/figure.ts). */
export const skin: Field = remembered((x, y, z) => {
  let d = smoothMin(smoothMin(trunk(x, y, z), floor(x, y, z), 30), smoothMin(head(x, y, z), neck(x, y, z), 24), 34);
  for (const one of limbs) {
    const upper = smoothMin(one.arm(x, y, z), one.hand(x, y, z), 14);
    const lower = smoothMin(one.leg(x, y, z), one.foot(x, y, z), 22);
    // an arm grows out of the shoulder, but does not melt into the waist or the hip
    d = smoothMin(d, upper, 5 + 41 * ease((y - 390) / 150));
    d = smoothMin(d, lower, 10 + 34 * ease((y + 180) / 100));
  }
  return d;
});

const both = (f: (side: Side) => Field): readonly Field[] => [f(1), f(-1)];
/** What is laid on: a face without features, ears, the slope from neck to shoulder. Each with the width of its fillet, mm. */
const laidOn: readonly (readonly [fillet: number, form: Field])[] = [
  [10, tube([knot([0, 776, 25], 7), knot([0, 757, 33], 8.5), knot([0, 741, 41], 10)])],
  [6, ellipsoid([0, 739, 33], [15, 9, 12])],
  [14, tube([knot([-40, 777, 6], 8), knot([-16, 781, 22], 8), knot([16, 781, 22], 8), knot([40, 777, 6], 8)])],
  [12, ellipsoid([0, 712, 17], [20, 9, 9])],
  [20, ellipsoid([0, 687, 2], [19, 14, 15])],
  ...both((side) => chain(side, [46, 728, -52, 13], [38, 704, -34, 12], [14, 688, -6, 12])).map((jaw) => [26, jaw] as const),
  ...both((side) => ellipsoid([side * 73, 750, -62], [8, 31, 18])).map((ear) => [5, ear] as const),
  ...both((side) => chain(side, [18, 676, -92, 34], [52, 632, -92, 34], [104, 592, -82, 30], [140, 568, -76, 30])).map((slope) => [34, slope] as const),
];
/** What is hollowed: the sockets of the eyes, the shell of the ears. */
const hollowed: readonly (readonly [fillet: number, form: Field])[] = [
  ...both((side) => ellipsoid([side * 29, 761, 33], [17, 11, 11])).map((socket) => [16, socket] as const),
  ...both((side) => ellipsoid([side * 83, 754, -58], [5, 17, 9])).map((shell) => [5, shell] as const),
];

/** The skin of the model: nobody in particular, yet a head with a face and ears on a neck that slopes to the shoulders. */
const modelled: Field = remembered((x, y, z) => {
  let d = skin(x, y, z);
  if (y < 450 || d > 90) return d;
  for (const [fillet, form] of laidOn) d = smoothMin(d, form(x, y, z), fillet);
  for (const [fillet, form] of hollowed) d = smoothMax(d, -form(x, y, z), fillet);
  return d;
});

/** Halves, for parts of one side. */
export const leftHalf: Field = (x) => -x;
export const rightHalf: Field = (x) => x;
/** Above and below a height. */
export const above = (height: number): Field => (_x, y) => height - y;
export const below = (height: number): Field => (_x, y) => y - height;
/** From the shoulder outwards: a slanted plane through the armpit. */
export const armRegion = (side: Side): Field => halfSpace([160 * side, 520, -74], [-0.99 * side, -0.14, 0]);
export const cutTo = (...bounds: readonly Field[]): Field => (x, y, z) => {
  let d = modelled(x, y, z);
  for (const f of bounds) d = smoothMax(d, f(x, y, z), 0.5);
  return d;
};
