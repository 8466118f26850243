import { describe, expect, it } from "vitest";
import type { Seats } from "@/core/room/judge";
import { nextElementId, removeElement } from "@/core/room/elements";
import type { SceneOp } from "@/core/room/op";
import { policyEdits } from "@/core/room/policy";
import { applyOp, createSceneState, type SceneState } from "@/core/room/state";
import type { Edit } from "@/core/room/undo";
import { beginStroke, elementsOn, endStroke, figureOf, goOnWithStroke, measuredIn, putArea, putMeasure, putPin, rewriteNote } from "./elements";
import { FIRST_INK, INKS, inkOf, rhythmOf } from "./inks";
import { isSameSide, sideOf, sideOfEye, stepToSide, wayRound } from "./look";
import { distanceMm } from "./measure";
import { lengthAlong, pieces, pointsOf, smoothed } from "./polyline";
import type { Vec3 } from "./vector";

const CLINICIAN = 1;
const PATIENT = 2;
const PATIENT_AGAIN = 3;
const seats: Seats = new Map([
  [CLINICIAN, { role: "clinician" }],
  [PATIENT, { role: "patient", person: PATIENT }],
  [PATIENT_AGAIN, { role: "patient", person: PATIENT }],
]);

/** A room that people write into, one after another. */
function room(): { state: SceneState; write: (actor: number, ...edits: readonly Edit[]) => void } {
  const state = createSceneState(seats);
  const seqs = new Map<number, number>();
  let lamport = 0;
  return {
    state,
    write: (actor, ...edits) => {
      for (const { register, value } of edits) {
        const seq = (seqs.get(actor) ?? 0) + 1;
        seqs.set(actor, seq);
        const op: SceneOp = { actor, seq, lamport: (lamport += 1), register, value };
        applyOp(state, op);
      }
    },
  };
}

const at: Vec3 = [0.01, 0.02, 0.03];

describe("what is put on a model", () => {
  it("ROOM-80: a pin has its place, its part and its text; only whoever put it there rewrites it", () => {
    const { state, write } = room();
    const id = nextElementId(state, PATIENT);
    write(PATIENT, ...putPin(id, "heart", { structure: "mitral-valve", at: [0.012_345_678, -0.000_000_1, 0.02] }, "It hurts here"));
    const mine = elementsOn(state, PATIENT_AGAIN, { id: "heart" }).pins[0];
    expect(mine).toMatchObject({ n: 1, structure: "mitral-valve", text: "It hurts here", at: [0.012_35, 0, 0.02], isOwn: true, mayEdit: true, mayRemove: true });
    expect(elementsOn(state, CLINICIAN, { id: "heart" }).pins[0]).toMatchObject({ isOwn: false, mayEdit: false, mayRemove: true });
    write(PATIENT_AGAIN, rewriteNote("pin", id, "And here"));
    write(CLINICIAN, rewriteNote("pin", id, "Changed by another"));
    expect(elementsOn(state, CLINICIAN, { id: "heart" }).pins[0]?.text).toBe("And here");
    expect(elementsOn(state, CLINICIAN, { id: "other" }).pins).toEqual([]);
  });

  it("ROOM-80: a clinician takes anybody's away, others their own, and whoever is held back nothing", () => {
    const { state, write } = room();
    write(CLINICIAN, ...putPin("1-1", "heart", { structure: "aorta", at }));
    write(PATIENT, ...putPin("2-1", "heart", { structure: "aorta", at }));
    expect(elementsOn(state, PATIENT, { id: "heart" }).pins.map(({ mayRemove }) => mayRemove)).toEqual([false, true]);
    write(PATIENT, removeElement("pin", "1-1"));
    expect(elementsOn(state, PATIENT, { id: "heart" }).pins).toHaveLength(2);
    write(CLINICIAN, removeElement("pin", "2-1"));
    expect(elementsOn(state, PATIENT, { id: "heart" }).pins.map(({ id }) => id)).toEqual(["1-1"]);
    write(PATIENT, ...putPin("2-2", "heart", { structure: "aorta", at }));
    write(CLINICIAN, ...policyEdits(state, "clinicians"));
    expect(elementsOn(state, PATIENT, { id: "heart" }).pins.map(({ mayEdit, mayRemove }) => mayEdit || mayRemove)).toEqual([false, false]);
  });

  it("ROOM-81: a distance is the model's own, in millimetres, whatever size the model has in the room", () => {
    expect(distanceMm([0, 0, 0], [0.03, 0.04, 0])).toBeCloseTo(50, 9);
    const { state, write } = room();
    write(CLINICIAN, { register: "model/heart/transform", value: { p: [0, 0, 0], q: [0, 0, 0, 1], s: 3 } });
    write(CLINICIAN, ...putMeasure("1-1", "heart", [0, 0, 0], [0, 0.034, 0]));
    expect(elementsOn(state, PATIENT, { id: "heart" }).measures[0]?.mm).toBeCloseTo(34, 6);
  });

  it("ROOM-81: three points are an angle, not a distance", () => {
    const { state, write } = room();
    write(CLINICIAN, { register: "measure/1-1/body", value: { model: "heart", points: [at, at, at] } }, { register: "measure/1-1/here", value: true });
    expect(elementsOn(state, CLINICIAN, { id: "heart" }).measures).toEqual([]);
  });

  it("ANA-301, ANA-302: an angle and an area are the model's own, each with its error, and what anybody reads is the same", () => {
    const { state, write } = room();
    write(CLINICIAN, { register: "model/heart/transform", value: { p: [0, 0, 0], q: [0, 0, 0, 1], s: 3 } });
    write(PATIENT, ...putMeasure("2-1", "heart", [0.05, 0, 0], [0, 0, 0], [0, 0.05, 0]));
    write(CLINICIAN, ...putArea("1-1", "heart", [[0, 0, 0], [0.03, 0, 0], [0.03, 0.02, 0], [0, 0.02, 0]]));
    for (const actor of [CLINICIAN, PATIENT]) {
      const { measures, angles, areas } = elementsOn(state, actor, { id: "heart" });
      expect(measures).toEqual([]);
      expect(angles[0]).toMatchObject({ n: 1, errorDeg: 2 });
      expect(angles[0]?.deg).toBeCloseTo(90, 6);
      expect(areas[0]).toMatchObject({ n: 1, isBent: false, errorMm2: 28 });
      expect(areas[0]?.mm2).toBeCloseTo(600, 3);
    }
    const written = measuredIn(elementsOn(state, CLINICIAN, { id: "heart" })).map((each) => figureOf(each, "cm"));
    expect(written.map(({ unit, error }) => [unit, error])).toEqual([["deg", { n: 2, digits: 0 }], ["cm2", { n: 0.28, digits: 2 }]]);
    write(CLINICIAN, removeElement("measure", "2-1"), removeElement("area", "1-1"));
    expect(measuredIn(elementsOn(state, PATIENT, { id: "heart" }))).toEqual([]);
  });

  it("ROOM-82: a stroke shows the parts that came, in their order, up to its end", () => {
    const { state, write } = room();
    write(PATIENT, ...beginStroke("2-1", "heart", "#7fb4e6"));
    const part = (n: number): Edit => goOnWithStroke("2-1", n, [[n / 100, 0, 0], [n / 100, 0.01, 0]]) as Edit;
    write(PATIENT, part(0), part(1), endStroke("2-1", 2), part(2));
    const stroke = elementsOn(state, CLINICIAN, { id: "heart" }).strokes[0];
    expect(stroke).toMatchObject({ colour: "#7fb4e6", n: 1 });
    expect(stroke?.points).toEqual([[0, 0, 0], [0, 0.01, 0], [0.01, 0, 0], [0.01, 0.01, 0]]);
    expect(goOnWithStroke("2-1", 64, [at])).toBeNull();
  });
});

describe("pens", () => {
  it("ROOM-82: no two pens have the same line, so that they are told apart without colour", () => {
    expect(new Set(INKS.map(({ line }) => line)).size).toBe(INKS.length);
    expect(new Set(INKS.map(({ colour }) => colour)).size).toBe(INKS.length);
    expect(inkOf("#123456")).toEqual({ ...FIRST_INK, colour: "#123456" });
  });

  it("cuts a line by its rhythm, and loses nothing but the gaps", () => {
    const line: Vec3[] = [[0, 0, 0], [0.5, 0, 0], [1, 0, 0]];
    expect(pieces(line, [])).toEqual([line]);
    expect(pieces(line, [0, 1])).toEqual([line]);
    const cut = pieces(line, [0.3, 0.1]);
    expect(cut.map((piece) => lengthAlong(piece).toFixed(6))).toEqual(["0.300000", "0.300000", "0.200000"]);
    expect(pieces([[0, 0, 0]], [])).toEqual([]);
    expect(rhythmOf({ line: "dots" }, 0.001)).toHaveLength(2);
  });

  it("smooths corners and keeps both ends", () => {
    const line: Vec3[] = [[0, 0, 0], [1, 0, 0], [1, 1, 0]];
    const soft = smoothed(line);
    expect([soft[0], soft.at(-1)]).toEqual([line[0], line[2]]);
    expect(lengthAlong(soft)).toBeLessThan(lengthAlong(line));
    expect(pointsOf([1, 2, 3, 4])).toEqual([[1, 2, 3]]);
  });
});

describe("the side from which a model is looked at", () => {
  it("is what an eye has of it", () => {
    expect(sideOf([0, 0, 1], [0, 0, 0])).toEqual({ aroundRad: 0, aboveRad: 0 });
    expect(sideOf([1, 1, 0], [0, 0, 0]).aroundRad).toBeCloseTo(Math.PI / 2);
    expect(sideOf([1, 1, 0], [0, 0, 0]).aboveRad).toBeCloseTo(Math.PI / 4);
  });

  it("goes by where a camera looks, and by where a head is that looks elsewhere", () => {
    const fromTheFront = sideOfEye({ p: [0, 0.1, 1], q: [0, 0, 0, 1] }, [0, 0, 0]);
    expect(fromTheFront).toEqual({ aroundRad: 0, aboveRad: 0 });
    const turnedAway = sideOfEye({ p: [0, 0, 1], q: [0, Math.SQRT1_2, 0, Math.SQRT1_2] }, [0, 0, 0]);
    expect(turnedAway.aroundRad).toBeCloseTo(0);
  });

  it("ROOM-83: is followed no faster than people bear, the shorter way round, and reached", () => {
    expect(wayRound(3, -3)).toBeCloseTo(2 * Math.PI - 6);
    let side = { aroundRad: 3, aboveRad: 0 };
    const target = { aroundRad: -3, aboveRad: 0.4 };
    let steps = 0;
    while (!isSameSide(side, target) && steps < 1000) {
      const next = stepToSide(side, target, 0.5, 16);
      expect(Math.hypot(wayRound(side.aroundRad, next.aroundRad), next.aboveRad - side.aboveRad)).toBeLessThanOrEqual((1.2 * 16) / 1000 + 1e-9);
      side = next;
      steps += 1;
    }
    expect(steps).toBeGreaterThan(10);
    expect(side).toEqual(target);
  });
});
