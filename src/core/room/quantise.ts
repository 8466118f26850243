import { POSITION_LIMIT_M } from "./limits";

const POSITION_STEPS = 32767;
const SCALE_LOG_MIN = Math.log(0.01);
const SCALE_LOG_SPAN = Math.log(100) - SCALE_LOG_MIN;
const COMPONENT_MAX = Math.SQRT1_2;
const COMPONENT_STEPS = 1023;

/** A coordinate in metres as i16 over ±8 m: steps of 0.24 mm. Beyond the limit it is held at it. */
export function packMetres(metres: number): number {
  const clamped = Math.min(Math.max(metres, -POSITION_LIMIT_M), POSITION_LIMIT_M);
  return Math.round((clamped / POSITION_LIMIT_M) * POSITION_STEPS);
}

/** The coordinate of `packMetres`. */
export function unpackMetres(packed: number): number {
  return (Math.max(packed, -POSITION_STEPS) / POSITION_STEPS) * POSITION_LIMIT_M;
}

/** A scale between 0.01 and 100 as u16 on a logarithmic ladder: steps of 0.014 %. */
export function packScale(scale: number): number {
  const log = Math.log(Math.min(Math.max(scale, 0.01), 100));
  return Math.round(((log - SCALE_LOG_MIN) / SCALE_LOG_SPAN) * 0xffff);
}

/** The scale of `packScale`. */
export function unpackScale(packed: number): number {
  return Math.exp(SCALE_LOG_MIN + (packed / 0xffff) * SCALE_LOG_SPAN);
}

/**
 * A unit quaternion in 32 bits by "smallest three": which component is largest (2 bits) and the other
 * three at 10 bits each, ≤0.24° off (realtime.md §2.4; the method is Glenn Fiedler's "Snapshot
 * Compression"). Reads four numbers of `q` from `at`.
 */
export function packQuaternion(q: ArrayLike<number>, at: number): number {
  let largest = 0;
  for (let i = 1; i < 4; i += 1) {
    if (Math.abs(q[at + i] ?? 0) > Math.abs(q[at + largest] ?? 0)) largest = i;
  }
  const sign = (q[at + largest] ?? 0) < 0 ? -1 : 1;
  let packed = largest;
  for (let i = 0; i < 4; i += 1) {
    if (i === largest) continue;
    const unit = ((q[at + i] ?? 0) * sign) / COMPONENT_MAX;
    const step = Math.round(((Math.min(Math.max(unit, -1), 1) + 1) / 2) * COMPONENT_STEPS);
    packed = packed * 1024 + step;
  }
  return packed >>> 0;
}

/** The quaternion of `packQuaternion`, of length 1, written to `out` from `at`. Total over all u32. */
export function unpackQuaternion(packed: number, out: Float32Array, at: number): void {
  const largest = (packed >>> 30) & 3;
  let shift = 20;
  let sum = 0;
  for (let i = 0; i < 4; i += 1) {
    if (i === largest) continue;
    const value = ((((packed >>> shift) & 1023) / COMPONENT_STEPS) * 2 - 1) * COMPONENT_MAX;
    out[at + i] = value;
    sum += value * value;
    shift -= 10;
  }
  out[at + largest] = Math.sqrt(Math.max(0, 1 - sum));
  const length = Math.hypot(out[at] ?? 0, out[at + 1] ?? 0, out[at + 2] ?? 0, out[at + 3] ?? 0);
  for (let i = 0; i < 4; i += 1) out[at + i] = (out[at + i] ?? 0) / length;
}
