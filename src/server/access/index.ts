import "server-only";
import { listSessions } from "./list-sessions";
import { revokeSession } from "./revoke-session";

/** Commands of signing in and out. */
export const accessCommands = [revokeSession];

/** Queries of signing in and out. */
export const accessQueries = [listSessions];
