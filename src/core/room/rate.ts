import { OPS_BURST, OPS_PER_SECOND } from "./limits";

/** How much one sender may still send: a bucket that fills with time. */
export interface Budget {
  left: number;
  atMs: number;
}

/** How fast a bucket fills, and how much it holds. */
export interface Rate {
  readonly perSecond: number;
  readonly burst: number;
}

/** What ops may come at. */
export const OP_RATE: Rate = { perSecond: OPS_PER_SECOND, burst: OPS_BURST };

/** A full bucket. */
export function createBudget({ burst }: Rate, nowMs: number): Budget {
  return { left: burst, atMs: nowMs };
}

/** Takes `count` out of the bucket; false, with nothing taken, when that is more than there is. */
export function takeFrom(budget: Budget, { perSecond, burst }: Rate, count: number, nowMs: number): boolean {
  const earned = (Math.max(0, nowMs - budget.atMs) / 1000) * perSecond;
  budget.left = Math.min(burst, budget.left + earned);
  budget.atMs = nowMs;
  if (count > budget.left) return false;
  budget.left -= count;
  return true;
}
