/** The figure as a model: its names and levels of detail; it stands in the body frame itself. */
import { TEACHING, type OwnOrgan } from "../own-organ";
import { bodyCatalogue } from "./catalogue";
import { bodyFigures } from "./figures";
import { bodySynonyms } from "./synonyms";
import { tissueOf } from "./tissue-of";

export const bodyModel: OwnOrgan = {
  about: { id: "body", name: { en: "Whole body", es: "Cuerpo entero" }, caution: TEACHING, bodyFrameOriginM: [0, 0, 0] },
  catalogue: bodyCatalogue,
  synonyms: bodySynonyms,
  figures: bodyFigures,
  organ: async () => (await import("./organ")).figure(4.5),
  tissueOf,
  levels: [
    { errorMm: 0.8, skinEdgeMm: Infinity, apart: "all" },
    { errorMm: 2.5, skinEdgeMm: Infinity, apart: "all" },
    { errorMm: 7, skinEdgeMm: Infinity },
  ],
};
