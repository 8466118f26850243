/** The heart as a model: its names, place in the body and catalogue. */
import { TEACHING, type OwnOrgan } from "../own-organ";
import { heartCatalogue } from "./catalogue";
import { heartFigures } from "./figures";
import { heartSynonyms } from "./synonyms";
import { tissueOf } from "./tissue-of";

export const heartModel: OwnOrgan = {
  about: {
    id: "heart",
    name: { en: "Heart", es: "Corazón" },
    caution: TEACHING,
    /**
     * Mean shift that brings our four valve centres onto those of the Human Reference Atlas heart v1.2 (female body
     * frame, metres); they scatter by at most 7 mm about it.
     */
    bodyFrameOriginM: [0.0219, 0.4415, -0.0632],
  },
  catalogue: heartCatalogue,
  synonyms: heartSynonyms,
  figures: heartFigures,
  organ: async () => (await import("./organ")).heart(0.9),
  tissueOf,
  hasInside: true,
  levels: [
    { errorMm: 0.32, skinEdgeMm: 4.1, apart: "all" },
    { errorMm: 0.52, skinEdgeMm: 5.6, apart: "all" },
    { errorMm: 4, skinEdgeMm: Infinity },
  ],
};
