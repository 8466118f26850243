"use client";

import dynamic from "next/dynamic";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useEffect, useMemo, useState } from "react";
import { SceneState } from "@/components/anatomy/scene-state";
import { SceneStatusView } from "@/components/anatomy/scene-status-view";
import { LinkButton } from "@/components/kit/plain-button";
import { showToast } from "@/components/kit/toast";
import { ModelFacts } from "@/components/models/model-facts";
import { SettleForm } from "@/components/models/settle-form";
import type { OwnModelView } from "@/core/models/contract";
import { likelyPlace, manifestLine } from "@/core/models/manifest-line";
import { createSoloScene, SOLO_ACTOR } from "@/room/scene/solo";
import "@/components/anatomy/scene.css";
import "@/components/anatomy/tools.css";
import "@/components/models/models.css";

const SceneCanvas = dynamic(() => import("@/xr/scene-canvas").then((module) => module.SceneCanvas), { ssr: false });
const TurnPad = dynamic(() => import("@/components/anatomy/turn-pad").then((module) => module.TurnPad), { ssr: false });

/** The model on a stage of its own, beside what is to be said of it. */
export function SettleView({ model }: { readonly model: OwnModelView }) {
  const t = useTranslations("models.settle");
  const canvas = useTranslations("anatomy.canvas");
  const router = useRouter();
  const { facts, modelId, kind } = model;
  const [place, setPlace] = useState(model.place ?? (facts && likelyPlace(kind, facts)));
  const [scene] = useState(createSoloScene);
  const people = useMemo(() => [{ actor: SOLO_ACTOR, name: canvas("you"), seat: 1, isSelf: true } as const], [canvas]);
  const line = useMemo(() => manifestLine({ modelId, kind, about: { ...model, place }, folder: `own/session/${modelId}` }), [model, modelId, kind, place]);
  useEffect(() => () => scene.close(), [scene]);
  if (facts === null || place === null || line === null) return null;
  return (
    <>
      <div className="settle-sides">
        <div className="settle-look">
          <div data-surface="room" className="settle-stage scene-ground" role="group" aria-label={t("stage")}>
            <SceneCanvas
              className="absolute inset-0"
              scene={scene}
              model={line}
              people={people}
              renderStatus={(status, onRetry) => <SceneStatusView status={status} model={line} onRetry={onRetry} />}
            />
            <SceneState scene={scene} model={line} />
          </div>
          <div data-surface="room" className="settle-pad">
            <TurnPad scene={scene} model={line} />
          </div>
          <ModelFacts facts={facts} place={place} />
        </div>
        <SettleForm
          model={model}
          facts={facts}
          place={place}
          onPlace={setPlace}
          onDone={(name) => {
            if (model.state === "draft") showToast({ text: t("nowReady", { name }) });
            router.push("/settings/models");
            router.refresh();
          }}
        />
      </div>
      <LinkButton className="mt-8" kind="text" href="/settings/models">
        {t("back")}
      </LinkButton>
    </>
  );
}
