/** What a scene asks of its device. Each rung of a ladder asks for less than the one above it. */
export interface Rung {
  /** How sharply it is drawn, as a share of the screen's own density. */
  readonly share: number;
  /** Which level of detail of the model is drawn. */
  readonly level: DetailLevel;
  /** Pictures of the others come small and at fewer frames. */
  readonly isVideoSparing: boolean;
}

/** Levels of detail of a model, from the most to the least. */
export const DETAIL_LEVELS = ["full", "light", "test"] as const;
export type DetailLevel = (typeof DETAIL_LEVELS)[number];

/** The least detail that a scene goes down to by itself: what is coarser no longer looks like the organ. */
export const LEAST_DETAIL: DetailLevel = "light";

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

/** A headset shows 72 pictures a second at least (xr-anatomy.md §6); less sharpness is spared at the sides of its picture. */
export const HEADSET_BUDGET: FrameBudget = { frameMs: 13.9, minShare: 0.5, maxShare: 1 };

const STEP = 0.8;
/** A rung lower in sharpness that changes less than this is none. */
const LEAST_STEP = 0.01;

/**
 * The ladder of a device: first less sharpness, then less detail, then less of the others' pictures, which are what a
 * visit is for. `level`: what it begins with.
 */
export function rungsFor(budget: FrameBudget, level: DetailLevel): readonly Rung[] {
  const shares = [budget.maxShare];
  for (let share = budget.maxShare * STEP; share > budget.minShare + LEAST_STEP; share *= STEP) shares.push(share);
  if (budget.maxShare > budget.minShare) shares.push(budget.minShare);
  const levels = DETAIL_LEVELS.slice(DETAIL_LEVELS.indexOf(level) + 1, DETAIL_LEVELS.indexOf(LEAST_DETAIL) + 1);
  const softest = { share: budget.minShare, level, isVideoSparing: false };
  const rungs: Rung[] = [...shares.map((share) => ({ ...softest, share })), ...levels.map((each) => ({ ...softest, level: each }))];
  return [...rungs, { ...(rungs.at(-1) ?? softest), isVideoSparing: true }];
}

const DECIDE_AFTER_MS = 2000;
const RAISE_AFTER_MS = 10_000;
/** A rung that was given up again soon is tried again after twice the calm, and at most after this long. */
const LONGEST_CALM_MS = 160_000;
/** Longer gaps are pauses of a scene that draws on demand, not slow frames. */
const PAUSE_MS = 500;
/** Frames within this of the budget's time count as slow only beyond it. */
const SLACK = 1.25;

/** Where a scene stands on its ladder. Written in place, frame by frame: it takes all its memory at the start. */
export interface Governor {
  /** Which rung it stands on, 0 the uppermost. */
  rung: number;
  /** Frames since the last decision, by whole milliseconds. */
  readonly counts: Uint16Array;
  frames: number;
  spanMs: number;
  /** Time over which the frames were calm, milliseconds. */
  calmMs: number;
  /** How much calm the next rung up asks for. */
  raiseAfterMs: number;
  /** Time since it last went up; lowering within it says that it went up too early. */
  sinceRaiseMs: number;
}

/** A scene at the top of its ladder. */
export function startGovernor(): Governor {
  return { rung: 0, counts: new Uint16Array(PAUSE_MS + 1), frames: 0, spanMs: 0, calmMs: 0, raiseAfterMs: RAISE_AFTER_MS, sinceRaiseMs: Infinity };
}

/**
 * Tells the governor of one more frame of `frameMs`; true when it now stands on another rung. It goes down one rung when
 * the slowest twentieth of two seconds misses the budget, up one after ten calm seconds; a rung that it had to give up
 * again asks for twice as much calm the next time, so that it never swings.
 */
export function observeFrame(governor: Governor, frameMs: number, budget: FrameBudget, rungs: number): boolean {
  if (!(frameMs >= 0) || frameMs > PAUSE_MS) return false;
  const slot = Math.ceil(frameMs);
  governor.counts[slot] = (governor.counts[slot] ?? 0) + 1;
  governor.frames += 1;
  governor.spanMs += frameMs;
  governor.sinceRaiseMs += frameMs;
  if (governor.spanMs < DECIDE_AFTER_MS) return false;
  const isSlow = slowest(governor) > Math.ceil(budget.frameMs * SLACK);
  const { spanMs } = governor;
  governor.counts.fill(0);
  governor.frames = 0;
  governor.spanMs = 0;
  return isSlow ? lower(governor, rungs) : raise(governor, spanMs);
}

function lower(governor: Governor, rungs: number): boolean {
  governor.calmMs = 0;
  if (governor.rung >= rungs - 1) return false;
  if (governor.sinceRaiseMs < RAISE_AFTER_MS) governor.raiseAfterMs = Math.min(LONGEST_CALM_MS, governor.raiseAfterMs * 2);
  governor.sinceRaiseMs = Infinity;
  governor.rung += 1;
  return true;
}

function raise(governor: Governor, spanMs: number): boolean {
  governor.calmMs += spanMs;
  if (governor.rung === 0 || governor.calmMs < governor.raiseAfterMs) return false;
  // What held for all that time is trusted again.
  if (governor.sinceRaiseMs !== Infinity) governor.raiseAfterMs = RAISE_AFTER_MS;
  governor.calmMs = 0;
  governor.sinceRaiseMs = 0;
  governor.rung -= 1;
  return true;
}

/** Which frame time nineteen in twenty stay within, whole milliseconds. */
function slowest({ counts, frames }: Governor): number {
  let left = Math.floor((frames - 1) * 0.95);
  for (let ms = 0; ms < counts.length; ms += 1) {
    const count = counts[ms] ?? 0;
    if (left < count) return ms;
    left -= count;
  }
  return 0;
}
