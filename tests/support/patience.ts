/** So long a page may take to show what is expected of it, milliseconds, where a test gives it no other time. */
export const PATIENCE_MS = 30_000;
