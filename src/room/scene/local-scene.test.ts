import { describe, expect, it } from "vitest";
import type { Seat } from "@/core/room/judge";
import type { SceneOp } from "@/core/room/op";
import { registers } from "@/core/room/registers";
import { createManualClock } from "../manual-clock";
import { createLocalScene } from "./local-scene";
import { editsToView } from "./view-edits";

const heart = registers.transform("heart");
const xray = registers.xray("heart");
const at = (x: number) => ({ p: [x, 0, 0], q: [0, 0, 0, 1], s: 1 }) as const;

const seats = new Map<number, Seat>([
  [1, { role: "clinician" }],
  [2, { role: "patient" }],
  [3, { role: "guest" }],
]);
const open = (actor = 1) => {
  const clock = createManualClock();
  const sent: SceneOp[] = [];
  const scene = createLocalScene({ actor, seats, clock, onOps: (ops) => sent.push(...ops) });
  return { clock, sent, scene };
};

describe("local scene", () => {
  it("shows an edit at once and writes one op a register and picture", () => {
    const { clock, sent, scene } = open();
    const heard: string[] = [];
    scene.subscribe("model/heart/", (register) => heard.push(register));
    scene.dispatch({ register: xray, value: true });
    expect(scene.get(xray)).toBe(true);
    scene.dispatch({ register: heart, value: at(1) });
    scene.dispatch({ register: heart, value: at(2) });
    expect(sent).toEqual([]);
    clock.advance(20);
    expect(sent.map(({ seq, register, value }) => [seq, register, value])).toEqual([
      [1, xray, true],
      [2, heart, at(2)],
    ]);
    expect(heard).toEqual([xray, heart, heart]);
  });

  it("ROOM-8: a drag writes checkpoints at 2 Hz and its end", () => {
    const { clock, sent, scene } = open();
    for (let step = 0; step < 100; step += 1) {
      scene.dispatch({ register: heart, value: at(step / 100) }, { checkpoint: true, group: "drag-1" });
      clock.advance(16);
    }
    scene.dispatch({ register: heart, value: at(1) }, { group: "drag-1" });
    clock.advance(16);
    expect(sent.length).toBeGreaterThanOrEqual(4);
    expect(sent.length).toBeLessThanOrEqual(6);
    expect(sent.at(-1)?.value).toEqual(at(1));
    expect(scene.undo()).toBe(true);
    expect(scene.get(heart)).toBeNull();
    expect(scene.redo()).toBe(true);
    expect(scene.get(heart)).toEqual(at(1));
  });

  it("ROOM-8: a hand that vanishes leaves what it last showed", () => {
    const { clock, sent, scene } = open();
    scene.dispatch({ register: heart, value: at(0.1) }, { checkpoint: true });
    clock.advance(20);
    scene.dispatch({ register: heart, value: at(0.2) }, { checkpoint: true });
    clock.advance(2000);
    expect(sent.at(-1)?.value).toEqual(at(0.2));
  });

  it("ROOM-9: undo restores only what is still one's own", () => {
    const { clock, sent, scene } = open();
    scene.dispatch([
      { register: xray, value: true },
      { register: heart, value: at(1) },
    ]);
    clock.advance(20);
    scene.receive([{ actor: 2, seq: 1, lamport: 10, register: xray, value: false }]);
    expect(scene.undo()).toBe(true);
    expect(scene.get(heart)).toBeNull();
    expect(scene.get(xray)).toBe(false);
    expect(scene.undo()).toBe(false);
    expect(sent.filter(({ register }) => register === xray)).toHaveLength(1);
  });

  it("ROOM-9: several steps go back and forth", () => {
    const { clock, scene } = open();
    const values = [1, 2, 3].map(at);
    for (const value of values) {
      scene.dispatch({ register: heart, value });
      clock.advance(20);
    }
    const seen = [];
    while (scene.undo()) seen.push(scene.get(heart));
    expect(seen).toEqual([at(2), at(1), null]);
    const again = [];
    while (scene.redo()) again.push(scene.get(heart));
    expect(again).toEqual(values);
    expect(scene.undo()).toBe(true);
    expect(scene.get(heart)).toEqual(at(2));
  });

  it("refuses a bad edit and changes nothing", () => {
    const { clock, sent, scene } = open();
    const result = scene.dispatch([
      { register: xray, value: true },
      { register: heart, value: { p: [0, 0, 0], q: [0, 0, 0, 2], s: 1 } },
    ]);
    expect(result).toEqual({ ok: false, error: "value" });
    clock.advance(50);
    expect(sent).toEqual([]);
    expect(scene.get(xray)).toBeNull();
  });

  it("ROOM-4: drops foreign ops that run absurdly ahead, unless the server vouches", () => {
    const { scene } = open();
    const op = { actor: 2, seq: 1, lamport: 4_000_000_000, register: xray, value: true };
    expect(scene.receive([op])).toBe(1);
    expect(scene.get(xray)).toBeNull();
    expect(scene.receive([op], true)).toBe(0);
    expect(scene.get(xray)).toBe(true);
  });

  it("returns to a saved view exactly", () => {
    const { clock, scene } = open();
    scene.dispatch({ register: heart, value: at(1) });
    clock.advance(20);
    const view = scene.view();
    scene.dispatch([
      { register: heart, value: at(2) },
      { register: xray, value: true },
    ]);
    clock.advance(20);
    scene.dispatch(editsToView(scene, view));
    clock.advance(20);
    expect([...scene.view()]).toEqual([...view]);
  });
});
