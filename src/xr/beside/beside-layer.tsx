"use client";

import { useThree } from "@react-three/fiber";
import { useLocale, useTranslations } from "next-intl";
import { useEffect } from "react";
import { besideOf, sideOfModel } from "@/core/anatomy/condition-choice";
import type { DetailLevel } from "@/core/anatomy/governor";
import type { AnatomyModel } from "@/core/anatomy/manifest";
import { conditionedOf } from "@/room/models/conditioned";
import { useStructures } from "../anatomy/use-structures";
import type { StageHandle } from "../stage/stage-scene";
import type { SharedScene } from "../stage/stage-view";
import { useSceneVersion } from "../use-scene-version";
import { BesideStage, breadthM } from "./beside-stage";

interface BesideLayerProps {
  readonly scene: SharedScene;
  readonly model: AnatomyModel;
  readonly level: DetailLevel;
  readonly stage: StageHandle;
}

/** Stands the healthy organ, or the body's other side, beside the model; absent until somebody first asks for it. */
export function BesideLayer({ scene, model, level, stage }: BesideLayerProps) {
  useSceneVersion(scene, `model/${model.id}/`);
  const beside = besideOf(model, (register) => scene.get(register));
  return beside === null ? null : <Beside key={beside} scene={scene} model={model} level={level} stage={stage} isMirror={beside === "mirror"} />;
}

function Beside({ scene, model, level, stage, isMirror }: BesideLayerProps & { readonly isMirror: boolean }) {
  const t = useTranslations("anatomy.condition");
  const isSpanish = useLocale().startsWith("es");
  const get = useThree((state) => state.get);
  const changed = conditionedOf(model);
  const healthy = changed?.healthy ?? model;
  const { state } = useStructures(healthy, level, 0, true);
  const pick = (words: { readonly en: string; readonly es: string }): string => (isSpanish ? words.es : words.en);
  const side = sideOfModel(healthy);
  const own = changed ? pick(changed.grade.plain) : t(side === "right" ? "sign.right" : "sign.left");
  const other = isMirror ? t(side === "right" ? "sign.left" : "sign.right") : t("sign.healthy");
  const structures = state.kind === "ready" ? state.structures : null;
  useEffect(() => {
    if (!structures) return undefined;
    const { gl } = get();
    const canvas: HTMLElement = gl.domElement;
    const family = getComputedStyle(canvas).fontFamily;
    const made = new BesideStage({ scene, model: healthy, structures, isMirror, view: stage.view, labels: [own, other], family, density: Math.max(1, gl.getPixelRatio()) });
    const takeOff = stage.view.addPart(made);
    stage.look.setBreadth(breadthM(healthy));
    canvas.dataset.beside = isMirror ? "mirror" : "healthy";
    return () => {
      takeOff();
      stage.look.setBreadth(0);
      delete canvas.dataset.beside;
    };
  }, [scene, healthy, structures, isMirror, stage, own, other, get]);
  return null;
}
