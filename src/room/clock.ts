/** Time as the room uses it; injected, so that tests own it. */
export interface RoomClock {
  /** Milliseconds that only rise; no relation to the date. */
  now(): number;
  /** Calls once before the next picture is drawn, or soon when the page is hidden. Returns a cancel. */
  onFrame(callback: () => void): () => void;
  /** Calls once after a time. Returns a cancel. */
  after(delayMs: number, callback: () => void): () => void;
  /** A number in [0, 1) to spread timers by. */
  random(): number;
}

const HIDDEN_FRAME_MS = 16;

/** The browser's own clock. */
export function createBrowserClock(): RoomClock {
  const after: RoomClock["after"] = (delayMs, callback) => {
    const timer = setTimeout(callback, delayMs);
    return () => clearTimeout(timer);
  };
  return {
    now: () => performance.now(),
    onFrame: (callback) => {
      // A hidden page draws nothing, yet its edits still have to leave.
      if (typeof requestAnimationFrame !== "function" || document.visibilityState === "hidden") {
        return after(HIDDEN_FRAME_MS, callback);
      }
      // In an immersive session the page's own frames may stop; whichever comes first counts.
      let done = false;
      const once = (): void => {
        if (done) return;
        done = true;
        cancelAnimationFrame(frame);
        cancelTimer();
        callback();
      };
      const frame = requestAnimationFrame(once);
      const cancelTimer = after(3 * HIDDEN_FRAME_MS, once);
      return () => {
        done = true;
        cancelAnimationFrame(frame);
        cancelTimer();
      };
    },
    after,
    random: () => Math.random(),
  };
}
