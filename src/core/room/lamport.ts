import { MAX_COUNTER } from "./limits";

/** Lamport time of one replica (Lamport 1978, "Time, clocks, and the ordering of events"). */
export interface LamportClock {
  /** The next time, greater than every time seen so far. */
  tick(): number;
  /** Takes note of a time that came from elsewhere. */
  observe(time: number): void;
  /** The greatest time seen. */
  now(): number;
}

/** A clock that has seen nothing after `start`. It stops at the largest u32 rather than wrap. */
export function createLamportClock(start = 0): LamportClock {
  let time = start;
  return {
    tick: () => (time = Math.min(time + 1, MAX_COUNTER)),
    observe: (seen) => {
      if (seen > time) time = Math.min(seen, MAX_COUNTER);
    },
    now: () => time,
  };
}
