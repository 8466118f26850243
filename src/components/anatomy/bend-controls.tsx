"use client";

import { useTranslations } from "next-intl";
import { PlainButton } from "@/components/kit/plain-button";
import { KNEE_FLEXION } from "@/core/anatomy/bend-range";
import { bendOf, bendTo, canBend } from "@/core/anatomy/bending";
import type { AnatomyModel } from "@/core/anatomy/manifest";
import { registers } from "@/core/room/registers";
import { Slider } from "./slider";
import { useSceneVersion, type SharedScene } from "./use-scene";
import { useSlide } from "./use-slide";

interface BendControlsProps {
  readonly scene: SharedScene;
  readonly model: AnatomyModel;
}

const ANGLES = [0, 30, 60, 90, 120] as const;

/** Bends the knee to an angle, and says in words what moves there. */
export function BendControls({ scene, model }: BendControlsProps) {
  const t = useTranslations("anatomy.bend");
  useSceneVersion(scene, registers.bend(model.id));
  const slide = useSlide(scene);
  if (!canBend(model)) return <p className="tool-hint">{t("nothing")}</p>;
  const angle = bendOf(model, (register) => scene.get(register));
  const said = t("degrees", { angle });
  return (
    <div className="grid gap-2" data-bent={angle}>
      <p className="tool-hint">{t("hint")}</p>
      <Slider label={t("how")} said={said} spoken={t(angle === 0 ? "straight" : "spoken", { angle })} value={angle} min={KNEE_FLEXION.min} max={KNEE_FLEXION.max} step={KNEE_FLEXION.step} onMove={(degrees) => slide.move(bendTo(model, degrees))} onEnd={slide.end} />
      <div className="tool-actions">
        {ANGLES.map((each) => (
          <PlainButton key={each} kind="quiet" aria-pressed={angle === each} onPress={() => scene.dispatch(bendTo(model, each))}>
            {each === 0 ? t("straight") : t("degrees", { angle: each })}
          </PlainButton>
        ))}
      </div>
      <div aria-live="polite">
        <p className="tool-hint">{t(`says.${bentHow(angle)}`)}</p>
      </div>
      <p className="tool-hint">{t("rest")}</p>
    </div>
  );
}

/** What there is to say at an angle. */
function bentHow(angle: number): "straight" | "little" | "half" | "deep" {
  if (angle === 0) return "straight";
  return angle < 45 ? "little" : angle < 100 ? "half" : "deep";
}
