import { registers } from "@/core/room/registers";
import { guestsMayEdit } from "@/core/room/state";
import type { Edit } from "@/core/room/undo";
import type { LocalScene } from "./local-scene";

/**
 * The clinician lets guests change the scene, or no longer. What guests changed stays as it shows: the clinician makes
 * it their own first, since nothing that a guest wrote counts from then on (ROOM-20).
 */
export function letGuestsEdit(scene: LocalScene, mayEdit: boolean): void {
  const { state } = scene;
  if (guestsMayEdit(state) === mayEdit) return;
  const theirs: Edit[] = [];
  for (const [register, { winner }] of state.slots) {
    if (winner !== null && state.guests.has(winner.actor) && winner.actor !== scene.actor && !register.startsWith("person/")) {
      theirs.push({ register, value: winner.value });
    }
  }
  if (!mayEdit && theirs.length > 0) scene.dispatch(theirs, { again: true });
  scene.dispatch({ register: registers.guestsEdit, value: mayEdit });
  scene.settle();
}
