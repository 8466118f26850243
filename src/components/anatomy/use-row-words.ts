"use client";

import { useFormatter, useTranslations } from "next-intl";
import { shownAmong } from "@/core/anatomy/show-each";
import { isShown, opacityOf } from "@/core/anatomy/looks";
import type { AnatomyModel } from "@/core/anatomy/manifest";
import type { ReadRegister } from "@/core/anatomy/read";
import type { Reason } from "@/core/anatomy/search";
import type { TreeRow } from "@/core/anatomy/tree";
import { useModelWords, type Wording } from "./model-words";

interface RowWords {
  readonly nameOf: (row: TreeRow) => string;
  readonly notesOf: (row: TreeRow) => string;
}

/** What the rows of a tree say: names, and under them what is so about each. */
export function useRowWords(model: AnatomyModel, wording: Wording, read: ReadRegister): RowWords {
  const t = useTranslations("anatomy.parts");
  const format = useFormatter();
  const { pick, nameOf } = useModelWords();
  const reasonOf = ({ kind, text, language }: Reason): string => {
    if (kind === "side") return t(text === "left" ? "side.left" : "side.right");
    const said = t(`why.${kind}`, { text });
    return language ? t(`why.${language}`, { said }) : said;
  };
  const hiddenOf = (row: Exclude<TreeRow, { kind: "structure" }>): string => {
    const [count, shown] = [row.structures.length, shownAmong(model, row.structures, read)];
    const parts = t("count", { count });
    return shown === count ? parts : t("someHidden", { parts, hidden: count - shown });
  };
  const notesOf = (row: TreeRow): string => {
    if (row.kind !== "structure") return hiddenOf(row);
    const { structure, why } = row;
    const opacity = opacityOf(model, structure, read);
    const state = !isShown(model, structure, read)
      ? [t("hidden")]
      : opacity < 1
        ? [t("faded", { percent: format.number(1 - opacity, { style: "percent", maximumFractionDigits: 0 }) })]
        : [];
    return [...state, ...why.map(reasonOf)].join(" · ");
  };
  const ofRow = (row: TreeRow): string => (row.kind === "model" ? pick(model.name) : row.kind === "group" ? t(`groups.${row.group}`) : nameOf(row.structure, wording));
  return { nameOf: ofRow, notesOf };
}
