import { describe, expect, it } from "vitest";
import { domainError } from "@/core/kit/errors";
import { type Result, err, ok } from "@/core/kit/result";
import type { PushAnswer, RosterEntry } from "@/core/room/contract";
import type { DomainError } from "@/core/kit/errors";
import type { SceneOp } from "@/core/room/op";
import { createRelayer } from "./relayer";

const op = (seq: number, actor = 2): SceneOp => ({ actor, seq, lamport: seq, register: "model/heart/xray", value: true });
const entry = (actor: number, present: boolean): RosterEntry => ({ actor, identity: `p${actor}`, role: "patient", name: "", present });
const gone = () => false;
const settle = () => new Promise((done) => setTimeout(done, 0));

function create(roster: RosterEntry[]) {
  const asked: [number, number[]][] = [];
  const answers: Result<PushAnswer, DomainError>[] = [];
  const relayer = createRelayer(() => roster, async (author, ops) => {
    asked.push([author, ops.map(({ seq }) => seq)]);
    return answers.shift() ?? ok({ ackedSeq: ops.at(-1)?.seq ?? 0, version: 1, stored: ops.length });
  });
  return { relayer, asked, answers, roster };
}

describe("what a clinician's page keeps for others", () => {
  it("ROOM-54: hands in what the server lacks of somebody who is gone, in order and once", async () => {
    const { relayer, asked, roster } = create([entry(2, true)]);
    relayer.heard([op(4), op(3), op(2)]);
    relayer.served([[2, 2]]);
    expect(relayer.look(() => true)).toBe(false);
    // The media server no longer names them, our server does not know yet.
    expect(relayer.look(gone)).toBe(true);
    expect(asked).toEqual([]);
    roster[0] = entry(2, false);
    expect(relayer.look(gone)).toBe(false);
    relayer.look(gone);
    await settle();
    relayer.look(gone);
    expect(asked).toEqual([[2, [3, 4]]]);
  });

  it("ROOM-54: tries again after an outage, and gives up what never joins or is refused", async () => {
    const { relayer, asked, answers } = create([entry(2, false)]);
    relayer.heard([op(3)]);
    answers.push(err(domainError("unavailable", "kit.offline")), err(domainError("conflict", "room.author_here")), ok({ ackedSeq: 1, version: 1, stored: 0 }));
    for (let turn = 0; turn < 5; turn += 1) {
      relayer.look(gone);
      await settle();
    }
    expect(asked).toEqual([[2, [3]], [2, [3]], [2, [3]]]);
    relayer.heard([op(1)]);
    answers.push(err(domainError("denied", "room.relay_clinician")));
    for (let turn = 0; turn < 3; turn += 1) {
      relayer.look(gone);
      await settle();
    }
    expect(asked).toHaveLength(4);
  });

  it("ROOM-54: holds no more than a bounded number of the newest", async () => {
    const { relayer, asked } = create([entry(2, false)]);
    for (let seq = 1; seq <= 1100; seq += 1) relayer.heard([op(seq)]);
    relayer.look(gone);
    await settle();
    expect(asked[0]?.[1][0]).toBe(101);
  });
});
