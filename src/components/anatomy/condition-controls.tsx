"use client";

import { useFormatter, useTranslations } from "next-intl";
import { useCallback, useEffect, useId, useState } from "react";
import { PlainButton } from "@/components/kit/plain-button";
import { besideOf, besidesOf, chooseCondition, conditionOf, putBeside, showPlace, type Beside } from "@/core/anatomy/condition-choice";
import type { Condition, ConditionList } from "@/core/anatomy/condition-manifest";
import type { AnatomyModel } from "@/core/anatomy/manifest";
import type { ModelFault } from "@/core/anatomy/scene-status";
import { err, type Result } from "@/core/kit/result";
import { useModelWords, type Wording } from "./model-words";
import { useSceneVersion, type SharedScene } from "./use-scene";

interface ConditionControlsProps {
  readonly scene: SharedScene;
  readonly model: AnatomyModel;
  readonly wording: Wording;
}

type Lists = Result<ConditionList, ModelFault>;

function useConditions(modelId: string): { readonly list: Lists | null; readonly retry: () => void } {
  const [known, setKnown] = useState<{ readonly of: string; readonly list: Lists } | null>(null);
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    const abort = new AbortController();
    void import("@/room/models/conditions")
      .then((module) => module.loadConditions(modelId, abort.signal))
      .catch((): Lists => err("network"))
      .then((list) => {
        if (!abort.signal.aborted) setKnown({ of: modelId, list });
      });
    return () => abort.abort();
  }, [modelId, attempt]);
  const retry = useCallback(() => {
    setKnown(null);
    setAttempt((n) => n + 1);
  }, []);
  return { list: known?.of === modelId ? known.list : null, retry };
}

/** Chooses what the model has, in which grade, and what stands beside it to be compared with. */
export function ConditionControls(props: ConditionControlsProps) {
  const { scene, model } = props;
  const t = useTranslations("anatomy.condition");
  const status = useTranslations("anatomy.status");
  useSceneVersion(scene, `model/${model.id}/`);
  const { list, retry } = useConditions(model.id);
  return (
    <div className="grid gap-3">
      <p className="tool-hint">{t("hint")}</p>
      {list === null && <p role="status">{t("loading")}</p>}
      {list !== null && !list.ok && (
        <div role="alert" className="grid justify-items-start gap-2">
          <p>{t("failed")}</p>
          <PlainButton onPress={retry}>{status("retry")}</PlainButton>
        </div>
      )}
      {list?.ok === true && list.value.conditions.length === 0 && <p className="tool-hint">{t("none")}</p>}
      {list?.ok === true && list.value.conditions.map((condition) => <Grades key={condition.id} {...props} condition={condition} />)}
      <Compare scene={scene} model={model} />
    </div>
  );
}

function Grades({ scene, model, wording, condition }: ConditionControlsProps & { readonly condition: Condition }) {
  const t = useTranslations("anatomy.condition");
  const format = useFormatter();
  const { pick } = useModelWords();
  const group = useId();
  const read = (register: string) => scene.get(register);
  const chosen = conditionOf(model, read);
  const own = chosen?.id === condition.id ? chosen.grade : null;
  const grade = condition.grades.find(({ id }) => id === own);
  const nameOf = (each: { readonly name: Condition["name"]; readonly plain: Condition["plain"] }): string => pick(wording === "clinical" ? each.name : each.plain);
  const put = (id: string | null): void => {
    scene.dispatch(chooseCondition(model, read, id === null ? null : { id: condition.id, grade: id }));
  };
  return (
    <fieldset className="grid gap-2" data-condition-list={condition.id}>
      <legend className="font-semibold">{nameOf(condition)}</legend>
      <p className="text-small">{pick(condition.words)}</p>
      <div role="radiogroup" aria-label={t("grade")} className="grid">
        {[null, ...condition.grades].map((each) => (
          <label key={each?.id ?? ""} className="condition-grade">
            <input type="radio" name={group} checked={own === (each?.id ?? null) && (each !== null || chosen === null)} onChange={() => put(each?.id ?? null)} />
            <span>{each ? nameOf(each) : t("healthy")}</span>
          </label>
        ))}
      </div>
      {grade && (
        <>
          <p data-condition-says={grade.id}>{pick(grade.says)}</p>
          {grade.sizes.map((size) => (
            <p key={size.what.en} className="text-small tabular-nums first-letter:uppercase">
              {t("size", { what: pick(size.what), value: format.number(size.value, { maximumFractionDigits: 1 }), unit: size.unit })}
            </p>
          ))}
          <div className="tool-actions">
            <PlainButton kind="quiet" onPress={() => scene.dispatch(showPlace(model, read, scene.actor, condition))}>
              {t("place")}
            </PlainButton>
          </div>
        </>
      )}
      <details className="text-small">
        <summary className="min-h-11 content-center">{t("sources")}</summary>
        <ul className="grid gap-1 ps-4">
          {condition.sources.map(({ title }) => (
            <li key={title}>{title}</li>
          ))}
        </ul>
      </details>
    </fieldset>
  );
}

function Compare({ scene, model }: Pick<ConditionControlsProps, "scene" | "model">) {
  const t = useTranslations("anatomy.condition");
  const group = useId();
  const read = (register: string) => scene.get(register);
  const besides = besidesOf(model, read);
  const now = besideOf(model, read);
  if (besides.length === 0) return null;
  const wordOf = (each: Beside | null): string => t(each === null ? "alone" : each === "healthy" ? "besideHealthy" : "besideMirror");
  return (
    <fieldset className="grid">
      <legend className="font-semibold">{t("compare")}</legend>
      {[null, ...besides].map((each) => (
        <label key={each ?? ""} className="condition-grade">
          <input type="radio" name={group} checked={now === each} onChange={() => scene.dispatch(putBeside(model, each))} />
          <span>{wordOf(each)}</span>
        </label>
      ))}
    </fieldset>
  );
}
