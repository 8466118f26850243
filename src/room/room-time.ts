/*
 * The room's clock: what its pages show in step goes by the server's time, for their devices' own clocks may be minutes
 * apart. Each answer of the server that says its time is one more look at that clock; the one that took the least time
 * counts, for it can be wrong by half of that at most.
 */

/** How far the server's clock is ahead of a monotonic one. */
export interface RoomTime {
  /** What the server's clock shows now, epoch milliseconds; until it was heard, the device's own. */
  now(): number;
  /** It showed `serverMs` at some time between `askedMs` and `heardMs` of the monotonic clock. */
  hear(serverMs: number, askedMs: number, heardMs: number): void;
  /** It may be wrong by this much, milliseconds; Infinity before it was heard. */
  offByMs(): number;
}

/** Clocks of devices part by up to this share, so that an old look at the server's counts for less. */
const DRIFT = 1e-4;

/** Follows a clock. `monotonicMs` only rises; `firstMs` is what counts until the server was heard. */
export function createRoomTime(monotonicMs: () => number, firstMs: () => number): RoomTime {
  let aheadMs: number | null = null;
  let offByMs = Infinity;
  let heardAtMs = 0;
  const doubtMs = (): number => offByMs + (monotonicMs() - heardAtMs) * DRIFT;
  return {
    now: () => (aheadMs === null ? firstMs() : monotonicMs() + aheadMs),
    hear: (serverMs, askedMs, heardMs) => {
      const halfMs = (heardMs - askedMs) / 2;
      if (!Number.isFinite(serverMs) || halfMs < 0 || halfMs > doubtMs()) return;
      aheadMs = serverMs - (askedMs + halfMs);
      offByMs = halfMs;
      heardAtMs = heardMs;
    },
    offByMs: () => (aheadMs === null ? Infinity : doubtMs()),
  };
}

/** The clock of this page's room. */
export const roomTime = createRoomTime(
  () => performance.now(),
  () => performance.timeOrigin + performance.now(),
);

/** What the room's clock shows now, epoch milliseconds. */
export function roomNow(): number {
  return roomTime.now();
}
