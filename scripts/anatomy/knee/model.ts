/** The left knee as a model: its names, place in the body and levels of detail. */
import { TEACHING, type OwnOrgan } from "../own-organ";
import { kneeCatalogue } from "./catalogue";
import { kneeFigures } from "./figures";
import { kneeSynonyms } from "./synonyms";
import { tissueOf } from "./tissue-of";

export const kneeModel: OwnOrgan = {
  about: {
    id: "knee",
    name: { en: "Left knee", es: "Rodilla izquierda" },
    caution: TEACHING,
    /** The middle of the joint line between the condyles of the Human Reference Atlas left knee, female body frame. */
    bodyFrameOriginM: [0.113, -0.384, -0.069],
  },
  catalogue: kneeCatalogue,
  synonyms: kneeSynonyms,
  figures: kneeFigures,
  organ: async () => (await import("./organ")).knee(0.55),
  tissueOf,
  levels: [
    { errorMm: 0.12, skinEdgeMm: 7, apart: "all" },
    { errorMm: 0.4, skinEdgeMm: 10, apart: "all" },
    { errorMm: 2, skinEdgeMm: Infinity, apart: "file" },
  ],
};
