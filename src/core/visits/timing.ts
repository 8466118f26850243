/* How long things take in a visit. By themselves, since every patient's page carries them. */

/** The waiting room opens this long before the visit begins: VISIT-5. */
export const WAITING_OPENS_BEFORE_MIN = 60;
/** A patient who gives no sign for this long is no longer in the waiting room: VISIT-8. */
export const SILENCE_LIMIT_MS = 45_000;
/** How often a waiting page says that it is there. */
export const HEARTBEAT_EVERY_MS = 15_000;
/** A visit that nobody came to counts as missed this long after its end: VISIT-6. */
export const MISSED_AFTER_MIN = 60;
/** The clinician counts as being at the visit for this long after their page last said so. */
export const CLINICIAN_HERE_MS = 50_000;
