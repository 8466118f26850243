import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { answerCloser, areClose, askCloser, clearanceM, closerState, CLOSEST_M, keepRoomAround, openCloserAsks, reachM, roomAround, shownAt, takeBackCloser } from "./boundary";
import { ROOM_AROUND_M } from "./element-values";
import { parseOp, type SceneOp } from "./op";
import { registers } from "./registers";
import { applyOp, createSceneState, stateHash } from "./state";
import type { Edit } from "./undo";

const seat = (role: "clinician" | "patient" | "guest", person: number) => ({ role, person });
const SEATS = new Map([[1, seat("clinician", 1)], [2, seat("patient", 2)], [3, seat("guest", 3)]]);

/** A scene in which each actor writes one op after another. */
function room() {
  const state = createSceneState(SEATS);
  const ops: SceneOp[] = [];
  const seqs = new Map<number, number>();
  const write = (actor: number, edits: Edit | null | readonly Edit[]): void => {
    for (const edit of edits === null ? [] : [edits].flat()) {
      const seq = (seqs.get(actor) ?? 0) + 1;
      seqs.set(actor, seq);
      const parsed = parseOp({ actor, seq, lamport: ops.length + 1, ...edit });
      if (!parsed.ok) throw new Error(`refused: ${parsed.error}`);
      ops.push(parsed.value);
      applyOp(state, parsed.value);
    }
  };
  return { state, ops, write };
}

const deeds = fc.array(
  fc.record({
    who: fc.integer({ min: 1, max: 3 }),
    whom: fc.integer({ min: 1, max: 3 }),
    deed: fc.constantFrom("ask" as const, "yes" as const, "no" as const, "back" as const, "wide" as const, "narrow" as const),
  }),
  { maxLength: 40 },
);

function act({ state, write }: ReturnType<typeof room>, { who, whom, deed }: { who: number; whom: number; deed: string }): void {
  if (deed === "ask") write(who, askCloser(state, who, whom));
  else if (deed === "yes" || deed === "no") write(who, answerCloser(state, who, whom, deed === "yes"));
  else if (deed === "back") write(who, takeBackCloser(state, who, whom));
  else write(who, keepRoomAround(state, who, deed === "wide" ? roomAround(state, who) + 0.3 : 0.6));
}

const everyPair = (holds: (a: number, b: number) => void): void => {
  for (const a of SEATS.keys()) for (const b of SEATS.keys()) if (a !== b) holds(a, b);
};

describe("the room that each person keeps around themselves", () => {
  it("ANA-600: is 0.6 m each from the start, 1.2 m between two, the same seen from either side", () => {
    const { state } = room();
    expect(roomAround(state, 1)).toBe(0.6);
    expect(clearanceM(state, 1, 2)).toBeCloseTo(1.2, 9);
    fc.assert(
      fc.property(deeds, (list) => {
        const each = room();
        for (const deed of list) act(each, deed);
        everyPair((a, b) => expect(clearanceM(each.state, a, b)).toBe(clearanceM(each.state, b, a)));
      }),
      { numRuns: 60 },
    );
  });

  it("ANA-600: what is inside fades, the nearer the less of it, and at half of the distance nothing is left", () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 4, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: CLOSEST_M, max: 3, noNaN: true }), (distance, step, clearance) => {
        const near = shownAt(distance, clearance);
        expect(near).toBeGreaterThanOrEqual(0);
        expect(shownAt(distance + step, clearance)).toBeGreaterThanOrEqual(near);
        if (distance >= clearance) expect(near).toBe(1);
        if (distance <= clearance / 2) expect(near).toBe(0);
      }),
    );
  });

  it("ANA-601: nobody comes closer without having asked and been told yes; the answer counts for that question alone", () => {
    const each = room();
    each.write(1, askCloser(each.state, 1, 2));
    expect(openCloserAsks(each.state, 2)).toEqual([1]);
    expect(openCloserAsks(each.state, 3)).toEqual([]);
    expect(areClose(each.state, 1, 2)).toBe(false);
    expect(answerCloser(each.state, 3, 1, true)).toBeNull();
    each.write(2, answerCloser(each.state, 2, 1, false));
    expect(closerState(each.state, 1, 2)).toBe("declined");
    each.write(1, askCloser(each.state, 1, 2));
    expect(closerState(each.state, 1, 2)).toBe("asked");
    each.write(2, answerCloser(each.state, 2, 1, true));
    expect(areClose(each.state, 2, 1)).toBe(true);
    expect(clearanceM(each.state, 1, 2)).toBe(CLOSEST_M);
    expect(clearanceM(each.state, 1, 3)).toBeCloseTo(1.2, 9);
  });

  it.each([1, 2])("ANA-601: actor %i of two that are close takes it back at any time, by one press, and an old yes never counts again", (who) => {
    const each = room();
    const other = who === 1 ? 2 : 1;
    each.write(1, askCloser(each.state, 1, 2));
    each.write(2, answerCloser(each.state, 2, 1, true));
    each.write(who, takeBackCloser(each.state, who, other));
    expect(areClose(each.state, 1, 2)).toBe(false);
    expect(takeBackCloser(each.state, who, other)).toBeNull();
    each.write(1, takeBackCloser(each.state, 1, 2));
    each.write(1, askCloser(each.state, 1, 2));
    expect(closerState(each.state, 1, 2)).toBe("asked");
  });

  it("ANA-601: whatever is asked and answered, two are close only if the newest question of one has the other's yes, and neither took it back since", () => {
    fc.assert(
      fc.property(deeds, (list) => {
        const each = room();
        const yes = new Set<string>();
        for (const deed of list) {
          const { who, whom } = deed;
          const wasAsked = who !== whom && closerState(each.state, whom, who) === "asked";
          const before = roomAround(each.state, who);
          act(each, deed);
          const [key, back] = [`${who}>${whom}`, `${whom}>${who}`];
          if (deed.deed === "yes" && wasAsked) yes.add(back);
          else if (deed.deed === "back") [key, back].forEach((pair) => yes.delete(pair));
          else if (roomAround(each.state, who) > before) for (const pair of [...yes]) if (pair.split(">").includes(String(who))) yes.delete(pair);
        }
        everyPair((a, b) => expect(areClose(each.state, a, b)).toBe(yes.has(`${a}>${b}`) || yes.has(`${b}>${a}`)));
      }),
      { numRuns: 150 },
    );
  });

  it("ANA-602: each widens their own, up to 1.5 m, and who does takes every yes back; nobody sets another's, and none is less than 0.6 m", () => {
    const each = room();
    each.write(1, askCloser(each.state, 1, 2));
    each.write(2, answerCloser(each.state, 2, 1, true));
    each.write(2, keepRoomAround(each.state, 2, 1.2));
    expect(areClose(each.state, 1, 2)).toBe(false);
    expect(clearanceM(each.state, 1, 2)).toBeCloseTo(1.8, 9);
    expect([reachM(each.state, 2, 1), reachM(each.state, 1, 2)]).toEqual([1.2, 0.6]);
    each.write(2, keepRoomAround(each.state, 2, 9));
    expect(roomAround(each.state, 2)).toBe(ROOM_AROUND_M.most);
    each.write(2, keepRoomAround(each.state, 2, 0.1));
    expect(roomAround(each.state, 2)).toBe(ROOM_AROUND_M.least);
    for (const value of [0.59, 1.6, "1"]) expect(parseOp({ actor: 2, seq: 1, lamport: 1, register: registers.roomAround(2), value }).ok).toBe(false);
    expect(parseOp({ actor: 1, seq: 1, lamport: 1, register: registers.roomAround(2), value: 0.6 })).toMatchObject({ ok: false });
  });

  it("ANA-601: replicas that hold the same ops agree, in whatever order they came", () => {
    fc.assert(
      fc.property(deeds, fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })), (list, random) => {
        const each = room();
        for (const deed of list) act(each, deed);
        const other = createSceneState(SEATS);
        const shuffled = each.ops.map((op) => ({ op, key: random.next().value as number })).sort((a, b) => a.key - b.key);
        for (const { op } of shuffled) applyOp(other, op);
        expect(stateHash(other)).toBe(stateHash(each.state));
        everyPair((a, b) => expect(closerState(other, a, b)).toBe(closerState(each.state, a, b)));
      }),
      { numRuns: 40 },
    );
  });
});
