/** Names of all that the heart is made of, in the order of its list. */
import type { CatalogueEntry } from "../catalogue";
import { chamberEntries, insideEntries } from "./catalogue-chambers";
import { valveEntries, vesselEntries } from "./catalogue-vessels";

export const heartCatalogue: readonly CatalogueEntry[] = [...chamberEntries, ...valveEntries, ...vesselEntries, ...insideEntries];
