"use client";

import { useFormatter, useTranslations } from "next-intl";
import { useState } from "react";
import { PlainButton } from "@/components/kit/plain-button";
import { apartOf, CUT_INDICES, CUT_PRESETS, cutAcross, cutsOf, flipped, presetCut, presetOf, reachAlong, setCut, turnedTo, turnOf, withinReach, type CutIndex, type CutPlane } from "@/core/anatomy/cuts";
import type { AnatomyModel } from "@/core/anatomy/manifest";
import { findStructure } from "@/core/anatomy/models";
import { readSelection } from "@/core/anatomy/read";
import { registers } from "@/core/room/registers";
import { useModelWords, type Wording } from "./model-words";
import { SectionFigure } from "./section-figure";
import { Slider } from "./slider";
import type { CuttingTools } from "./use-cutting";
import { useSceneVersion, type SharedScene } from "./use-scene";
import { useSlide } from "./use-slide";

interface CutControlsProps {
  readonly scene: SharedScene;
  readonly model: AnatomyModel;
  readonly wording: Wording;
  readonly cutting: CuttingTools;
}

/** Up to three planes: where each begins, how deep and how turned it is, and what it shows. */
export function CutControls(props: CutControlsProps) {
  const { scene, model, wording, cutting } = props;
  const t = useTranslations("anatomy.inside.plane");
  useSceneVersion(scene, "cut/", `model/${model.id}/`, `person/${scene.actor}/`);
  const cuts = cutsOf(model, (register) => scene.get(register));
  const { index } = cutting;
  const plane = cuts[index];
  const put = (next: CutPlane | null): void => {
    scene.dispatch(setCut(index, next));
  };
  return (
    <>
      <Planes cuts={cuts} cutting={cutting} />
      <Beginnings {...props} plane={plane} onPut={put} />
      {plane ? (
        <>
          <Sliders {...props} plane={plane} />
          <div className="tool-actions">
            <PlainButton kind="quiet" onPress={() => put(flipped(plane))}>
              {t("flip")}
            </PlainButton>
            {cutting.shape?.face && (
              <PlainButton kind="quiet" onPress={() => cutting.shape?.face?.(index)}>
                {t("face")}
              </PlainButton>
            )}
            <PlainButton kind="quiet" onPress={() => put(null)}>
              {t("off")}
            </PlainButton>
          </div>
          <SectionFigure scene={scene} model={model} wording={wording} slice={cutting.slice} />
        </>
      ) : (
        <p className="tool-hint">{t("hint")}</p>
      )}
    </>
  );
}

function Planes({ cuts, cutting }: { cuts: ReturnType<typeof cutsOf>; cutting: CuttingTools }) {
  const t = useTranslations("anatomy.inside.plane");
  // The next free one is offered too; who has none yet needs no choice.
  const free = CUT_INDICES.find((index) => cuts[index] === null);
  const offered = CUT_INDICES.filter((index) => cuts[index] !== null || index === free || index === cutting.index);
  if (cuts.every((plane) => plane === null)) return null;
  return (
    <div role="radiogroup" aria-label={t("which")} className="pad-modes">
      {offered.map((index) => (
        <label key={index} className="pad-mode">
          <input type="radio" name="cut-plane" checked={cutting.index === index} onChange={() => cutting.pick(index)} />
          <span>{t(cuts[index] === null ? "another" : "nth", { n: index + 1 })}</span>
        </label>
      ))}
    </div>
  );
}

interface BeginningsProps extends CutControlsProps {
  readonly plane: CutPlane | null;
  readonly onPut: (plane: CutPlane) => void;
}

/** Planes with a name, and one across what is chosen. */
function Beginnings({ scene, model, wording, cutting, plane, onPut }: BeginningsProps) {
  const t = useTranslations("anatomy.inside.plane");
  const { nameOf } = useModelWords();
  const chosen = readSelection(scene.get(registers.selection(scene.actor)));
  const part = chosen?.model === model.id ? findStructure(model, chosen.structure) : undefined;
  const bulk = part && cutting.shape?.bulkOf(part.id);
  const now = plane && presetOf(plane);
  return (
    <div className="tool-actions" role="group" aria-label={t("begin")}>
      {CUT_PRESETS.map((preset) => (
        <PlainButton key={preset} kind="quiet" aria-pressed={now === preset} onPress={() => onPut(presetCut(preset))}>
          {t(`${wording}.${preset}`)}
        </PlainButton>
      ))}
      {part && bulk && (
        <PlainButton kind="quiet" onPress={() => onPut(withinReach(model, cutAcross(bulk.axis, bulk.centre)))}>
          {t("across", { part: nameOf(part, wording) })}
        </PlainButton>
      )}
    </div>
  );
}

const DEGREES = 180 / Math.PI;

function Sliders({ scene, model, cutting, plane }: CutControlsProps & { plane: CutPlane }) {
  const t = useTranslations("anatomy.inside.plane");
  const format = useFormatter();
  const slide = useSlide(scene);
  const { index } = cutting;
  const apart = apartOf(model, (register) => scene.get(register));
  const reachMm = Math.floor(reachAlong(model, plane.n, apart) * 1000);
  const turn = turnOf(plane);
  // A level plane has no way round: the slider stays where the hand left it.
  const [around, setAround] = useState<{ readonly index: CutIndex; readonly rad: number }>({ index, rad: turn.aroundRad });
  const isLevel = Math.abs(turn.aboveRad) > Math.PI / 2 - 1e-3;
  const aroundRad = isLevel && around.index === index ? around.rad : turn.aroundRad;
  const move = (next: CutPlane): void => slide.move(setCut(index, withinReach(model, next, apart)));
  const degrees = (rad: number): string => t("degrees", { degrees: format.number(Math.round(rad * DEGREES) || 0) });
  return (
    <div className="grid gap-1">
      <Slider
        label={t("depth")}
        said={t("mm", { mm: format.number(Math.round(plane.d * 1000) || 0, { signDisplay: "exceptZero" }) })}
        value={plane.d * 1000}
        min={-reachMm}
        max={reachMm}
        step={reachMm > 200 ? 5 : 0.5}
        onMove={(mm) => move({ n: plane.n, d: mm / 1000 })}
        onEnd={slide.end}
      />
      <Slider
        label={t("around")}
        said={degrees(aroundRad)}
        value={aroundRad * DEGREES}
        min={-180}
        max={180}
        step={1}
        onMove={(value) => {
          setAround({ index, rad: value / DEGREES });
          move(turnedTo(plane, { ...turn, aroundRad: value / DEGREES }));
        }}
        onEnd={slide.end}
      />
      <Slider
        label={t("above")}
        said={degrees(turn.aboveRad)}
        value={turn.aboveRad * DEGREES}
        min={-90}
        max={90}
        step={1}
        onMove={(value) => {
          setAround({ index, rad: aroundRad });
          move(turnedTo(plane, { aroundRad, aboveRad: value / DEGREES }));
        }}
        onEnd={slide.end}
      />
    </div>
  );
}
