import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { anyOp, honestOps, seats } from "../../../tests/support/scene-arbitraries";
import { compareDigests, digestOf } from "./digest";
import type { SceneOp } from "./op";
import { type SceneState, applyOp, createSceneState, listOps, markSeen, mergeState, stateHash, viewOf } from "./state";

const build = (ops: readonly SceneOp[]): SceneState => {
  const state = createSceneState(seats);
  for (const op of ops) applyOp(state, op);
  return state;
};
const merged = (...states: readonly SceneState[]): SceneState => {
  const state = createSceneState(seats);
  for (const other of states) mergeState(state, other);
  return state;
};
const picture = (state: SceneState) => ({
  view: [...viewOf(state)],
  hash: stateHash(state),
  ops: listOps(state).length,
});
const shuffledTwice = (ops: SceneOp[]) =>
  fc.tuple(fc.constant(ops), fc.shuffledSubarray([...ops, ...ops], { minLength: 2 * ops.length }));

describe("scene state", () => {
  it("ROOM-1: the same ops give the same view and hash in any order and any number of times", () => {
    fc.assert(
      fc.property(fc.array(anyOp, { maxLength: 40 }).chain(shuffledTwice), ([ops, shuffled]) => {
        expect(picture(build(shuffled))).toEqual(picture(build(ops)));
      }),
      { numRuns: 1000 },
    );
  });

  it("ROOM-1: merging is associative, commutative and idempotent", () => {
    const part = fc.array(anyOp, { maxLength: 15 });
    fc.assert(
      fc.property(part, part, part, (x, y, z) => {
        const [a, b, c] = [build(x), build(y), build(z)];
        const all = picture(merged(a, b, c));
        expect(picture(merged(merged(a, b), c))).toEqual(all);
        expect(picture(merged(a, merged(b, c)))).toEqual(all);
        expect(picture(merged(c, b, a))).toEqual(all);
        expect(picture(merged(a, a))).toEqual(picture(merged(a)));
      }),
      { numRuns: 500 },
    );
  });

  it("ROOM-1: after any loss, handing over what is held makes both sides equal", () => {
    const lossy = honestOps.chain((ops) => fc.tuple(fc.subarray(ops), fc.subarray(ops), fc.constant(ops)));
    fc.assert(
      fc.property(lossy, ([left, right]) => {
        const a = build(left);
        const b = build(right);
        for (const op of listOps(b)) applyOp(a, op);
        for (const op of listOps(a)) applyOp(b, op);
        expect(picture(a)).toEqual(picture(b));
      }),
      { numRuns: 500 },
    );
  });

  it("ROOM-2: a register shows the greatest (lamport, actor)", () => {
    const op = (actor: number, lamport: number, value: boolean): SceneOp => ({
      actor, seq: 1, lamport, register: "model/heart/xray", value,
    });
    expect(viewOf(build([op(1, 5, true), op(2, 4, false)])).get("model/heart/xray")).toBe(true);
    expect(viewOf(build([op(1, 5, true), op(2, 5, false)])).get("model/heart/xray")).toBe(false);
  });
});

describe("digest", () => {
  it("ROOM-6: says equal for equal states, and who lacks what", () => {
    fc.assert(
      fc.property(honestOps.chain((ops) => fc.tuple(fc.constant(ops), fc.subarray(ops))), ([ops, some]) => {
        const all = build(ops);
        const part = build(some);
        const seen = compareDigests(digestOf(part), digestOf(all));
        if (some.length === ops.length) expect(seen).toEqual({ equal: true, behind: false, ahead: false });
        else expect(seen.behind).toBe(true);
        expect(seen.ahead).toBe(false);
      }),
    );
  });

  it("ROOM-6: a snapshot's mark closes the gaps that its missing ops leave", () => {
    const state = build([{ actor: 3, seq: 9, lamport: 9, register: "model/heart/xray", value: true }]);
    expect(digestOf(state).seen).toEqual([]);
    markSeen(state, 3, 8);
    expect(digestOf(state).seen).toEqual([[3, 9]]);
  });
});
