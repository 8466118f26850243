import { allowedNow } from "@/core/room/judge";
import type { LocalScene } from "./local-scene";

/** Whether guests, all of them, may change the scene now. */
export function mayGuestsEdit(scene: Pick<LocalScene, "state">): boolean {
  return allowedNow(scene.state.bench) === "all";
}

/** The clinician lets guests change the scene, or no longer. What they changed stays as it shows (ROOM-20, ROOM-42). */
export function letGuestsEdit(scene: Pick<LocalScene, "state" | "allow">, mayEdit: boolean): void {
  if (mayGuestsEdit(scene) !== mayEdit) scene.allow(mayEdit ? "all" : "patient");
}

/** Whether the patient may change the scene now. */
export function mayPatientEdit(scene: Pick<LocalScene, "state">): boolean {
  const allowed = allowedNow(scene.state.bench);
  return allowed === "patient" || allowed === "all";
}

/** The clinician lets the patient change the scene, or nobody but clinicians (ROOM-42). */
export function letPatientEdit(scene: Pick<LocalScene, "state" | "allow">, mayEdit: boolean): void {
  if (mayPatientEdit(scene) !== mayEdit) scene.allow(mayEdit ? "patient" : "clinicians");
}
