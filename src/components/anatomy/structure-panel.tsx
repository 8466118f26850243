"use client";

import dynamic from "next/dynamic";
import { useTranslations } from "next-intl";
import { useState, type ReactNode } from "react";
import { showAll } from "@/core/anatomy/intents";
import type { AnatomyModel } from "@/core/anatomy/manifest";
import { PlainButton } from "@/components/kit/plain-button";
import type { Wording } from "./model-words";
import { SourceLine } from "./source-line";
import { StructureCard } from "./structure-card";
import type { PersonInScene } from "./structure-row";
import type { SharedScene } from "./use-scene";

// Comes after the room works, with the models that it lists.
const StructureTree = dynamic(() => import("./structure-tree").then((module) => module.StructureTree), { ssr: false, loading: () => <div className="flex-1" /> });

interface StructurePanelProps {
  readonly scene: SharedScene;
  readonly model: AnatomyModel;
  readonly people: readonly PersonInScene[];
  readonly wording: Wording;
  readonly onWording: (wording: Wording) => void;
  /** Where the person may choose among models. */
  readonly choice?: ReactNode;
  /** The list of what stands on the model, beside that of its parts; nothing while nothing was made. */
  readonly marks?: ReactNode;
}

/** Search, list, description and the words to use: the right-hand panel, and the phone's list. */
export function StructurePanel({ scene, model, people, wording, onWording, choice, marks }: StructurePanelProps) {
  const t = useTranslations("anatomy.parts");
  const tools = useTranslations("anatomy.tools");
  const isPlain = wording === "plain";
  const [wantsMarks, setWantsMarks] = useState(false);
  const showsMarks = wantsMarks && marks != null;
  return (
    <>
      {choice}
      {marks != null && (
        <div role="group" aria-label={t("tabs")} className="panel-tabs">
          {[false, true].map((isMarks) => (
            <button key={String(isMarks)} type="button" aria-pressed={showsMarks === isMarks} onClick={() => setWantsMarks(isMarks)}>
              {t(isMarks ? "tabMarks" : "tabParts")}
            </button>
          ))}
        </div>
      )}
      {showsMarks ? (
        marks
      ) : (
        <>
          <StructureTree key={model.id} scene={scene} model={model} people={people} wording={wording} />
          <StructureCard scene={scene} model={model} wording={wording} />
        </>
      )}
      <SourceLine modelId={model.id} made={model} className="source-line panel-source" />
      <div className="panel-foot">
        <PlainButton kind="quiet" onPress={() => scene.dispatch(showAll(model, (register) => scene.get(register)))}>
          {tools("showAll")}
        </PlainButton>
        <PlainButton kind="quiet" onPress={() => onWording(isPlain ? "clinical" : "plain")}>
          {t(isPlain ? "clinical" : "plain")}
        </PlainButton>
      </div>
    </>
  );
}
