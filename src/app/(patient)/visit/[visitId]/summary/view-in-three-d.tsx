"use client";

import { useTranslations } from "next-intl";
import { useEffect, useMemo, useState } from "react";
import { SceneState } from "@/components/anatomy/scene-state";
import { SceneStatusView } from "@/components/anatomy/scene-status-view";
import { ConditionSign } from "@/components/anatomy/show-condition";
import { useConditioned } from "@/components/anatomy/use-conditioned";
import { useModel } from "@/components/anatomy/use-model";
import { PlainButton } from "@/components/kit/plain-button";
import type { AnatomyModel } from "@/core/anatomy/manifest";
import { modelIn } from "@/core/anatomy/models";
import type { ActorClaim } from "@/core/access/claim";
import type { SummaryView } from "@/core/record/views";
import { askOwnModelsFor } from "@/room/manifest";
import { createSoloScene, SOLO_ACTOR } from "@/room/scene/solo";
import { editsToView } from "@/room/scene/view-edits";
import { SceneCanvas } from "@/xr/scene-canvas";
import "@/components/anatomy/scene.css";
import "@/components/anatomy/tools.css";

interface ViewInThreeDProps {
  /** What the scene shows: of a kept view, or of a tour's stop. */
  view: Pick<SummaryView["views"][number], "registers">;
  /** For whom the page speaks. */
  as: ActorClaim;
  onClose: () => void;
}

/** A kept view as a scene of the reader's own: it begins exactly as it was kept, and nobody else sees what is turned. */
export function ViewInThreeD({ view, as, onClose }: ViewInThreeDProps) {
  askOwnModelsFor(as);
  const t = useTranslations("record.page");
  const { state, retry } = useModel(modelIn(view.registers));
  return (
    <div className="absolute inset-0" role="group" aria-label={t("sceneLabel")}>
      {state.kind === "ready" && <Scene view={view} model={state.model} />}
      {state.kind === "loading" && (
        <p role="status" className="p-4">
          {t("loading3d")}
        </p>
      )}
      {state.kind === "failed" && (
        <p role="alert" className="p-4">
          {t(state.fault === "absent" ? "modelGone" : "modelAway")}
        </p>
      )}
      <div className="absolute start-4 bottom-3 z-20 flex gap-2">
        <PlainButton onPress={onClose}>{t("close3d")}</PlainButton>
        {state.kind === "failed" && state.fault !== "absent" && <PlainButton onPress={retry}>{t("turn")}</PlainButton>}
      </div>
    </div>
  );
}

function Scene({ view, model: healthy }: { view: ViewInThreeDProps["view"]; model: AnatomyModel }) {
  const canvas = useTranslations("anatomy.canvas");
  const [scene] = useState(() => {
    const solo = createSoloScene();
    solo.dispatch(editsToView(solo, new Map(Object.entries(view.registers))));
    return solo;
  });
  const { model, trouble } = useConditioned(scene, healthy);
  const condition = useTranslations("anatomy.condition");
  const people = useMemo(() => [{ actor: SOLO_ACTOR, name: canvas("you"), seat: 1, isSelf: true } as const], [canvas]);
  useEffect(() => () => scene.close(), [scene]);
  return (
    <>
      <SceneCanvas
        className="absolute inset-0"
        scene={scene}
        model={model}
        people={people}
        renderStatus={(status, onRetry) => <SceneStatusView status={status} model={model} onRetry={onRetry} />}
      />
      <div className="absolute start-4 end-4 top-3 z-10">
        {trouble === null ? <ConditionSign scene={scene} model={model} wording="plain" /> : <p role="alert">{condition(`trouble.${trouble}`)}</p>}
      </div>
      <SceneState scene={scene} model={model} />
    </>
  );
}
