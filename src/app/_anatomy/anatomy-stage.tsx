"use client";

import dynamic from "next/dynamic";
import { useTranslations } from "next-intl";
import { useCallback, useRef, useState, type ReactNode } from "react";
import { Announcer } from "@/components/anatomy/announcer";
import { HeadsetButton } from "@/components/anatomy/headset-button";
import type { Wording } from "@/components/anatomy/model-words";
import { SceneState } from "@/components/anatomy/scene-state";
import { SceneStatusView } from "@/components/anatomy/scene-status-view";
import { StructureCard } from "@/components/anatomy/structure-card";
import { StructurePanel } from "@/components/anatomy/structure-panel";
import type { PersonInScene } from "@/components/anatomy/structure-row";
import { ToolRail } from "@/components/anatomy/tool-rail";
import { TurnPad } from "@/components/anatomy/turn-pad";
import { PlainButton } from "@/components/kit/plain-button";
import type { AnatomyModel } from "@/core/anatomy/manifest";
import type { SceneReplica } from "@/room/scene/replica";
import type { HeadsetControl } from "@/xr/headset/control";
import type { ScenePresence } from "@/xr/people/presence";
import { useInsets } from "./use-insets";
import "@/components/anatomy/anatomy.css";

const SceneCanvas = dynamic(() => import("@/xr/scene-canvas").then((module) => module.SceneCanvas), { ssr: false });

interface AnatomyStageProps {
  readonly scene: SceneReplica;
  readonly model: AnatomyModel;
  /** Everybody in the scene, oneself included; keep the array the same while nobody comes or goes. */
  readonly people: readonly PersonInScene[];
  readonly presence?: ScenePresence | null;
  /** A clinician reads clinical names first, a patient plain ones. */
  readonly firstWording: Wording;
  /** Upper left: chips in a row. */
  readonly header: ReactNode;
  /** Upper right from `desk` up, and over the scene on phones: tiles. */
  readonly side?: ReactNode;
  /** Lower right from `desk` up, the sheet's last row on phones: the call bar. */
  readonly foot?: ReactNode;
  /** Above the foot in the middle: captions, views. */
  readonly below?: ReactNode;
  /** Shown until the first gesture. */
  readonly hint?: ReactNode;
  readonly onTouched?: () => void;
  readonly onSafePlace?: (isIn: boolean) => void;
}

/** The scene with everything around it that serves the anatomy: one layout for the public page and the visit. */
export function AnatomyStage(props: AnatomyStageProps) {
  const { scene, model, people, firstWording, header, side, foot, below } = props;
  const [wording, setWording] = useState<Wording>(firstWording);
  const [isPadOpen, setIsPadOpen] = useState(false);
  const [headset, setHeadset] = useState<HeadsetControl | null>(null);
  const root = useRef<HTMLDivElement>(null);
  const insets = useInsets(root);
  const togglePad = useCallback(() => setIsPadOpen((isOpen) => !isOpen), []);
  const shared = { scene, model, wording };
  return (
    <div ref={root} data-surface="room" className="scene-ground fixed inset-0 overflow-hidden">
      <SceneCanvas
        className="absolute inset-0"
        scene={scene}
        model={model}
        people={people}
        presence={props.presence}
        insets={insets}
        onHeadset={setHeadset}
        onTouched={props.onTouched}
        onSafePlace={props.onSafePlace}
        renderStatus={(status, onRetry) => <SceneStatusView status={status} model={model} onRetry={onRetry} />}
      />
      <SceneState scene={scene} model={model} />
      <Announcer scene={scene} model={model} people={people} wording={wording} />
      <header data-covers="top" className="scene-header">
        {header}
        {headset && <HeadsetButton isInside={headset.isInside} wasRefused={headset.wasRefused} onEnter={headset.enter} onLeave={headset.leave} />}
      </header>
      <main id="main">
        <div data-covers="left" className="scene-panel absolute start-4 top-24 z-20 hidden desk:block">
          <ToolRail {...shared} layout="column" isPadOpen={isPadOpen} onPad={togglePad} />
        </div>
        <div className="scene-side" data-footed={foot !== undefined || undefined}>
          {side}
          <div data-covers="right" className="scene-panel hidden min-h-0 flex-1 flex-col overflow-hidden desk:flex">
            <StructurePanel {...shared} people={people} onWording={setWording} />
          </div>
        </div>
        <div className="scene-below">
          {isPadOpen && (
            <div className="scene-panel ms-3 self-start desk:absolute desk:start-28 desk:top-24 desk:ms-0">
              <TurnPad scene={scene} model={model} />
            </div>
          )}
          {below}
          <Sheet {...shared} people={people} foot={foot} onWording={setWording} isPadOpen={isPadOpen} onPad={togglePad} />
        </div>
      </main>
    </div>
  );
}

interface SheetProps {
  readonly scene: SceneReplica;
  readonly model: AnatomyModel;
  readonly wording: Wording;
  readonly people: readonly PersonInScene[];
  readonly foot: ReactNode;
  readonly onWording: (wording: Wording) => void;
  readonly isPadOpen: boolean;
  readonly onPad: () => void;
}

/** The phone's sheet: the chosen part and five tools, or the whole list; from `desk` up only the foot is left of it. */
function Sheet({ foot, people, onWording, isPadOpen, onPad, ...shared }: SheetProps) {
  const t = useTranslations("anatomy.parts");
  const [isListOpen, setIsListOpen] = useState(false);
  return (
    <div data-covers="bottom" className="scene-sheet">
      {isListOpen ? (
        <div className="flex h-[60dvh] flex-col desk:hidden">
          <div className="flex justify-end px-2 pt-1">
            <PlainButton kind="text" onPress={() => setIsListOpen(false)}>
              {t("close")}
            </PlainButton>
          </div>
          <StructurePanel {...shared} people={people} onWording={onWording} />
        </div>
      ) : (
        <div className="desk:hidden">
          <div className="flex items-start gap-2 pe-2">
            <div className="min-w-0 flex-1">
              <StructureCard {...shared} isShort />
            </div>
            <PlainButton kind="text" className="mt-2 shrink-0" onPress={() => setIsListOpen(true)}>
              {t("all")}
            </PlainButton>
          </div>
          <div className="border-t border-rule">
            <ToolRail {...shared} layout="row" isPadOpen={isPadOpen} onPad={onPad} />
          </div>
        </div>
      )}
      {foot !== undefined && <div className="scene-foot">{foot}</div>}
    </div>
  );
}
