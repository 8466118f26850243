"use client";

import { useEffect } from "react";
import type { Cutting } from "@/core/anatomy/cutting";
import { middleOf } from "@/core/anatomy/cuts";
import type { AnatomyModel } from "@/core/anatomy/manifest";
import { sliceOf } from "@/core/anatomy/sectioner";
import type { StructureGeometry } from "../anatomy/load-model";
import type { StageHandle } from "../stage/stage-scene";
import type { SharedScene } from "../stage/stage-view";
import { faceCut } from "./cut-layer";
import { sectionerOf } from "./structures-sectioner";

interface SectionFeedProps {
  readonly scene: SharedScene;
  readonly model: AnatomyModel;
  readonly structures: readonly StructureGeometry[];
  /** Null where there is no picture: the flat one is there all the same. */
  readonly stage: StageHandle | null;
  readonly cutting: Cutting;
}

/** While something moves, the flat picture is made anew this often. */
const STEP_MS = 120;

/** Makes the flat picture of a cut for the panel that shows it. Needs no graphics card. */
export function SectionFeed({ scene, model, structures, stage, cutting }: SectionFeedProps) {
  const { index, onSlice, onShape } = cutting;
  useEffect(() => {
    const sectioner = sectionerOf(structures, middleOf(model));
    let timer: ReturnType<typeof setTimeout> | null = null;
    const make = (): void => {
      timer = null;
      onSlice(sliceOf(model, (register) => scene.get(register), index, sectioner));
    };
    const later = (): void => {
      timer ??= setTimeout(make, STEP_MS);
    };
    make();
    const stops = [scene.subscribe("cut/", later), scene.subscribe(`model/${model.id}/`, later)];
    return () => {
      for (const stop of stops) stop();
      if (timer !== null) clearTimeout(timer);
      onSlice(null);
    };
  }, [scene, model, structures, index, onSlice]);
  useEffect(() => {
    const { bulkOf } = sectionerOf(structures, middleOf(model));
    onShape({ bulkOf, ...(stage ? { face: (at) => faceCut(scene, model, stage, at) } : {}) });
    return () => onShape(null);
  }, [scene, model, structures, stage, onShape]);
  return null;
}
