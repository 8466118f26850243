import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { honestOps, seats } from "../../../tests/support/scene-arbitraries";
import { answererOf } from "./answerer";
import { listElements, makeElement, nextElementId, removeElement, strokePoints } from "./elements";
import { NOT_FOLLOWING, FOLLOW_LIMITS, followEye, nextFollow } from "./follow";
import type { JsonValue } from "./json";
import { MAX_ELEMENTS, OPS_BURST, OPS_PER_SECOND } from "./limits";
import { encodeOps, decodeMessage } from "./message";
import { type SceneOp, parseOp } from "./op";
import { answerAsk, askFor, askState, openAsks, presentedEye, presenterOf, withdrawAsk } from "./presenter";
import { OP_RATE, createBudget, takeFrom } from "./rate";
import { snapshotOf } from "./snapshot";
import { type SceneState, applyOp, createSceneState, markSeen, stateHash, viewOf } from "./state";
import type { Edit } from "./undo";

const world = () => {
  const state = createSceneState(seats);
  const next = new Map<number, number>();
  let lamport = 0;
  const write = (actor: number, edits: Edit | readonly Edit[] | null): void => {
    for (const { register, value } of [edits].flat().filter((edit) => edit !== null)) {
      const seq = (next.get(actor) ?? 0) + 1;
      next.set(actor, seq);
      const parsed = parseOp({ actor, seq, lamport: (lamport += 1), register, value });
      if (!parsed.ok) throw new Error(`${register}: ${parsed.error}`);
      applyOp(state, parsed.value);
    }
  };
  return { state, write };
};
const pin: JsonValue = { model: "heart", structure: "aorta", at: [0.01, 0.02, 0.03] };

describe("elements", () => {
  it("ROOM-43: a body never changes, a note is its maker's, and both of the maker's page loads are the maker", () => {
    const { state, write } = world();
    const id = nextElementId(state, 2);
    write(2, makeElement("pin", id, pin, "here it hurts"));
    write(2, { register: `pin/${id}/body`, value: { ...(pin as object), structure: null } as JsonValue });
    expect(parseOp({ actor: 1, seq: 1, lamport: 1, register: `pin/${id}/body`, value: pin })).toEqual({ ok: false, error: "owner" });
    write(3, { register: `pin/${id}/note`, value: "a guest's" });
    write(1, { register: `pin/${id}/note`, value: "a clinician's" });
    expect(listElements(state)).toEqual([{ kind: "pin", id: "2-1", actor: 2, body: pin, note: "here it hurts" }]);
    write(5, { register: `pin/${id}/note`, value: "since May" });
    expect(listElements(state)[0]?.note).toBe("since May");
    expect(nextElementId(state, 2)).toBe("2-2");
  });

  it("ROOM-44: whoever made it and clinicians take it away, and nothing older brings it back", () => {
    const { state, write } = world();
    write(2, makeElement("pin", "2-1", pin));
    write(3, removeElement("pin", "2-1"));
    expect(listElements(state)).toHaveLength(1);
    write(1, removeElement("pin", "2-1"));
    expect(listElements(state)).toHaveLength(0);
    applyOp(state, { actor: 2, seq: 90, lamport: 3, register: "pin/2-1/here", value: true });
    expect(listElements(state)).toHaveLength(0);
    write(1, { register: "pin/2-1/here", value: true });
    expect(listElements(state)).toHaveLength(1);
  });

  it("ROOM-44: beyond the limit the newest do not show, the same ones whatever the order", () => {
    const ops: SceneOp[] = [];
    for (let n = 1; n <= MAX_ELEMENTS + 20; n += 1) {
      for (const { register, value } of makeElement("pin", `1-${n}`, pin)) ops.push({ actor: 1, seq: ops.length + 1, lamport: ops.length + 1, register, value });
    }
    const shown = (order: readonly SceneOp[]) => {
      const state = createSceneState(seats);
      for (const each of order) applyOp(state, each);
      return listElements(state).map(({ id }) => id);
    };
    const ids = shown(ops);
    expect(ids).toHaveLength(MAX_ELEMENTS);
    expect(ids.at(-1)).toBe(`1-${MAX_ELEMENTS}`);
    expect(shown([...ops].reverse())).toEqual(ids);
  });

  it("ROOM-45: a stroke grows by its parts in order and is frozen by its end", () => {
    const { state, write } = world();
    write(2, makeElement("stroke", "2-1", { model: "heart", colour: "#00ff7f", widthM: 0.002 }));
    write(2, { register: "stroke/2-1/part/0", value: [0, 0, 0, 0.1, 0, 0] });
    write(2, { register: "stroke/2-1/part/2", value: [0.3, 0, 0] });
    expect(strokePoints(state, "2-1")).toEqual([0, 0, 0, 0.1, 0, 0]);
    write(2, [{ register: "stroke/2-1/part/1", value: [0.2, 0, 0] }, { register: "stroke/2-1/end", value: 2 }]);
    write(2, { register: "stroke/2-1/part/0", value: [1, 1, 1] });
    expect(strokePoints(state, "2-1")).toEqual([0, 0, 0, 0.1, 0, 0, 0.2, 0, 0]);
    expect(parseOp({ actor: 2, seq: 99, lamport: 99, register: "stroke/2-1/part/3", value: [0, 0] })).toEqual({ ok: false, error: "value" });
  });
});

describe("presenting and asking", () => {
  it("ROOM-49: only a clinician gives the presenter's place, and the presenter's own eye is what shows", () => {
    const { state, write } = world();
    write(2, { register: "room/presenter", value: { actor: 2, hold: true } });
    expect(presenterOf(state)).toBeNull();
    write(1, { register: "room/presenter", value: { actor: 2, hold: false } });
    expect([presenterOf(state), presentedEye(state)]).toEqual([{ actor: 2, hold: false }, null]);
    write(2, { register: "person/2/eye", value: { p: [0, 1.6, 1], q: [0, 0, 0, 1] } });
    write(3, { register: "person/3/eye", value: { p: [0, 0, 0], q: [0, 0, 0, 1] } });
    expect(presentedEye(state)).toEqual({ p: [0, 1.6, 1], q: [0, 0, 0, 1] });
  });

  it("ROOM-49: a question waits for the clinician's answer to that question", () => {
    const { state, write } = world();
    expect(askState(state, 2)).toBe("idle");
    write(2, askFor(state, 2, "edit"));
    expect([askState(state, 2), askFor(state, 2, "present"), openAsks(state).map(({ actor }) => actor)]).toEqual(["asked", null, [2]]);
    write(2, { register: "room/answer/2", value: { n: 1, granted: true } });
    expect(askState(state, 2)).toBe("asked");
    write(1, answerAsk(state, 2, false));
    expect([askState(state, 2), answerAsk(state, 2, true)]).toEqual(["declined", null]);
    write(2, askFor(state, 2, "edit"));
    expect(askState(state, 2)).toBe("asked");
    write(4, answerAsk(state, 2, true));
    expect(askState(state, 2)).toBe("granted");
    write(2, withdrawAsk(2));
    expect(askState(state, 2)).toBe("idle");
  });

  it("ROOM-49: followers may look away unless they are held, and nobody follows themselves", () => {
    const free = { actor: 1, hold: false };
    const following = nextFollow(NOT_FOLLOWING, { kind: "presenter", presenter: free, self: 2 });
    expect(following.mode).toBe("following");
    const apart = nextFollow(following, { kind: "moved" });
    expect(apart.mode).toBe("apart");
    expect(nextFollow(apart, { kind: "presenter", presenter: free, self: 2 }).mode).toBe("apart");
    expect(nextFollow(apart, { kind: "follow" }).mode).toBe("following");
    const held = nextFollow(apart, { kind: "presenter", presenter: { actor: 1, hold: true }, self: 2 });
    expect([held.mode, nextFollow(held, { kind: "moved" }).mode]).toEqual(["following", "following"]);
    expect(nextFollow(held, { kind: "presenter", presenter: null, self: 2 }).mode).toBe("free");
    expect(nextFollow(NOT_FOLLOWING, { kind: "presenter", presenter: free, self: 1 }).mode).toBe("free");
  });

  it("ROOM-49: a followed eye travels and turns no faster than people bear, or cuts", () => {
    const metre = fc.double({ min: -1, max: 1, noNaN: true });
    fc.assert(
      fc.property(metre, metre, metre, fc.double({ min: 0, max: 3, noNaN: true }), fc.integer({ min: 1, max: 100 }), (x, y, z, angleRad, stepMs) => {
        const now = { p: [0, 0, 0], q: [0, 0, 0, 1] } satisfies Parameters<typeof followEye>[0];
        const target = { p: [x, y, z], q: [0, Math.sin(angleRad / 2), 0, Math.cos(angleRad / 2)] } satisfies Parameters<typeof followEye>[0];
        const next = followEye(now, target, stepMs);
        const wentM = Math.hypot(...next.p);
        expect(wentM).toBeLessThanOrEqual((FOLLOW_LIMITS.speedMps * stepMs) / 1000 + 1e-9);
        const turnedRad = 2 * Math.acos(Math.min(1, Math.abs(next.q[3])));
        // A blend is at most a few per cent faster than the arc in its middle.
        expect(turnedRad).toBeLessThanOrEqual(((FOLLOW_LIMITS.turnRadps * stepMs) / 1000) * 1.6 + 1e-6);
        expect(Math.hypot(...next.q)).toBeCloseTo(1, 9);
      }),
    );
    expect(followEye({ p: [0, 0, 0], q: [0, 0, 0, 1] }, { p: [5, 0, 0], q: [0, 0, 0, 1] }, 16).p).toEqual([5, 0, 0]);
  });
});

describe("snapshots", () => {
  const states = honestOps.chain((ops) => fc.tuple(fc.constant(ops), fc.nat({ max: ops.length }), fc.shuffledSubarray(ops, { minLength: ops.length })));
  const build = (ops: readonly SceneOp[]): SceneState => {
    const state = createSceneState(seats);
    for (const op of ops) applyOp(state, op);
    return state;
  };

  it("ROOM-46: a snapshot and what came after give what the whole log gives, wherever it is cut and through the wire", () => {
    fc.assert(
      fc.property(states, ([ops, cut, tail]) => {
        const snapshot = snapshotOf(build(ops.slice(0, cut)));
        const state = createSceneState(seats);
        for (const bytes of encodeOps(snapshot.ops, snapshot.seen)) {
          const message = decodeMessage(bytes);
          if (message?.kind !== "delta") throw new Error("no delta");
          for (const op of message.ops) applyOp(state, op);
          for (const [actor, seq] of message.seen) markSeen(state, actor, seq);
        }
        for (const op of tail) applyOp(state, op);
        const whole = build(ops);
        expect([stateHash(state), [...viewOf(state)]]).toEqual([stateHash(whole), [...viewOf(whole)]]);
        expect(snapshotOf(state).seen).toEqual(snapshotOf(whole).seen);
      }),
      { numRuns: 500 },
    );
  });

  it("ROOM-46: what one lacks beyond what one has everything of makes both the same", () => {
    fc.assert(
      fc.property(states, ([ops, cut]) => {
        const reader = build(ops.slice(0, cut));
        const whole = build(ops);
        const { seen } = snapshotOf(reader);
        const missing = snapshotOf(whole, seen);
        for (const op of missing.ops) applyOp(reader, op);
        expect(stateHash(reader)).toBe(stateHash(whole));
      }),
      { numRuns: 500 },
    );
  });

  it("a want is answered by one, and in the next round by another", () => {
    const candidates = [3, 5, 9, 12];
    const rounds = Array.from({ length: 40 }, (_, round) => answererOf(candidates, 2, round));
    expect(new Set(rounds).size).toBe(4);
    expect(answererOf([...candidates].reverse(), 2, 7)).toBe(rounds[7]);
    expect(answererOf([], 2, 1)).toBeNull();
  });

  it("ROOM-4: one actor's ops are taken at a bounded rate", () => {
    const budget = createBudget(OP_RATE, 0);
    expect(takeFrom(budget, OP_RATE, OPS_BURST, 0)).toBe(true);
    expect(takeFrom(budget, OP_RATE, 1, 0)).toBe(false);
    expect(takeFrom(budget, OP_RATE, OPS_PER_SECOND, 1000)).toBe(true);
    expect(takeFrom(budget, OP_RATE, 1, 1000)).toBe(false);
  });
});
