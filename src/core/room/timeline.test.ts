import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { anyOp, honestOps } from "../../../tests/support/scene-arbitraries";
import type { JsonValue } from "./json";
import { momentsOf } from "./moments";
import type { SceneOp } from "./op";
import { TIMELINE_FORMAT, type TimelineEntry, packTimeline, playTimes, unpackTimeline } from "./timeline";

const START = Date.UTC(2026, 10, 26, 9, 0, 0);
const entryOf = (op: SceneOp, atMs: number, more: Partial<TimelineEntry> = {}): TimelineEntry => ({ op, atMs, isVoid: false, relayedBy: null, ...more });
const at = (x: number): JsonValue => ({ p: [x, 0, 0], q: [0, 0, 0, 1], s: 1 });
let seq = 0;
const say = (atMs: number, actor: number, register: string, value: JsonValue, more: Partial<TimelineEntry> = {}) =>
  entryOf({ actor, seq: (seq += 1), lamport: seq, register, value }, START + atMs, more);
const told = (entries: readonly TimelineEntry[]) => momentsOf(entries).map(({ actor, deed, structures }) => [actor, deed, ...structures].join(" "));

describe("a packed timeline", () => {
  const entries = fc.array(
    fc.record({ op: anyOp, step: fc.integer({ min: -500, max: 90_000 }), isVoid: fc.boolean(), relayedBy: fc.option(fc.integer({ min: 1, max: 9 })) }),
    { maxLength: 30 },
  ).map((list) => {
    let atMs = START;
    return list.map(({ op, step, isVoid, relayedBy }) => ({ op, atMs: (atMs += step), isVoid, relayedBy }));
  });

  it("ROOM-56: comes back as it was, times that run backwards too", () => {
    fc.assert(fc.property(entries, (list) => {
      expect(unpackTimeline(packTimeline(list, START), START)).toEqual(list);
    }), { numRuns: 300 });
  });

  it("ROOM-56 ROOM-10: no bytes throw, and another format is none", () => {
    const good = packTimeline([say(5, 1, "model/heart/transform", at(1))], START);
    expect(unpackTimeline(good.with(0, TIMELINE_FORMAT + 1), START)).toBeNull();
    expect(unpackTimeline(good.subarray(0, good.length - 1), START)).toBeNull();
    fc.assert(fc.property(fc.uint8Array({ maxLength: 60 }), fc.nat(), (bytes, where) => {
      unpackTimeline(Uint8Array.of(TIMELINE_FORMAT, ...bytes), START);
      unpackTimeline(good.with(where % good.length, bytes[0] ?? 7), START);
    }), { numRuns: 500 });
  });

  it("ROOM-56: 20 minutes of two people who never let go take less than 1 MB", () => {
    const list: TimelineEntry[] = [];
    // Each writes a turn twice a second, and hides, fades and points in between.
    for (let ms = 0; ms < 20 * 60_000; ms += 500) {
      for (const actor of [1, 2]) {
        list.push(say(ms, actor, "model/heart/transform", { p: [ms / 1e6, actor, 0], q: [0, 0.6, 0, 0.8], s: 1.2 }));
        list.push(say(ms, actor, `person/${actor}/selection`, { model: "heart", structure: `structure-${(ms / 500) % 200}` }));
        list.push(say(ms, actor, `model/heart/s/structure-${(ms / 500) % 200}/opacity`, (ms % 1000) / 1000));
      }
    }
    expect(list).toHaveLength(14_400);
    expect(Math.ceil((packTimeline(list, START).length * 4) / 3)).toBeLessThan(1_000_000);
  });

  it("ROOM-57: what one page sent together is laid out over the time since it sent before, never later than the server had it", () => {
    const list = [say(100, 1, "model/heart/xray", true), say(5000, 1, "model/heart/transform", at(1)), say(5000, 1, "model/heart/transform", at(2)), say(5000, 2, "model/heart/xray", false), say(5400, 1, "model/heart/transform", at(3)), say(5400, 1, "model/heart/transform", at(4))];
    expect(playTimes(list, START)).toEqual([100, 4500, 5000, 5000, 5200, 5400]);
    fc.assert(fc.property(honestOps, (ops) => {
      const any = ops.map((op, i) => entryOf(op, START + Math.floor(i / 3) * 700));
      playTimes(any, START).forEach((ms, i) => {
        const server = (any[i]?.atMs ?? 0) - START;
        expect(ms).toBeLessThanOrEqual(server);
        expect(ms).toBeGreaterThanOrEqual(Math.max(0, server - 1000));
      });
    }), { numRuns: 200 });
  });
});

describe("moments", () => {
  it("ROOM-56: a drag is one, and so are things that are hidden one after the other; a pause makes another", () => {
    const drag = [0, 500, 1000, 1500].map((ms) => say(ms, 1, "model/heart/transform", at(ms / 1000 + 1)));
    const hide = ["aorta", "left-ventricle"].map((part, i) => say(2000 + i, 2, `model/heart/s/${part}/visible`, false));
    const later = say(20_000, 1, "model/heart/transform", at(9));
    expect(told([...drag, ...hide, later])).toEqual(["1 moved", "2 hid aorta left-ventricle", "1 moved"]);
    expect(momentsOf([...drag, ...hide, later])[0]).toMatchObject({ atMs: START, untilMs: START + 1500, first: 0, last: 3 });
  });

  it("ROOM-56 ROOM-42: what a policy adopts, and what says what shows already, is no deed; void ops are told apart", () => {
    const list = [
      say(0, 2, "model/heart/xray", true),
      say(100, 1, "room/policy", { allow: "clinicians", fence: [[2, 1]] }),
      say(100, 1, "model/heart/xray", true),
      say(200, 2, "model/heart/xray", false, { isVoid: true }),
      say(300, 2, "model/heart/xray", true, { isVoid: true, relayedBy: 1 }),
      say(400, 1, "room/policy", { allow: "patient", fence: [] }),
      say(500, 1, "model/heart/xray", false),
    ];
    expect(momentsOf(list).map(({ actor, deed, isVoid }) => [actor, deed, isVoid])).toEqual([
      [2, "seeThrough", false], [1, "allowedClinicians", false], [2, "solid", true], [1, "allowedPatient", false], [1, "solid", false],
    ]);
  });

  it("names elements, looking together and pointing; where somebody looks is no deed, nor is a kind that is not known", () => {
    const pin = { model: "heart", structure: "aorta", at: [0, 0, 0] };
    const list = [
      say(0, 1, "pin/1-1/body", pin), say(1, 1, "pin/1-1/here", true), say(2, 1, "pin/1-1/note", "here"), say(10_000, 1, "pin/1-1/here", false),
      say(3, 1, "room/presenter", { actor: 2, hold: false }), say(4, 1, "room/presenter", null),
      say(5, 2, "person/2/ask", { what: "edit", n: 1 }), say(6, 1, "room/answer/2", { n: 1, granted: false }),
      say(7, 2, "person/2/selection", { model: "heart", structure: "aorta" }), say(8, 2, "person/2/selection", { model: "heart", structure: null }),
      say(9, 2, "person/2/eye", { p: [0, 0, 0], q: [0, 0, 0, 1] }), say(10, 2, "later/kind", 1),
      say(11, 1, "cut/0", { on: true, n: [0, 1, 0], d: 0 }), say(12, 1, "model/heart/explode", 0.5), say(13, 1, "model/heart/transform", at(3)), say(14, 1, "model/heart/transform", null),
    ];
    expect(told(list)).toEqual(["1 pinned aorta", "1 wrote", "1 removed", "1 gavePlace", "1 tookPlace", "2 asked", "1 declined", "2 pointed aorta", "1 cut", "1 pulledApart", "1 moved", "1 reset"]);
  });
});
