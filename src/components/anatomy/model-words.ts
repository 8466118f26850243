"use client";

import { useLocale } from "next-intl";
import { useMemo } from "react";
import type { AnatomyStructure } from "@/core/anatomy/manifest";

interface Words {
  readonly en: string;
  readonly es: string;
}

/** Whether names are a clinician's or a patient's. */
export type Wording = "clinical" | "plain";

/** Picks the words of a model in the page's language. */
export function useModelWords(): { pick: (words: Words) => string; nameOf: (structure: AnatomyStructure, wording: Wording) => string } {
  const isSpanish = useLocale().startsWith("es");
  return useMemo(() => {
    const pick = (words: Words): string => (isSpanish ? words.es : words.en);
    return { pick, nameOf: (structure, wording) => pick(wording === "clinical" ? structure.name : structure.plain) };
  }, [isSpanish]);
}
