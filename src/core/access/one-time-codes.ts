/** How many recovery codes are made at once. */
export const RECOVERY_CODE_COUNT = 10;

/** Letters of recovery codes: none that is read as another (no 0, O, 1, I, L, U). 30 of them. */
const LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ";
const CODE_LENGTH = 16;
const GROUPS = [0, 4, 8, 12];

/** Bytes that {@link recoveryCodeOf} needs. */
export const RECOVERY_CODE_BYTES = CODE_LENGTH * 2;

/**
 * A recovery code from random bytes: sixteen letters in four groups, `ABCD-EFGH-JKMN-PQRS`, some 78 bits, so
 * that a stolen hash can't be searched. Two bytes go into each letter, so that none is likelier than
 * another by more than 1 in 2000.
 */
export function recoveryCodeOf(bytes: Uint8Array): string {
  const letters = Array.from({ length: CODE_LENGTH }, (_, at) => LETTERS[((bytes[at * 2] ?? 0) * 256 + (bytes[at * 2 + 1] ?? 0)) % LETTERS.length]);
  return GROUPS.map((from) => letters.slice(from, from + 4).join("")).join("-");
}

/** A typed recovery code as it was made, or null where it can be none. Case, spaces and dashes don't matter. */
export function readRecoveryCode(text: string): string | null {
  const letters = text.normalize("NFKC").toUpperCase().replace(/[\s\-‐-―]+/g, "");
  const isOne = letters.length === CODE_LENGTH && [...letters].every((each) => LETTERS.includes(each));
  return isOne ? GROUPS.map((from) => letters.slice(from, from + 4)).join("-") : null;
}

/** Seconds that one code of an authenticator app stands (RFC 6238). */
export const TOTP_PERIOD_S = 30;

/** How far a phone's clock may be off: one step each way. */
export const TOTP_TOLERANCE_S = 30;

/** A typed code as six digits, or null where it can be none. Spaces don't matter. */
export function readTotpCode(text: string): string | null {
  const digits = text.normalize("NFKC").replace(/\s+/g, "");
  return /^\d{6}$/.test(digits) ? digits : null;
}

/** Whether a code of a time step still counts: each step once, and none before one that was used (RFC 6238 §5.2). */
export function isStepUnused(lastStep: number | null, timeStep: number): boolean {
  return lastStep === null || timeStep > lastStep;
}
