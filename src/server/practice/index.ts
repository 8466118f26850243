import "server-only";
import { practiceOverview } from "./overview";

/** Queries about the practice itself. */
export const practiceQueries = [practiceOverview];
