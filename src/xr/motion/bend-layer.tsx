"use client";

import { useEffect, useRef } from "react";
import type { AnatomyModel } from "@/core/anatomy/manifest";
import { prefersStillness } from "@/room/own-look";
import type { StageHandle } from "../stage/stage-scene";
import type { SharedScene } from "../stage/stage-view";
import { BendStage } from "./bend-stage";

interface BendLayerProps {
  readonly scene: SharedScene;
  readonly model: AnatomyModel;
  readonly stage: StageHandle;
  /** Something is in the hand that is put on the straight knee. */
  readonly isHeld: boolean;
}

/** Bends the knee; absent until somebody first does. */
export function BendLayer({ scene, model, stage, isHeld }: BendLayerProps) {
  const part = useRef<BendStage | null>(null);
  useEffect(() => {
    const made = new BendStage({ scene, model, view: stage.view, isStill: prefersStillness() });
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
