/** The lumbar segment L4-L5 as a model: its names, place in the body and levels of detail. */
import { TEACHING, type OwnOrgan } from "../own-organ";
import { spineCatalogue } from "./catalogue";
import { spineFigures } from "./figures";
import { spineSynonyms } from "./synonyms";
import { tissueOf } from "./tissue-of";

export const spineModel: OwnOrgan = {
  about: {
    id: "lumbar-spine",
    name: { en: "Lumbar spine, L4 and L5", es: "Columna lumbar, L4 y L5" },
    caution: TEACHING,
    /**
     * Over the sacrum of the Human Reference Atlas pelvis (female body frame, metres): one disc and one vertebra above
     * its upper end, in its middle plane. That atlas has no lumbar vertebrae to check it by.
     */
    bodyFrameOriginM: [-0.008, 0.185, -0.075],
  },
  catalogue: spineCatalogue,
  synonyms: spineSynonyms,
  figures: spineFigures,
  organ: async () => (await import("./organ")).spine(0.65),
  tissueOf,
  levels: [
    { errorMm: 0.16, skinEdgeMm: 7, apart: "all" },
    { errorMm: 0.4, skinEdgeMm: 10, apart: "all" },
    { errorMm: 2.2, skinEdgeMm: Infinity },
  ],
};
