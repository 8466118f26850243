import type { Allowed } from "./element-values";
import { allowedNow, allows, presenterNow } from "./judge";
import { writerOf } from "./register-kinds";
import { registers } from "./registers";
import { type SceneState, lastSeen } from "./state";
import type { Edit } from "./undo";

/**
 * The edits that put a policy in force, to be written as one batch by a clinician. The fence is the
 * last op seen of everybody who is not a clinician. What the policy takes away from somebody is
 * *adopted*: the value that shows is said again by the clinician, so that nothing jumps back when ops
 * that the author wrote before hearing of it turn out not to count (ROOM-42).
 */
export function policyEdits(state: SceneState, allow: Allowed): readonly Edit[] {
  const { seats } = state.bench;
  const isHeldBack = (actor: number): boolean => !allows(allow, seats, actor);
  const fence = [...lastSeen(state)]
    .filter(([actor, seq]) => seq > 0 && seats.get(actor)?.role !== "clinician")
    .sort((a, b) => a[0] - b[0]);
  const adopted = [...state.slots].flatMap(([register, { winner }]) =>
    winner !== null && isHeldBack(winner.actor) && isAdoptable(register) ? [{ register, value: winner.value }] : [],
  );
  return [{ register: registers.policy, value: { allow: typeof allow === "string" ? allow : [...allow], fence } }, ...adopted];
}

/**
 * The edits that give somebody the presenter's place, or nobody, to be written as one batch by a clinician. What only the
 * one before chose is adopted, as by a policy, so that it stays whatever they write until they hear of it (ROOM-88).
 */
export function presenterEdits(state: SceneState, actor: number | null): readonly Edit[] {
  const isHeldBack = (author: number): boolean => author !== actor && state.bench.seats.get(author)?.role !== "clinician";
  const adopted = [...state.slots].flatMap(([register, { winner }]) =>
    winner !== null && isHeldBack(winner.actor) && writerOf(register) === "presenter" ? [{ register, value: winner.value }] : [],
  );
  return [{ register: registers.presenter, value: actor === null ? null : { actor, hold: false } }, ...adopted];
}

// Of elements only whether they are there: their bodies never change, and their notes are their maker's.
const isAdoptable = (register: string): boolean => {
  const writer = writerOf(register);
  return writer === "work" || writer === "presenter" || writer === "here";
};

/** Whether an actor may change the scene now, as far as this replica knows. */
export function mayChange(state: SceneState, actor: number): boolean {
  return allows(allowedNow(state.bench), state.bench.seats, actor);
}

/** Whether an op that an actor writes now would count: what a replica asks before it writes. */
export function mayWrite(state: SceneState, actor: number, register: string): boolean {
  const role = state.bench.seats.get(actor)?.role;
  if (role === undefined) return false;
  const writer = writerOf(register);
  if (role === "clinician" || writer === "own") return true;
  if (writer === "clinician" || (writer === "presenter" && presenterNow(state.bench) !== actor)) return false;
  return mayChange(state, actor);
}
