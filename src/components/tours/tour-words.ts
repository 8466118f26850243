"use client";

import { useLocale } from "next-intl";
import type { BothWords } from "@/core/anatomy/tours";

/** Words in the page's language, and which language they are in where that is another. */
interface SaidWords {
  readonly text: string;
  readonly lang: "en" | "es" | undefined;
}

/** The words for a locale; where somebody typed them in the other language alone, those. */
function wordsFor({ en, es }: BothWords, isSpanish: boolean): SaidWords {
  if (isSpanish) return es === "" ? { text: en, lang: "en" } : { text: es, lang: undefined };
  return en === "" ? { text: es, lang: "es" } : { text: en, lang: undefined };
}

/** Picks a tour's words in the page's language. */
export function useTourWords(): (words: BothWords) => SaidWords {
  const isSpanish = useLocale().startsWith("es");
  return (words) => wordsFor(words, isSpanish);
}
