import { holdsSame, keepView, keptOf, modelOf, type SavedView, type ViewToKeep } from "@/core/anatomy/views";
import { nextElementId } from "@/core/room/elements";
import { type JsonValue, canonicalJson } from "@/core/room/json";
import { mayWrite } from "@/core/room/policy";
import { writerOf } from "@/core/room/register-kinds";
import type { LocalScene } from "./local-scene";
import { editsToView } from "./view-edits";

/** Why a view was not kept or shown: too much in it, this person may not change the scene, or its model or condition is not theirs to choose. */
export type ViewFault = "too_large" | "locked" | "clinicians_model" | "others_condition";

type Keeping = Pick<LocalScene, "actor" | "state" | "view" | "settle" | "dispatch">;

/** What of the scene a view would keep now. */
export function shownNow(scene: Pick<LocalScene, "view">): ReadonlyMap<string, JsonValue> {
  return keptOf(scene.view());
}

/** Keeps the scene as it stands, for everybody in the room. Its id, or why not. */
export function keepViewNow(scene: Keeping, of: Omit<ViewToKeep, "shown">): { readonly id: string } | ViewFault {
  // A drag that goes on is kept where it is.
  scene.settle();
  const id = nextElementId(scene.state, scene.actor);
  const edits = keepView(id, { ...of, shown: shownNow(scene) });
  if (!edits) return "too_large";
  const answer = scene.dispatch(edits);
  if (!answer.ok) return answer.error === "locked" ? "locked" : "too_large";
  scene.settle();
  return { id };
}

/** Whether the scene shows exactly what a view holds. */
export function isShowing(scene: Pick<LocalScene, "view">, view: Pick<SavedView, "registers">): boolean {
  return holdsSame(shownNow(scene), view.registers);
}

/** Brings the scene back to what a view holds, for everybody: one step of undo. Null, or why not. */
export function showKeptView(scene: Pick<LocalScene, "actor" | "state" | "view" | "dispatch" | "settle">, view: Pick<SavedView, "registers">): ViewFault | null {
  scene.settle();
  const isClinician = scene.state.bench.seats.get(scene.actor)?.role === "clinician";
  const registers = new Map(view.registers);
  if (!isClinician) {
    if (modelOf(registers) !== modelOf(shownNow(scene))) return "clinicians_model";
    // Which model stands there is not this person's to say, not even with the same word.
    const model = shownNow(scene).get("room/model");
    if (model === undefined) registers.delete("room/model");
    else registers.set("room/model", model);
  }
  if (!keepsConditions(scene, registers)) return "others_condition";
  const edits = editsToView(scene, registers);
  if (edits.length === 0) return null;
  return scene.dispatch(edits).ok ? null : "locked";
}

/**
 * Leaves every condition, and what stands beside, as it is where it is not this person's to choose (ROOM-88). False: the
 * model that is shown has another one in the view, which could not be brought back as it was.
 */
function keepsConditions(scene: Pick<LocalScene, "actor" | "state" | "view">, view: Map<string, JsonValue>): boolean {
  const now = shownNow(scene);
  const shown = `model/${modelOf(now)}/`;
  for (const register of new Set([...now.keys(), ...view.keys()])) {
    if (writerOf(register) !== "presenter" || mayWrite(scene.state, scene.actor, register)) continue;
    const value = now.get(register);
    if (canonicalJson(value ?? null) === canonicalJson(view.get(register) ?? null)) continue;
    if (register.startsWith(shown)) return false;
    if (value === undefined) view.delete(register);
    else view.set(register, value);
  }
  return true;
}
