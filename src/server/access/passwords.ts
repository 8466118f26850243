import "server-only";
import { hash, verify } from "@node-rs/argon2";

/**
 * argon2id at 64 MiB, three passes, one lane: about 0.1 s on a small server (OWASP asks for 19 MiB
 * and two passes at the least).
 */
// The package's enum has no run-time values under isolated modules: 2 is argon2id.
const PARAMETERS = { algorithm: 2, memoryCost: 65_536, timeCost: 3, parallelism: 1 };

/** More at once would let a burst of guesses take the server's memory: 64 MiB each. */
const MAX_AT_ONCE = 2;

const waiting: (() => void)[] = [];
let running = 0;

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (running >= MAX_AT_ONCE) await new Promise<void>((resolve) => waiting.push(resolve));
  running += 1;
  try {
    return await work();
  } finally {
    running -= 1;
    waiting.shift()?.();
  }
}

/** Hashes a password for keeping. */
export async function hashPassword(password: string): Promise<string> {
  return inTurn(() => hash(password.normalize("NFC"), PARAMETERS));
}

/** Hash of a password that nobody has: people without an account wait as long as those with one. */
let nobodysHash: Promise<string> | null = null;

/** Whether the password is right. A null hash takes as long and is never right. */
export async function passwordHolds(stored: string | null, password: string): Promise<boolean> {
  const against = stored ?? (await (nobodysHash ??= hashPassword(crypto.randomUUID())));
  const holds = await inTurn(() => verify(against, password.normalize("NFC")));
  return stored !== null && holds;
}

/** Whether a hash was made with weaker parameters than ours now; then the next sign-in renews it. */
export function isHashWeak(stored: string): boolean {
  const [, memory, time] = /\$m=(\d+),t=(\d+),/.exec(stored) ?? [];
  return Number(memory ?? 0) < PARAMETERS.memoryCost || Number(time ?? 0) < PARAMETERS.timeCost;
}
