"use client";

import { Container, Text } from "@react-three/uikit";
import { useLocale, useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { besideOf, besidesOf, chooseCondition, conditionOf, putBeside } from "@/core/anatomy/condition-choice";
import type { ConditionList } from "@/core/anatomy/condition-manifest";
import type { AnatomyModel } from "@/core/anatomy/manifest";
import type { ModelFault } from "@/core/anatomy/scene-status";
import { err, type Result } from "@/core/kit/result";
import { conditionedOf } from "@/room/models/conditioned";
import type { SharedScene } from "../stage/stage-view";
import { GAP, MenuButton, Panel } from "./headset-panel";

const WIDE = 164;

/** What the model has, in a headset: a condition in its grades, and what stands beside it. */
export function HeadsetCondition({ scene, model }: { scene: SharedScene; model: AnatomyModel }) {
  const t = useTranslations("anatomy.condition");
  const isSpanish = useLocale().startsWith("es");
  const [known, setKnown] = useState<{ readonly of: string; readonly list: Result<ConditionList, ModelFault> } | null>(null);
  useEffect(() => {
    const abort = new AbortController();
    void import("@/room/models/conditions")
      .then((module) => module.loadConditions(model.id, abort.signal))
      .catch((): Result<ConditionList, ModelFault> => err("network"))
      .then((list) => {
        if (!abort.signal.aborted) setKnown({ of: model.id, list });
      });
    return () => abort.abort();
  }, [model.id]);
  const list = known?.of === model.id ? known.list : null;
  const read = (register: string) => scene.get(register);
  const pick = (words: { readonly en: string; readonly es: string }): string => (isSpanish ? words.es : words.en);
  const chosen = conditionOf(model, read);
  const shown = conditionedOf(model);
  const beside = besideOf(model, read);
  const conditions = list?.ok === true ? list.value.conditions : [];
  const says = list === null ? t("loading") : !list.ok ? t("failed") : shown ? pick(shown.grade.says) : conditions.length === 0 ? t("none") : t("hint");
  return (
    <Panel standsOn widthMm={3 * WIDE + 2 * GAP + 40}>
      <Container flexDirection="row" flexWrap="wrap" gap={GAP}>
        <MenuButton widthMm={WIDE} word={t("healthy")} isOn={chosen === null} onPress={() => scene.dispatch(chooseCondition(model, read, null))} />
        {conditions.flatMap((condition) =>
          condition.grades.map((grade) => (
            <MenuButton
              key={`${condition.id}/${grade.id}`}
              widthMm={WIDE}
              word={pick(grade.plain)}
              isOn={chosen?.id === condition.id && chosen.grade === grade.id}
              onPress={() => scene.dispatch(chooseCondition(model, read, { id: condition.id, grade: grade.id }))}
            />
          )),
        )}
      </Container>
      <Container flexDirection="row" gap={GAP}>
        {besidesOf(model, read).map((each) => (
          <MenuButton key={each} widthMm={WIDE} word={t(each === "healthy" ? "besideHealthy" : "besideMirror")} isOn={beside === each} onPress={() => scene.dispatch(putBeside(model, beside === each ? null : each))} />
        ))}
      </Container>
      <Text fontSize={15} lineHeight={1.4}>
        {says}
      </Text>
    </Panel>
  );
}
