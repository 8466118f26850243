"use client";

import type { AnatomyModel } from "@/core/anatomy/manifest";
import type { ScenePerson } from "../people/person";
import type { StageHandle } from "../stage/stage-scene";
import type { SharedScene } from "../stage/stage-view";
import type { HeadsetControl } from "./control";

interface HeadsetGateProps {
  readonly scene: SharedScene;
  readonly model: AnatomyModel;
  readonly people: readonly ScenePerson[];
  readonly stage: StageHandle;
  readonly onControl: ((control: HeadsetControl | null) => void) | undefined;
}

export function HeadsetGate(_props: HeadsetGateProps) {
  return null;
}
