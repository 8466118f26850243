/** Joints of a hand in the order of the WebXR Hand Input specification: wrist, four of the thumb, five of each finger. */
export const HAND_JOINTS = 25;
/** The joint that each bone comes from; the wrist has none. */
export const JOINT_PARENT: readonly number[] = Array.from({ length: HAND_JOINTS }, (_, joint) => (joint === 0 ? -1 : joint === 1 || joint % 5 === 0 ? 0 : joint - 1));

/**
 * Lengths of the bones that end at each joint, metres, of a grown-up's hand: metacarpals and phalanges after Buryanov and
 * Kotiuk (Int. J. Morphol. 2010; 28: 755-758), with 4 mm of soft tissue at each tip, and about 3 cm of carpus before them.
 */
const BONE_M: readonly number[] = [
  0, 0.03, 0.0462, 0.0316, 0.0257, 0.029, 0.0681, 0.0398, 0.0224, 0.0198, 0.028, 0.0646, 0.0446, 0.0263, 0.0214,
  0.028, 0.058, 0.0414, 0.0257, 0.0213, 0.03, 0.0537, 0.0327, 0.0181, 0.02,
];
const BONES_TOGETHER_M = BONE_M.reduce((sum, length) => sum + length, 0);

/** How a hand is held: the way that each bone goes, unit vectors in the wrist's frame (fingers along -z, back of the hand up), and its size beside {@link BONE_M}. */
export interface HandShape {
  /** x, y, z of each joint's bone one after another; the wrist's own is not used. */
  readonly ways: Float32Array;
  size: number;
}

/** A hand of common size, all of it straight. */
export function createHandShape(): HandShape {
  const ways = new Float32Array(HAND_JOINTS * 3);
  for (let joint = 0; joint < HAND_JOINTS; joint += 1) ways[joint * 3 + 2] = -1;
  return { ways, size: 1 };
}

/** How far each finger lies out from the middle, radians, thumb first, of a right hand. */
const SPREAD_RAD: readonly number[] = [0.75, 0.16, 0.02, -0.12, -0.26];

// Hands go through here in each frame: everything is written out, so that a frame takes no memory.

/** A hand that no joints are known of: at ease, or closed by as much as its controller's buttons are pressed, 0 to 1. */
export function restingHand(side: "left" | "right", grip: number, out: HandShape): void {
  const mirror = side === "left" ? 1 : -1;
  for (let joint = 1; joint < HAND_JOINTS; joint += 1) {
    const finger = Math.floor(joint / 5);
    const along = joint < 5 ? joint - 1 : joint % 5;
    // The metacarpals stay; each phalanx bends on from the one before.
    const bend = Math.max(0, along - 1) * (0.16 + grip * (joint < 5 ? 0.35 : 0.62));
    const spread = (SPREAD_RAD[finger] ?? 0) * mirror;
    const at = joint * 3;
    out.ways[at] = Math.sin(spread) * Math.cos(bend);
    out.ways[at + 1] = -Math.sin(bend);
    out.ways[at + 2] = -Math.cos(spread) * Math.cos(bend);
  }
  out.size = 1;
}

/** Reads how a tracked hand is held from its joints' places in the wrist's frame, metres; false where they make no hand. */
export function readHandShape(places: ArrayLike<number>, out: HandShape): boolean {
  let together = 0;
  for (let joint = 1; joint < HAND_JOINTS; joint += 1) {
    const at = joint * 3;
    const from = (JOINT_PARENT[joint] ?? 0) * 3;
    const x = (places[at] ?? 0) - (places[from] ?? 0);
    const y = (places[at + 1] ?? 0) - (places[from + 1] ?? 0);
    const z = (places[at + 2] ?? 0) - (places[from + 2] ?? 0);
    const length = Math.hypot(x, y, z);
    if (!(length > 1e-4 && length < 0.3)) return false;
    together += length;
    out.ways[at] = x / length;
    out.ways[at + 1] = y / length;
    out.ways[at + 2] = z / length;
  }
  out.size = Math.min(1.5, Math.max(0.5, together / BONES_TOGETHER_M));
  return true;
}

/** Writes where a hand's joints are in the wrist's frame, metres. */
export function placeJoints({ ways, size }: HandShape, out: Float32Array): void {
  out.fill(0, 0, 3);
  for (let joint = 1; joint < HAND_JOINTS; joint += 1) {
    const at = joint * 3;
    const from = (JOINT_PARENT[joint] ?? 0) * 3;
    const length = (BONE_M[joint] ?? 0) * size;
    for (let i = 0; i < 3; i += 1) out[at + i] = (out[from + i] ?? 0) + (ways[at + i] ?? 0) * length;
  }
}

/** A hand on the way from one shape to another, `t` from 0 to 1. */
export function mixHands(from: HandShape, to: HandShape, t: number, out: HandShape): void {
  for (let at = 3; at < HAND_JOINTS * 3; at += 3) {
    let squares = 0;
    for (let i = 0; i < 3; i += 1) squares += ((from.ways[at + i] ?? 0) * (1 - t) + (to.ways[at + i] ?? 0) * t) ** 2;
    const length = Math.sqrt(squares);
    for (let i = 0; i < 3; i += 1) out.ways[at + i] = length > 1e-6 ? ((from.ways[at + i] ?? 0) * (1 - t) + (to.ways[at + i] ?? 0) * t) / length : (to.ways[at + i] ?? 0);
  }
  out.size = from.size * (1 - t) + to.size * t;
}
