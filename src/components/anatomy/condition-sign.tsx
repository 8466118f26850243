"use client";

import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { Icon } from "@/components/kit/icon";
import { announce } from "@/components/kit/live-region";
import { besideOf } from "@/core/anatomy/condition-choice";
import type { AnatomyModel } from "@/core/anatomy/manifest";
import { registers } from "@/core/room/registers";
import { conditionedOf } from "@/room/models/conditioned";
import { useModelWords, type Wording } from "./model-words";
import { useSceneVersion, type SharedScene } from "./use-scene";
import "./inside.css";

/**
 * What the model that is drawn has, in words: for everybody who looks at it, and the whole of it where nothing can be drawn.
 * Over a phone's picture what it has and that it is a drawing stand at once, and the rest behind a button.
 */
export function ConditionSign({ scene, model, wording }: { readonly scene: Pick<SharedScene, "get" | "subscribe" | "changes">; readonly model: AnatomyModel; readonly wording: Wording }) {
  const t = useTranslations("anatomy.condition");
  const { pick } = useModelWords();
  useSceneVersion(scene, registers.beside(model.id));
  const [isWhole, setWhole] = useState(false);
  const changed = conditionedOf(model);
  const beside = besideOf(model, (register) => scene.get(register));
  const { condition, grade } = changed ?? {};
  const nameOf = (each: { readonly name: { en: string; es: string }; readonly plain: { en: string; es: string } }): string => pick(wording === "clinical" ? each.name : each.plain);
  const besideWords = beside === null ? "" : t(beside === "healthy" ? "sign.beside" : "sign.mirror");
  const title = condition && grade ? `${nameOf(condition)}: ${nameOf(grade)}` : "";
  const heard = [title && `${title}.`, grade ? pick(grade.says) : "", besideWords].filter((words) => words !== "").join(" ");
  // Whoever does not see the picture hears each change of it.
  useEffect(() => {
    if (heard !== "") announce(heard);
  }, [heard]);
  if (heard === "") return null;
  return (
    <section className="condition-sign" aria-label={t("sign.label")} data-shows={condition && grade ? `${condition.id}/${grade.id}` : ""} data-whole={isWhole || undefined}>
      <p className="font-semibold">{title || besideWords}</p>
      {condition && grade && (
        <>
          <button type="button" className="condition-more" aria-expanded={isWhole} aria-label={t("sign.more")} onClick={() => setWhole(!isWhole)}>
            <Icon name="chevron-down" />
          </button>
          <div className="condition-whole">
            <p>{pick(grade.says)}</p>
            {besideWords !== "" && <p className="text-small">{besideWords}</p>}
          </div>
        </>
      )}
      <p className="text-note text-ink2">{t("hint")}</p>
    </section>
  );
}
