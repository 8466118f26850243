import { FRAME_PARTS, type FrameValues, copyFrame } from "./frame";

const DAMPING_MS = 60;

/**
 * The moment between two frames, `t` from 0 to 1, written to `out`. Positions go straight, rotations
 * along the shorter arc. What only the later frame has is taken as it is.
 */
export function interpolateFrames(from: FrameValues, to: FrameValues, t: number, out: FrameValues): void {
  copyFrame(to, out);
  const both = from.parts & to.parts;
  if (both & FRAME_PARTS.head) mixRigid(from.head, to.head, t, out.head);
  if (both & FRAME_PARTS.left) mixRigid(from.left, to.left, t, out.left);
  if (both & FRAME_PARTS.right) mixRigid(from.right, to.right, t, out.right);
  if (both & FRAME_PARTS.pointer) mixLinear(from.pointer, to.pointer, t, out.pointer, 0, 6);
  if (both & FRAME_PARTS.held && from.heldObject === to.heldObject) {
    mixRigid(from.held, to.held, t, out.held);
    mixLinear(from.held, to.held, t, out.held, 7, 8);
  }
}

/**
 * Lets positions run on after the last frame for `aheadMs`, with a speed that fades (time constant
 * 60 ms), so that a late packet shows as an easing out and not as a stop and a jump.
 */
export function extrapolateFrames(
  from: FrameValues,
  to: FrameValues,
  spanMs: number,
  aheadMs: number,
  out: FrameValues,
): void {
  copyFrame(to, out);
  if (spanMs <= 0) return;
  const reach = 1 + (DAMPING_MS * (1 - Math.exp(-aheadMs / DAMPING_MS))) / spanMs;
  const both = from.parts & to.parts;
  if (both & FRAME_PARTS.head) mixLinear(from.head, to.head, reach, out.head, 0, 3);
  if (both & FRAME_PARTS.left) mixLinear(from.left, to.left, reach, out.left, 0, 3);
  if (both & FRAME_PARTS.right) mixLinear(from.right, to.right, reach, out.right, 0, 3);
  if (both & FRAME_PARTS.pointer) mixLinear(from.pointer, to.pointer, reach, out.pointer, 0, 6);
  if (both & FRAME_PARTS.held && from.heldObject === to.heldObject) {
    mixLinear(from.held, to.held, reach, out.held, 0, 3);
  }
}

function mixLinear(
  a: Float32Array,
  b: Float32Array,
  t: number,
  out: Float32Array,
  start: number,
  end: number,
): void {
  for (let i = start; i < end; i += 1) {
    const from = a[i] ?? 0;
    out[i] = from + ((b[i] ?? 0) - from) * t;
  }
}

// Normalised linear interpolation: between frames 50 ms apart it differs from slerp by less than the
// rotation's own rounding.
function mixRigid(a: Float32Array, b: Float32Array, t: number, out: Float32Array): void {
  mixLinear(a, b, t, out, 0, 3);
  let dot = 0;
  for (let i = 3; i < 7; i += 1) dot += (a[i] ?? 0) * (b[i] ?? 0);
  const sign = dot < 0 ? -1 : 1;
  let sum = 0;
  for (let i = 3; i < 7; i += 1) {
    const value = (a[i] ?? 0) * (1 - t) + (b[i] ?? 0) * sign * t;
    out[i] = value;
    sum += value * value;
  }
  const length = Math.sqrt(sum) || 1;
  for (let i = 3; i < 7; i += 1) out[i] = (out[i] ?? 0) / length;
}
