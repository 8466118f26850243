import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { VISIT_STATES } from "./visit";
import { estimateWait } from "./wait";

const MIN = 60_000;
const at = (minutes: number): number => minutes * MIN;

describe("estimateWait", () => {
  it("VISIT-13: says no number when nobody is before and it is time", () => {
    expect(estimateWait(at(600), [], at(600))).toEqual({ ahead: 0, lateMin: 0, minutes: null });
  });

  it("VISIT-13: counts what is left of the visit that goes on", () => {
    const going = { state: "admitted" as const, startsAtMs: at(570), endsAtMs: at(600), admittedAtMs: at(580) };
    const wait = estimateWait(at(600), [going], at(602));
    expect(wait).toEqual({ ahead: 1, lateMin: 10, minutes: { from: 6, to: 10 } });
  });

  it("VISIT-13: does not wait for somebody who is late beyond reason", () => {
    const absent = { state: "expected" as const, startsAtMs: at(560), endsAtMs: at(580), admittedAtMs: null };
    expect(estimateWait(at(600), [absent], at(601)).ahead).toBe(0);
    expect(estimateWait(at(600), [absent], at(570)).ahead).toBe(1);
  });

  it("VISIT-13: never promises a time before the plan, and the range holds the guess", () => {
    const earlier = fc.record({
      state: fc.constantFrom(...VISIT_STATES),
      startsAtMs: fc.integer({ min: at(500), max: at(599) }),
      endsAtMs: fc.integer({ min: at(600), max: at(640) }),
      admittedAtMs: fc.option(fc.integer({ min: at(500), max: at(640) })),
    });
    fc.assert(
      fc.property(fc.array(earlier, { maxLength: 6 }), fc.integer({ min: at(540), max: at(700) }), (list, nowMs) => {
        const { minutes, ahead } = estimateWait(at(600), list, nowMs);
        expect(ahead).toBeLessThanOrEqual(list.length);
        if (minutes === null) return;
        expect(minutes.to - minutes.from).toBeGreaterThanOrEqual(ahead === 0 ? 0 : 1);
        expect(nowMs + at(minutes.to)).toBeGreaterThanOrEqual(at(600));
      }),
    );
  });
});
