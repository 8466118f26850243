"use client";

import { useEffect, useRef } from "react";
import { Vector3 } from "three";
import type { Cutting } from "@/core/anatomy/cutting";
import { cutsOf } from "@/core/anatomy/cuts";
import { sideOf } from "@/core/anatomy/look";
import type { AnatomyModel } from "@/core/anatomy/manifest";
import { prefersStillness } from "@/room/own-look";
import type { StructureGeometry } from "../anatomy/load-model";
import type { StageHandle } from "../stage/stage-scene";
import type { SharedScene } from "../stage/stage-view";
import { CutStage } from "./cut-stage";
import { sectionerOf } from "./structures-sectioner";

interface CutLayerProps {
  readonly scene: SharedScene;
  readonly model: AnatomyModel;
  readonly structures: readonly StructureGeometry[];
  readonly stage: StageHandle;
  readonly cutting: Cutting | undefined;
  readonly onLocked: () => void;
}

const direction = new Vector3();

/** Cuts the picture of a model and pulls it apart; absent until somebody first does either. */
export function CutLayer({ scene, model, structures, stage, cutting, onLocked }: CutLayerProps) {
  const part = useRef<CutStage | null>(null);
  useEffect(() => {
    const made = new CutStage({ scene, model, view: stage.view, sectioner: sectionerOf(structures, stage.view.centreM), isStill: prefersStillness(), onLocked });
    const takeOff = stage.view.addPart(made);
    part.current = made;
    return () => {
      part.current = null;
      takeOff();
    };
  }, [scene, model, structures, stage, onLocked]);
  const active = cutting?.view === "cut" ? cutting.index : null;
  // After what makes it, and again whenever that makes another.
  useEffect(() => part.current?.setActive(active), [active, scene, model, structures, stage, onLocked]);
  return null;
}

/** Turns this person's own camera to look straight at a cut. */
export function faceCut(scene: SharedScene, model: AnatomyModel, stage: StageHandle, index: 0 | 1 | 2): void {
  const plane = cutsOf(model, (register) => scene.get(register))[index];
  const object = stage.view.modelObject;
  if (!plane || !object) return;
  const { x, y, z } = direction.fromArray(plane.n).transformDirection(object.matrixWorld);
  stage.look.lead(sideOf([x, y, z], [0, 0, 0]));
}
