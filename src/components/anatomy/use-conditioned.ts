"use client";

import { useCallback, useEffect, useState } from "react";
import { conditionOf } from "@/core/anatomy/condition-choice";
import type { AnatomyModel } from "@/core/anatomy/manifest";
import type { ModelFault } from "@/core/anatomy/scene-status";
import { err, type Result } from "@/core/kit/result";
import { registers } from "@/core/room/registers";
import { useSceneVersion, type SharedScene } from "./use-scene";

type Answer = Result<AnatomyModel, ModelFault | "absent">;

/** A model with the condition that the scene says. */
export interface ConditionedModel {
  /** With its condition once all of that is here; until then, and where it can't be had, as it was before or healthy. */
  readonly model: AnatomyModel;
  readonly trouble: ModelFault | "absent" | null;
  readonly retry: () => void;
}

/** Brings in what a model is to have by the scene. Words and picture change together. */
export function useConditioned(scene: Pick<SharedScene, "get" | "subscribe" | "changes">, healthy: AnatomyModel): ConditionedModel {
  useSceneVersion(scene, registers.condition(healthy.id));
  const choice = conditionOf(healthy, (register) => scene.get(register));
  const [id, grade] = [choice?.id, choice?.grade];
  const key = id === undefined ? null : `${id}/${grade ?? ""}`;
  const [known, setKnown] = useState<{ readonly healthy: AnatomyModel; readonly key: string; readonly answer: Answer } | null>(null);
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    if (key === null || id === undefined || grade === undefined) return undefined;
    const abort = new AbortController();
    void import("@/room/models/conditions")
      .then((module) => module.loadConditioned(healthy, { id, grade }, abort.signal))
      .catch((): Answer => err("network"))
      .then((answer) => {
        if (!abort.signal.aborted) setKnown({ healthy, key, answer });
      });
    return () => abort.abort();
  }, [healthy, key, id, grade, attempt]);
  const retry = useCallback(() => setAttempt((n) => n + 1), []);
  const isOfThis = key !== null && known?.healthy === healthy;
  return {
    model: isOfThis && known.answer.ok ? known.answer.value : healthy,
    trouble: isOfThis && known.key === key && !known.answer.ok ? known.answer.error : null,
    retry,
  };
}
