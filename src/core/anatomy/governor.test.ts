import { describe, expect, it } from "vitest";
import { CARD_BUDGET, observeFrame, PROCESSOR_BUDGET, startSharpness, type FrameBudget, type Governor } from "./governor";

const FULL_SHARPNESS = startSharpness(CARD_BUDGET);
const run = (governor: Governor, frameMs: number, totalMs: number, budget: FrameBudget = CARD_BUDGET): Governor => {
  let now = governor;
  for (let t = 0; t < totalMs; t += frameMs) now = observeFrame(now, frameMs, budget);
  return now;
};

describe("the frame governor", () => {
  it("stays sharp while frames are on time", () => {
    expect(run(FULL_SHARPNESS, 16, 30_000).share).toBe(1);
  });
  it("steps down after two slow seconds, never below the floor", () => {
    expect(run(FULL_SHARPNESS, 40, 2100).share).toBeCloseTo(0.8);
    expect(run(FULL_SHARPNESS, 40, 60_000).share).toBe(0.5);
  });
  it("steps up again only after ten calm seconds", () => {
    const low = run(FULL_SHARPNESS, 40, 2100);
    expect(run({ ...low, frames: [] }, 16, 6000).share).toBeCloseTo(0.8);
    expect(run({ ...low, frames: [] }, 16, 13_000).share).toBe(1);
  });
  it("begins soft where the processor draws, and stays between its own bounds", () => {
    const soft = startSharpness(PROCESSOR_BUDGET);
    expect(soft.share).toBe(PROCESSOR_BUDGET.maxShare);
    expect(run(soft, 20, 60_000, PROCESSOR_BUDGET).share).toBe(PROCESSOR_BUDGET.maxShare);
    expect(run(soft, 200, 60_000, PROCESSOR_BUDGET).share).toBe(PROCESSOR_BUDGET.minShare);
    const low = run(soft, 200, 60_000, PROCESSOR_BUDGET);
    expect(run(low, 20, 120_000, PROCESSOR_BUDGET).share).toBe(PROCESSOR_BUDGET.maxShare);
  });
  it("takes no notice of the pauses of a scene at rest", () => {
    expect(run(FULL_SHARPNESS, 3000, 60_000)).toEqual(FULL_SHARPNESS);
  });
});
