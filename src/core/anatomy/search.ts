import type { AnatomyModel, AnatomyStructure, StructureGroup } from "./manifest";

/** Order in which groups of structures are listed. */
export const GROUP_ORDER: readonly StructureGroup[] = ["chambers", "valves", "vessels", "walls", "inside", "parts"];

/** The languages that names are written in. */
export type NameLanguage = "en" | "es";

/** What is on the reader's page: its language, and whose words it uses. */
export interface Shown {
  readonly language: NameLanguage;
  readonly wording: "clinical" | "plain";
}

/** Why a structure answers a search: the words that did, and what they are. `language` where it is not the page's. */
export interface Reason {
  readonly kind: "clinical" | "plain" | "synonym" | "code" | "side";
  readonly text: string;
  readonly language?: NameLanguage;
}

/** A structure that answers a search. `why` is empty where the name that the reader sees answers by itself. */
export interface Found {
  readonly structure: AnatomyStructure;
  readonly why: readonly Reason[];
}

/** Words that carry no meaning of their own: left out where others are asked for. */
const SMALL: ReadonlySet<string> = new Set(["a", "al", "de", "del", "el", "en", "in", "la", "las", "lo", "los", "of", "on", "the", "y", "and"]);

const SIDES = { left: { en: "left side", es: "lado izquierdo izquierda" }, right: { en: "right side", es: "lado derecho derecha" } } as const;

const wordsOf = (text: string): string[] =>
  text
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);

/** Words of a search as they are compared: no accents, no case, no order, no small words beside others. */
function askedWords(query: string): readonly string[] {
  const all = [...new Set(wordsOf(query))];
  const telling = all.filter((word) => !SMALL.has(word));
  return telling.length > 0 ? telling : all;
}

interface Field {
  readonly reason: Reason;
  readonly words: readonly string[];
}

/** All that a structure may be found by: what the reader sees first, codes and sides last. */
function fieldsOf(structure: AnatomyStructure, { language, wording }: Shown): Field[] {
  const other: NameLanguage = language === "en" ? "es" : "en";
  const named = (kind: "clinical" | "plain", lang: NameLanguage): Field => {
    const text = (kind === "clinical" ? structure.name : structure.plain)[lang];
    return { reason: { kind, text, ...(lang === language ? {} : { language: lang }) }, words: wordsOf(text) };
  };
  const synonyms = (lang: NameLanguage): Field[] =>
    (structure.synonyms?.[lang] ?? []).map((text) => ({ reason: { kind: "synonym", text, ...(lang === language ? {} : { language: lang }) }, words: wordsOf(text) }));
  const codes = [structure.uberon, structure.fma].flatMap((code): Field[] => {
    if (code === undefined) return [];
    const words = wordsOf(code);
    // 2135 finds UBERON:0002135 too.
    return [{ reason: { kind: "code", text: code }, words: [...words, ...words.map((word) => word.replace(/^0+/, ""))] }];
  });
  const { side } = structure;
  const sides = side === "none" ? [] : [{ reason: { kind: "side", text: side } as const, words: [...wordsOf(SIDES[side].en), ...wordsOf(SIDES[side].es)] }];
  const second = wording === "clinical" ? "plain" : "clinical";
  return [named(wording, language), named(second, language), ...synonyms(language), named("clinical", other), named("plain", other), ...synonyms(other), ...codes, ...sides];
}

const begins = (field: Field, word: string): boolean => field.words.some((one) => one.startsWith(word));

/** The fewest fields, those nearest to the reader first, that hold every word; null where there are none. */
function answering(fields: readonly Field[], asked: readonly string[]): Field[] | null {
  const whole = fields.find((field) => asked.every((word) => begins(field, word)));
  if (whole) return [whole];
  const chosen: Field[] = [];
  for (const word of asked) {
    if (chosen.some((field) => begins(field, word))) continue;
    const next = fields.find((field) => begins(field, word));
    if (!next) return null;
    chosen.push(next);
  }
  return chosen;
}

/**
 * Structures of a model that answer a search, in the model's order: every word of it begins a word
 * of a clinical or plain name, a synonym, a code or a side, in whichever language. An empty search
 * finds all.
 */
export function findStructures(model: AnatomyModel, query: string, shown: Shown): Found[] {
  const asked = askedWords(query);
  return model.structures.flatMap((structure) => {
    const fields = fieldsOf(structure, shown);
    const by = answering(fields, asked);
    if (!by) return [];
    return [{ structure, why: by.filter((field) => field !== fields[0]).map(({ reason }) => reason) }];
  });
}
