import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { honestOps, seats } from "../../../tests/support/scene-arbitraries";
import type { TimelineEntry } from "@/core/room/timeline";
import type { TimelinePerson } from "@/core/room/timeline-contract";
import { applyOp, createSceneState, stateHash, viewOf } from "@/core/room/state";
import { createManualClock } from "../manual-clock";
import { createReplay, type VisitLog } from "./replay";

const START = 1_000_000;
const people: TimelinePerson[] = [...seats].map(([actor, { role, person }]) => ({ actor, role, person: person ?? actor, part: null, name: "", actsFor: null }));
const logOf = (entries: readonly TimelineEntry[]): VisitLog => ({ startMs: START, entries, people, erased: false });
const logs = fc.tuple(honestOps, fc.array(fc.integer({ min: 0, max: 3000 }), { minLength: 40, maxLength: 40 })).map(([ops, gaps]) => {
  let atMs = START;
  return ops.map((op, i): TimelineEntry => ({ op, atMs: (atMs += gaps[i] ?? 0), isVoid: false, relayedBy: null }));
});
const pictureOf = (entries: readonly TimelineEntry[]) => {
  const state = createSceneState(seats);
  for (const { op } of entries) applyOp(state, op);
  return { hash: stateHash(state), view: [...viewOf(state)] };
};

describe("a replay", () => {
  it("ROOM-57: at the end shows what the room showed last, however one went there and back", () => {
    fc.assert(fc.property(logs, fc.array(fc.nat(120_000), { maxLength: 6 }), (entries, stops) => {
      const replay = createReplay(logOf(entries), createManualClock());
      for (const atMs of stops) replay.player.seek(atMs);
      replay.player.seek(Infinity);
      expect({ hash: stateHash(replay.scene.state), view: [...viewOf(replay.scene.state)] }).toEqual(pictureOf(entries));
      replay.player.seek(0);
      replay.player.seek(Infinity);
      expect(stateHash(replay.scene.state)).toBe(pictureOf(entries).hash);
    }), { numRuns: 200 });
  });

  it("ROOM-57: whoever watches hears exactly what changed, back as well as forth", () => {
    fc.assert(fc.property(logs, fc.array(fc.nat(60_000), { minLength: 1, maxLength: 6 }), (entries, stops) => {
      const replay = createReplay(logOf(entries), createManualClock());
      const heard = new Map<string, unknown>(replay.scene.view());
      replay.scene.subscribe("*", (register, value) => heard.set(register, value));
      for (const atMs of stops) replay.player.seek(atMs);
      for (const [register, value] of heard) expect(replay.scene.get(register)).toEqual(value);
      for (const [register, value] of replay.scene.view()) expect(heard.get(register)).toEqual(value);
    }), { numRuns: 200 });
  });

  it("ROOM-57: takes no edits, and plays, pauses, hastens and starts over", () => {
    const clock = createManualClock();
    const turn = (seq: number, atMs: number): TimelineEntry => ({ op: { actor: 1, seq, lamport: seq, register: "model/heart/explode", value: seq / 10 }, atMs: START + atMs, isVoid: false, relayedBy: null });
    const { scene, player, moments } = createReplay(logOf([turn(1, 500), turn(2, 4000), turn(3, 20_000)]), clock);
    expect(scene.dispatch({ register: "model/heart/xray", value: true })).toEqual({ ok: false, error: "locked" });
    expect([scene.holds.grab("model/heart"), scene.undo(), player.durationMs]).toEqual([false, false, 21_000]);
    expect(moments.map(({ deed, playMs }) => [deed, playMs])).toEqual([["pulledApart", 500], ["pulledApart", 20_000]]);
    player.play();
    clock.advance(1000);
    expect(scene.get("model/heart/explode")).toBe(0.1);
    player.pause();
    const stood = player.state.get().atMs;
    clock.advance(5000);
    expect(player.state.get()).toEqual({ atMs: stood, isPlaying: false, speed: 1 });
    player.setSpeed(8);
    player.play();
    clock.advance(4000);
    expect(player.state.get()).toMatchObject({ atMs: 21_000, isPlaying: false });
    expect(scene.get("model/heart/explode")).toBe(0.3);
    player.play();
    expect(scene.get("model/heart/explode")).toBeNull();
    player.close();
    clock.advance(5000);
    expect(scene.get("model/heart/explode")).toBeNull();
  });

  it("NOTE-18: knows when the newest that it shows was stored, so that a kept moment names no time before it", () => {
    fc.assert(fc.property(logs, fc.nat(120_000), (entries, stop) => {
      const replay = createReplay(logOf(entries), createManualClock());
      replay.player.seek(stop);
      const stored = new Set(entries.filter(({ atMs }) => atMs <= replay.momentMs()).map(({ op }) => `${op.register} ${JSON.stringify(op.value)}`));
      for (const [register, value] of replay.scene.view()) expect(stored).toContain(`${register} ${JSON.stringify(value)}`);
    }), { numRuns: 100 });
  });

  it("of nothing has no length", () => {
    const { player, moments } = createReplay(logOf([]), createManualClock());
    player.play();
    expect([player.durationMs, moments, player.state.get().isPlaying]).toEqual([0, [], false]);
  });
});
