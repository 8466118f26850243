import { describe, expect, it } from "vitest";
import type { Seats } from "@/core/room/judge";
import { createManualClock } from "../manual-clock";
import { hasElements, watchElements } from "./elements-there";
import { createFollowing } from "./following";
import { isLookedInside, watchLookInside } from "./look-inside";
import { createLocalScene } from "./local-scene";
import { present } from "./present";

const CLINICIAN = 1;
const PATIENT = 2;
const seats: Seats = new Map([
  [CLINICIAN, { role: "clinician" }],
  [PATIENT, { role: "patient" }],
]);

/** Two people's scenes; whatever one writes the other has at once. */
function two() {
  const clock = createManualClock();
  const patient = createLocalScene({ actor: PATIENT, seats, clock, onOps: (ops) => void clinician.receive(ops) });
  const clinician: ReturnType<typeof createLocalScene> = createLocalScene({ actor: CLINICIAN, seats, clock, onOps: (ops) => void patient.receive(ops) });
  return { clinician, patient };
}

describe("going along with whoever presents", () => {
  it("ROOM-49: follows as soon as somebody presents, looks away on one's own, and comes back when asked", () => {
    const { clinician, patient } = two();
    const following = createFollowing(patient);
    const own = createFollowing(clinician);
    expect(following.state.get().mode).toBe("free");
    present(clinician, CLINICIAN);
    clinician.settle();
    expect(following.state.get().mode).toBe("following");
    expect(own.state.get()).toMatchObject({ mode: "free", presenter: { actor: CLINICIAN } });
    following.moved();
    expect(following.state.get().mode).toBe("apart");
    following.follow();
    expect(following.state.get().mode).toBe("following");
    following.stop();
    expect(following.state.get().mode).toBe("apart");
    present(clinician, null);
    clinician.settle();
    expect(following.state.get()).toEqual({ mode: "free", presenter: null });
    following.close();
  });

  it("ROOM-49: a patient makes nobody follow", () => {
    const { clinician, patient } = two();
    const following = createFollowing(clinician);
    present(patient, PATIENT);
    patient.settle();
    expect(following.state.get().presenter).toBeNull();
  });
});

describe("what stands on models", () => {
  it("is noticed from the first element on", () => {
    const { clinician, patient } = two();
    let heard = 0;
    const stop = watchElements(patient, () => (heard += 1));
    expect(hasElements(patient)).toBe(false);
    clinician.dispatch({ register: "pin/1-1/here", value: true });
    clinician.settle();
    expect(heard).toBeGreaterThan(0);
    expect(hasElements(patient)).toBe(true);
    stop();
  });

  it("a cut or a condition that arrives between a page's first look and its listening is noticed all the same", () => {
    const { clinician, patient } = two();
    expect(isLookedInside(patient)).toBe(false);
    clinician.dispatch({ register: "model/heart/condition", value: { id: "coronary-stenosis", grade: "stenosis-90" } });
    clinician.settle();
    let heard = 0;
    const stop = watchLookInside(patient, () => (heard += 1));
    expect([heard, isLookedInside(patient)]).toEqual([1, true]);
    clinician.dispatch({ register: "model/heart/xray", value: true });
    clinician.settle();
    expect(heard).toBe(1);
    clinician.dispatch({ register: "cut/0", value: { on: true, n: [0, 0, 1], d: 0 } });
    clinician.settle();
    expect(heard).toBe(2);
    stop();
  });
});
