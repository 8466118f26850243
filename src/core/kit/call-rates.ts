/** So many calls in so long, refilled evenly. */
export interface Rate {
  readonly limit: number;
  readonly perMs: number;
}

/** Who is counted together. `unknown`: a network address from which nobody has signed in. */
export const RATE_SCOPES = ["person", "unknown", "address", "practice"] as const;
/** See {@link RATE_SCOPES}. */
export type RateScope = (typeof RATE_SCOPES)[number];

/** What is counted: questions, and what changes something (uploads too). */
export type CallKind = "read" | "write";

const MINUTE_MS = 60_000;
const aMinute = (limit: number): Rate => ({ limit, perMs: MINUTE_MS });

/**
 * What may come in a minute over all operations together, far above what people do: a page asks some ten
 * questions, a room sends ten changes a second, and a whole clinic may stand behind one address. Operations
 * with a limit of their own (`rate` in their definition) hold that besides; every command holds 120 a minute
 * for each person, 20 for each address where nobody is signed in.
 */
export const CALL_RATES: Readonly<Record<CallKind, Readonly<Record<RateScope, Rate>>>> = {
  read: { person: aMinute(1_200), unknown: aMinute(600), address: aMinute(12_000), practice: aMinute(60_000) },
  write: { person: aMinute(1_200), unknown: aMinute(300), address: aMinute(6_000), practice: aMinute(30_000) },
};

/** One process takes this part of a limit at once, and spends it without asking. */
const LEASED_PART = 1 / 20;

/** How many tokens of a rate one process takes at once: at least one, and what the rate grows by in three seconds of a minute. */
export function leaseSize({ limit }: Rate): number {
  return Math.max(1, Math.floor(limit * LEASED_PART));
}

/** A rate times a number that whoever runs this has set; at least one call. */
export function scaledRate({ limit, perMs }: Rate, scale: number): Rate {
  return { limit: Math.max(1, Math.round(limit * scale)), perMs };
}
