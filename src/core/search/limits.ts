/** Longest text that is looked for, characters. */
export const SEARCH_TEXT_MAX = 120;
