/** The rates that a heart can be shown at, beats a minute. */
export const BEAT_RATES = { min: 30, max: 200, usual: 70 } as const;
