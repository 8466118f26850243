"use client";

import { useCallback, useRef, useSyncExternalStore } from "react";
import type { SceneReplica } from "@/room/scene/replica";

/** The part of a scene that lists and tools need. */
export type SharedScene = Pick<SceneReplica, "actor" | "get" | "dispatch" | "subscribe" | "undo" | "redo" | "history" | "state" | "mayChange">;

/**
 * Renders again when registers that begin with one of `patterns` change; `pattern` as in
 * `LocalScene.subscribe`. The number grows with each change.
 */
export function useSceneVersion(scene: Pick<SharedScene, "subscribe">, ...patterns: readonly string[]): number {
  const version = useRef(0);
  const key = patterns.join("\n");
  const subscribe = useCallback(
    (changed: () => void) => {
      const stops = key.split("\n").map((pattern) =>
        scene.subscribe(pattern, () => {
          version.current += 1;
          changed();
        }),
      );
      return () => stops.forEach((stop) => stop());
    },
    [scene, key],
  );
  return useSyncExternalStore(subscribe, () => version.current, () => 0);
}
