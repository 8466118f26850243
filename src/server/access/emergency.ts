import "server-only";
import { breakGlass, endEmergency } from "./break-glass";
import { door, standingEmergencies } from "./break-glass-door";
import { reviewEmergency, reviewQueue } from "./break-glass-review";
import { explain, explainPeople } from "./explain";

/** Commands of emergency access and of its review. */
export const emergencyCommands = [breakGlass, endEmergency, reviewEmergency];

/** Queries of emergency access, of its review, and of why somebody may do something. */
export const emergencyQueries = [door, standingEmergencies, reviewQueue, explain, explainPeople];
