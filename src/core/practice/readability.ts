/** How a text reads: a figure of a published formula, and what it means. */
export interface Readability {
  /** English: school grade. Spanish: 0 (hard) to 100 (easy). */
  readonly figure: number;
  readonly scale: "grade" | "ease";
  readonly band: "easy" | "fair" | "hard";
  readonly words: number;
}

/** A text as the formulas count it. */
interface Counts {
  readonly words: number;
  readonly sentences: number;
  readonly syllables: number;
}

function wordsOf(text: string): readonly string[] {
  return text.toLowerCase().match(/\p{L}+(?:['’]\p{L}+)*/gu) ?? [];
}

/** Vowel groups, less a silent e at the end: the usual approximation for English, never below 1. */
function syllablesEnglish(word: string): number {
  const groups = word.replace(/(?:[^laeiouy]|[aeiouy]l)e$|e[sd]$/, "").match(/[aeiouy]+/g)?.length ?? 0;
  return Math.max(1, groups);
}

/** Vowels, less one for each weak vowel beside another (a diphthong); an accent on i or u parts them. */
function syllablesSpanish(word: string): number {
  const plain = word.replace(/(?<=[qg])u(?=[eiéí])/g, "");
  const groups = plain.match(/[aeoáéóíú]|[iuü]+(?![aeoáéó])|[iuü]+(?=[aeoáéó])/g) ?? [];
  const gliding = plain.match(/[iuü](?=[aeoáéó])|(?<=[aeoáéó])[iuü]/g) ?? [];
  return Math.max(1, groups.length - gliding.length);
}

function count(text: string, syllables: (word: string) => number): Counts {
  const words = wordsOf(text);
  const sentences = text.split(/[.!?…]+(?:\s|$)|\n{2,}/).filter((part) => /\p{L}/u.test(part)).length;
  return { words: words.length, sentences: Math.max(1, sentences), syllables: words.reduce((sum, word) => sum + syllables(word), 0) };
}

/**
 * Reads a text. English: Flesch–Kincaid grade (Kincaid et al., 1975), `0.39 W/S + 11.8 Y/W − 15.59`; easy up to 8,
 * as our own words are. Spanish: perspicuity (Szigriszt-Pazos, 1993), `206.835 − 62.3 Y/W − W/S`, on the INFLESZ
 * scale (Barrio-Cantalejo et al., 2008): easy from 65. Null below 20 words, where either says nothing.
 */
export function readabilityOf(text: string, locale: string): Readability | null {
  const isSpanish = locale.startsWith("es");
  const { words, sentences, syllables } = count(text, isSpanish ? syllablesSpanish : syllablesEnglish);
  if (words < 20) return null;
  const [perSentence, perWord] = [words / sentences, syllables / words];
  if (isSpanish) {
    const figure = Math.round(206.835 - 62.3 * perWord - perSentence);
    return { figure, scale: "ease", band: figure >= 65 ? "easy" : figure >= 55 ? "fair" : "hard", words };
  }
  const figure = Math.max(0, Math.round((0.39 * perSentence + 11.8 * perWord - 15.59) * 10) / 10);
  return { figure, scale: "grade", band: figure <= 8 ? "easy" : figure <= 11 ? "fair" : "hard", words };
}
