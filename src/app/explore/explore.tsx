"use client";

import dynamic from "next/dynamic";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { Announcer } from "@/components/anatomy/announcer";
import { HeadsetButton } from "@/components/anatomy/headset-button";
import type { Wording } from "@/components/anatomy/model-words";
import { SceneState } from "@/components/anatomy/scene-state";
import { SceneStatusView } from "@/components/anatomy/scene-status-view";
import { StructureCard } from "@/components/anatomy/structure-card";
import { StructurePanel } from "@/components/anatomy/structure-panel";
import { ToolRail } from "@/components/anatomy/tool-rail";
import { TurnPad } from "@/components/anatomy/turn-pad";
import { useModel } from "@/components/anatomy/use-model";
import { LogoMark } from "@/components/kit/logo";
import { PlainButton } from "@/components/kit/plain-button";
import { StatePage } from "@/components/kit/state-panel";
import type { AnatomyModel } from "@/core/anatomy/manifest";
import type { SceneReplica } from "@/room/scene/replica";
import { createSoloScene, SOLO_ACTOR } from "@/room/scene/solo";
import type { HeadsetControl } from "@/xr/headset/control";
import { useInsets } from "../_anatomy/use-insets";
import "@/components/anatomy/anatomy.css";

const SceneCanvas = dynamic(() => import("@/xr/scene-canvas").then((module) => module.SceneCanvas), { ssr: false });

/** The public page: the heart, and everything that can be done to it, in ten seconds. */
export function Explore() {
  const t = useTranslations("anatomy.status");
  const { state, retry } = useModel("heart");
  if (state.kind === "failed")
    return (
      <div data-surface="room">
        <StatePage kind="error" title={t("manifestTitle")} actions={<PlainButton kind="filled" onPress={retry}>{t("retry")}</PlainButton>}>
          <p>{t("manifestWords")}</p>
        </StatePage>
      </div>
    );
  if (state.kind === "loading") return <div data-surface="room" className="min-h-dvh" />;
  return <ExploreRoom model={state.model} />;
}

function ExploreRoom({ model }: { model: AnatomyModel }) {
  const t = useTranslations("anatomy.explore");
  const canvas = useTranslations("anatomy.canvas");
  const parts = useTranslations("anatomy.parts");
  const [scene] = useState(createSoloScene);
  const [wording, setWording] = useState<Wording>("plain");
  const [isPadOpen, setIsPadOpen] = useState(false);
  const [isListOpen, setIsListOpen] = useState(false);
  const [isHintShown, setIsHintShown] = useState(true);
  const [headset, setHeadset] = useState<HeadsetControl | null>(null);
  const root = useRef<HTMLDivElement>(null);
  const insets = useInsets(root);
  const people = useMemo(() => [{ actor: SOLO_ACTOR, name: canvas("you"), seat: 1, isSelf: true } as const], [canvas]);
  useEffect(() => () => scene.close(), [scene]);
  const togglePad = (): void => setIsPadOpen((isOpen) => !isOpen);
  const hideHint = useCallback(() => setIsHintShown(false), []);
  const shared = { scene, model, wording };
  return (
    <div ref={root} data-surface="room" className="scene-ground fixed inset-0 overflow-hidden">
      <SceneCanvas
        className="absolute inset-0"
        scene={scene}
        model={model}
        people={people}
        insets={insets}
        onHeadset={setHeadset}
        onTouched={hideHint}
        renderStatus={(status, onRetry) => <SceneStatusView status={status} model={model} onRetry={onRetry} />}
      />
      <SceneState scene={scene} model={model} />
      <Announcer scene={scene} model={model} people={people} wording={wording} />
      <header data-covers="top" className="pointer-events-none absolute inset-x-3 top-3 z-20 flex flex-wrap items-center gap-2 desk:start-4 desk:end-84 desk:top-4 desk:flex-nowrap [&>*]:pointer-events-auto">
        <Link href="/" className="scene-chip" prefetch={false} aria-label={t("home")}>
          <LogoMark />
          <span aria-hidden="true" className="hidden font-semibold tablet:inline">Bedside</span>
        </Link>
        <div className="scene-chip flex-col items-start! justify-center gap-0!">
          <h1 className="font-semibold">{t("title")}</h1>
          <p className="text-note text-ink2 desk:hidden">{t("notDevice")}</p>
        </div>
        {isHintShown && (
          <div className="scene-plate hidden! desk:flex!">
            <p>{t("hint")}</p>
            <PlainButton kind="text" className="shrink-0 whitespace-nowrap" onPress={hideHint}>
              {t("hintDone")}
            </PlainButton>
          </div>
        )}
        {headset && <HeadsetButton isInside={headset.isInside} wasRefused={headset.wasRefused} onEnter={headset.enter} onLeave={headset.leave} />}
      </header>
      <main id="main">
        <div data-covers="left" className="scene-panel absolute start-4 top-24 z-20 hidden desk:block">
          <ToolRail {...shared} layout="column" isPadOpen={isPadOpen} onPad={togglePad} />
        </div>
        <div data-covers="right" className="scene-panel absolute end-4 top-4 bottom-4 z-20 hidden w-76 flex-col overflow-hidden desk:flex">
          <StructurePanel {...shared} people={people} onWording={setWording} />
        </div>
        <p className="pointer-events-none absolute start-4 bottom-4 z-10 hidden text-note text-ink3 desk:block">{t("notDevice")}</p>
        <div className="pointer-events-none absolute inset-x-0 bottom-0 z-20 flex flex-col items-start gap-3 desk:static [&>*]:pointer-events-auto">
          {isPadOpen && (
            <div className="scene-panel ms-3 desk:absolute desk:start-28 desk:top-24 desk:ms-0">
              <TurnPad scene={scene} model={model} />
            </div>
          )}
          <div data-covers="bottom" className="scene-sheet w-full desk:hidden">
            {isListOpen ? (
              <div className="flex h-[64dvh] flex-col">
                <div className="flex justify-end px-2 pt-1">
                  <PlainButton kind="text" onPress={() => setIsListOpen(false)}>
                    {parts("close")}
                  </PlainButton>
                </div>
                <StructurePanel {...shared} people={people} onWording={setWording} />
              </div>
            ) : (
              <SheetFoot {...shared} isPadOpen={isPadOpen} onPad={togglePad} onList={() => setIsListOpen(true)} />
            )}
          </div>
        </div>
      </main>
    </div>
  );
}

interface SheetFootProps {
  readonly scene: SceneReplica;
  readonly model: AnatomyModel;
  readonly wording: Wording;
  readonly isPadOpen: boolean;
  readonly onPad: () => void;
  readonly onList: () => void;
}

/** The phone's sheet at rest: the chosen part, five tools. */
function SheetFoot({ onList, isPadOpen, onPad, ...shared }: SheetFootProps) {
  const t = useTranslations("anatomy.parts");
  return (
    <>
      <div className="flex items-start gap-2 pe-2">
        <div className="min-w-0 flex-1">
          <StructureCard {...shared} isShort />
        </div>
        <PlainButton kind="text" className="mt-2" onPress={onList}>
          {t("all")}
        </PlainButton>
      </div>
      <div className="border-t border-rule">
        <ToolRail {...shared} layout="row" isPadOpen={isPadOpen} onPad={onPad} />
      </div>
    </>
  );
}
