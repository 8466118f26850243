/** The heart as a model: its names, place in the body and catalogue. */
import type { AnatomyModel } from "@/core/anatomy/manifest";
import { chamberEntries, insideEntries } from "./catalogue-chambers";
import { valveEntries, vesselEntries } from "./catalogue-vessels";

export const heartCatalogue = [...chamberEntries, ...valveEntries, ...vesselEntries, ...insideEntries];

export const heartAbout: Pick<AnatomyModel, "id" | "name" | "caution" | "bodyFrameOriginM"> = {
  id: "heart",
  name: { en: "Heart", es: "Corazón" },
  caution: { en: "Teaching model, not a patient", es: "Modelo de enseñanza, no un paciente" },
  /**
   * Mean shift that brings our four valve centres onto those of the Human Reference Atlas heart v1.2 (female body
   * frame, metres); they scatter by at most 7 mm about it.
   */
  bodyFrameOriginM: [0.0219, 0.4415, -0.0632],
};

/** Grid, and the full, light and test levels. */
export const heartLevels = {
  cellMm: 0.9,
  levels: [
    { errorMm: 0.28, skinEdgeMm: 3.8 },
    { errorMm: 0.5, skinEdgeMm: 5.5 },
    { errorMm: 4, skinEdgeMm: Infinity },
  ],
} as const;
