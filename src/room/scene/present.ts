import type { SceneReplica } from "./replica";

/** The clinician shows what somebody sees to everybody, or no longer. */
export function present(scene: Pick<SceneReplica, "present">, actor: number | null): void {
  scene.present(actor);
}
