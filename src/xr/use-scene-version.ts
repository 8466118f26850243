"use client";

import { useCallback, useSyncExternalStore } from "react";
import type { SharedScene } from "./stage/stage-view";

/** Renders again when registers under `pattern` change, also between the first look and listening. */
export function useSceneVersion(scene: Pick<SharedScene, "subscribe" | "changes">, pattern: string): number {
  const subscribe = useCallback((changed: () => void) => scene.subscribe(pattern, changed), [scene, pattern]);
  return useSyncExternalStore(subscribe, () => scene.changes(pattern));
}
