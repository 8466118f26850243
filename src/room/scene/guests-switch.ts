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
