import type { SceneState } from "@/core/room/state";

// A page that kept a view has a picture of it that is too large to travel with the scene.
const kept = new WeakMap<SceneState, Map<string, string>>();

/** Keeps the larger picture of a view for as long as this page lasts: a JPEG in base64. */
export function keepLargePicture(state: SceneState, viewId: string, picture: string): void {
  const pictures = kept.get(state) ?? new Map<string, string>();
  pictures.set(viewId, picture);
  kept.set(state, pictures);
}

/** The larger picture of a view, where this page kept it. */
export function largePicture(state: SceneState, viewId: string): string | null {
  return kept.get(state)?.get(viewId) ?? null;
}
