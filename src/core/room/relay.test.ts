import { describe, expect, it } from "vitest";
import type { RoomState, StoredScene } from "./admission";
import type { SceneOp } from "./op";
import { decideRelay, type AuthorState } from "./relay";

const room: RoomState = { visitState: "admitted", endedAtMs: null, seat: null, nextActor: 9 };
const clinician = { actor: 1, isOwn: true, role: "clinician", deniedAtMs: null } as const;
const gone: AuthorState = { actor: 4, role: "patient", deniedAtMs: null, leftAtMs: 5 };
const none: StoredScene = { lastSeq: 2, lastLamport: 2, opCount: 2 };
const op = (seq: number, more: Partial<SceneOp> = {}): SceneOp => ({ actor: 4, seq, lamport: seq, register: "model/heart/xray", value: true, ...more });
const codeOf = (result: ReturnType<typeof decideRelay>) => (result.ok ? "ok" : result.error.code);

describe("handing in what an author could not", () => {
  it("ROOM-54: takes what joins to what is stored, and no more", () => {
    expect(decideRelay(room, clinician, gone, none, [op(3), op(4), op(6)], 0)).toEqual({ ok: true, value: { toStore: [op(3), op(4)], ackedSeq: 4 } });
    expect(decideRelay(room, clinician, gone, none, [op(1), op(2)], 0)).toEqual({ ok: true, value: { toStore: [], ackedSeq: 2 } });
    expect(decideRelay(room, clinician, gone, none, [op(4)], 0)).toMatchObject({ value: { toStore: [], ackedSeq: 2 } });
  });

  it("ROOM-54: only a clinician's own page does, and only for somebody who is gone from this visit", () => {
    const say = (asking: Parameters<typeof decideRelay>[1], author: AuthorState | null) => codeOf(decideRelay(room, asking, author, none, [op(3)], 0));
    expect(say({ ...clinician, role: "patient" }, gone)).toBe("room.relay_clinician");
    expect(say({ ...clinician, role: "guest" }, gone)).toBe("room.relay_clinician");
    expect(say({ ...clinician, isOwn: false }, gone)).toBe("kit.not_found");
    expect(say({ ...clinician, deniedAtMs: 1 }, gone)).toBe("room.removed");
    expect(say(clinician, { ...gone, leftAtMs: null })).toBe("room.author_here");
    expect(say(clinician, { ...gone, leftAtMs: null, deniedAtMs: 3 })).toBe("ok");
    expect(say(clinician, null)).toBe("kit.not_found");
    expect(say(clinician, { ...gone, actor: 1 })).toBe("kit.not_found");
  });

  it("ROOM-54 ROOM-19: nothing in a third one's name, nothing that the author could not have written", () => {
    const say = (ops: readonly SceneOp[], author = gone, stored = none) => codeOf(decideRelay(room, clinician, author, stored, ops, 0));
    expect(say([op(3, { actor: 5 })])).toBe("room.op_owner");
    expect(say([op(3, { register: "room/policy", value: { allow: "all", fence: [] } })])).toBe("room.op_owner");
    expect(say([op(3, { lamport: 0xffff_ffff })])).toBe("room.op_ahead");
    expect(say([op(3, { register: "model/heart/explode", value: 2 })])).toBe("room.op_value");
    expect(say([op(3)], { ...gone, role: "guest" })).toBe("room.guests_look_on");
    expect(say([op(3)], { ...gone, role: "guest" }, { ...none, guestsWereLet: true })).toBe("ok");
  });

  it("ROOM-54 ROOM-15: up to a minute after the end", () => {
    const ended = { ...room, visitState: "ended", endedAtMs: 1000 } as const;
    expect(codeOf(decideRelay(ended, clinician, gone, none, [op(3)], 60_000))).toBe("ok");
    expect(codeOf(decideRelay(ended, clinician, gone, none, [op(3)], 62_000))).toBe("visits.over");
  });
});
