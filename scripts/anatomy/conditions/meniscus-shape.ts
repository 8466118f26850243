/** The medial meniscus, worn inside or torn, between the same bones as in the healthy knee. */
import { smoothMin, within, type Field } from "../field/distance";
import { knot, tube } from "../field/tube";
import type { V3 } from "../field/vector";
import { femurSurface } from "../knee/femur";
import { medialMeniscus, medialRing, meniscus } from "../knee/menisci";
import { tissueOf } from "../knee/tissue-of";
import { tibiaSurface } from "../knee/tibia";
import type { Organ, Part } from "../organ";
import { grownFrom, hollow, tissue, tissuesWith } from "./pieces";

const { centre: [CX, CZ], outer: [RX, RZ] } = medialRing;
const LEAST = Math.min(RX, RZ);

/** Depth in from the outer rim (mm, 0 at the rim) and angle round the ring: 0 towards the spines, -π/2 straight back. */
const inRing = (x: number, z: number): { depth: number; angle: number } => {
  const p = (x - CX) / RX, q = (z - CZ) / RZ;
  return { depth: (1 - Math.sqrt(p * p + q * q)) * LEAST, angle: Math.atan2(q * RZ, p * RX) };
};
/** Height over the middle between the bones, mm. */
const aboveMiddle = (x: number, y: number, z: number): number => (tibiaSurface(x, y, z) - femurSurface(x, y, z)) / 2;

/** Negative between two angles; scaled to mm at the rim. */
const sector = (from: number, to: number): Field => (x, _y, z) => (Math.abs(inRing(x, z).angle - (from + to) / 2) - (to - from) / 2) * LEAST;

/** A small round change inside the hind horn. */
const spot: Field = (x, y, z) => {
  const { depth, angle } = inRing(x, z);
  const a = (depth - 3.9) / 1.9, b = ((angle + 1.85) * 15) / 2.6, c = (aboveMiddle(x, y, z) - 0.1) / 0.95;
  return (Math.sqrt(a * a + b * b + c * c) - 1) * 0.95;
};
/** A band along the middle of the hind horn that ends before every surface. */
const line: Field = (x, y, z) => {
  const { depth } = inRing(x, z);
  return within(0.5, (u, v, w) => Math.abs(aboveMiddle(u, v, w) - 0.1) - 0.62, () => Math.abs(depth - 3.9) - 2.5, sector(-2.45, -1.25))(x, y, z);
};

/** How deep under the rim a tear along the meniscus runs, mm, and how wide it gapes. */
const SPLIT_MM = 4.6;
const GAP_MM = 0.9;
/** A tear through its whole height, along the hind horn. */
const split: Field = (x, y, z) => Math.max(Math.abs(inRing(x, z).depth - SPLIT_MM) - GAP_MM / 2, sector(-2.5, -1.2)(x, y, z));

/** Torn from horn to horn: the outer part stays, the inner one lies in the notch and is tied down at both ends. */
const rim = meniscus({ ...medialRing, widthMm: SPLIT_MM });
const horns: Field = (x, y, z) => Math.max(medialMeniscus(x, y, z), (Math.abs(inRing(x, z).angle) - 0.95) * LEAST);
const handle = tube([knot([-14, 1.1, -16.5], 2), knot([-9.2, 3.3, -10], 2.1), knot([-8.2, 5.6, -3], 2.2), knot([-9.2, 3.8, 4], 2.1), knot([-14, 1.1, 10.5], 2)]);
const bucketHandle: Field = (x, y, z) => smoothMin(smoothMin(rim(x, y, z), horns(x, y, z), 1), handle(x, y, z), 1.5);

const box: readonly [V3, V3] = [[-41, -8, -31], [-2, 16, 25]];
const bones: readonly Part[] = [
  tissue("femur", femurSurface, { bodies: 9 }),
  tissue("tibia", tibiaSurface, { bodies: 9 }),
];
const organ = (...parts: readonly Part[]) => (): Organ => grownFrom("meniscus", [...bones, ...parts], box, 0.4, tissuesWith({ "meniscus-signal": "worn" }, tissueOf));

const inside = (f: Field): Part => tissue("meniscus-signal", f);
const body = (f: Field): Part => tissue("medial-meniscus", f);

export const wornSpot = organ(inside(spot), body(medialMeniscus));
export const wornLine = organ(inside(line), body(medialMeniscus));
export const torn = organ(hollow("gap", split), body(medialMeniscus));
export const displaced = organ(body(bucketHandle));
