import type { Comfort } from "./comfort";

/** A place on the floor, metres. */
export interface FloorPlace {
  readonly x: number;
  readonly z: number;
}

/** Somebody else's place, and how far to keep from it, metres. */
export interface OtherPlace extends FloorPlace {
  readonly clearanceM: number;
}

const apart = (a: FloorPlace, b: FloorPlace): number => Math.hypot(a.x - b.x, a.z - b.z);
const TINY_M = 1e-6;

/**
 * Where somebody comes to stand who points at a place: there, or as near to it as leaves everybody else their room; null
 * where there is none close by. Nobody else is ever moved.
 */
export function landing(wanted: FloorPlace, others: readonly OtherPlace[]): FloorPlace | null {
  let place = wanted;
  for (let round = 0; round < 8; round += 1) {
    const inWay = others.find((other) => apart(place, other) < other.clearanceM - TINY_M);
    if (!inWay) return place;
    const distance = apart(place, inWay);
    const [x, z] = distance > TINY_M ? [(place.x - inWay.x) / distance, (place.z - inWay.z) / distance] : [0, 1];
    place = { x: inWay.x + x * inWay.clearanceM, z: inWay.z + z * inWay.clearanceM };
  }
  return null;
}

/** Sides of the model in the order in which whoever comes to it takes them, radians about it: its front before all. */
const SIDES_RAD: readonly number[] = [0, Math.PI / 3, -Math.PI / 3, (2 * Math.PI) / 3, (-2 * Math.PI) / 3, Math.PI];

/**
 * On which side of the model somebody comes to stand, radians about it, `farM` from its middle: the first where everybody else
 * has their room, else the one where they have most of it. Who stood in the same place would not see each other.
 */
export function freeSide(farM: number, others: readonly OtherPlace[]): number {
  let best = 0;
  let most = -Infinity;
  for (const sideRad of SIDES_RAD) {
    const place = { x: Math.sin(sideRad) * farM, z: Math.cos(sideRad) * farM };
    const room = Math.min(0, ...others.map((other) => apart(place, other) - other.clearanceM));
    if (room <= most + TINY_M) continue;
    best = sideRad;
    most = room;
  }
  return best;
}

/** One step of somebody who walks by the stick: it ends where it would go further into another's room. Out of it one always may. */
export function stepTo(from: FloorPlace, step: FloorPlace, others: readonly OtherPlace[]): FloorPlace {
  const to = { x: from.x + step.x, z: from.z + step.z };
  const isNearer = others.some((other) => apart(to, other) < other.clearanceM - TINY_M && apart(to, other) < apart(from, other));
  return isNearer ? from : to;
}

/** Pushes of sticks below this are drift. */
const DRIFT = 0.25;

/** A stick's push without its drift, -1 to 1. */
export function pushOf(axis: number): number {
  const size = Math.min(1, Math.max(0, (Math.abs(axis) - DRIFT) / (1 - DRIFT)));
  return Math.sign(axis) * size;
}

/** Where a flat page's picture stands in a headset: metres, x and z about the middle of the scene. */
export interface PicturePlace {
  /** Where the person looks from. */
  readonly from: FloorPlace;
  /** How far round from there their mark stands, radians. */
  readonly turnRad: number;
  /** How far out their mark stands, metres. */
  readonly ringRadiusM: number;
  readonly viewer: FloorPlace;
  /** How far from the viewer's head it must stay. */
  readonly reachM: number;
}

/**
 * The place of a flat person's picture: behind their mark, and further out on that side until it leaves the viewer their
 * room. It has no body that could be elsewhere.
 */
export function picturePlace({ from, turnRad, ringRadiusM, viewer, reachM }: PicturePlace): FloorPlace {
  const around = Math.atan2(from.x, from.z) + turnRad;
  const [x, z] = [Math.sin(around), Math.cos(around)];
  const out = Math.max(ringRadiusM + 0.1, 0.3);
  // Out along the ray until the circle about the viewer is left behind, or is not reached at all.
  const along = viewer.x * x + viewer.z * z;
  const aside = viewer.x ** 2 + viewer.z ** 2 - along ** 2;
  const half = Math.sqrt(Math.max(0, reachM ** 2 - aside));
  const isInside = aside < reachM ** 2 && out > along - half && out < along + half;
  const distance = isInside ? along + half : out;
  return { x: x * distance, z: z * distance };
}

/** Whether a hand is held palm up: `palmY` is how far the way that it looks leads up, -1 to 1. */
export function isPalmUp(palmY: number, wasUp: boolean): boolean {
  // A little more to open than to stay open, so that nothing flickers.
  return palmY > (wasUp ? 0.55 : 0.8);
}

/** A stick of a controller, each axis -1 to 1: to the right, and towards the person. */
export interface Stick {
  readonly hand: "left" | "right";
  readonly x: number;
  readonly y: number;
}

/** What sticks ask for, each -1 to 1. */
export interface StickWish {
  readonly turn: number;
  readonly aside: number;
  readonly back: number;
}

/**
 * What the sticks ask for. Where nobody walks either stick turns; else the hand that works turns and the other walks. With
 * one hand its stick does both.
 */
export function wishOf(sticks: readonly Stick[], { move, hand, oneHanded }: Pick<Comfort, "move" | "hand" | "oneHanded">): StickWish {
  const used = oneHanded === "on" ? sticks.filter((stick) => stick.hand === hand) : sticks;
  const furthest = (of: readonly Stick[], axis: "x" | "y"): number => of.reduce((most, stick) => (Math.abs(stick[axis]) > Math.abs(most) ? stick[axis] : most), 0);
  if (move === "teleport") return { turn: furthest(used, "x"), aside: 0, back: 0 };
  if (oneHanded === "on") return { turn: furthest(used, "x"), aside: 0, back: furthest(used, "y") };
  const turning = used.filter((stick) => stick.hand === hand);
  const walking = used.filter((stick) => stick.hand !== hand);
  return { turn: furthest(turning, "x"), aside: furthest(walking, "x"), back: furthest(walking, "y") };
}
