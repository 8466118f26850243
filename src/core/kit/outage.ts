/** The digest of a page that could not be drawn because the database is away: `error.tsx` says so, and waits. */
export const OUTAGE_DIGEST = "outage";
