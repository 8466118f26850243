// Apart from the schemas, because a patient's page shows the list and must not download them.

/** What a patient may need so that a visit works for them. */
export const ACCESS_NEEDS = [
  "captions",
  "sign_language",
  "large_text",
  "screen_reader",
  "slow_speech",
  "easy_words",
  "breaks",
  "helper_present",
  "no_flashing",
  "one_hand",
  "seated",
] as const;
/** See {@link ACCESS_NEEDS}. */
export type AccessNeed = (typeof ACCESS_NEEDS)[number];
