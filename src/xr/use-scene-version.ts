"use client";

import { useCallback, useRef, useSyncExternalStore } from "react";
import type { SharedScene } from "./stage/stage-view";

/** Renders again when registers under `pattern` change. */
export function useSceneVersion(scene: Pick<SharedScene, "subscribe">, pattern: string): number {
  const version = useRef(0);
  const subscribe = useCallback(
    (changed: () => void) =>
      scene.subscribe(pattern, () => {
        version.current += 1;
        changed();
      }),
    [scene, pattern],
  );
  return useSyncExternalStore(subscribe, () => version.current);
}
