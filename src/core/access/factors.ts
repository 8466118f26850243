/**
 * How somebody can show who they are. `oidc_strong`: an outside provider that says it asked for two; `vouch`:
 * a recovery that a colleague vouched for, which proves nothing by itself; `demo` exists in the demo build only.
 */
export const FACTORS = ["password", "link", "passkey", "totp", "recovery_code", "oidc", "oidc_strong", "vouch", "demo"] as const;
/** See {@link FACTORS}. */
export type Factor = (typeof FACTORS)[number];

/** Those that count as a second factor; a passkey is two in one (the device, and the finger or PIN that unlocks it). */
const STRONG: readonly Factor[] = ["passkey", "totp", "recovery_code", "oidc_strong", "demo"];

/** Whether these are enough for health data of others: a password or a mailed link alone is not. */
export function areStrong(factors: readonly Factor[]): boolean {
  return factors.some((each) => STRONG.includes(each));
}

/** How long showing who one is counts for grave steps (export, emergency access). */
export const STEP_UP_FRESH_MS = 5 * 60_000;

/** Whether somebody showed who they are lately enough for a grave step. A time to come counts for nothing. */
export function isStepUpFresh(stepUpAtMs: number | null, nowMs: number): boolean {
  return stepUpAtMs !== null && nowMs >= stepUpAtMs && nowMs - stepUpAtMs < STEP_UP_FRESH_MS;
}
