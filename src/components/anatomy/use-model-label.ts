"use client";

import { useTranslations } from "next-intl";
import type { AnatomyModel } from "@/core/anatomy/manifest";
import { isOwn } from "@/core/anatomy/models";
import { inSentence } from "@/core/kit/in-sentence";
import { useModelWords } from "./model-words";

/** What a model is called in a list of `models`: whose it is, and where one organ is there twice, of whose body. */
export function useModelLabel(models: readonly AnatomyModel[]): (model: AnatomyModel) => string {
  const t = useTranslations("anatomy.source");
  const { pick } = useModelWords();
  return (model) => {
    if (isOwn(model.id)) return t("brought", { model: pick(model.name) });
    const words = { model: inSentence(pick(model.name)) };
    if (!model.credit) return t("own", words);
    const isOnly = models.filter((one) => one.credit && one.name.en === model.name.en).length === 1;
    return isOnly ? t("atlas", words) : t("atlasBody", { ...words, sex: model.sex ?? "female" });
  };
}
