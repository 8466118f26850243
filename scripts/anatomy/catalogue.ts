/** What every structure of an organ has to say about itself, apart from its shape. */
import type { AnatomyStructure } from "@/core/anatomy/manifest";

export type CatalogueEntry = Pick<
  AnatomyStructure,
  "id" | "uberon" | "uberonMatch" | "fma" | "side" | "group" | "name" | "plain" | "words" | "untranslated"
> & { hidden?: true; seeThrough?: true };

type Words = readonly [en: string, es: string];

/** One entry; `codes` = UBERON number, optional FMA number; a `~` before the UBERON number marks a broader term. */
export function entry(
  id: string,
  codes: readonly [uberon: string, fma?: string],
  where: Pick<CatalogueEntry, "side" | "group">,
  text: { name: Words; plain: Words; words: Words },
): CatalogueEntry {
  const broader = codes[0].startsWith("~");
  const both = ([en, es]: Words): { en: string; es: string } => ({ en, es });
  return {
    id,
    uberon: `UBERON:${codes[0].replace("~", "")}`,
    uberonMatch: broader ? "broader" : "exact",
    ...(codes[1] ? { fma: `FMA:${codes[1]}` } : {}),
    ...where,
    name: both(text.name),
    plain: both(text.plain),
    words: both(text.words),
  };
}
