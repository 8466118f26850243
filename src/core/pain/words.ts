/**
 * What is said about a place that hurts. The words for what it feels like are the plain ones that people with pain use
 * when they are asked (list of Michigan State University's Cancer Pain programme, "Describing how it feels":
 * commtechlab.msu.edu/sites/cancerpain). No questionnaire is taken over and nothing is scored. `sharp` and `dull` have
 * codes in the Human Phenotype Ontology (HP:0025280 "Pain characteristic"); the others have none there.
 */
export const QUALITIES = ["aching", "burning", "stabbing", "throbbing", "cramping", "shooting", "tingling", "stinging", "squeezing", "pressing", "sharp", "dull", "itching"] as const;
/** See {@link QUALITIES}. */
export type Quality = (typeof QUALITIES)[number];

/** Codes of the words that have one. */
export const QUALITY_CODES: Readonly<Partial<Record<Quality, string>>> = { sharp: "HP:0025281", dull: "HP:0025282" };

/** Since when it hurts. */
export const SINCE = ["today", "days", "weeks", "months", "years"] as const;
/** See {@link SINCE}. */
export type Since = (typeof SINCE)[number];

/** Whether it is always there. */
export const PATTERNS = ["constant", "comes_and_goes"] as const;
/** See {@link PATTERNS}. */
export type Pattern = (typeof PATTERNS)[number];

/** The numeric rating scale: whole numbers from no pain to the worst that one can think of (the 11-point scale in common use). */
export const INTENSITY_MAX = 10;

/** Most places on one map, words about one, characters of free words, regions that one goes on to. */
export const MAP_LIMITS = { marks: 12, qualities: 5, words: 300, radiates: 8 } as const;
