import { domainError, type DomainError } from "@/core/kit/errors";
import { err, ok, type Result } from "@/core/kit/result";
import { isStepUpFresh } from "./factors";

/** What an account has to show beside a password. */
export interface HeldFactors {
  readonly passkeys: number;
  readonly totp: boolean;
  /** Unused ones. They stand in for the others and count for none by themselves. */
  readonly recoveryCodes: number;
}

/** Whether the account has a second factor. */
export function hasSecondFactor(held: HeldFactors): boolean {
  return held.passkeys > 0 || held.totp;
}

/** Most passkeys of one account. */
export const MAX_PASSKEYS = 10;

/** What is known when somebody wants to add or take away a factor. */
export interface FactorChange {
  readonly isStaff: boolean;
  readonly held: HeldFactors;
  /** What was shown in this session. */
  readonly sessionFactors: readonly string[];
  /** Whether a second factor was shown in this session. */
  readonly isStrong: boolean;
  readonly stepUpAtMs: number | null;
  /** The password that stands was set by a mailed "forgot" link, so that it proves the mailbox and no more. */
  readonly isPasswordFromMail: boolean;
}

/**
 * Whether a factor may be added. Whoever has one must have shown it moments ago. The first one of staff asks
 * for more than the mailbox: a stolen mailbox would else make itself a second factor.
 */
export function decideAddFactor(change: FactorChange, nowMs: number): Result<null, DomainError> {
  if (hasSecondFactor(change.held)) return decideGrave(change, nowMs);
  if (!change.isStaff) return ok(null);
  const shown = change.sessionFactors;
  if (["demo", "oidc", "oidc_strong", "vouch"].some((each) => shown.includes(each))) return ok(null);
  if (shown.includes("password") && !change.isPasswordFromMail) return ok(null);
  return err(domainError("denied", "access.vouch_needed"));
}

/** Whether a factor may be taken away: never the last one of staff, who could do nothing without. */
export function decideRemoveFactor(change: FactorChange, left: HeldFactors, nowMs: number): Result<null, DomainError> {
  const shown = decideGrave(change, nowMs);
  if (!shown.ok) return shown;
  return change.isStaff && !hasSecondFactor(left) ? err(domainError("conflict", "access.last_factor")) : ok(null);
}

/** What is known of a session before a grave step. */
export type SessionStrength = Pick<FactorChange, "isStaff" | "held" | "isStrong">;

/**
 * Whether a session is as strong as its account can be: whoever has a second factor has shown it, and staff
 * always. Before that nobody steps up, changes a password or touches a factor: else a password that a stolen
 * mailbox set would lead around the second factor.
 */
export function decideWhole({ isStaff, held, isStrong }: SessionStrength): Result<null, DomainError> {
  const isHalf = !isStrong && (isStaff || hasSecondFactor(held));
  return isHalf ? err(domainError("denied", "access.second_factor_needed")) : ok(null);
}

function decideGrave(change: FactorChange, nowMs: number): Result<null, DomainError> {
  const whole = decideWhole(change);
  return whole.ok ? decideStepUp(change.stepUpAtMs, nowMs) : whole;
}

/** Refuses until the person has shown again who they are. */
export function decideStepUp(stepUpAtMs: number | null, nowMs: number): Result<null, DomainError> {
  return isStepUpFresh(stepUpAtMs, nowMs) ? ok(null) : err(domainError("denied", "access.step_up_needed"));
}

/** Where a person stands between signing in and their first page. */
export type SignInStep = "out" | "second" | "enrol" | "in";

/** The next step: whoever has a second factor shows it, staff without one make one, everybody else is in. */
export function nextSignInStep(
  session: { readonly isStaff: boolean; readonly isStrong: boolean; readonly held: HeldFactors } | null,
): SignInStep {
  if (session === null) return "out";
  if (session.isStrong) return "in";
  if (hasSecondFactor(session.held)) return "second";
  return session.isStaff ? "enrol" : "in";
}
