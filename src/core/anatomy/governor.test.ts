import { describe, expect, it } from "vitest";
import { FULL_SHARPNESS, observeFrame, type Governor } from "./governor";

const budget = { frameMs: 16.7, minShare: 0.5 };
const run = (governor: Governor, frameMs: number, totalMs: number): Governor => {
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
  it("takes no notice of the pauses of a scene at rest", () => {
    expect(run(FULL_SHARPNESS, 3000, 60_000)).toEqual(FULL_SHARPNESS);
  });
});
