"use client";

import { useTranslations } from "next-intl";
import { besideOf } from "@/core/anatomy/condition-choice";
import type { AnatomyModel } from "@/core/anatomy/manifest";
import { registers } from "@/core/room/registers";
import { conditionedOf } from "@/room/models/conditioned";
import { useModelWords, type Wording } from "./model-words";
import { useSceneVersion, type SharedScene } from "./use-scene";
import "./inside.css";

/** What the model that is drawn has, in words: for everybody who looks at it, and the whole of it where nothing can be drawn. */
export function ConditionSign({ scene, model, wording }: { readonly scene: Pick<SharedScene, "get" | "subscribe">; readonly model: AnatomyModel; readonly wording: Wording }) {
  const t = useTranslations("anatomy.condition");
  const { pick } = useModelWords();
  useSceneVersion(scene, registers.beside(model.id));
  const changed = conditionedOf(model);
  const beside = besideOf(model, (register) => scene.get(register));
  if (!changed && beside === null) return null;
  const { condition, grade } = changed ?? {};
  const nameOf = (each: { readonly name: { en: string; es: string }; readonly plain: { en: string; es: string } }): string => pick(wording === "clinical" ? each.name : each.plain);
  return (
    <section className="condition-sign" aria-label={t("sign.label")} data-shows={condition && grade ? `${condition.id}/${grade.id}` : ""}>
      <div role="status">
        {condition && grade && (
          <>
            <p className="font-semibold">
              {nameOf(condition)}: {nameOf(grade)}
            </p>
            <p>{pick(grade.says)}</p>
          </>
        )}
        {beside !== null && <p className="text-small">{t(beside === "healthy" ? "sign.beside" : "sign.mirror")}</p>}
        <p className="text-note text-ink2">{t("hint")}</p>
      </div>
    </section>
  );
}
