/** An organ that we grow ourselves, ready to be built: shape, names, place and what it must measure. */
import type { AnatomyModel } from "@/core/anatomy/manifest";
import type { CatalogueEntry } from "./catalogue";
import type { OrganFigures } from "./figures";
import type { Level } from "./mesh/simplify";
import type { Organ } from "./organ";
import type { TissueName } from "./shade/tissues";
import type { Synonyms } from "./synonyms";

export interface OwnOrgan {
  about: Pick<AnatomyModel, "id" | "name" | "caution" | "bodyFrameOriginM">;
  catalogue: readonly CatalogueEntry[];
  synonyms: Synonyms;
  figures: OrganFigures;
  /** Its shape; some seconds of work, so only for those who build. */
  organ: () => Promise<Organ>;
  tissueOf: (id: string) => TissueName;
  /** Much of it is hidden while it is whole: that comes in a file of its own, but for tests. */
  hasInside?: true;
  /** Full, light and test. */
  levels: readonly [Level, Level, Level];
}

/** Said beside every model of ours. */
export const TEACHING = { en: "Teaching model, not a patient", es: "Modelo de enseñanza, no un paciente" } as const;
