/** The left kidney as a model: its names, place in the body and levels of detail. */
import { TEACHING, type OwnOrgan } from "../own-organ";
import { kidneyCatalogue } from "./catalogue";
import { kidneyFigures } from "./figures";
import { kidneySynonyms } from "./synonyms";
import { tissueOf } from "./tissue-of";

export const kidneyModel: OwnOrgan = {
  about: {
    id: "kidney",
    name: { en: "Left kidney", es: "Riñón izquierdo" },
    caution: TEACHING,
    /** The middle of the Human Reference Atlas left kidney, female body frame; ours stands upright, that one leans. */
    bodyFrameOriginM: [0.0767, 0.2382, -0.1006],
  },
  catalogue: kidneyCatalogue,
  synonyms: kidneySynonyms,
  figures: kidneyFigures,
  organ: async () => (await import("./organ")).kidney(0.6),
  tissueOf,
  hasInside: true,
  levels: [
    { errorMm: 0.2, skinEdgeMm: 7, apart: "all" },
    { errorMm: 0.5, skinEdgeMm: 10, apart: "all" },
    { errorMm: 2.2, skinEdgeMm: Infinity },
  ],
};
