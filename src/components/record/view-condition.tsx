"use client";

import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { useModelWords } from "@/components/anatomy/model-words";
import { conditionOf } from "@/core/anatomy/condition-choice";
import { findGrade } from "@/core/anatomy/conditions";
import { modelIn } from "@/core/anatomy/models";
import type { ReadRegister } from "@/core/anatomy/read";

interface Said {
  readonly key: string;
  /** Null: it can't be had now. */
  readonly words: { readonly title: string; readonly says: string } | null;
}

/** What the model of a kept view has, in a sentence: for whoever reads, and does not open the view. */
export function ViewCondition({ registers }: { readonly registers: Readonly<Record<string, unknown>> }) {
  const t = useTranslations("anatomy.condition");
  const { pick } = useModelWords();
  const [said, setSaid] = useState<Said | null>(null);
  const model = modelIn(registers);
  const choice = conditionOf({ id: model }, ((register: string) => registers[register] ?? null) as ReadRegister);
  const [id, grade] = [choice?.id ?? "", choice?.grade ?? ""];
  const key = `${model}/${id}/${grade}`;
  useEffect(() => {
    if (id === "") return undefined;
    const abort = new AbortController();
    void import("@/room/models/conditions")
      .then((module) => module.loadConditions(model, abort.signal))
      .catch(() => null)
      .then((list) => {
        if (abort.signal.aborted) return;
        const found = list?.ok === true ? findGrade(list.value, id, grade) : undefined;
        setSaid({ key, words: found ? { title: `${pick(found.condition.plain)}: ${pick(found.grade.plain)}`, says: pick(found.grade.says) } : null });
      });
    return () => abort.abort();
  }, [model, id, grade, key, pick]);
  if (id === "" || said?.key !== key) return null;
  if (said.words === null) return <p className="text-small">{t("trouble.network")}</p>;
  return (
    <div className="mt-1" data-view-condition={`${id}/${grade}`}>
      <p className="font-semibold">{said.words.title}</p>
      <p>{said.words.says}</p>
      <p className="text-small text-ink2">{t("hint")}</p>
    </div>
  );
}
