import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { anyOp, honestOps, seats } from "../../../tests/support/scene-arbitraries";
import type { Allowed } from "./element-values";
import { allowedNow, allows, mayEverCount } from "./judge";
import type { JsonValue } from "./json";
import { type SceneOp, compareStamps } from "./op";
import { mayChange, mayWrite, policyEdits, presenterEdits } from "./policy";
import { kindOf } from "./register-kinds";
import { registers } from "./registers";
import { type SceneState, applyOp, createSceneState, lastSeen, listOps, setSeats, stateHash, valueOf, viewOf, winnerOf } from "./state";

const xray = "model/heart/xray";
const build = (ops: readonly SceneOp[]): SceneState => {
  const state = createSceneState(seats);
  for (const op of ops) applyOp(state, op);
  return state;
};
const op = (actor: number, seq: number, lamport: number, register: string, value: JsonValue): SceneOp => ({ actor, seq, lamport, register, value });
const lock = (lamport: number, fence: [number, number][], allow: Allowed = "clinicians") =>
  op(1, lamport, lamport, "room/policy", { allow: typeof allow === "string" ? allow : [...allow], fence });

describe("judging", () => {
  it("ROOM-41: what was seen before a lock stays, and what its author wrote without knowing of it does not count, whoever heard what first", () => {
    const all = [op(2, 1, 5, xray, true), lock(10, [[2, 1]]), op(2, 2, 6, xray, false), op(2, 3, 30, xray, null)];
    fc.assert(
      fc.property(fc.shuffledSubarray(all, { minLength: all.length }), (ops) => {
        const state = build(ops);
        // The newest word of the patient does not count, so what a lock adopts says the older one again.
        expect(winnerOf(state, xray)).toBeNull();
        expect(stateHash(state)).toBe(stateHash(build(all)));
        applyOp(state, op(1, 11, 11, xray, true));
        expect(valueOf(state, xray)).toBe(true);
      }),
    );
  });

  it("ROOM-41: after an unlock the patient's next op counts, and those from the time of the lock stay out", () => {
    const before = [lock(10, [[2, 1]]), op(2, 2, 12, xray, true), lock(20, [[2, 2]], "patient")];
    expect(valueOf(build(before), xray)).toBeNull();
    expect(valueOf(build([...before, op(2, 3, 15, xray, true)]), xray)).toBeNull();
    expect(valueOf(build([...before, op(2, 3, 21, xray, true)]), xray)).toBe(true);
  });

  it("ROOM-40: a policy by anybody but a clinician is none", () => {
    const forged = { ...lock(10, [], "all"), actor: 2 };
    const state = build([forged, op(3, 1, 11, xray, true)]);
    expect(allowedNow(state.bench)).toBe("patient");
    expect(valueOf(state, xray)).toBeNull();
    expect(mayEverCount("patient", "room/policy")).toBe(false);
  });

  it("ROOM-40: named people may change the scene with any of their page loads, others may not", () => {
    const { bench } = build([lock(10, [], [2])]);
    expect([1, 2, 3, 4, 5, 6].map((actor) => allows(allowedNow(bench), seats, actor))).toEqual([true, true, false, true, true, false]);
    const state = build([lock(10, [], [3])]);
    expect([2, 3].map((actor) => mayChange(state, actor))).toEqual([false, true]);
    expect(mayWrite(state, 2, registers.selection(2))).toBe(true);
    expect(mayWrite(state, 3, registers.model)).toBe(false);
  });

  it("ROOM-1 ROOM-41: the same ops and people give the same view in any order, with locks among them and people who become known later", () => {
    const shuffled = fc.array(anyOp, { maxLength: 40 }).chain((ops) => fc.tuple(fc.constant(ops), fc.shuffledSubarray([...ops, ...ops], { minLength: 2 * ops.length }), fc.nat({ max: 80 })));
    fc.assert(
      fc.property(shuffled, ([ops, other, knownAt]) => {
        const state = createSceneState();
        other.forEach((each, at) => {
          if (at === knownAt) setSeats(state, seats);
          applyOp(state, each);
        });
        setSeats(state, seats);
        expect([...viewOf(state)]).toEqual([...viewOf(build(ops))]);
      }),
      { numRuns: 1000 },
    );
  });

  it("ROOM-41: no view shows a value of somebody whom a later policy holds back beyond its fence", () => {
    fc.assert(
      fc.property(honestOps, (ops) => {
        const state = build(ops);
        for (const [register, { winner }] of state.slots) {
          const role = winner && seats.get(winner.actor)?.role;
          const writer = kindOf(register)?.writer;
          if (!winner || role === "clinician" || writer === "own") continue;
          expect(role).toBeDefined();
          expect(writer).not.toBe("clinician");
          for (const { op: at, policy } of state.bench.policies) {
            if (allows(policy.allow, seats, winner.actor) || compareStamps(at, winner) < 0) continue;
            const fence = policy.fence.find(([actor]) => actor === winner.actor)?.[1] ?? 0;
            expect(winner.seq).toBeLessThanOrEqual(fence);
          }
        }
      }),
      { numRuns: 1000 },
    );
  });

  it("ROOM-42: a lock leaves the view as it is, also when ops come late that its writer had not seen", () => {
    const late = honestOps.chain((ops) => fc.tuple(fc.constant(ops), fc.subarray(ops)));
    fc.assert(
      fc.property(late, fc.constantFrom<Allowed>("clinicians", [3], "patient"), ([ops, known], allow) => {
        const state = build(known);
        const before = viewOf(state);
        const lamport = Math.max(0, ...ops.map((each) => each.lamport));
        policyEdits(state, allow).forEach(({ register, value }, at) => applyOp(state, op(1, 1000 + at, lamport + 1 + at, register, value)));
        const withoutPolicy = (view: ReadonlyMap<string, JsonValue>) => [...view].filter(([register]) => register !== registers.policy);
        expect(withoutPolicy(viewOf(state))).toEqual(withoutPolicy(before));
        const seen = new Set(known);
        // What lies within the fence counts, also where it fills a gap that the policy's writer had.
        const fence = lastSeen(build(known));
        const isBeyond = (each: SceneOp): boolean => each.seq > (fence.get(each.actor) ?? 0);
        const held = ops.filter((each) => !seen.has(each) && isBeyond(each) && each.register.startsWith("model/") && !allows(allow, seats, each.actor));
        const adopted = [...before].filter(([register]) => held.some((each) => each.register === register));
        for (const each of held) applyOp(state, each);
        for (const [register, value] of adopted) {
          if (winnerOf(build(known), register)?.actor === undefined) continue;
          expect(valueOf(state, register)).toEqual(value);
        }
      }),
      { numRuns: 500 },
    );
  });

  it("ROOM-88: which condition shows is written by clinicians and by whoever presents, and what a presenter chose stays", () => {
    const condition = registers.condition("heart");
    const [mild, severe] = [{ id: "coronary-stenosis", grade: "mild" }, { id: "coronary-stenosis", grade: "severe" }];
    const gives = (lamport: number, actor: number | null): SceneOp => op(1, lamport, lamport, registers.presenter, actor === null ? null : { actor, hold: false });
    const all = [op(2, 1, 3, condition, severe), gives(5, 2), op(2, 2, 6, condition, mild), gives(10, null), op(1, 11, 11, condition, mild), op(2, 3, 12, condition, severe), op(2, 4, 13, xray, true)];
    expect(presenterEdits(build(all.slice(0, 3)), null)).toEqual([{ register: registers.presenter, value: null }, { register: condition, value: mild }]);
    expect(presenterEdits(build(all.slice(0, 3)), 2)).toEqual([{ register: registers.presenter, value: { actor: 2, hold: false } }]);
    fc.assert(
      fc.property(fc.shuffledSubarray(all, { minLength: all.length }), (ops) => {
        const state = build(ops);
        // Their newest word does not count: they no longer presented. It hides the older one, so that is said again.
        expect(valueOf(state, condition)).toEqual(mild);
        expect(valueOf(state, xray)).toBe(true);
      }),
    );
    const shown = [[], [0], [0, 1], [0, 1, 2], [0, 1, 2, 3]].map((taken) => valueOf(build(taken.flatMap((at) => all[at] ?? [])), condition));
    expect(shown).toEqual([null, null, null, mild, mild]);
  });

  it("ROOM-88: a presenter who may not change the scene chooses no condition, nor does anybody by a word of their own", () => {
    const beside = registers.beside("knee");
    const gives = (actor: number, author = 1): SceneOp => op(author, 5, 5, registers.presenter, { actor, hold: false });
    const mays = (ops: readonly SceneOp[]) => [1, 2, 3].map((actor) => mayWrite(build(ops), actor, beside));
    expect(mays([])).toEqual([true, false, false]);
    expect(mays([gives(2)])).toEqual([true, true, false]);
    expect(mays([gives(3)])).toEqual([true, false, false]);
    expect(mays([gives(3), lock(6, [], "all")])).toEqual([true, false, true]);
    expect(mays([gives(2), lock(6, [])])).toEqual([true, false, false]);
    expect(mays([gives(2, 2)])).toEqual([true, false, false]);
    expect(valueOf(build([gives(3), op(3, 1, 8, beside, "mirror")]), beside)).toBeNull();
    expect(valueOf(build([gives(3), lock(6, [], "all"), op(3, 1, 8, beside, "mirror")]), beside)).toBe("mirror");
  });

  it("ROOM-40: a policy is itself among what it changes, so that whoever watches it hears", () => {
    const state = build([]);
    expect(applyOp(state, lock(10, [])).changed).toContain(registers.policy);
    expect(applyOp(state, lock(12, [])).changed).toContain(registers.policy);
  });

  it("ROOM-41: ops that do not count are kept, so that whoever judges later has them", () => {
    const state = build([lock(10, []), op(2, 1, 12, xray, true)]);
    expect(listOps(state)).toHaveLength(2);
  });
});
