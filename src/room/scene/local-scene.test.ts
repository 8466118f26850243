import { describe, expect, it } from "vitest";
import { listElements, makeElement, nextElementId, removeElement } from "@/core/room/elements";
import type { Seat, Seats } from "@/core/room/judge";
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
    // What came first after a pause is gone already.
    expect(sent.map(({ register }) => register)).toEqual([xray]);
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

  it("counts what changed also while nobody listens, so that a part that is just being put up misses nothing", () => {
    const { clock, scene } = open();
    const counted = () => ["*", "model/", "model/heart/", xray, heart, "cut/"].map(scene.changes);
    expect(counted()).toEqual([0, 0, 0, 0, 0, 0]);
    scene.receive([{ actor: 2, seq: 1, lamport: 10, register: xray, value: true }]);
    scene.dispatch({ register: heart, value: at(1) });
    // Said again, it is no change.
    scene.dispatch({ register: heart, value: at(1) });
    clock.advance(20);
    expect(counted()).toEqual([2, 2, 2, 1, 1, 0]);
    scene.undo();
    expect(counted()).toEqual([3, 3, 3, 1, 2, 0]);
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

  const pair = () => {
    const clinician = open(1);
    const patient = open(2);
    const exchange = () => {
      for (const each of [clinician, patient]) each.clock.advance(20);
      const [fromClinician, fromPatient] = [clinician.sent.splice(0), patient.sent.splice(0)];
      patient.scene.receive(fromClinician);
      clinician.scene.receive(fromPatient);
    };
    return { clinician, patient, exchange };
  };

  it("ROOM-42: a lock adopts what the patient was doing, lets go of their drag, and what they wrote meanwhile does not count", () => {
    const { clinician, patient, exchange } = pair();
    patient.scene.dispatch({ register: heart, value: at(1) }, { checkpoint: true, group: "drag" });
    exchange();
    patient.scene.dispatch({ register: heart, value: at(2) }, { checkpoint: true, group: "drag" });
    patient.scene.dispatch({ register: xray, value: true });
    patient.clock.advance(600);
    expect(clinician.scene.allow("clinicians").ok).toBe(true);
    patient.scene.dispatch({ register: heart, value: at(3) }, { checkpoint: true, group: "drag" });
    exchange();
    for (const { scene } of [clinician, patient]) {
      expect([scene.get(heart), scene.get(xray)]).toEqual([at(1), null]);
    }
    expect([patient.scene.mayChange.get(), clinician.scene.mayChange.get()]).toEqual([false, true]);
    expect(patient.scene.dispatch({ register: heart, value: at(4) })).toEqual({ ok: false, error: "locked" });
    expect(patient.scene.undo()).toBe(false);
    expect(patient.scene.dispatch({ register: registers.selection(2), value: { model: "heart", structure: "aorta" } }).ok).toBe(true);
    exchange();
    expect(clinician.scene.get(registers.selection(2))).toEqual({ model: "heart", structure: "aorta" });
    clinician.scene.allow("patient");
    exchange();
    expect(patient.scene.dispatch({ register: heart, value: at(5) }).ok).toBe(true);
    exchange();
    expect(clinician.scene.get(heart)).toEqual(at(5));
  });

  it("ROOM-42: a lock is no step of the clinician's to undo, and nobody else can make one", () => {
    const { clinician, patient, exchange } = pair();
    patient.scene.dispatch({ register: heart, value: at(1) });
    exchange();
    clinician.scene.allow("clinicians");
    exchange();
    expect(clinician.scene.undo()).toBe(false);
    expect(patient.scene.allow("patient")).toEqual({ ok: false, error: "locked" });
    expect(clinician.scene.get(heart)).toEqual(at(1));
  });

  it("ROOM-88: whoever no longer presents chooses, undoes and puts back no condition, and what they chose stays", () => {
    const clock = createManualClock();
    const seats: Seats = new Map([[1, { role: "clinician" }], [2, { role: "patient" }]]);
    const scenes: ReturnType<typeof createLocalScene>[] = [];
    for (const actor of [1, 2]) scenes.push(createLocalScene({ actor, seats, clock, onOps: (ops) => scenes[actor === 1 ? 1 : 0]?.receive(ops) }));
    const [clinician, patient] = scenes as [ReturnType<typeof createLocalScene>, ReturnType<typeof createLocalScene>];
    const condition = { register: "model/heart/condition", value: { id: "coronary-stenosis", grade: "mild" } };
    expect(patient.dispatch(condition)).toEqual({ ok: false, error: "locked" });
    clinician.present(2);
    expect(patient.dispatch(condition).ok).toBe(true);
    clock.advance(50);
    expect(clinician.get(condition.register)).toEqual(condition.value);
    clinician.present(null);
    clock.advance(50);
    expect(clinician.history.get()).toEqual({ canUndo: false, canRedo: false });
    expect(patient.dispatch([{ register: condition.register, value: null }, { register: xray, value: true }])).toEqual({ ok: false, error: "locked" });
    expect(patient.undo()).toBe(false);
    patient.dispatch({ register: xray, value: true });
    clock.advance(50);
    for (const scene of scenes) expect([scene.get(condition.register), scene.get(xray)]).toEqual([condition.value, true]);
    expect(patient.present(2)).toEqual({ ok: false, error: "locked" });
    for (const scene of scenes) scene.close();
  });

  it("ROOM-9: a pin is undone and done again, and a pin that was taken away comes back", () => {
    const { clock, scene } = open(2);
    const live = () => listElements(scene.state).map(({ id, note }) => [id, note]);
    scene.dispatch(makeElement("pin", nextElementId(scene.state, 2), { model: "heart", structure: null, at: [0, 0, 0] }, "here"));
    clock.advance(20);
    expect(live()).toEqual([["2-1", "here"]]);
    expect(scene.undo()).toBe(true);
    expect(live()).toEqual([]);
    expect(scene.redo()).toBe(true);
    expect(live()).toEqual([["2-1", "here"]]);
    scene.dispatch(removeElement("pin", "2-1"));
    clock.advance(20);
    expect(live()).toEqual([]);
    expect(scene.undo()).toBe(true);
    expect(live()).toEqual([["2-1", "here"]]);
  });

  it("keeps a placement in the steps in which it travels, so that all hold the same to the last digit", () => {
    const { clock, sent, scene } = open();
    scene.dispatch({ register: heart, value: { p: [0.123456789, 0, -0.00001], q: [0, 0.38268343, 0, 0.92387953], s: 1.23456789 } });
    clock.advance(20);
    expect(scene.get(heart)).toEqual({ p: [0.1235, 0, 0], q: [0, 0.3826875, 0, 0.923875], s: 1.2346 });
    expect(sent[0]?.value).toEqual(scene.get(heart));
  });
});
