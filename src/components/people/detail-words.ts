"use client";

import { useLocale, useTranslations } from "next-intl";
import { useClock } from "@/components/scheduling/use-clock";
import type { DetailsView } from "@/core/people/details";
import { zonePlace } from "@/core/scheduling/zone-place";

/** Details as a form and its views hold them. */
export type DetailValues = DetailsView["details"];
/** Name of one field. */
export type DetailField = keyof DetailValues;

/** Every field in the order in which people look for it. */
export const FIELD_ORDER: readonly DetailField[] = [
  "givenName", "familyName", "birthDate", "preferredName", "pronouns", "email", "phone", "locale", "zone", "interpreter",
  "accessNeeds", "accessWords", "emergencyContacts", "address",
];

/** Names of languages and countries in the reader's language; a code that nobody knows stays a code. */
export function useNames(type: "language" | "region"): (code: string) => string {
  const names = new Intl.DisplayNames([useLocale()], { type });
  return (code) => {
    try {
      return names.of(code) ?? code;
    } catch {
      return code;
    }
  };
}

/** Says one field's value in words. Empty where nothing is on file. */
export function useDetailWords(): (field: DetailField, values: DetailValues) => string {
  const t = useTranslations("patients");
  const language = useNames("language");
  const country = useNames("region");
  const clock = useClock("UTC");
  return (field, values) => {
    switch (field) {
      case "birthDate":
        return clock.full(values.birthDate);
      case "locale":
        return language(values.locale);
      case "interpreter":
        return values.interpreter === null ? "" : language(values.interpreter);
      case "zone":
        return zonePlace(values.zone);
      case "accessNeeds":
        return values.accessNeeds.map((need) => t(`need.${need}`)).join(", ");
      case "emergencyContacts":
        return values.emergencyContacts.map(({ name, relation, phone }) => [name, relation, phone].filter(Boolean).join(", ")).join("; ");
      case "address": {
        const { lines, postcode, town, region } = values.address;
        return [lines, `${postcode} ${town}`.trim(), region, values.address.country === "" ? "" : country(values.address.country)].filter(Boolean).join(", ");
      }
      default:
        return values[field] ?? "";
    }
  };
}
