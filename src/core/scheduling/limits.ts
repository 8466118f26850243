/** Starts lie on this raster when we offer or search for a time; a typed time may lie beside it. */
export const SLOT_STEP_MIN = 5;
/** A walk-in may be booked into a time that began this many minutes ago, no longer. */
export const LATE_START_MIN = 10;
/** Nobody plans further ahead than this many days; a date beyond it is a slip of the finger. */
export const MAX_DAYS_AHEAD = 731;
/** A reason is a sentence or two in the patient's words. */
export const MAX_REASON_CHARS = 500;
