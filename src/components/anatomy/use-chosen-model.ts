"use client";

import { useState } from "react";
import type { AnatomyModel } from "@/core/anatomy/manifest";
import type { ModelFault } from "@/core/anatomy/scene-status";
import { registers } from "@/core/room/registers";
import { useConditioned, type ConditionedModel } from "./use-conditioned";
import { useModel } from "./use-model";
import { useSceneVersion, type SharedScene } from "./use-scene";

/** The model that a scene shows, and what stands in the way of the one that was chosen. */
export interface ChosenModel {
  readonly model: AnatomyModel;
  readonly trouble: ModelFault | "absent" | null;
  readonly retry: () => void;
  /** What stands in the way of the condition that it is to show. */
  readonly condition: Pick<ConditionedModel, "trouble" | "retry">;
}

/**
 * The model that the scene's people have chosen; `first` until somebody does. While another one is
 * looked up the one before stays, and where it can't be had `first` stands in.
 */
export function useChosenModel(scene: SharedScene, first: AnatomyModel): ChosenModel {
  useSceneVersion(scene, registers.model);
  const id = scene.get(registers.model) ?? first.id;
  const isFirst = id === first.id;
  const { state, retry } = useModel(isFirst ? null : id);
  const [last, setLast] = useState(first);
  const found = isFirst ? first : state.kind === "ready" ? state.model : state.kind === "failed" ? first : last;
  if (found !== last) setLast(found);
  const conditioned = useConditioned(scene, found);
  return { model: conditioned.model, trouble: !isFirst && state.kind === "failed" ? state.fault : null, retry, condition: conditioned };
}
