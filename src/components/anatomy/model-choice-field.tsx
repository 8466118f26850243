"use client";

import { useTranslations } from "next-intl";
import { SelectField } from "@/components/kit/field";
import { chooseModel } from "@/core/anatomy/choose-model";
import type { AnatomyModel } from "@/core/anatomy/manifest";
import { isOwn } from "@/core/anatomy/models";
import { registers } from "@/core/room/registers";
import { useModelWords } from "./model-words";
import { useModelLabel } from "./use-model-label";
import { useOtherModels } from "./use-other-models";
import { useOwnModels } from "./use-own-models";
import { useSceneVersion, type SharedScene } from "./use-scene";

interface ModelChoiceProps {
  readonly scene: SharedScene;
  /** The model that is there without anybody choosing. */
  readonly first: AnatomyModel;
  /** Whether models that the practice brought in may be chosen here. */
  readonly hasOwn?: boolean;
}

/** Which model all see: one register, so that it is undone, kept and shared as everything else. Nothing where there is but one. */
export function ModelChoiceField({ scene, first, hasOwn = false }: ModelChoiceProps) {
  const t = useTranslations("anatomy.source");
  const { pick } = useModelWords();
  const [served, brought] = [useOtherModels(first.id), useOwnModels(hasOwn)];
  const models = [...served, ...brought];
  const labelOf = useModelLabel(models);
  useSceneVersion(scene, registers.model);
  if (models.length === 0) return null;
  // Our own come first, then what may stand in for the first, then the rest by name.
  const isKin = (model: AnatomyModel): boolean => model.name.en === first.name.en;
  const others = [...models].sort((a, b) => Number(!!a.credit) - Number(!!b.credit) || Number(isOwn(a.id)) - Number(isOwn(b.id)) || Number(isKin(b)) - Number(isKin(a)) || pick(a.name).localeCompare(pick(b.name)));
  const chosen = scene.get(registers.model) ?? first.id;
  return (
    <div className="panel-choice">
      <SelectField
        label={t("label")}
        labelHidden
        value={chosen}
        onChange={(id) => scene.dispatch(chooseModel(id === first.id ? null : id, (register) => scene.get(register)))}
        options={[first, ...others].map((model) => ({ value: model.id, label: labelOf(model) }))}
      />
    </div>
  );
}
