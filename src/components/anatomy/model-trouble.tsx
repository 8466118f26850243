"use client";

import { useTranslations } from "next-intl";
import { Banner } from "@/components/kit/banner";
import { PlainButton } from "@/components/kit/plain-button";
import { inSentence } from "@/core/kit/in-sentence";
import { useModelWords, type Wording } from "./model-words";
import { ConditionSign } from "./show-condition";
import type { ChosenModel } from "./use-chosen-model";
import type { SharedScene } from "./use-scene";

interface ModelTroubleProps {
  readonly chosen: ChosenModel;
  readonly scene: Pick<SharedScene, "get" | "subscribe" | "changes">;
  readonly wording: Wording;
}

/** What is to be said of the model that shows: what stands in its way, and what it has. */
export function ModelTrouble({ chosen, scene, wording }: ModelTroubleProps) {
  return (
    <>
      <Trouble chosen={chosen} />
      <ConditionSign scene={scene} model={chosen.model} wording={wording} />
    </>
  );
}

/** Says that the chosen model, or its condition, can't be had here, and what stands in for it. */
function Trouble({ chosen: { model, trouble, retry, condition } }: { readonly chosen: ChosenModel }) {
  const t = useTranslations("anatomy");
  const { pick } = useModelWords();
  if (trouble === null && condition.trouble !== null)
    return (
      <Banner
        kind="slow"
        icon="info"
        live="polite"
        fact={t(`condition.trouble.${condition.trouble}`)}
        action={
          <PlainButton kind="text" onPress={condition.retry}>
            {t("status.retry")}
          </PlainButton>
        }
      >
        {t("condition.healthyInstead", { model: inSentence(pick(model.name)) })}
      </Banner>
    );
  if (trouble === null) return null;
  return (
    <Banner
      kind="slow"
      icon="info"
      live="polite"
      fact={t(trouble === "absent" ? "source.gone" : "source.away")}
      action={
        <PlainButton kind="text" onPress={retry}>
          {t("status.retry")}
        </PlainButton>
      }
    >
      {t("source.instead", { model: inSentence(pick(model.name)) })}
    </Banner>
  );
}
