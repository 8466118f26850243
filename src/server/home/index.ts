import "server-only";
import { askSupervisor } from "./ask-supervisor";
import { homeNext } from "./next";

/** Commands of first pages. */
export const homeCommands = [askSupervisor];

/** Queries of first pages. */
export const homeQueries = [homeNext];
