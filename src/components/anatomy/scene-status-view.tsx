"use client";

import dynamic from "next/dynamic";
import { useFormatter, useTranslations } from "next-intl";
import type { AnatomyModel } from "@/core/anatomy/manifest";
import type { SceneStatus } from "@/core/anatomy/scene-status";
import { PlainButton } from "@/components/kit/plain-button";
import { StatePanel } from "@/components/kit/state-panel";
import { inSentence } from "@/core/kit/in-sentence";
import type { BodyMapProps } from "./body-map";
import { useModelWords } from "./model-words";
import "./scene-status.css";

// Comes only where nothing is drawn in 3D.
const BodyMap = dynamic(() => import("./body-map").then((module) => module.BodyMap), { ssr: false });

interface SceneStatusViewProps {
  readonly status: SceneStatus;
  readonly model: AnatomyModel;
  readonly onRetry: () => void;
  /** Where a map of the body may stand in for the picture. */
  readonly map?: Omit<BodyMapProps, "model">;
}

/** Words over the scene while it loads, and when it can't be drawn. */
export function SceneStatusView({ status, model, onRetry, map }: SceneStatusViewProps) {
  const t = useTranslations("anatomy.status");
  const format = useFormatter();
  const { pick } = useModelWords();
  const name = inSentence(pick(model.name));
  if (status.kind === "ready") return null;
  if (status.kind === "loading") {
    const percent = format.number(status.share, { style: "percent", maximumFractionDigits: 0 });
    return (
      <div className="scene-status">
        <StatePanel kind="loading" share={status.share} level={3} title={t("loading", { model: name })}>
          <p>{t("loadingShare", { percent, model: name })}</p>
        </StatePanel>
      </div>
    );
  }
  if (status.kind === "opening" || status.kind === "closed") return <InsideNote status={status} name={name} onRetry={onRetry} insets={map?.insets} />;
  if (status.kind === "no-graphics" && map) return <BodyMap {...map} model={model} />;
  const words = wordsOf(status);
  return (
    <div className="scene-status" role="alert">
      <StatePanel
        kind="error"
        level={3}
        title={t(`${words}Title`, { model: name })}
        actions={
          words === "noGraphics" ? undefined : (
            <PlainButton kind="filled" onPress={onRetry}>
              {t(words === "lost" ? "redraw" : "retry")}
            </PlainButton>
          )
        }
      >
        <p>{t(`${words}Words`)}</p>
      </StatePanel>
    </div>
  );
}

interface InsideNoteProps {
  readonly status: Extract<SceneStatus, { kind: "opening" | "closed" }>;
  readonly name: string;
  readonly onRetry: () => void;
  readonly insets: BodyMapProps["insets"] | undefined;
}

/** Below the model, which stays in sight: that its inside is on the way, or did not come. */
function InsideNote({ status, name, onRetry, insets }: InsideNoteProps) {
  const t = useTranslations("anatomy.status");
  const format = useFormatter();
  const place = { bottom: (insets?.bottom ?? 0) + 12, left: (insets?.left ?? 0) + 12, right: (insets?.right ?? 0) + 12 };
  if (status.kind === "opening")
    return (
      <div className="scene-note appears-late" style={place} role="status">
        <p>{t("opening", { percent: format.number(status.share, { style: "percent", maximumFractionDigits: 0 }), model: name })}</p>
      </div>
    );
  return (
    <div className="scene-note" style={place} role="alert">
      <p>{t(status.fault === "network" ? "closedNetwork" : "closedCorrupt", { model: name })}</p>
      <PlainButton kind="filled" onPress={onRetry}>
        {t("retry")}
      </PlainButton>
    </div>
  );
}

type Wordless = "ready" | "loading" | "opening" | "closed";

function wordsOf(status: Exclude<SceneStatus, { kind: Wordless }>): "noGraphics" | "lost" | "network" | "corrupt" {
  if (status.kind === "no-graphics") return "noGraphics";
  if (status.kind === "picture-lost") return "lost";
  return status.fault;
}
