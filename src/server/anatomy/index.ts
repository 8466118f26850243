import "server-only";
import { retireTour, saveTour, showTour, tourQuery, toursQuery, visitTourQuery, visitToursQuery } from "./tours";

/** Writes about tours. */
export const anatomyCommands = [saveTour, retireTour, showTour];
/** Reads of tours. */
export const anatomyQueries = [toursQuery, tourQuery, visitToursQuery, visitTourQuery];
