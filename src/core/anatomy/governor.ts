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
  readonly maxShare: number;
}

/** A graphics card draws each pixel of the screen as long as it keeps up with it. */
export const CARD_BUDGET: FrameBudget = { frameMs: 17, minShare: 0.5, maxShare: 1 };

/** A processor in its place takes time for each pixel: a soft picture that follows the hand beats a sharp one that lags. */
export const PROCESSOR_BUDGET: FrameBudget = { frameMs: 50, minShare: 0.4, maxShare: 0.7 };

/** How a scene begins under a budget. */
export const startSharpness = (budget: FrameBudget): Governor => ({ share: budget.maxShare, frames: [], calmMs: 0 });

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
  if (calmMs < RAISE_AFTER_MS || governor.share === budget.maxShare) return { ...governor, frames: [], calmMs };
  return { share: Math.min(budget.maxShare, governor.share / STEP), frames: [], calmMs: 0 };
}
