import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isMissed, isOver, moveVisit, VISIT_STATES, type VisitAct } from "./visit";

const ACTS: readonly VisitAct[] = ["arrive", "step_out", "admit", "end", "cancel", "miss"];
const anyState = fc.constantFrom(...VISIT_STATES);
const anyAct = fc.constantFrom(...ACTS);

describe("moveVisit", () => {
  it("VISIT-6: final states stay as they are, whatever happens", () => {
    fc.assert(
      fc.property(anyState.filter(isOver), anyAct, (state, act) => {
        const move = moveVisit(state, act);
        if (move.ok) expect(move.value).toEqual({ state, changed: false });
        else expect(move.error.kind).toBe("gone");
      }),
    );
  });

  it("VISIT-6: doing an act twice is the same as once", () => {
    fc.assert(
      fc.property(anyState, anyAct, (state, act) => {
        const once = moveVisit(state, act);
        if (!once.ok) return;
        expect(moveVisit(once.value.state, act)).toEqual({ ok: true, value: { state: once.value.state, changed: false } });
      }),
    );
  });

  it("VISIT-10: only a waiting visit is admitted", () => {
    expect(moveVisit("waiting", "admit")).toEqual({ ok: true, value: { state: "admitted", changed: true } });
    expect(moveVisit("expected", "admit")).toMatchObject({ ok: false, error: { code: "visits.nobody_waiting" } });
  });

  it("VISIT-11: arriving at an admitted visit is coming back, not leaving the room", () => {
    expect(moveVisit("admitted", "arrive")).toEqual({ ok: true, value: { state: "admitted", changed: false } });
    expect(moveVisit("admitted", "step_out")).toMatchObject({ ok: false, error: { kind: "conflict" } });
  });

  it("VISIT-6: an admitted visit can't be cancelled", () => {
    expect(moveVisit("admitted", "cancel")).toMatchObject({ ok: false, error: { code: "visits.not_now" } });
  });

  it("VISIT-1: each way to be over has its own words", () => {
    expect(moveVisit("ended", "arrive")).toMatchObject({ error: { code: "visits.over" } });
    expect(moveVisit("cancelled", "arrive")).toMatchObject({ error: { code: "visits.cancelled" } });
    expect(moveVisit("missed", "arrive")).toMatchObject({ error: { code: "visits.missed" } });
  });
});

describe("isMissed", () => {
  it("VISIT-6: an hour after the planned end, and only when nobody is there", () => {
    const endsAtMs = 1_000_000;
    expect(isMissed({ state: "expected", endsAtMs }, endsAtMs + 3_599_999)).toBe(false);
    expect(isMissed({ state: "expected", endsAtMs }, endsAtMs + 3_600_000)).toBe(true);
    expect(isMissed({ state: "waiting", endsAtMs }, endsAtMs + 9_000_000)).toBe(false);
  });
});
