import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { honestOps, seats } from "../../../tests/support/scene-arbitraries";
import { canonicalJson } from "@/core/room/json";
import { counts, createBench, JUDGED_BY } from "@/core/room/judge";
import { momentsOf } from "@/core/room/moments";
import type { SceneOp } from "@/core/room/op";
import { decodeSnapshot, encodeSnapshot, stateFrom } from "@/core/room/snapshot-codec";
import { snapshotOf } from "@/core/room/snapshot";
import { applyOp, createSceneState, setSeats, viewOf, type SceneState } from "@/core/room/state";
import { packTimeline, unpackTimeline, type TimelineEntry } from "@/core/room/timeline";
import type { TimelinePerson } from "@/core/room/timeline-contract";
import { createManualClock } from "../manual-clock";
import { createReplay } from "./replay";

const START = 1_000_000;
const people: TimelinePerson[] = [...seats].map(([actor, { role, person }]) => ({ actor, role, person: person ?? actor, part: null, name: "", actsFor: null }));
const shuffled = honestOps.chain((ops) => fc.record({ ops: fc.constant(ops), late: fc.shuffledSubarray([...ops], { minLength: ops.length }), cut: fc.nat(ops.length) }));

/** The ops that do not count, as somebody judges them. */
const voids = (ops: readonly SceneOp[], isCounted: (op: SceneOp) => boolean): string[] => ops.filter((op) => !isCounted(op)).map(({ actor, seq }) => `${actor} ${seq}`);
const byState = (state: SceneState) => (op: SceneOp) => counts(op, state.bench);
const told = (state: SceneState) => [...viewOf(state)].filter(([, value]) => value !== null).map(([register, value]) => `${register} ${canonicalJson(value)}`).sort();

describe("whoever reads a visit's log", () => {
  it("ROOM-41 ROOM-56 ROOM-57: room, server, note, replay, the list in the room and what is kept of it judge every op the same", () => {
    fc.assert(fc.property(shuffled, ({ ops, late, cut }) => {
      // A page in the room, which heard everything in another order and learned of the people last.
      const room = createSceneState();
      for (const op of late) applyOp(room, op);
      setSeats(room, seats);
      // The server's timeline: by what ops are judged by alone, as it reads that from its rows.
      const bench = createBench(seats, ops.filter(({ register }) => JUDGED_BY.includes(register)));
      const wanted = voids(ops, byState(room));
      expect(voids(ops, (op) => counts(op, bench))).toEqual(wanted);

      // The server's rebuild, from a stored snapshot and the log after it.
      const before = createSceneState();
      for (const op of ops.slice(0, cut)) applyOp(before, op);
      const rebuilt = stateFrom(decodeSnapshot(encodeSnapshot(snapshotOf(before))), ops.slice(cut));
      setSeats(rebuilt, seats);
      expect(voids(ops, byState(rebuilt))).toEqual(wanted);
      expect(told(rebuilt)).toEqual(told(room));

      // The note and the list in the room: what came over the wire, and the sentences made of it.
      const entries = ops.map((op, i): TimelineEntry => ({ op, atMs: START + i * 700, isVoid: !counts(op, bench), relayedBy: null }));
      const read = unpackTimeline(packTimeline(entries, START), START) ?? [];
      expect(voids(read.map(({ op }) => op), (op) => !(read.find((each) => each.op === op)?.isVoid ?? true))).toEqual(wanted);
      for (const { first, last, isVoid, actor } of momentsOf(read)) {
        for (const at of [first, last]) expect([read[at]?.isVoid, read[at]?.op.actor]).toEqual([isVoid, actor]);
      }

      // A replay of it at its end.
      const replay = createReplay({ startMs: START, entries: read, people, erased: false }, createManualClock());
      replay.player.seek(Infinity);
      expect(voids(ops, byState(replay.scene.state))).toEqual(wanted);
      expect(told(replay.scene.state)).toEqual(told(room));

      // What note and summary keep of a moment holds nothing that does not count (NOTE-18).
      const shown = new Set(ops.filter((op) => counts(op, bench)).map(({ register, value }) => `${register} ${canonicalJson(value)}`));
      for (const each of told(replay.scene.state)) expect(shown).toContain(each);
    }), { numRuns: 300 });
  });
});
