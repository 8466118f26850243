import { languageOf, type PracticeLanguages } from "@/core/practice/languages";

/** Locales that people may choose, each with its name in its own language. */
export const LOCALES = ["en", "es"] as const;

/** Test locales, only in demo builds: accented and longer English, and a right-to-left stand-in. */
export const TEST_LOCALES = ["en-XA", "ar-XB"] as const;

export type Locale = (typeof LOCALES)[number] | (typeof TEST_LOCALES)[number];

export const DEFAULT_LOCALE = "en" satisfies Locale;

const LOCALE_NAMES: Record<Locale, string> = {
  en: "English",
  es: "Español",
  "en-XA": "Test: long words",
  "ar-XB": "Test: right to left",
};

const hasTestLocales = process.env.BEDSIDE_DEMO === "1";

/** The locales that this build offers. */
export function offeredLocales(): readonly Locale[] {
  return hasTestLocales ? [...LOCALES, ...TEST_LOCALES] : LOCALES;
}

function isTestLocale(code: string): boolean {
  return (TEST_LOCALES as readonly string[]).includes(code);
}

/**
 * The same with their names, for a language switch. A practice narrows them to those that it offers; test locales,
 * which only demo builds have, stay.
 */
export function localeOptions(practice: Pick<PracticeLanguages, "locales"> | null = null): { code: Locale; name: string }[] {
  return offeredLocales()
    .filter((code) => practice === null || practice.locales.includes(code) || isTestLocale(code))
    .map((code) => ({ code, name: LOCALE_NAMES[code] }));
}

/** The locale of a page: as chosen, else as the browser asks; within what the practice offers, where one is known. */
export function localeFor(chosen: string | undefined, acceptLanguage: string | null, practice: PracticeLanguages | null): Locale {
  const own = isOfferedLocale(chosen) ? chosen : undefined;
  if (own !== undefined && isTestLocale(own)) return own;
  if (practice === null) return own ?? negotiateLocale(acceptLanguage);
  const found = languageOf(practice, own, wishedLanguages(acceptLanguage));
  return isOfferedLocale(found) ? found : DEFAULT_LOCALE;
}

export function isOfferedLocale(value: string | undefined): value is Locale {
  return value !== undefined && offeredLocales().some((locale) => locale === value);
}

/**
 * The tag that formats dates and numbers. English here writes "24 November", day first, as most of
 * its readers do and as `DateField` reads it, unless a person set it otherwise; a date in figures must
 * never mean two days. Other languages have one order.
 */
export function intlLocale(locale: Locale, dates: "day_first" | "month_first" = "day_first"): string {
  if (locale !== "en") return locale;
  return dates === "month_first" ? "en-US" : "en-GB";
}

export function directionOf(locale: string): "ltr" | "rtl" {
  return /^(ar|fa|he|ur)\b/.test(locale) ? "rtl" : "ltr";
}

/**
 * The first offered locale that an Accept-Language header asks for, by weight; `es-MX` finds `es`.
 * Test locales are never negotiated, only chosen.
 */
export function negotiateLocale(acceptLanguage: string | null): Locale {
  const wished = wishedLanguages(acceptLanguage);
  return wished.flatMap((language) => LOCALES.filter((locale) => locale === language))[0] ?? DEFAULT_LOCALE;
}

/** The languages that an Accept-Language header asks for, the most wanted first: `es-MX` is `es`. */
function wishedLanguages(acceptLanguage: string | null): readonly string[] {
  return (acceptLanguage ?? "")
    .split(",")
    .map((part) => {
      const [tag = "", ...rest] = part.trim().split(";");
      const weight = rest.map((piece) => /^\s*q=([\d.]+)$/.exec(piece)?.[1]).find(Boolean);
      return { language: tag.split("-")[0]?.toLowerCase() ?? "", weight: weight ? Number(weight) : 1 };
    })
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight)
    .map(({ language }) => language);
}
