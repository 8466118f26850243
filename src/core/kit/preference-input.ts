import { z } from "zod";
import { isZone } from "@/core/scheduling/wall-time";
import { PREFERENCE_CHOICES, THEMES } from "./preferences";

// Apart from the settings themselves, which every page reads: this file keeps zod out of their first load.

/** Any of the settings that a person changes; what is left out stays. */
export const PreferenceChanges = z.strictObject({
  text: z.enum(PREFERENCE_CHOICES.text).optional(),
  contrast: z.enum(PREFERENCE_CHOICES.contrast).optional(),
  motion: z.enum(PREFERENCE_CHOICES.motion).optional(),
  hand: z.enum(PREFERENCE_CHOICES.hand).optional(),
  clock: z.enum(PREFERENCE_CHOICES.clock).optional(),
  dates: z.enum(PREFERENCE_CHOICES.dates).optional(),
  arrivalSound: z.enum(PREFERENCE_CHOICES.arrivalSound).optional(),
  chatSound: z.enum(PREFERENCE_CHOICES.chatSound).optional(),
  captions: z.enum(PREFERENCE_CHOICES.captions).optional(),
});
/** See {@link PreferenceChanges}. */
export type PreferenceChanges = z.infer<typeof PreferenceChanges>;

/** Input of `access/set-preferences`. Which languages there are, the server knows. */
export const SetPreferencesInput = z
  .strictObject({
    theme: z.enum(THEMES).optional(),
    locale: z.string().max(35).optional(),
    zone: z.string().max(64).refine(isZone, "access.zone_unknown").optional(),
    preferences: PreferenceChanges.optional(),
  })
  .refine((input) => Object.values(input).some((each) => each !== undefined), "access.nothing_to_set");
/** See {@link SetPreferencesInput}. */
export type SetPreferencesInput = z.infer<typeof SetPreferencesInput>;

/** What an account holds of its own settings. */
export const OwnPreferences = z.object({
  theme: z.enum(THEMES),
  locale: z.string(),
  zone: z.string(),
  preferences: PreferenceChanges.required(),
});
/** See {@link OwnPreferences}. */
export type OwnPreferences = z.infer<typeof OwnPreferences>;
