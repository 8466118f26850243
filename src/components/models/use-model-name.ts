"use client";

import { useLocale } from "next-intl";
import type { OwnModelView } from "@/core/models/contract";

/** What a model is called in the page's language: its clinical name once it has one, else that of its file. */
export function useModelName(): (model: Pick<OwnModelView, "words" | "fileName">) => string {
  const isSpanish = useLocale().startsWith("es");
  return ({ words, fileName }) => {
    if (words === null) return fileName;
    const { en, es } = words.names.clinical;
    return (isSpanish ? es || en : en || es) || fileName;
  };
}
