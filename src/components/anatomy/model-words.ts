"use client";

import { useLocale } from "next-intl";
import { useMemo } from "react";
import type { AnatomyStructure } from "@/core/anatomy/manifest";
import type { NameLanguage } from "@/core/anatomy/search";

interface Words {
  readonly en: string;
  readonly es: string;
}

/** Whether names are a clinician's or a patient's. */
export type Wording = "clinical" | "plain";

interface ModelWords {
  /** The page's language, as names are written in. */
  readonly language: NameLanguage;
  readonly pick: (words: Words) => string;
  readonly nameOf: (structure: AnatomyStructure, wording: Wording) => string;
  /** The language of a name that stands on the page in another one. */
  readonly langOf: (structure: AnatomyStructure) => "en" | undefined;
}

/** Picks the words of a model in the page's language. */
export function useModelWords(): ModelWords {
  const isSpanish = useLocale().startsWith("es");
  return useMemo(() => {
    const pick = (words: Words): string => (isSpanish ? words.es : words.en);
    return {
      language: isSpanish ? "es" : "en",
      pick,
      nameOf: (structure, wording) => pick(wording === "clinical" ? structure.name : structure.plain),
      langOf: ({ untranslated }) => (isSpanish && untranslated?.includes("es") ? "en" : undefined),
    };
  }, [isSpanish]);
}
