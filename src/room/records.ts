import { createStore, type ReadonlyStore } from "./store";

const LOOK_EVERY_MS = 2_500;
const LOOK_LIMIT_MS = 8_000;

const away = createStore(false);
let looking: ReturnType<typeof setTimeout> | null = null;

/**
 * Whether the server can't reach its records, or can't be reached itself though the browser is online.
 * While it is so, the ready route is asked every few seconds: what would tell it, push, is away as well.
 */
export const recordsAway: ReadonlyStore<boolean> = away;

/** Whether the ready route answers that all is well; false also where nothing answers. */
async function isReady(): Promise<boolean> {
  try {
    const answer = await fetch("/api/health/ready", { cache: "no-store", signal: AbortSignal.timeout(LOOK_LIMIT_MS) });
    return answer.ok;
  } catch {
    // No answer at all: to the person that is the same as a red one.
    return false;
  }
}

/** Looks whether the records are there; while they are not, again and again. Safe to call often. */
export function lookForRecords(): void {
  if (looking !== null) return;
  const look = async (): Promise<void> => {
    // Without a network nothing can be said of the server; the page says that it is offline.
    const isHere = !navigator.onLine || (await isReady());
    away.set(!isHere);
    looking = isHere ? null : setTimeout(() => void look(), LOOK_EVERY_MS);
  };
  looking = setTimeout(() => void look(), 0);
}

/** An answer said that the records can't be reached: that is known at once, and watched until it is over. */
export function sayRecordsAway(): void {
  away.set(true);
  lookForRecords();
}
