"use client";

import { elementsOn, type ElementsView } from "@/core/anatomy/elements";
import type { AnatomyModel } from "@/core/anatomy/manifest";
import { registers } from "@/core/room/registers";
import { useLater } from "./use-later";
import { useSceneVersion, type SharedScene } from "./use-scene";

/** What stands on a model, as this person sees it now. */
export function useElements(scene: SharedScene, model: AnatomyModel): ElementsView {
  // An own edit is heard of a frame before it is in the state.
  useLater(useSceneVersion(scene, "pin/", "measure/", "area/", "stroke/", registers.policy));
  return elementsOn(scene.state, scene.actor, model);
}
