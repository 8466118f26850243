"use client";

import dynamic from "next/dynamic";
import { useFormatter, useTranslations } from "next-intl";
import { IconButton } from "@/components/kit/icon-button";
import { PlainButton } from "@/components/kit/plain-button";
import type { InsideView } from "@/core/anatomy/cutting";
import { canBeat } from "@/core/anatomy/beating";
import { canBend } from "@/core/anatomy/bending";
import { canCompare, mayChoose } from "@/core/anatomy/condition-choice";
import { apartOf, pullApart } from "@/core/anatomy/cuts";
import type { AnatomyModel } from "@/core/anatomy/manifest";
import { registers } from "@/core/room/registers";
import { CutControls } from "./cut-controls";
import type { Wording } from "./model-words";
import { Slider } from "./slider";
import type { CuttingTools } from "./use-cutting";
import { useSceneVersion, type SharedScene } from "./use-scene";
import { useSlide } from "./use-slide";
import "./inside.css";

const BeatControls = dynamic(() => import("./beat-controls").then((module) => module.BeatControls), { ssr: false });

const BendControls = dynamic(() => import("./bend-controls").then((module) => module.BendControls), { ssr: false });

const ConditionControls = dynamic(() => import("./condition-controls").then((module) => module.ConditionControls), { ssr: false });

interface InsidePanelProps {
  readonly scene: SharedScene;
  readonly model: AnatomyModel;
  readonly wording: Wording;
  readonly cutting: CuttingTools;
}

const VIEWS: readonly InsideView[] = ["cut", "apart", "motion", "condition"];

/** Looking inside: planes that cut, with the cut as a flat picture, and how far the parts stand apart. */
export function InsidePanel(props: InsidePanelProps) {
  const t = useTranslations("anatomy.inside");
  const { cutting, model, scene } = props;
  useSceneVersion(scene, registers.presenter);
  const mayCompare = canCompare(model) && mayChoose(scene.state, scene.actor);
  const { view } = cutting;
  if (view === null) return null;
  return (
    <section className="tool-panel inside-panel" aria-label={t("label")} data-inside={view}>
      <div className="flex items-center gap-2">
        <div role="radiogroup" aria-label={t("label")} className="pad-modes">
          {VIEWS.filter((each) => view === each || (each === "motion" ? canBeat(model) || canBend(model) : each !== "condition" || mayCompare)).map((each) => (
            <label key={each} className="pad-mode">
              <input type="radio" name="inside-view" checked={view === each} onChange={() => cutting.toggle(each)} />
              <span>{t(each === "motion" && canBend(model) ? "bend" : each)}</span>
            </label>
          ))}
        </div>
        <IconButton icon="close" label={t("close")} onPress={cutting.close} />
      </div>
      {view === "cut" && <CutControls {...props} />}
      {view === "apart" && <ApartControls {...props} />}
      {view === "motion" && (canBend(model) ? <BendControls {...props} /> : <BeatControls {...props} />)}
      {view === "condition" && <ConditionControls {...props} />}
    </section>
  );
}

const STEPS = [0, 0.5, 1] as const;

function ApartControls({ scene, model }: InsidePanelProps) {
  const t = useTranslations("anatomy.inside.apartBy");
  const format = useFormatter();
  useSceneVersion(scene, registers.explode(model.id));
  const slide = useSlide(scene);
  const apart = apartOf(model, (register) => scene.get(register));
  const percent = format.number(apart, { style: "percent", maximumFractionDigits: 0 });
  return (
    <>
      <p className="tool-hint">{t("hint")}</p>
      <Slider label={t("how")} said={percent} value={apart} min={0} max={1} step={0.01} onMove={(share) => slide.move(pullApart(model, share))} onEnd={slide.end} />
      <div className="tool-actions">
        {STEPS.map((share) => (
          <PlainButton key={share} kind="quiet" aria-pressed={apart === share} onPress={() => scene.dispatch(pullApart(model, share))}>
            {t(share === 0 ? "none" : share === 1 ? "all" : "half")}
          </PlainButton>
        ))}
      </div>
    </>
  );
}
