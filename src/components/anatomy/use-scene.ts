"use client";

import { useCallback, useSyncExternalStore } from "react";
import type { SceneReplica } from "@/room/scene/replica";

/** The part of a scene that lists and tools need. */
export type SharedScene = Pick<SceneReplica, "actor" | "get" | "dispatch" | "subscribe" | "changes" | "undo" | "redo" | "history" | "state" | "mayChange">;

/**
 * Renders again when registers that begin with one of `patterns` change; `pattern` as in
 * `LocalScene.subscribe`. The number grows with each change, one between the first look and listening among them: others
 * write while a busy page comes to it.
 */
export function useSceneVersion(scene: Pick<SharedScene, "subscribe" | "changes">, ...patterns: readonly string[]): number {
  const key = patterns.join("\n");
  const subscribe = useCallback(
    (changed: () => void) => {
      const stops = key.split("\n").map((pattern) => scene.subscribe(pattern, changed));
      return () => stops.forEach((stop) => stop());
    },
    [scene, key],
  );
  const count = (): number => patterns.reduce((sum, pattern) => sum + scene.changes(pattern), 0);
  return useSyncExternalStore(subscribe, count, () => 0);
}
