/** How sharply the scene is drawn, as a share of the screen's own density. */
export interface Governor {
  readonly share: number;
  /** Frames since the last decision, milliseconds each. */
  readonly frames: readonly number[];
  /** Time over which the frames were calm, milliseconds. */
  readonly calmMs: number;
}

/** What a device is asked for. */
export interface FrameBudget {
  /** A frame should take at most this long, milliseconds. */
  readonly frameMs: number;
  readonly minShare: number;
}

export const FULL_SHARPNESS: Governor = { share: 1, frames: [], calmMs: 0 };

const DECIDE_AFTER_MS = 2000;
const RAISE_AFTER_MS = 10_000;
const STEP = 0.8;
/** Longer gaps are pauses of a scene that draws on demand, not slow frames. */
const PAUSE_MS = 500;

/**
 * The governor after one more frame of `frameMs`. Lowers the share when the slowest twentieth of
 * two seconds misses the budget, and raises it again only after ten calm seconds, so that it never
 * swings.
 */
export function observeFrame(governor: Governor, frameMs: number, budget: FrameBudget): Governor {
  if (frameMs > PAUSE_MS) return governor;
  const frames = [...governor.frames, frameMs];
  const spanMs = frames.reduce((sum, ms) => sum + ms, 0);
  if (spanMs < DECIDE_AFTER_MS) return { ...governor, frames };
  const sorted = [...frames].sort((a, b) => a - b);
  const p95 = sorted[Math.floor((sorted.length - 1) * 0.95)] ?? 0;
  if (p95 > budget.frameMs * 1.25) return { share: Math.max(budget.minShare, governor.share * STEP), frames: [], calmMs: 0 };
  const calmMs = governor.calmMs + spanMs;
  if (calmMs < RAISE_AFTER_MS || governor.share === 1) return { ...governor, frames: [], calmMs };
  return { share: Math.min(1, governor.share / STEP), frames: [], calmMs: 0 };
}
