"use client";

import dynamic from "next/dynamic";
import { useTranslations } from "next-intl";
import type { AnatomyModel } from "@/core/anatomy/manifest";
import { findStructure } from "@/core/anatomy/models";
import { readSelection } from "@/core/anatomy/read";
import { registers } from "@/core/room/registers";
import { useModelWords, type Wording } from "./model-words";
import { useSceneVersion, type SharedScene } from "./use-scene";

const PartLooks = dynamic(() => import("./part-looks").then((module) => module.PartLooks), { ssr: false });

interface StructureCardProps {
  readonly scene: SharedScene;
  readonly model: AnatomyModel;
  readonly wording: Wording;
  /** Short for the phone's sheet: name and sentence alone. */
  readonly isShort?: boolean;
}

/** What the chosen part is called, by doctors and by everybody, what it does, and its code. */
export function StructureCard({ scene, model, wording, isShort = false }: StructureCardProps) {
  const t = useTranslations("anatomy.parts");
  const { language, pick, nameOf, langOf } = useModelWords();
  useSceneVersion(scene, `person/${scene.actor}/`);
  const chosen = readSelection(scene.get(registers.selection(scene.actor)));
  const structure = chosen?.model === model.id ? findStructure(model, chosen.structure) : undefined;
  if (!structure)
    return (
      <div className="structure-card" data-empty>
        {isShort && <p className="structure-title">{t("noneChosen")}</p>}
        <p className="structure-words">{t(isShort ? "noneChosenTouch" : "noneChosenWords")}</p>
      </div>
    );
  const other = nameOf(structure, wording === "plain" ? "clinical" : "plain");
  const { uberon, fma } = structure;
  const code = uberon !== undefined && structure.uberonMatch === "broader" ? t("broader", { code: uberon }) : uberon;
  const synonyms = structure.synonyms ? structure.synonyms[language] : [];
  const isCoded = uberon !== undefined || fma !== undefined;
  return (
    <div className="structure-card" data-card={structure.id}>
      <p className="structure-title">
        {isShort && (
          <svg viewBox="0 0 14 14" className="structure-swatch" aria-hidden="true">
            <rect x="0.5" y="0.5" width="13" height="13" rx="3" fill={structure.colour} />
          </svg>
        )}
        <span lang={langOf(structure)}>{nameOf(structure, wording)}</span>
      </p>
      {!isShort && other !== nameOf(structure, wording) && <p className="structure-other">{other}</p>}
      {!isShort && synonyms.length > 0 && <p className="structure-other">{t("alsoCalled", { names: synonyms.join(", ") })}</p>}
      {structure.words && <p className="structure-words">{pick(structure.words)}</p>}
      {!isShort && (
        <p className="structure-code">
          {isCoded ? t("codes") : t("noCode")} <span className="tabular-nums">{[code, fma].filter(Boolean).join(" · ")}</span>
          {structure.side !== "none" && <span> · {t(`side.${structure.side}`)}</span>}
        </p>
      )}
      {!isShort && <PartLooks key={structure.id} scene={scene} model={model} structure={structure} />}
    </div>
  );
}
