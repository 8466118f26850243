import type { RoomClock } from "../clock";
import { type ReadonlyStore, createStore } from "../store";

/** How many times as fast as it was. */
export const SPEEDS = [1, 2, 4, 8] as const;
/** See {@link SPEEDS}. */
export type Speed = (typeof SPEEDS)[number];

/** Where a replay stands. */
export interface PlayerState {
  /** Since the beginning, ms of the visit. */
  readonly atMs: number;
  readonly isPlaying: boolean;
  readonly speed: Speed;
}

/** Plays a visit again: time that goes on, stands, and goes where one wants. */
export interface Player {
  readonly state: ReadonlyStore<PlayerState>;
  readonly durationMs: number;
  /** From the start again when it stands at the end. */
  play(): void;
  pause(): void;
  /** Goes to a time, held between beginning and end; plays on if it played. */
  seek(atMs: number): void;
  setSpeed(speed: Speed): void;
  close(): void;
}

/** Longest step of one picture, so that a page that slept does not leap. */
const MAX_STEP_MS = 250;

/** Creates a player that stands at the beginning. `onTime` hears each time that it stands at. */
export function createPlayer(durationMs: number, clock: RoomClock, onTime: (atMs: number) => void): Player {
  const state = createStore<PlayerState>({ atMs: 0, isPlaying: false, speed: 1 });
  let cancelFrame: (() => void) | null = null;
  let lastMs = 0;

  const change = (part: Partial<PlayerState>): void => {
    const before = state.get();
    const next = { ...before, ...part };
    if (next.atMs !== before.atMs) onTime(next.atMs);
    state.set(next);
  };
  const rest = (): void => {
    cancelFrame?.();
    cancelFrame = null;
  };
  const step = (): void => {
    const now = clock.now();
    const { atMs, speed } = state.get();
    const next = Math.min(durationMs, atMs + Math.min(now - lastMs, MAX_STEP_MS) * speed);
    lastMs = now;
    const isOver = next >= durationMs;
    cancelFrame = isOver ? null : clock.onFrame(step);
    change({ atMs: next, isPlaying: !isOver });
  };

  return {
    state,
    durationMs,
    play: () => {
      if (state.get().isPlaying || durationMs <= 0) return;
      lastMs = clock.now();
      change({ isPlaying: true, ...(state.get().atMs >= durationMs ? { atMs: 0 } : {}) });
      cancelFrame = clock.onFrame(step);
    },
    pause: () => {
      rest();
      change({ isPlaying: false });
    },
    seek: (atMs) => change({ atMs: Math.min(Math.max(atMs, 0), durationMs) }),
    setSpeed: (speed) => change({ speed }),
    close: rest,
  };
}
