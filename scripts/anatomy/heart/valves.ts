/** Valve leaflets and tendinous cords, meshed on a finer grid because they are thinner than the heart's cells. */
import { grow, smoothMax, smoothMin, union, within, type Field } from "../field/distance";
import { knot, tube } from "../field/tube";
import { add, length3, middle, scale, sideways, unit, type V3 } from "../field/vector";
import type { Part } from "../organ";
import { leftAtriumCavity, rightAtriumCavity } from "./atria";
import { A, R, U, aorticCentre, local, pulmonaryCentre } from "./frame";
import { tips } from "./papillary";
import { leftCavity, rightInside } from "./ventricles";

type Basis = readonly [V3, V3, V3];
/** Axis 3 points downstream. */
interface Ring { centre: V3; basis: Basis; radius: number }
interface Leaflet { angleRad: number; halfWidthRad: number; lengthMm: number }
interface Funnel extends Ring { closeMm: number; squash: number; leaflets: readonly Leaflet[] }

function inRing({ centre, basis }: Ring, x: number, y: number, z: number): V3 {
  const dx = x - centre[0], dy = y - centre[1], dz = z - centre[2];
  const along = (b: V3): number => dx * b[0] + dy * b[1] + dz * b[2];
  return [along(basis[0]), along(basis[1]), along(basis[2])];
}

const COLLAR_MM = 4.5;
const turn = 2 * Math.PI;

/** Atrioventricular valve, half open: a funnel whose free edge hangs down at each leaflet. */
function funnel(ring: Funnel): Field {
  return (x, y, z) => {
    const [p, q, a] = inRing(ring, x, y, z);
    const angle = Math.atan2(q / ring.squash, p);
    let length = COLLAR_MM, weight = 0;
    for (const leaf of ring.leaflets) {
      const gap = Math.abs(angle - leaf.angleRad);
      const e = Math.max(0, 1 - (Math.min(gap, turn - gap) / leaf.halfWidthRad) ** 2);
      length = Math.max(length, COLLAR_MM + (leaf.lengthMm - COLLAR_MM) * Math.sqrt(e));
      weight = Math.max(weight, e);
    }
    const t = Math.max(0, a) / 20;
    const rho = length3(p, q / ring.squash, 0);
    const sheet = ring.radius - ring.closeMm * t * (0.55 + 0.45 * weight) * (1 - 0.25 * t) + 0.5 * Math.sin(7 * angle + 2) * t;
    const half = 0.42 + 0.28 * Math.max(0, Math.min(1, (a - length + 5) / 5)); // rough zone near the free edge
    return smoothMax(smoothMax(Math.abs(rho - sheet) * 0.82 - half, a - length, 0.6), -a - 1.2, 0.6);
  };
}

/** Semilunar valve, closed: three pockets that meet at 120°. */
function semilunar(ring: Ring, spinRad: number): Field {
  const third = turn / 3;
  const { radius } = ring;
  return (x, y, z) => {
    const [p, q, a] = inRing(ring, x, y, z);
    const rho = length3(p, q, 0);
    if (rho > radius + 4 || Math.abs(a) > 20) return Math.max(rho - radius, Math.abs(a) - 14);
    const angle = Math.atan2(q, p) - spinRad;
    const inCusp = angle - Math.round(angle / third) * third;
    const u = rho * Math.cos(inCusp), v = rho * Math.sin(inCusp);
    const fromCommissure = u * Math.sin(third / 2) - Math.abs(v) * Math.cos(third / 2);
    const top = 4.5 + 4.5 * (rho / radius) ** 2;
    const m = Math.min(1, Math.max(0, fromCommissure / (radius * 0.62)));
    const belly = top - 0.8 - 7.5 * Math.sqrt(Math.max(0, 1 - (1 - m) ** 2)); // sinks quickly from the line of contact
    const sheet = Math.abs(a - belly) * (0.45 + 0.4 * m) - 0.42;
    const contact = Math.max(fromCommissure - 0.5, Math.abs(a - top + 1.4) - 1.4);
    return smoothMax(smoothMin(sheet, contact, 0.5), rho - radius, 0.4);
  };
}

const leaf = (angleRad: number, halfWidthRad: number, lengthMm: number): Leaflet => ({ angleRad, halfWidthRad, lengthMm });
const ventricular: Basis = [R, U, A];
const mitral: Funnel = {
  centre: local(-6, -4, 0), basis: ventricular, radius: 14.6, closeMm: 10, squash: 1.08,
  leaflets: [leaf(0.9, 1.15, 21), leaf(-2.3, 1.5, 12), leaf(-0.95, 0.55, 9), leaf(2.6, 0.55, 9)],
};
const tricuspid: Funnel = {
  centre: local(27, -15, 4.5), basis: ventricular, radius: 15.8, closeMm: 10, squash: 1.15,
  leaflets: [leaf(0.35, 0.95, 19), leaf(-1.5, 0.9, 15), leaf(2.6, 1, 14)],
};
const facing = (n: V3): Basis => [...sideways(unit(n)), unit(n)];
const aortic: Ring = { centre: aorticCentre, basis: facing([-0.62, 0.72, 0.12]), radius: 12.6 };
const pulmonary: Ring = { centre: pulmonaryCentre, basis: facing([-0.1, 0.96, -0.24]), radius: 12.4 };

/** Leaflets reach this deep into the wall they hang from, mm. */
const ROOT_MM = 0.9;
/** Keeps leaflets or cords between the walls of its own side: the septum must not be crossed. */
const hangingIn = (f: Field, ...cavities: readonly Field[]): Field => within(0.4, f, grow(union(...cavities), ROOT_MM));

/** Height below the ring at which cords meet the leaflets, mm. */
const CORD_TOP_MM = 14;
function cords(ring: Funnel, radius: number, from: readonly (readonly [V3, readonly number[]])[]): Field[] {
  return from.flatMap(([tip, angles]) =>
    angles.map((angle) => {
      const inPlane = add(scale(R, radius * Math.cos(angle)), scale(U, radius * Math.sin(angle) * ring.squash));
      const edge = add(add(ring.centre, inPlane), scale(A, CORD_TOP_MM));
      return tube([knot(tip, 0.75), knot(middle(tip, edge), 0.5), knot(edge, 0.62)], { pieces: 2 });
    }));
}
const mitralCords = cords(mitral, 8.6, [
  [tips.anterolateral[0], [1.9, 2.4, 2.9]], [tips.anterolateral[1], [0.7, 1.2, 1.6]],
  [tips.posteromedial[0], [-2.9, -2.3, -1.8]], [tips.posteromedial[1], [-1.2, -0.4, 0.3]],
]);
const tricuspidCords = cords(tricuspid, 9.5, [
  [tips.rightAnterior[0], [-0.3, 0.2, 0.7]], [tips.rightPosterior[0], [-2, -1.5, -1]], [tips.rightSeptal[0], [1.4, 2.2, 2.8]],
]);

export const valveParts: readonly Part[] = [
  { name: "mitral-valve", kind: "tissue", f: hangingIn(funnel(mitral), leftCavity, leftAtriumCavity) },
  { name: "tricuspid-valve", kind: "tissue", f: hangingIn(funnel(tricuspid), rightInside, rightAtriumCavity) },
  { name: "aortic-valve", kind: "tissue", f: semilunar(aortic, 0.6) },
  { name: "pulmonary-valve", kind: "tissue", f: semilunar(pulmonary, 0.2) },
  { name: "chordae-tendineae", kind: "tissue", f: union(...mitralCords, hangingIn(union(...tricuspidCords), rightInside)), bodies: 7 },
];

const marks: readonly V3[] = [mitral.centre, tricuspid.centre, aorticCentre, pulmonaryCentre, ...Object.values(tips).flat()];
const corner = (pick: (...values: number[]) => number, shift: number): V3 =>
  add([pick(...marks.map((p) => p[0])), pick(...marks.map((p) => p[1])), pick(...marks.map((p) => p[2]))], [shift, shift, shift]);
export const valveBox: readonly [V3, V3] = [corner(Math.min, -19), corner(Math.max, 19)];
