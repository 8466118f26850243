import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CARD_BUDGET, DETAIL_LEVELS, HEADSET_BUDGET, LEAST_DETAIL, observeFrame, PROCESSOR_BUDGET, rungsFor, startGovernor, type FrameBudget, type Governor } from "./governor";

const CARD = rungsFor(CARD_BUDGET, "full");

/** Goes on for so long with frames of one length; how often the rung changed. */
function run(governor: Governor, frameMs: number, totalMs: number, budget: FrameBudget = CARD_BUDGET, rungs = CARD.length): number {
  let changes = 0;
  for (let t = 0; t < totalMs; t += frameMs) if (observeFrame(governor, frameMs, budget, rungs)) changes += 1;
  return changes;
}

describe("the frame governor", () => {
  it("ANA-640: asks for less in one order: sharpness, then detail, then the others' pictures", () => {
    for (const budget of [CARD_BUDGET, PROCESSOR_BUDGET, HEADSET_BUDGET])
      for (const level of DETAIL_LEVELS) {
        const rungs = rungsFor(budget, level);
        // Never below what still looks like the organ, unless it begins there.
        const least = level === "full" ? LEAST_DETAIL : level;
        expect(rungs[0]).toEqual({ share: budget.maxShare, level, isVideoSparing: false });
        expect(rungs.at(-1)).toEqual({ share: budget.minShare, level: least, isVideoSparing: true });
        rungs.slice(1).forEach((rung, i) => {
          const above = rungs[i]!;
          const less = [rung.share < above.share, DETAIL_LEVELS.indexOf(rung.level) > DETAIL_LEVELS.indexOf(above.level), rung.isVideoSparing && !above.isVideoSparing];
          expect(less.filter(Boolean)).toHaveLength(1);
          if (rung.level !== level) expect(rung.share).toBe(budget.minShare);
          if (rung.isVideoSparing) expect(rung.level).toBe(least);
        });
      }
  });
  it("stays at the top while frames are on time", () => {
    const governor = startGovernor();
    expect(run(governor, 16, 30_000)).toBe(0);
    expect(governor.rung).toBe(0);
  });
  it("goes down a rung after two slow seconds, and no farther than the last", () => {
    const governor = startGovernor();
    run(governor, 40, 2100);
    expect(governor.rung).toBe(1);
    run(governor, 40, 60_000);
    expect(governor.rung).toBe(CARD.length - 1);
  });
  it("goes up a rung only after ten calm seconds, one at a time, all the way", () => {
    const governor = startGovernor();
    run(governor, 40, 60_000);
    run(governor, 16, 9000);
    expect(governor.rung).toBe(CARD.length - 1);
    run(governor, 16, 4000);
    expect(governor.rung).toBe(CARD.length - 2);
    run(governor, 16, 200_000);
    expect(governor.rung).toBe(0);
  });
  it("ANA-641: does not swing on a device that can bear one rung and not the one above it", () => {
    const governor = startGovernor();
    let changes = 0;
    for (let t = 0; t < 600_000; ) {
      const frameMs = governor.rung === 0 ? 40 : 16;
      if (observeFrame(governor, frameMs, CARD_BUDGET, CARD.length)) changes += 1;
      t += frameMs;
    }
    // Ten minutes: down, then tries after 10, 20, 40, 80 and 160 seconds, each given up again.
    expect(changes).toBeLessThanOrEqual(15);
  });
  it("begins soft where the processor draws, and comes back there", () => {
    const governor = startGovernor();
    const rungs = rungsFor(PROCESSOR_BUDGET, "light");
    run(governor, 200, 60_000, PROCESSOR_BUDGET, rungs.length);
    expect(governor.rung).toBe(rungs.length - 1);
    run(governor, 20, 200_000, PROCESSOR_BUDGET, rungs.length);
    expect(governor.rung).toBe(0);
  });
  it("takes no notice of the pauses of a scene at rest, nor of times that are none", () => {
    const governor = startGovernor();
    run(governor, 3000, 60_000);
    for (const odd of [NaN, -1, Infinity]) observeFrame(governor, odd, CARD_BUDGET, CARD.length);
    expect(governor).toEqual(startGovernor());
  });
  it("one late frame in a hundred changes nothing", () => {
    const governor = startGovernor();
    for (let n = 0; n < 20_000; n += 1) observeFrame(governor, n % 100 === 0 ? 300 : 15, CARD_BUDGET, CARD.length);
    expect(governor.rung).toBe(0);
  });
  it("is on its ladder whatever comes, and moves one rung at a time", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.double({ min: 0, max: 700 }), fc.integer({ min: 1, max: 400 })), { maxLength: 60 }), (spells) => {
        const governor = startGovernor();
        for (const [frameMs, times] of spells)
          for (let n = 0; n < times; n += 1) {
            const before = governor.rung;
            const hasChanged = observeFrame(governor, frameMs, CARD_BUDGET, CARD.length);
            if (Math.abs(governor.rung - before) !== (hasChanged ? 1 : 0)) return false;
            if (governor.rung < 0 || governor.rung >= CARD.length) return false;
          }
        return true;
      }),
      { numRuns: 50 },
    );
  });
});
