/** Other names that parts are known and looked for by: facts of the trade, written down here by hand. */
import type { CatalogueEntry } from "./catalogue";

/** By structure id: English names, then Spanish ones, each list divided by `|`. */
export type Synonyms = Readonly<Record<string, readonly [en: string, es: string]>>;

const listOf = (names: string): string[] => names.split("|").map((name) => name.trim()).filter(Boolean);

/** The catalogue with its synonyms. Throws where a synonym belongs to no structure. */
export function withSynonyms(catalogue: readonly CatalogueEntry[], synonyms: Synonyms): CatalogueEntry[] {
  const strangers = Object.keys(synonyms).filter((id) => !catalogue.some((entry) => entry.id === id));
  if (strangers.length > 0) throw new Error(`synonyms for no structure: ${strangers.join(", ")}`);
  return catalogue.map((entry) => {
    const names = synonyms[entry.id];
    return names ? { ...entry, synonyms: { en: listOf(names[0]), es: listOf(names[1]) } } : entry;
  });
}
