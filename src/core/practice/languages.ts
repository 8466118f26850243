/** The languages of a practice, as codes: its own, and those that people may choose. */
export interface PracticeLanguages {
  readonly locale: string;
  readonly locales: readonly string[];
}

/**
 * The language that somebody reads a practice's pages in (PRC-11): what they chose, where it is offered; else the
 * first offered of what their browser asks for, in its order; else the practice's own.
 */
export function languageOf({ locale, locales }: PracticeLanguages, chosen: string | undefined, wished: readonly string[]): string {
  return [chosen, ...wished].find((each) => each !== undefined && locales.includes(each)) ?? locale;
}
