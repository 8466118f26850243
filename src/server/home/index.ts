import "server-only";
import { askSupervisor } from "./ask-supervisor";
import { enterAsInterpreter } from "./enter-as-interpreter";
import { homeNext } from "./next";

/** Commands of first pages. */
export const homeCommands = [askSupervisor, enterAsInterpreter];

/** Queries of first pages. */
export const homeQueries = [homeNext];
