import "server-only";
import { listSessions } from "./list-sessions";
import { requestLink } from "./request-link";
import { revokeSession } from "./revoke-session";
import { signOut } from "./sign-out";

/** Commands of signing in and out. */
export const accessCommands = [requestLink, revokeSession, signOut];

/** Queries of signing in and out. */
export const accessQueries = [listSessions];
