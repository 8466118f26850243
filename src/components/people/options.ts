import type { SelectOption } from "@/components/kit/field";
import { zonePlace } from "@/core/scheduling/zone-place";

/** Languages to choose from; more can be on file by other ways. */
const LANGUAGES = [
  "ar", "bg", "bn", "cs", "da", "de", "el", "en", "es", "et", "fa", "fi", "fr", "he", "hi", "hr", "hu", "it", "ja", "ko",
  "lt", "lv", "nb", "nl", "pl", "pt", "ro", "ru", "sk", "sl", "so", "sq", "sr", "sv", "ta", "th", "ti", "tr", "uk", "ur", "vi", "zh",
];

/** Languages by their names in the reader's language. */
export function languageOptions(locale: string): readonly SelectOption[] {
  const names = new Intl.DisplayNames([locale], { type: "language" });
  return LANGUAGES.map((value) => ({ value, label: names.of(value) ?? value })).sort((a, b) => a.label.localeCompare(b.label, locale));
}

/** Every zone that this browser knows, and the one that is chosen. */
export function zoneOptions(chosen: string): readonly SelectOption[] {
  const zones = new Set([chosen, ...Intl.supportedValuesOf("timeZone").filter((zone) => zone.includes("/"))]);
  return [...zones].sort().map((value) => ({ value, label: `${zonePlace(value)} (${value.split("/")[0] ?? value})` }));
}
