import type { AccountId } from "@/core/kit/ids";
import { domainError, type DomainError } from "@/core/kit/errors";
import { err, ok, type Result } from "@/core/kit/result";

const HOUR_MS = 3_600_000;

/** How long after a colleague vouched a recovery counts: time for the owner to see the notices and stop it. */
export const RECOVERY_WAIT_MS = 24 * HOUR_MS;
/** How long a request stands. */
export const RECOVERY_LIFE_MS = 7 * 24 * HOUR_MS;

/** A request of somebody who lost every second factor. Times are epoch ms. */
export interface Recovery {
  readonly accountId: AccountId;
  readonly vouchedAtMs: number | null;
  readonly readyAtMs: number | null;
  readonly expiresAtMs: number;
  readonly usedAtMs: number | null;
  readonly cancelledAtMs: number | null;
}

/** Where a request stands. */
export type RecoveryState = "asked" | "waiting" | "ready" | "over";

/** See {@link RecoveryState}. */
export function recoveryState(recovery: Recovery, nowMs: number): RecoveryState {
  if (recovery.usedAtMs !== null || recovery.cancelledAtMs !== null || nowMs >= recovery.expiresAtMs) return "over";
  if (recovery.readyAtMs === null) return "asked";
  return nowMs >= recovery.readyAtMs ? "ready" : "waiting";
}

/** Vouching: by somebody else, once, while the request stands. It then has the wait and a day to be used. */
export function decideVouch(
  recovery: Recovery,
  by: AccountId,
  nowMs: number,
): Result<{ readonly readyAtMs: number; readonly expiresAtMs: number }, DomainError> {
  if (recovery.accountId === by) return err(domainError("denied", "access.vouch_self"));
  const state = recoveryState(recovery, nowMs);
  if (state === "over") return err(domainError("gone", "access.recovery_over"));
  if (state !== "asked") return err(domainError("conflict", "access.recovery_vouched"));
  const readyAtMs = nowMs + RECOVERY_WAIT_MS;
  return ok({ readyAtMs, expiresAtMs: Math.max(recovery.expiresAtMs, readyAtMs + RECOVERY_WAIT_MS) });
}

/** Stopping a request: whoever owns the account, or who could vouch, while it stands. */
export function decideStop(recovery: Recovery, nowMs: number): Result<null, DomainError> {
  return recoveryState(recovery, nowMs) === "over" ? err(domainError("gone", "access.recovery_over")) : ok(null);
}

/** Using it: only once the wait is over. */
export function decideUse(recovery: Recovery | null, nowMs: number): Result<null, DomainError> {
  if (recovery === null) return err(domainError("conflict", "access.recovery_none"));
  switch (recoveryState(recovery, nowMs)) {
    case "ready":
      return ok(null);
    case "over":
      return err(domainError("gone", "access.recovery_over"));
    default:
      return err(domainError("conflict", "access.recovery_not_ready"));
  }
}
