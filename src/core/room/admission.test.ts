import { describe, expect, it } from "vitest";
import { LATE_PUSH_MS, type RoomState, type StoredScene, decideConnect, decideEnter, decidePush } from "./admission";
import type { SceneOp } from "./op";

const seat = { confirmedAtMs: 1, replacedAtMs: null, revokedAtMs: null };
const room = (more: Partial<RoomState> = {}): RoomState => ({
  visitState: "admitted", endedAtMs: null, seat, nextActor: 5, ...more,
});
const own = { actor: 4, isOwn: true, role: "patient", deniedAtMs: null } as const;
const none: StoredScene = { lastSeq: 0, lastLamport: 0, opCount: 0 };
const op = (seq: number, more: Partial<SceneOp> = {}): SceneOp => ({
  actor: 4, seq, lamport: seq, register: "model/heart/xray", value: true, ...more,
});
const codeOf = (result: { ok: boolean; error?: { code: string } }) => (result.ok ? "ok" : result.error?.code);

describe("entering", () => {
  it("ROOM-14: nobody is let in before the clinician's word or after the end", () => {
    expect(codeOf(decideEnter(room()))).toBe("ok");
    expect(codeOf(decideEnter(room({ visitState: "waiting" })))).toBe("room.not_admitted");
    expect(codeOf(decideEnter(room({ visitState: "ended" })))).toBe("visits.over");
    expect(codeOf(decideEnter(room({ visitState: "cancelled" })))).toBe("visits.cancelled");
    expect(codeOf(decideEnter(room({ seat: { ...seat, replacedAtMs: 2 } })))).toBe("visits.seat_replaced");
    expect(codeOf(decideEnter(room({ seat: { ...seat, confirmedAtMs: null } })))).toBe("visits.not_confirmed");
    expect(codeOf(decideEnter(room({ nextActor: 65_536 })))).toBe("room.full");
  });

  it("ROOM-14: a token is for one's own page load, and never for one that was taken out", () => {
    expect(codeOf(decideConnect(room(), own))).toBe("ok");
    expect(codeOf(decideConnect(room(), null))).toBe("kit.not_found");
    expect(codeOf(decideConnect(room(), { ...own, isOwn: false }))).toBe("kit.not_found");
    expect(codeOf(decideConnect(room(), { ...own, deniedAtMs: 1 }))).toBe("room.removed");
    expect(codeOf(decideConnect(room({ visitState: "waiting" }), own))).toBe("room.not_admitted");
  });
});

describe("pushing", () => {
  const push = (ops: readonly SceneOp[], stored = none, more: Partial<RoomState> = {}, nowMs = 0) =>
    decidePush(room(more), own, stored, ops, nowMs);

  it("ROOM-13: acknowledges what is stored without a gap, and knows repeats", () => {
    expect(push([op(2), op(1)])).toMatchObject({ value: { ackedSeq: 2, toStore: [op(1), op(2)] } });
    expect(push([op(1), op(2), op(4)])).toMatchObject({ value: { ackedSeq: 2 } });
    expect(push([op(1), op(2)], { ...none, lastSeq: 2 })).toEqual({ ok: true, value: { ackedSeq: 2, toStore: [] } });
    expect(push([op(2), op(2), op(3)], { ...none, lastSeq: 1 })).toMatchObject({ value: { ackedSeq: 3 } });
  });

  it("ROOM-7: refuses ops in another's name, and another's page load", () => {
    expect(codeOf(push([op(1), op(2, { actor: 3 })]))).toBe("room.op_owner");
    expect(codeOf(decidePush(room(), { ...own, isOwn: false }, none, [op(1)], 0))).toBe("kit.not_found");
  });

  it("ROOM-19: stores a patient's choice of model never, a clinician's always", () => {
    const choice = op(1, { register: "room/model", value: "hra-vh-f-heart" });
    expect(codeOf(push([choice]))).toBe("room.op_owner");
    expect(codeOf(decidePush(room(), { ...own, role: "clinician" }, none, [choice], 0))).toBe("ok");
    expect(codeOf(decidePush(room(), { ...own, role: "clinician" }, none, [{ ...choice, value: "../heart" }], 0))).toBe("room.op_value");
  });

  it("ROOM-4: one bad op refuses the push", () => {
    expect(codeOf(push([op(1), op(2, { value: "yes" })]))).toBe("room.op_value");
    expect(codeOf(push([op(1, { lamport: 3_000_000_000 })]))).toBe("room.op_ahead");
    expect(codeOf(push([op(1)], { ...none, opCount: 200_000 }))).toBe("room.scene_full");
  });

  it("ROOM-15: takes what was on its way when the visit ended, for a minute", () => {
    const ended = { visitState: "ended", endedAtMs: 1000 } as const;
    expect(codeOf(push([op(1)], none, ended, 1000 + LATE_PUSH_MS))).toBe("ok");
    expect(codeOf(push([op(1)], none, ended, 1001 + LATE_PUSH_MS))).toBe("visits.over");
  });
});
