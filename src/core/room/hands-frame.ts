import { createHandShape, HAND_JOINTS, type HandShape } from "../headset/hand-shape";

/** Version of the packets about hands: the top two bits of their first byte. Pages that know only frames pass over them. */
export const HANDS_VERSION = 2;
/** What a packet says, as bits. `worn`: the person is in a headset; `away`: it is off their head just now. */
export const HANDS_PARTS = { left: 1, right: 2, away: 4, worn: 8 } as const;
const ALL_PARTS = 15;
const HEADER_BYTES = 3;
/** Size, and two numbers of 6 bits for the way of each bone. */
const HAND_BYTES = 1 + ((HAND_JOINTS - 1) * 3) / 2;
/** The largest packet. */
export const MAX_HANDS_BYTES = HEADER_BYTES + 2 * HAND_BYTES;

/** How somebody's tracked hands are held, beside where they are (frame.ts), and whether the headset is off. */
export interface HandsValues {
  parts: number;
  /** Wraps at 65536. */
  seq: number;
  readonly left: HandShape;
  readonly right: HandShape;
}

/** Hands that say nothing. */
export const createHandsValues = (): HandsValues => ({ parts: 0, seq: 0, left: createHandShape(), right: createHandShape() });

/** Bytes that a packet with these parts takes. */
export const handsSize = (parts: number): number => HEADER_BYTES + ((parts & 1) + ((parts >> 1) & 1)) * HAND_BYTES;

/** Writes a packet into `into`, which must hold `MAX_HANDS_BYTES`, and returns the bytes used. */
export function encodeHands(values: HandsValues, into: Uint8Array): number {
  const parts = values.parts & ALL_PARTS;
  into[0] = (HANDS_VERSION << 6) | parts;
  into[1] = (values.seq >> 8) & 0xff;
  into[2] = values.seq & 0xff;
  let at = HEADER_BYTES;
  if (parts & HANDS_PARTS.left) at = writeHand(into, at, values.left);
  if (parts & HANDS_PARTS.right) at = writeHand(into, at, values.right);
  return at;
}

/** Reads a packet from any bytes into `out`. False, with `out` unchanged, unless the bytes are exactly one. Never throws. */
export function decodeHands(bytes: Uint8Array, out: HandsValues): boolean {
  const first = bytes[0];
  if (first === undefined || first >> 6 !== HANDS_VERSION) return false;
  const parts = first & 63;
  if (parts & ~ALL_PARTS || bytes.length !== handsSize(parts)) return false;
  out.parts = parts;
  out.seq = ((bytes[1] ?? 0) << 8) | (bytes[2] ?? 0);
  const next = parts & HANDS_PARTS.left ? readHand(bytes, HEADER_BYTES, out.left) : HEADER_BYTES;
  if (parts & HANDS_PARTS.right) readHand(bytes, next, out.right);
  return true;
}

const STEPS = 63;
const pack = (part: number): number => Math.round(((Math.min(Math.max(part, -1), 1) + 1) / 2) * STEPS);
const unpack = (step: number): number => (step / STEPS) * 2 - 1;
const sign = (x: number): number => (x < 0 ? -1 : 1);

/**
 * A way as a point of an octahedron's surface, unfolded: 12 bits, at most about 2.5° off. After "A Survey of Efficient
 * Representations for Independent Unit Vectors" (Cigolle et al., JCGT 2014).
 */
function packWay(x: number, y: number, z: number): number {
  const sum = Math.abs(x) + Math.abs(y) + Math.abs(z) || 1;
  const [a, b] = [x / sum, y / sum];
  const [u, v] = z >= 0 ? [a, b] : [(1 - Math.abs(b)) * sign(a), (1 - Math.abs(a)) * sign(b)];
  return (pack(u) << 6) | pack(v);
}

function unpackWay(packed: number, out: Float32Array, at: number): void {
  const [u, v] = [unpack((packed >> 6) & 63), unpack(packed & 63)];
  const z = 1 - Math.abs(u) - Math.abs(v);
  const [x, y] = z >= 0 ? [u, v] : [(1 - Math.abs(v)) * sign(u), (1 - Math.abs(u)) * sign(v)];
  const length = Math.hypot(x, y, z) || 1;
  out[at] = x / length;
  out[at + 1] = y / length;
  out[at + 2] = z / length;
}

function writeHand(into: Uint8Array, start: number, { ways, size }: HandShape): number {
  into[start] = Math.round(Math.min(Math.max(size, 0.5), 1.5) * 170) & 0xff;
  let at = start + 1;
  for (let joint = 1; joint < HAND_JOINTS; joint += 2) {
    const one = packWay(ways[joint * 3] ?? 0, ways[joint * 3 + 1] ?? 0, ways[joint * 3 + 2] ?? 0);
    const two = packWay(ways[joint * 3 + 3] ?? 0, ways[joint * 3 + 4] ?? 0, ways[joint * 3 + 5] ?? 0);
    into[at] = one >> 4;
    into[at + 1] = ((one & 15) << 4) | (two >> 8);
    into[at + 2] = two & 0xff;
    at += 3;
  }
  return at;
}

function readHand(bytes: Uint8Array, start: number, out: HandShape): number {
  out.size = Math.min(1.5, Math.max(0.5, (bytes[start] ?? 170) / 170));
  let at = start + 1;
  for (let joint = 1; joint < HAND_JOINTS; joint += 2) {
    const [a, b, c] = [bytes[at] ?? 0, bytes[at + 1] ?? 0, bytes[at + 2] ?? 0];
    unpackWay((a << 4) | (b >> 4), out.ways, joint * 3);
    unpackWay(((b & 15) << 8) | c, out.ways, joint * 3 + 3);
    at += 3;
  }
  return at;
}
