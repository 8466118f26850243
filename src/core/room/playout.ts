import { type FrameValues, copyFrame, createFrameValues } from "./frame";
import { extrapolateFrames, interpolateFrames } from "./interpolate";

const RING = 16;
const MIN_DELAY_MS = 60;
const MAX_DELAY_MS = 120;
const EXTRAPOLATE_MS = 100;
const OFFSET_WINDOW_MS = 5000;
const JITTER_SAMPLES = 32;
/** A pause longer than this means that nothing moved, not that packets are missing. */
const PAUSE_MS = 150;
const FADE_START_MS = 2500;
const FADE_END_MS = 3500;

/**
 * Plays one sender's frames a little late and evenly (realtime.md §2.4). No clock is shared: the
 * smallest difference between arrival and the sender's time over the last seconds stands for the
 * network's best, and what exceeds it is jitter.
 */
export interface Playout {
  /** Takes a frame; false when it is a copy or older than the newest. Both clocks in milliseconds. */
  push(frame: FrameValues, arrivedAtMs: number): boolean;
  /** Writes the pose to show at `nowMs` to `out`; returns how present the sender is, 1 down to 0. */
  sample(nowMs: number, out: FrameValues): number;
  /** How late this sender is shown now. */
  delayMs(): number;
}

interface Slot {
  readonly frame: FrameValues;
  sentMs: number;
}

/** Creates an empty playout. All memory is taken here; sampling allocates nothing. */
export function createPlayout(): Playout {
  const ring: Slot[] = Array.from({ length: RING }, () => ({ frame: createFrameValues(), sentMs: 0 }));
  const jitter = createJitterEstimate();
  let count = 0;
  let newest = -1;
  let arrivedAtMs = 0;
  let intervalMs = 40;

  const slot = (back: number): Slot => {
    const found = ring[(newest - back + RING * 2) % RING];
    if (!found) throw new Error("the ring is never empty");
    return found;
  };
  const delayMs = (): number =>
    Math.min(Math.max(2 * intervalMs + jitter.highMs(), MIN_DELAY_MS), MAX_DELAY_MS);

  const push: Playout["push"] = (frame, atMs) => {
    let sentMs = frame.sentMs;
    if (count > 0) {
      const last = slot(0);
      const steps = ((frame.seq - last.frame.seq) << 16) >> 16;
      if (steps <= 0) return false;
      const apartMs = (frame.sentMs - last.frame.sentMs) | 0;
      // A later frame with an earlier time is nonsense; take it as sent right after.
      sentMs = last.sentMs + Math.max(apartMs, 1);
      if (apartMs > 0 && apartMs < PAUSE_MS) intervalMs += (apartMs / steps - intervalMs) * 0.1;
    }
    newest = (newest + 1) % RING;
    count = Math.min(count + 1, RING);
    const target = slot(0);
    copyFrame(frame, target.frame);
    target.sentMs = sentMs;
    arrivedAtMs = atMs;
    jitter.add(atMs - sentMs, atMs);
    return true;
  };

  const sample: Playout["sample"] = (nowMs, out) => {
    if (count === 0) {
      out.parts = 0;
      return 0;
    }
    const showMs = nowMs - jitter.offsetMs() - delayMs();
    const last = slot(0);
    if (showMs >= last.sentMs) {
      const ahead = Math.min(showMs - last.sentMs, EXTRAPOLATE_MS);
      const before = count > 1 ? slot(1) : last;
      const span = last.sentMs - before.sentMs;
      if (span > 0 && span < PAUSE_MS) extrapolateFrames(before.frame, last.frame, span, ahead, out);
      else copyFrame(last.frame, out);
    } else showBetween(showMs, out);
    const silentMs = nowMs - arrivedAtMs;
    return 1 - Math.min(Math.max((silentMs - FADE_START_MS) / (FADE_END_MS - FADE_START_MS), 0), 1);
  };

  const showBetween = (showMs: number, out: FrameValues): void => {
    for (let back = 1; back < count; back += 1) {
      const from = slot(back);
      if (showMs < from.sentMs) continue;
      const to = slot(back - 1);
      // After a pause the movement began one interval before the next frame, not when the pause did.
      const startMs = to.sentMs - from.sentMs > PAUSE_MS ? to.sentMs - intervalMs : from.sentMs;
      const t = Math.max((showMs - startMs) / (to.sentMs - startMs), 0);
      interpolateFrames(from.frame, to.frame, t, out);
      return;
    }
    copyFrame(slot(count - 1).frame, out);
  };

  return { push, sample, delayMs };
}

interface JitterEstimate {
  add(differenceMs: number, atMs: number): void;
  offsetMs(): number;
  /** About the 95th percentile of lateness. */
  highMs(): number;
}

function createJitterEstimate(): JitterEstimate {
  const late = new Float64Array(JITTER_SAMPLES);
  const sorted = new Float64Array(JITTER_SAMPLES);
  let filled = 0;
  let next = 0;
  let windowStartMs = 0;
  let currentMin = Infinity;
  let previousMin = Infinity;
  let high = 0;
  const offsetMs = (): number => Math.min(currentMin, previousMin);
  return {
    offsetMs,
    highMs: () => high,
    add: (differenceMs, atMs) => {
      if (atMs - windowStartMs > OFFSET_WINDOW_MS) {
        previousMin = currentMin;
        currentMin = Infinity;
        windowStartMs = atMs;
      }
      currentMin = Math.min(currentMin, differenceMs);
      late[next] = differenceMs - offsetMs();
      next = (next + 1) % JITTER_SAMPLES;
      filled = Math.min(filled + 1, JITTER_SAMPLES);
      sorted.set(late);
      const inUse = sorted.subarray(0, filled).sort();
      high = inUse[Math.floor(0.95 * (filled - 1))] ?? 0;
    },
  };
}
