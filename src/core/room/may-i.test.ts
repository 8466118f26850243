import { describe, expect, it } from "vitest";
import type { Allowed } from "./element-values";
import { allows, type Seats } from "./judge";
import { allowedWith, allowedWithout } from "./may-i";
import { createSceneState, applyOp, type SceneState } from "./state";

const CLINICIAN = 1;
const PATIENT = 2;
const GUEST = 3;
const OTHER = 4;
const PATIENT_AGAIN = 5;
const seats: Seats = new Map([
  [CLINICIAN, { role: "clinician" }],
  [PATIENT, { role: "patient", person: PATIENT }],
  [PATIENT_AGAIN, { role: "patient", person: PATIENT }],
  [GUEST, { role: "guest" }],
  [OTHER, { role: "guest" }],
]);

function under(allow: Allowed): SceneState {
  const state = createSceneState(seats);
  applyOp(state, { actor: CLINICIAN, seq: 1, lamport: 1, register: "room/policy", value: { allow: typeof allow === "string" ? allow : [...allow], fence: [] } });
  return state;
}

const all = [PATIENT, GUEST, OTHER, PATIENT_AGAIN];
const may = (allow: Allowed): number[] => all.filter((actor) => allows(allow, seats, actor));

describe("letting one person change the scene, and no longer", () => {
  const policies: readonly Allowed[] = ["clinicians", "patient", "all", [GUEST], [PATIENT, GUEST]];
  it.each(policies.flatMap((policy) => all.map((actor) => [policy, actor] as const)))("ROOM-84: under %j actor %i comes in, and nobody else gains or loses", (policy, actor) => {
    const before = may(policy);
    const after = may(allowedWith(under(policy), actor));
    expect(after).toContain(actor);
    const theirs = actor === PATIENT || actor === PATIENT_AGAIN ? [PATIENT, PATIENT_AGAIN] : [actor];
    expect(after).toEqual(all.filter((each) => before.includes(each) || theirs.includes(each)));
  });

  it.each(policies.flatMap((policy) => all.map((actor) => [policy, actor] as const)))("ROOM-84: under %j actor %i goes out, and nobody gains", (policy, actor) => {
    const state = under(policy);
    if (!allows(policy, seats, actor)) return;
    const after = may(allowedWithout(state, actor));
    expect(after).not.toContain(actor);
    expect(after.every((each) => may(policy).includes(each))).toBe(true);
  });
});
