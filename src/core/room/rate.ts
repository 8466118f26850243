import { OPS_BURST, OPS_PER_SECOND } from "./limits";

/** How many ops an actor may still send: a bucket that fills with time. */
export interface OpBudget {
  left: number;
  atMs: number;
}

/** A full bucket. */
export function createOpBudget(nowMs: number): OpBudget {
  return { left: OPS_BURST, atMs: nowMs };
}

/** Takes `count` ops out of the bucket; false, with nothing taken, when they are more than there is. */
export function takeOps(budget: OpBudget, count: number, nowMs: number): boolean {
  const earned = (Math.max(0, nowMs - budget.atMs) / 1000) * OPS_PER_SECOND;
  budget.left = Math.min(OPS_BURST, budget.left + earned);
  budget.atMs = nowMs;
  if (count > budget.left) return false;
  budget.left -= count;
  return true;
}
