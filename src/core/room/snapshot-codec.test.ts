import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { anyOp, honestOps, seats } from "../../../tests/support/scene-arbitraries";
import type { SceneOp } from "./op";
import { digestOf } from "./digest";
import { snapshotOf } from "./snapshot";
import { SNAPSHOT_FORMAT, decodeSnapshot, encodeSnapshot, stateFrom } from "./snapshot-codec";
import { type SceneState, applyOp, createSceneState, setSeats, viewOf } from "./state";

const whole = (ops: readonly SceneOp[]): SceneState => {
  const state = createSceneState();
  for (const op of ops) applyOp(state, op);
  return state;
};
const picture = (state: SceneState) => {
  setSeats(state, seats);
  return { view: [...viewOf(state)], digest: digestOf(state) };
};
const repacked = (state: SceneState) => decodeSnapshot(encodeSnapshot(snapshotOf(state)));

describe("stored snapshots", () => {
  it("ROOM-46 ROOM-55: snapshot and tail give what the full log gives, at any cut and after any number of cuts", () => {
    const logAndCuts = honestOps.chain((ops) => fc.tuple(fc.constant(ops), fc.array(fc.nat(ops.length), { minLength: 1, maxLength: 4 })));
    fc.assert(
      fc.property(logAndCuts, ([ops, cuts]) => {
        let kept: ReturnType<typeof decodeSnapshot> = null;
        let from = 0;
        for (const cut of [...cuts].sort((a, b) => a - b)) {
          kept = repacked(stateFrom(kept, ops.slice(from, cut)));
          expect(kept).not.toBeNull();
          from = cut;
        }
        expect(picture(stateFrom(kept, ops.slice(from)))).toEqual(picture(whole(ops)));
      }),
      { numRuns: 300 },
    );
  });

  it("ROOM-46: the tail may come in any order and more than once, and may hold what the snapshot has", () => {
    const cut = honestOps.chain((ops) => fc.tuple(fc.constant(ops), fc.nat(ops.length), fc.shuffledSubarray([...ops, ...ops], { minLength: 2 * ops.length })));
    fc.assert(
      fc.property(cut, ([ops, at, tail]) => {
        expect(picture(stateFrom(repacked(whole(ops.slice(0, at))), tail))).toEqual(picture(whole(ops)));
      }),
      { numRuns: 200 },
    );
  });

  it("ROOM-10 ROOM-55: what is not a snapshot of this format is none, and no bytes throw", () => {
    const packed = encodeSnapshot(snapshotOf(whole([{ actor: 1, seq: 1, lamport: 1, register: "model/heart/xray", value: true }])));
    expect(decodeSnapshot(packed)?.ops).toHaveLength(1);
    expect(decodeSnapshot(packed.with(0, SNAPSHOT_FORMAT + 1))).toBeNull();
    expect(decodeSnapshot(packed.subarray(0, packed.length - 1))).toBeNull();
    const bent = fc.tuple(fc.array(anyOp, { maxLength: 8 }), fc.nat(), fc.integer({ min: 0, max: 255 }));
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), bent, (bytes, [ops, at, value]) => {
        decodeSnapshot(Uint8Array.of(SNAPSHOT_FORMAT, ...bytes));
        const good = encodeSnapshot(snapshotOf(whole(ops)));
        good[at % good.length] = value;
        decodeSnapshot(good);
      }),
      { numRuns: 300 },
    );
  });
});
