import { packMetres, packQuaternion, packScale, unpackMetres, unpackQuaternion, unpackScale } from "./quantise";

/** Version of the frames of presence: the top two bits of their first byte. */
export const FRAME_VERSION = 1;

/** What a frame may carry, as bits. */
export const FRAME_PARTS = { head: 1, left: 2, right: 4, pointer: 8, held: 16 } as const;

const ALL_PARTS = 31;
const RIGID_BYTES = 10;
const PART_BYTES: readonly (readonly [part: number, bytes: number])[] = [
  [FRAME_PARTS.head, RIGID_BYTES],
  [FRAME_PARTS.left, RIGID_BYTES + 1],
  [FRAME_PARTS.right, RIGID_BYTES + 1],
  [FRAME_PARTS.pointer, 16],
  [FRAME_PARTS.held, 16],
];

/** Bytes before the parts: version and parts, sequence (u16), sender's milliseconds (u32). */
export const FRAME_HEADER_BYTES = 7;
/** The largest frame. */
export const MAX_FRAME_BYTES = FRAME_HEADER_BYTES + PART_BYTES.reduce((sum, [, bytes]) => sum + bytes, 0);

/**
 * One moment of one person's presence, in preallocated numbers that are written in place. Poses are
 * `[px, py, pz, qx, qy, qz, qw]` in metres; only parts named in `parts` mean anything.
 */
export interface FrameValues {
  parts: number;
  /** Wraps at 65536. */
  seq: number;
  /** Sender's clock in milliseconds, wraps at 2^32; no relation to anybody else's. */
  sentMs: number;
  readonly head: Float32Array;
  readonly left: Float32Array;
  readonly right: Float32Array;
  /** How far each hand is closed, 0 to 1. */
  leftGrip: number;
  rightGrip: number;
  /** Where the ray starts and where it hits: `[ox, oy, oz, hx, hy, hz]`. */
  readonly pointer: Float32Array;
  /** `nameHash(model, structure)` of what is hit, 0 for nothing. */
  pointerTarget: number;
  /** Transform of what is held, between checkpoints: pose and scale, eight numbers. */
  readonly held: Float32Array;
  /** `nameHash(model)` of what is held. */
  heldObject: number;
}

const pose = (): Float32Array => new Float32Array([0, 0, 0, 0, 0, 0, 1]);

/** A frame that says nothing. */
export function createFrameValues(): FrameValues {
  return {
    parts: 0,
    seq: 0,
    sentMs: 0,
    head: pose(),
    left: pose(),
    right: pose(),
    leftGrip: 0,
    rightGrip: 0,
    pointer: new Float32Array(6),
    pointerTarget: 0,
    held: new Float32Array([0, 0, 0, 0, 0, 0, 1, 1]),
    heldObject: 0,
  };
}

/** Bytes that a frame with these parts takes. Head and both hands: 39. */
export function frameSize(parts: number): number {
  let bytes = FRAME_HEADER_BYTES;
  for (const [part, size] of PART_BYTES) if (parts & part) bytes += size;
  return bytes;
}

/**
 * Writes a frame into `into`, which must hold `MAX_FRAME_BYTES`, and returns the bytes used. Nothing
 * is allocated beyond the view. Positions outside ±8 m are held at the limit.
 */
export function encodeFrame(values: FrameValues, into: Uint8Array): number {
  const view = new DataView(into.buffer, into.byteOffset, into.byteLength);
  const parts = values.parts & ALL_PARTS;
  view.setUint8(0, (FRAME_VERSION << 6) | parts);
  view.setUint16(1, values.seq & 0xffff);
  view.setUint32(3, values.sentMs >>> 0);
  let at = FRAME_HEADER_BYTES;
  if (parts & FRAME_PARTS.head) at = writeRigid(view, at, values.head);
  if (parts & FRAME_PARTS.left) at = writeHand(view, at, values.left, values.leftGrip);
  if (parts & FRAME_PARTS.right) at = writeHand(view, at, values.right, values.rightGrip);
  if (parts & FRAME_PARTS.pointer) {
    for (let i = 0; i < 6; i += 1, at += 2) view.setInt16(at, packMetres(values.pointer[i] ?? 0));
    view.setUint32(at, values.pointerTarget >>> 0);
    at += 4;
  }
  if (parts & FRAME_PARTS.held) {
    view.setUint32(at, values.heldObject >>> 0);
    at = writeRigid(view, at + 4, values.held);
    view.setUint16(at, packScale(values.held[7] ?? 1));
    at += 2;
  }
  return at;
}

/**
 * Reads a frame from any bytes into `out`. False, with `out` unchanged, unless the bytes are exactly
 * one frame of this version. Never throws and allocates nothing beyond the view.
 */
export function decodeFrame(bytes: Uint8Array, out: FrameValues): boolean {
  const first = bytes[0];
  if (first === undefined || first >> 6 !== FRAME_VERSION) return false;
  const parts = first & 63;
  if (parts & ~ALL_PARTS || bytes.length !== frameSize(parts)) return false;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  out.parts = parts;
  out.seq = view.getUint16(1);
  out.sentMs = view.getUint32(3);
  let at = FRAME_HEADER_BYTES;
  if (parts & FRAME_PARTS.head) at = readRigid(view, at, out.head);
  if (parts & FRAME_PARTS.left) {
    at = readRigid(view, at, out.left);
    out.leftGrip = view.getUint8(at) / 255;
    at += 1;
  }
  if (parts & FRAME_PARTS.right) {
    at = readRigid(view, at, out.right);
    out.rightGrip = view.getUint8(at) / 255;
    at += 1;
  }
  if (parts & FRAME_PARTS.pointer) {
    for (let i = 0; i < 6; i += 1, at += 2) out.pointer[i] = unpackMetres(view.getInt16(at));
    out.pointerTarget = view.getUint32(at);
    at += 4;
  }
  if (parts & FRAME_PARTS.held) {
    out.heldObject = view.getUint32(at);
    at = readRigid(view, at + 4, out.held);
    out.held[7] = unpackScale(view.getUint16(at));
  }
  return true;
}

/** Copies one frame's numbers into another. */
export function copyFrame(from: FrameValues, to: FrameValues): void {
  to.parts = from.parts;
  to.seq = from.seq;
  to.sentMs = from.sentMs;
  to.head.set(from.head);
  to.left.set(from.left);
  to.right.set(from.right);
  to.leftGrip = from.leftGrip;
  to.rightGrip = from.rightGrip;
  to.pointer.set(from.pointer);
  to.pointerTarget = from.pointerTarget;
  to.held.set(from.held);
  to.heldObject = from.heldObject;
}

function writeRigid(view: DataView, start: number, rigid: Float32Array): number {
  for (let i = 0; i < 3; i += 1) view.setInt16(start + 2 * i, packMetres(rigid[i] ?? 0));
  view.setUint32(start + 6, packQuaternion(rigid, 3));
  return start + RIGID_BYTES;
}

function readRigid(view: DataView, start: number, out: Float32Array): number {
  for (let i = 0; i < 3; i += 1) out[i] = unpackMetres(view.getInt16(start + 2 * i));
  unpackQuaternion(view.getUint32(start + 6), out, 3);
  return start + RIGID_BYTES;
}

function writeHand(view: DataView, start: number, hand: Float32Array, grip: number): number {
  const at = writeRigid(view, start, hand);
  view.setUint8(at, Math.round(Math.min(Math.max(grip, 0), 1) * 255));
  return at + 1;
}
