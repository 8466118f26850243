import fc from "fast-check";
import { afterEach, describe, expect, it } from "vitest";
import { factsOf, holdsSame, listViews, moveView } from "@/core/anatomy/views";
import { removeElement } from "@/core/room/elements";
import type { JsonValue } from "@/core/room/json";
import type { Seats } from "@/core/room/judge";
import type { SceneOp } from "@/core/room/op";
import { stateHash } from "@/core/room/state";
import { createManualClock } from "../manual-clock";
import { isShowing, keepViewNow, showKeptView, shownNow } from "./kept-views";
import { createLocalScene } from "./local-scene";

const CLINICIAN = 1;
const PATIENT = 2;
const seats: Seats = new Map([
  [CLINICIAN, { role: "clinician" }],
  [PATIENT, { role: "patient" }],
]);

const closers: (() => void)[] = [];
afterEach(() => closers.splice(0).forEach((close) => close()));

/** A clinician and a patient, whose ops go to each other at once. */
function room() {
  const clock = createManualClock();
  const scenes = new Map<number, ReturnType<typeof createLocalScene>>();
  const tell = (from: number) => (ops: readonly SceneOp[]) => {
    for (const [actor, scene] of scenes) if (actor !== from) scene.receive(ops);
  };
  for (const actor of [CLINICIAN, PATIENT]) scenes.set(actor, createLocalScene({ actor, seats, clock, onOps: tell(actor) }));
  const [clinician, patient] = [scenes.get(CLINICIAN), scenes.get(PATIENT)];
  if (!clinician || !patient) throw new Error("no scenes");
  closers.push(() => clinician.close(), () => patient.close());
  const pass = (): void => {
    for (let i = 0; i < 4; i += 1) clock.advance(600);
  };
  return { clinician, patient, pass };
}

const turn = fc.constantFrom<JsonValue>({ p: [0, 0.1, 0], q: [0, 0, 0, 1], s: 2 }, { p: [0, 0, 0], q: [0, 0.6, 0, 0.8], s: 1 }, { p: [0, 0, 0], q: [0, 0, 0, 1], s: 1 });
const part = fc.constantFrom("aorta", "left-ventricle", "mitral-valve", "pulmonary-trunk");
const change: fc.Arbitrary<{ register: string; value: JsonValue }> = fc.oneof(
  turn.map((value) => ({ register: "model/heart/transform", value })),
  fc.tuple(part, fc.boolean()).map(([id, value]) => ({ register: `model/heart/s/${id}/visible`, value })),
  fc.tuple(part, fc.constantFrom<JsonValue>(null, 0.25, 1)).map(([id, value]) => ({ register: `model/heart/s/${id}/opacity`, value })),
  fc.tuple(part, fc.constantFrom<JsonValue>(null, "#d29b2d")).map(([id, value]) => ({ register: `model/heart/s/${id}/colour`, value })),
  fc.boolean().map((value) => ({ register: "model/heart/xray", value })),
  fc.double({ min: 0, max: 1, noNaN: true }).map((value) => ({ register: "model/heart/explode", value })),
  fc.constantFrom<JsonValue>(null, { on: true, n: [0, 0.6, 0.8], d: 0.02 }).map((value) => ({ register: "cut/0", value })),
  fc.constantFrom("heart", "hra-vh-f-kidney-l").map((value) => ({ register: "room/model", value })),
);

const keep = (scene: Parameters<typeof keepViewNow>[0], name = "", picture: string | null = null): string => {
  const kept = keepViewNow(scene, { side: { aroundRad: 0.5, aboveRad: 0.1 }, name, picture });
  if (typeof kept === "string") throw new Error(kept);
  return kept.id;
};

describe("views kept in the room", () => {
  it("ANA-310: a view, then anything, then the view again is the very same scene on every replica, and one undo takes it back", () => {
    fc.assert(
      fc.property(fc.array(change, { maxLength: 12 }), fc.array(change, { maxLength: 12 }), (before, after) => {
        const { clinician, patient, pass } = room();
        for (const edit of before) clinician.dispatch(edit);
        pass();
        const kept = new Map(shownNow(clinician));
        const id = keep(clinician);
        for (const edit of after) clinician.dispatch(edit);
        pass();
        const other = new Map(shownNow(clinician));
        const view = listViews(clinician.state, CLINICIAN).find((each) => each.id === id);
        if (!view) throw new Error("not kept");
        expect(showKeptView(clinician, view)).toBeNull();
        pass();
        for (const scene of [clinician, patient]) {
          expect([...shownNow(scene)].sort()).toEqual([...kept].sort());
          expect(isShowing(scene, view)).toBe(true);
        }
        expect(stateHash(clinician.state)).toBe(stateHash(patient.state));
        if (holdsSame(other, kept)) return;
        clinician.undo();
        pass();
        for (const scene of [clinician, patient]) expect([...shownNow(scene)].sort()).toEqual([...other].sort());
      }),
      { numRuns: 60 },
    );
  });

  it("ANA-310: a view of a model with hundreds of parts is whole once all of its parts are here, and not shown before", () => {
    const { clinician, patient, pass } = room();
    const many = Array.from({ length: 300 }, (_, i) => ({ register: `model/heart/s/a-part-with-a-long-name-${i}/visible`, value: false }));
    clinician.dispatch(many);
    pass();
    const id = keep(clinician, "All gone");
    pass();
    const view = listViews(patient.state, PATIENT)[0];
    expect(view).toMatchObject({ id, name: "All gone", isWhole: true, side: { aroundRad: 0.5, aboveRad: 0.1 }, mayRemove: false, mayRename: false });
    expect(view?.registers.size).toBe(300);
    expect(factsOf(view as NonNullable<typeof view>)).toEqual({ hidden: 300, isXray: false, isCut: false, isMoved: false, hasCondition: false });
    const late = createLocalScene({ actor: 3, seats: new Map([...seats, [3, { role: "guest" }]]), clock: createManualClock(), onOps: () => undefined });
    closers.push(() => late.close());
    for (const { winner } of clinician.state.slots.values()) if (winner && !/part\/1$/.test(winner.register)) late.receive([winner], true);
    expect(listViews(late.state, 3)[0]).toMatchObject({ id, isWhole: false });
  });

  it("ANA-311: who kept a view names it; its keeper and clinicians take it away; whoever may change the scene puts views in order", () => {
    const { clinician, patient, pass } = room();
    const ids = [keep(clinician, "First"), keep(clinician, "Second")];
    pass();
    ids.push(keep(patient, "Mine"));
    pass();
    const names = (scene: typeof clinician, actor: number) => listViews(scene.state, actor).map(({ name }) => name);
    expect(names(patient, PATIENT)).toEqual(["First", "Second", "Mine"]);
    const edit = moveView(listViews(patient.state, PATIENT), ids[2] ?? "", -1);
    if (!edit) throw new Error("no way");
    patient.dispatch(edit);
    pass();
    for (const [scene, actor] of [[clinician, CLINICIAN], [patient, PATIENT]] as const) expect(names(scene, actor)).toEqual(["First", "Mine", "Second"]);
    expect(moveView(listViews(patient.state, PATIENT), ids[0] ?? "", -1)).toBeNull();
    patient.undo();
    pass();
    expect(names(clinician, CLINICIAN)).toEqual(["First", "Second", "Mine"]);
    expect(listViews(clinician.state, CLINICIAN).map(({ mayRename, mayRemove }) => [mayRename, mayRemove])).toEqual([[true, true], [true, true], [false, true]]);
    expect(listViews(patient.state, PATIENT).map(({ mayRename, mayRemove }) => [mayRename, mayRemove])).toEqual([[false, false], [false, false], [true, true]]);
    clinician.dispatch(removeElement("view", ids[2] ?? ""));
    pass();
    expect(names(patient, PATIENT)).toEqual(["First", "Second"]);
    clinician.undo();
    pass();
    expect(names(patient, PATIENT)).toEqual(["First", "Second", "Mine"]);
  });

  it("ANA-312 ROOM-88: a patient brings back no view of another condition, and one of the same leaves it as it is", () => {
    const { clinician, patient, pass } = room();
    const severe = { id: "coronary-stenosis", grade: "severe" };
    clinician.dispatch({ register: "model/heart/condition", value: severe });
    keep(clinician, "Severe");
    clinician.dispatch([{ register: "model/heart/xray", value: true }, { register: "model/knee/condition", value: { id: "meniscus-tear", grade: "grade-2" } }]);
    pass();
    const view = () => listViews(patient.state, PATIENT)[0] as NonNullable<ReturnType<typeof listViews>[number]>;
    expect(showKeptView(patient, view())).toBeNull();
    pass();
    expect(["model/heart/xray", "model/heart/condition", "model/knee/condition"].map((register) => clinician.get(register))).toEqual([null, severe, { id: "meniscus-tear", grade: "grade-2" }]);
    clinician.dispatch({ register: "model/heart/condition", value: null });
    pass();
    expect(showKeptView(patient, view())).toBe("others_condition");
    expect(showKeptView(clinician, view())).toBeNull();
    expect(clinician.get("model/knee/condition")).toBeNull();
  });

  it("ANA-312: a patient brings back views of the model that stands there; another model is the clinician's to bring", () => {
    const { clinician, patient, pass } = room();
    keep(clinician, "Heart");
    clinician.dispatch({ register: "room/model", value: "hra-vh-f-kidney-l" });
    pass();
    const view = () => listViews(patient.state, PATIENT)[0] as NonNullable<ReturnType<typeof listViews>[number]>;
    expect(showKeptView(patient, view())).toBe("clinicians_model");
    clinician.dispatch({ register: "room/model", value: "heart" });
    clinician.dispatch({ register: "model/heart/xray", value: true });
    pass();
    expect(showKeptView(patient, view())).toBeNull();
    pass();
    expect(clinician.get("model/heart/xray")).toBeNull();
    clinician.allow("clinicians");
    clinician.dispatch({ register: "model/heart/xray", value: true });
    pass();
    expect(showKeptView(patient, view())).toBe("locked");
    expect(keepViewNow(patient, { side: null, name: "", picture: null })).toBe("locked");
  });

  it("ANA-312: what no register could hold is not taken from a view that somebody wrote by hand", () => {
    const { clinician, patient, pass } = room();
    patient.dispatch([
      { register: "view/2-1/body", value: [["model/heart/xray", "yes"], ["room/policy", { allow: "all", fence: [] }], ["model/heart/explode", 0.5], ["parts", 1e9]] },
      { register: "view/2-1/here", value: true },
    ]);
    pass();
    const view = listViews(clinician.state, CLINICIAN)[0];
    expect([...(view?.registers ?? [])]).toEqual([["model/heart/explode", 0.5]]);
    expect(view?.isWhole).toBe(false);
  });
});
