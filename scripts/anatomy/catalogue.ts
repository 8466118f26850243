/** What every structure of an organ has to say about itself, apart from its shape. */
import type { AnatomyStructure } from "@/core/anatomy/manifest";

export type CatalogueEntry = Pick<
  AnatomyStructure,
  "id" | "uberon" | "uberonMatch" | "fma" | "side" | "group" | "name" | "plain" | "words" | "synonyms" | "untranslated"
> & { hidden?: true; seeThrough?: true };

type Words = readonly [en: string, es: string];

/** One entry; `codes` = UBERON number, or null where none is confirmed, and optional FMA number; a `~` before the UBERON number marks a broader term. */
export function entry(
  id: string,
  codes: readonly [uberon: string | null, fma?: string],
  where: Pick<CatalogueEntry, "side" | "group">,
  text: { name: Words; plain: Words; words: Words },
): CatalogueEntry {
  const [uberon, fma] = codes;
  const both = ([en, es]: Words): { en: string; es: string } => ({ en, es });
  return {
    id,
    ...(uberon === null ? {} : { uberon: `UBERON:${uberon.replace("~", "")}` }),
    uberonMatch: uberon === null || uberon.startsWith("~") ? "broader" : "exact",
    ...(fma ? { fma: `FMA:${fma}` } : {}),
    ...where,
    name: both(text.name),
    plain: both(text.plain),
    words: both(text.words),
  };
}
