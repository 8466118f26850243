"use client";

import { readSelection } from "@/core/anatomy/read";
import { isShown, isXray } from "@/core/anatomy/looks";
import type { AnatomyModel } from "@/core/anatomy/manifest";
import { readTransform } from "@/core/anatomy/transform";
import { registers } from "@/core/room/registers";
import { useSceneVersion, type SharedScene } from "./use-scene";

/**
 * The state of a model as attributes of an element: what scripts and tests read without touching
 * the picture. Exact values of the shared scene, not the glide that the eye sees.
 */
export function SceneState({ scene, model }: { scene: SharedScene; model: AnatomyModel }) {
  useSceneVersion(scene, `model/${model.id}/`, "person/");
  const read = (register: string) => scene.get(register);
  const hidden = model.structures.filter((structure) => !isShown(model, structure, read)).map(({ id }) => id);
  return (
    <div
      hidden
      data-model={model.id}
      data-transform={JSON.stringify(readTransform(read(registers.transform(model.id))))}
      data-selected={readSelection(read(registers.selection(scene.actor)))?.structure ?? ""}
      data-hidden={hidden.join(" ")}
      data-xray={isXray(model, read)}
    />
  );
}
