"use client";

import { useEffect, useRef } from "react";
import type { AnatomyModel } from "@/core/anatomy/manifest";
import { prefersStillness } from "@/room/own-look";
import type { StageHandle } from "../stage/stage-scene";
import type { SharedScene } from "../stage/stage-view";
import { BeatStage } from "./beat-stage";

interface BeatLayerProps {
  readonly scene: SharedScene;
  readonly model: AnatomyModel;
  readonly stage: StageHandle;
  /** Something is in the hand that is put on the still model. */
  readonly isHeld: boolean;
}

/** Lets the heart beat; absent until somebody first does. */
export function BeatLayer({ scene, model, stage, isHeld }: BeatLayerProps) {
  const part = useRef<BeatStage | null>(null);
  useEffect(() => {
    const made = new BeatStage({ scene, model, view: stage.view, isStill: prefersStillness() });
    const takeOff = stage.view.addPart(made);
    part.current = made;
    return () => {
      part.current = null;
      takeOff();
    };
  }, [scene, model, stage]);
  // After what makes it, and again whenever that makes another.
  useEffect(() => part.current?.setHeld(isHeld), [isHeld, scene, model, stage]);
  return null;
}
