import type { RoomClock } from "./clock";

/** A clock that moves only when told to, with seeded randomness: for tests and replays. */
export interface ManualClock extends RoomClock {
  /** Moves time forward and runs what falls due, in order. */
  advance(durationMs: number): void;
}

interface Timer {
  readonly atMs: number;
  readonly order: number;
  readonly callback: () => void;
}

const FRAME_MS = 16;

/** Creates a clock at `startMs`; the same `seed` gives the same numbers. */
export function createManualClock(seed = 1, startMs = 0): ManualClock {
  let nowMs = startMs;
  let order = 0;
  const timers = new Set<Timer>();
  const random = createSeededRandom(seed);
  const after: RoomClock["after"] = (delayMs, callback) => {
    const timer = { atMs: nowMs + Math.max(delayMs, 0), order: (order += 1), callback };
    timers.add(timer);
    return () => {
      timers.delete(timer);
    };
  };
  const nextDue = (untilMs: number): Timer | null => {
    let next: Timer | null = null;
    for (const timer of timers) {
      if (timer.atMs > untilMs) continue;
      if (!next || timer.atMs < next.atMs || (timer.atMs === next.atMs && timer.order < next.order)) next = timer;
    }
    return next;
  };
  return {
    now: () => nowMs,
    after,
    onFrame: (callback) => after(FRAME_MS, callback),
    random,
    advance: (durationMs) => {
      const untilMs = nowMs + durationMs;
      for (let timer = nextDue(untilMs); timer; timer = nextDue(untilMs)) {
        timers.delete(timer);
        nowMs = Math.max(nowMs, timer.atMs);
        timer.callback();
      }
      nowMs = untilMs;
    },
  };
}

/** The mulberry32 generator: small, seeded, good enough to choose faults with. */
export function createSeededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
