"use client";

import dynamic from "next/dynamic";
import { useTranslations } from "next-intl";
import { useRef, useState, type ReactNode } from "react";
import { Announcer } from "@/components/anatomy/announcer";
import { HeadsetButton } from "@/components/anatomy/headset-button";
import { useMarkParts, type MarkParts } from "@/components/anatomy/mark-parts";
import type { Wording } from "@/components/anatomy/model-words";
import { SceneState } from "@/components/anatomy/scene-state";
import { SceneStatusView } from "@/components/anatomy/scene-status-view";
import { SourceLine } from "@/components/anatomy/source-line";
import { StructureCard } from "@/components/anatomy/structure-card";
import { StructurePanel } from "@/components/anatomy/structure-panel";
import type { PersonInScene } from "@/components/anatomy/structure-row";
import { PlainButton } from "@/components/kit/plain-button";
import type { AnatomyModel } from "@/core/anatomy/manifest";
import type { SceneReplica } from "@/room/scene/replica";
import type { HeadsetControl } from "@/xr/headset/control";
import { useInsets } from "../_anatomy/use-insets";
import "@/components/anatomy/scene.css";
import "@/components/anatomy/tools.css";

const ToolRail = dynamic(() => import("@/components/anatomy/tool-rail").then((module) => module.ToolRail), { ssr: false });
const TurnPad = dynamic(() => import("@/components/anatomy/turn-pad").then((module) => module.TurnPad), { ssr: false });
const SceneCanvas = dynamic(() => import("@/xr/scene-canvas").then((module) => module.SceneCanvas), { ssr: false });

interface ExploreStageProps {
  readonly scene: SceneReplica;
  readonly model: AnatomyModel;
  readonly people: readonly PersonInScene[];
  /** Upper left: chips in a row. */
  readonly header: ReactNode;
  /** Where there are several models: which one. */
  readonly choice: ReactNode;
  /** Lower left, from `desk` up. */
  readonly caution: ReactNode;
  readonly onTouched: () => void;
}

/** The scene with everything around it that serves the anatomy. */
export function ExploreStage({ scene, model, people, header, choice, caution, onTouched }: ExploreStageProps) {
  const [wording, setWording] = useState<Wording>("plain");
  const [headset, setHeadset] = useState<HeadsetControl | null>(null);
  const root = useRef<HTMLDivElement>(null);
  const insets = useInsets(root);
  const shared = { scene, model, wording };
  const { tools, isPadOpen, togglePad, panel, list, twin } = useMarkParts(shared, true);
  return (
    <div ref={root} data-surface="room" className="scene-ground fixed inset-0 overflow-hidden">
      <SceneCanvas
        className="absolute inset-0"
        scene={scene}
        model={model}
        people={people}
        insets={insets}
        onHeadset={setHeadset}
        onTouched={onTouched}
        tools={tools}
        renderStatus={(status, onRetry) => <SceneStatusView status={status} model={model} onRetry={onRetry} map={{ scene, insets, canChoose: true }} />}
      />
      <SceneState scene={scene} model={model} />
      {twin}
      <Announcer scene={scene} model={model} people={people} wording={wording} />
      <header data-covers="top" className="scene-header">
        {header}
        {headset && <HeadsetButton isInside={headset.isInside} wasRefused={headset.wasRefused} onEnter={headset.enter} onEnterRoom={headset.enterRoom} onLeave={headset.leave} />}
      </header>
      <main id="main">
        <div data-covers="left" className="scene-panel absolute start-4 top-24 z-20 hidden desk:block">
          <ToolRail {...shared} layout="column" isPadOpen={isPadOpen} onPad={togglePad} marks={tools} />
        </div>
        <div data-covers="right" className="scene-panel absolute end-4 top-4 bottom-4 z-20 hidden w-76 flex-col overflow-hidden desk:flex">
          <StructurePanel {...shared} people={people} onWording={setWording} choice={choice} marks={list} />
        </div>
        {caution}
        <div className="scene-below">
          {isPadOpen && (
            <div data-covers="bottom" className="px-3 desk:contents">
              <div data-covers="left" className="tool-room" />
              <div className="scene-panel pad-place mx-auto max-w-100 desk:absolute desk:start-28 desk:top-24 desk:z-20 desk:w-58">
                <TurnPad scene={scene} model={model} />
              </div>
            </div>
          )}
          {panel}
          <Sheet {...shared} tools={tools} marks={list} choice={choice} people={people} onWording={setWording} isPadOpen={isPadOpen} onPad={togglePad} />
        </div>
      </main>
    </div>
  );
}

interface SheetProps {
  readonly tools: MarkParts["tools"];
  readonly marks: ReactNode;
  readonly choice: ReactNode;
  readonly scene: SceneReplica;
  readonly model: AnatomyModel;
  readonly wording: Wording;
  readonly people: readonly PersonInScene[];
  readonly onWording: (wording: Wording) => void;
  readonly isPadOpen: boolean;
  readonly onPad: () => void;
}

/** The phone's sheet: the chosen part and five tools, or the whole list. */
function Sheet({ tools, marks, choice, people, onWording, isPadOpen, onPad, ...shared }: SheetProps) {
  const t = useTranslations("anatomy.parts");
  const [isListOpen, setIsListOpen] = useState(false);
  return (
    <div data-covers="bottom" className="scene-sheet desk:hidden">
      {isListOpen ? (
        <div className="flex h-[60dvh] flex-col">
          <div className="flex justify-end px-2 pt-1">
            <PlainButton kind="text" onPress={() => setIsListOpen(false)}>
              {t("close")}
            </PlainButton>
          </div>
          <StructurePanel {...shared} people={people} onWording={onWording} choice={choice} marks={marks} />
        </div>
      ) : (
        <div>
          <div className="sheet-part flex items-start gap-2 pe-2">
            <div className="min-w-0 flex-1">
              <StructureCard {...shared} isShort />
              <SourceLine modelId={shared.model.id} made={shared.model} />
            </div>
            <PlainButton kind="text" className="mt-2 shrink-0" onPress={() => setIsListOpen(true)}>
              {t("all")}
            </PlainButton>
          </div>
          <div className="border-t border-rule">
            <ToolRail {...shared} layout="row" isPadOpen={isPadOpen} onPad={onPad} marks={tools} />
          </div>
        </div>
      )}
    </div>
  );
}
