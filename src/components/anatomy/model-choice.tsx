"use client";

import { useTranslations } from "next-intl";
import { SelectField } from "@/components/kit/field";
import type { AnatomyModel } from "@/core/anatomy/manifest";
import { registers } from "@/core/room/registers";
import { useModelWords } from "./model-words";
import { useAtlas } from "./use-atlas";
import { useSceneVersion, type SharedScene } from "./use-scene";

interface ModelChoiceProps {
  readonly scene: SharedScene;
  /** The model that is there without anybody choosing. */
  readonly first: AnatomyModel;
}

/** Which model all see: one register, so that it is undone, kept and shared as everything else. Nothing where there is but one. */
export function ModelChoice({ scene, first }: ModelChoiceProps) {
  const t = useTranslations("anatomy.source");
  const { pick } = useModelWords();
  const atlas = useAtlas();
  useSceneVersion(scene, registers.model);
  if (atlas.length === 0) return null;
  const labelOf = (model: AnatomyModel): string => {
    const words = { model: pick(model.name).toLocaleLowerCase() };
    if (!model.credit) return t("own", words);
    const isOnly = atlas.filter((one) => one.name.en === model.name.en).length === 1;
    return isOnly ? t("atlas", words) : t("atlasBody", { ...words, sex: model.sex ?? "female" });
  };
  // What may stand in for the first comes first, then the rest by name.
  const isKin = (model: AnatomyModel): boolean => model.name.en === first.name.en;
  const others = [...atlas].sort((a, b) => Number(isKin(b)) - Number(isKin(a)) || pick(a.name).localeCompare(pick(b.name)));
  const chosen = scene.get(registers.model) ?? first.id;
  return (
    <div className="panel-choice">
      <SelectField
        label={t("label")}
        labelHidden
        value={chosen}
        onChange={(id) => scene.dispatch({ register: registers.model, value: id === first.id ? null : id })}
        options={[first, ...others].map((model) => ({ value: model.id, label: labelOf(model) }))}
      />
    </div>
  );
}
