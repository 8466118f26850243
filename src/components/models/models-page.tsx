"use client";

import { useTranslations } from "next-intl";
import { Banner } from "@/components/kit/banner";
import { EmptyState } from "@/components/kit/state-panel";
import { showToast } from "@/components/kit/toast";
import { useErrorWords } from "@/components/kit/use-error-words";
import { useLiveQuery } from "@/components/scheduling/use-live-query";
import type { OwnModels, OwnModelView } from "@/core/models/contract";
import { callCommand } from "@/room/api";
import { AddModel } from "./add-model";
import { ModelRow } from "./model-row";
import { useModelName } from "./use-model-name";
import "./models.css";

/** The models of the practice: what is there, how far each has come, and a way to bring one in. */
export function ModelsPage({ initial }: { readonly initial: OwnModels }) {
  const t = useTranslations("models");
  const say = useErrorWords();
  const nameOf = useModelName();
  const { view, error, refresh } = useLiveQuery<object, OwnModels>({ name: "models/list", input: {}, initial, topics: ["model.changed"] });

  const restore = async (model: OwnModelView, version: number) => {
    const answer = await callCommand("models/restore", { modelId: model.modelId, version });
    showToast({ text: answer.ok ? t("restored", { name: nameOf(model) }) : say(answer.error) });
    refresh();
  };
  const remove = async (model: OwnModelView) => {
    const answer = await callCommand<object, { version: number }>("models/remove", { modelId: model.modelId, version: model.version });
    if (!answer.ok) showToast({ text: say(answer.error) });
    else {
      const { version } = answer.value;
      // What was never made ours can't come back.
      const undo = model.facts === null ? undefined : { word: t("undo"), run: () => void restore(model, version) };
      showToast({ text: t("removed", { name: nameOf(model) }), undo });
    }
    refresh();
  };
  return (
    <>
      {view.mayAdd && <AddModel onKept={refresh} />}
      {error !== null && <Banner kind="slow" live="polite" className="mt-4" fact={t("old")} />}
      {view.models.length === 0 ? (
        <EmptyState className="mt-8" title={t("none")}>
          <p>{t(view.mayAdd ? "noneWords" : "noneWordsRead")}</p>
        </EmptyState>
      ) : (
        <ul className="models-list" aria-label={t("list")} aria-live="polite">
          {view.models.map((model) => (
            <ModelRow key={model.modelId} model={model} zone={view.zone} onRemove={() => void remove(model)} />
          ))}
        </ul>
      )}
    </>
  );
}
