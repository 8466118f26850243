import type { Allowed } from "./element-values";
import { allowedNow, allows } from "./judge";
import type { SceneState } from "./state";

const personOf = (state: SceneState, actor: number): number => state.bench.seats.get(actor)?.person ?? actor;

const patientsIn = (state: SceneState): number[] =>
  [...state.bench.seats].filter(([, { role }]) => role === "patient").map(([actor]) => personOf(state, actor));

const once = (actors: readonly number[]): number[] => [...new Set(actors)].sort((a, b) => a - b);

/**
 * Who may change the scene once `actor` may, too. Nobody loses anything by it: who may now still may.
 * A patient who comes for the first time after a guest was named has to ask.
 */
export function allowedWith(state: SceneState, actor: number): Allowed {
  const now = allowedNow(state.bench);
  if (allows(now, state.bench.seats, actor)) return now;
  const isPatient = state.bench.seats.get(actor)?.role === "patient";
  if (isPatient && now === "clinicians") return "patient";
  const named = typeof now !== "string" ? now : now === "patient" ? patientsIn(state) : [];
  return once([...named, personOf(state, actor)]);
}

/** Who may change the scene once `actor` no longer may. From "everybody" one alone can't be taken: then it is the patient's again. */
export function allowedWithout(state: SceneState, actor: number): Allowed {
  const now = allowedNow(state.bench);
  if (now === "clinicians") return now;
  const isPatient = state.bench.seats.get(actor)?.role === "patient";
  if (now === "patient" || now === "all") return isPatient ? "clinicians" : "patient";
  const left = now.filter((named) => personOf(state, named) !== personOf(state, actor));
  if (left.length === 0) return "clinicians";
  return left.every((named) => state.bench.seats.get(named)?.role === "patient") ? "patient" : once(left);
}
