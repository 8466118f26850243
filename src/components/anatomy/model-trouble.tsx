"use client";

import { useTranslations } from "next-intl";
import { Banner } from "@/components/kit/banner";
import { PlainButton } from "@/components/kit/plain-button";
import { useModelWords } from "./model-words";
import type { ChosenModel } from "./use-chosen-model";

/** Says that the chosen model can't be had here, and what stands in for it. */
export function ModelTrouble({ chosen: { model, trouble, retry, condition } }: { readonly chosen: ChosenModel }) {
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
        {t("condition.healthyInstead", { model: pick(model.name).toLocaleLowerCase() })}
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
      {t("source.instead", { model: pick(model.name).toLocaleLowerCase() })}
    </Banner>
  );
}
