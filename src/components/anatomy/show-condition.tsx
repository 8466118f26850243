"use client";

import dynamic from "next/dynamic";
import { registers } from "@/core/room/registers";
import type { AnatomyModel } from "@/core/anatomy/manifest";
import type { Wording } from "./model-words";
import { useSceneVersion, type SharedScene } from "./use-scene";

const Sign = dynamic(() => import("./condition-sign").then((module) => module.ConditionSign), { ssr: false });

/** The sign that says what a model has: comes when somebody first chooses something. */
export function ConditionSign(props: { readonly scene: Pick<SharedScene, "get" | "subscribe" | "changes">; readonly model: AnatomyModel; readonly wording: Wording }) {
  const { scene, model } = props;
  useSceneVersion(scene, registers.condition(model.id), registers.beside(model.id));
  return scene.get(registers.condition(model.id)) === null && scene.get(registers.beside(model.id)) === null ? null : <Sign {...props} />;
}
