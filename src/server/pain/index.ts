import "server-only";
import { painHistory, painVersion, visitPain } from "./queries";
import { savePainMap } from "./save-map";

/** Writes about where it hurts. */
export const painCommands = [savePainMap];
/** Reads of it. */
export const painQueries = [visitPain, painVersion, painHistory];
