import { registers } from "@/core/room/registers";
import type { SceneReplica } from "./replica";

/** The clinician shows what somebody sees to everybody, or no longer. */
export function present(scene: Pick<SceneReplica, "dispatch">, actor: number | null): void {
  scene.dispatch({ register: registers.presenter, value: actor === null ? null : { actor, hold: false } });
}
