import { domainError, type DomainError } from "@/core/kit/errors";
import { err, type Result } from "@/core/kit/result";
import { isStepUpFresh } from "./factors";
import { decideStepUp, decideWhole, hasSecondFactor, type SessionStrength } from "./second-factor";

/** How long the link to the new address stands, in minutes. */
export const MAIL_CONFIRM_MIN = 60;
/** How long the old address can undo the change, in days. */
export const MAIL_UNDO_DAYS = 7;

/** What is known of somebody who wants to be mailed somewhere else. Times are epoch ms. */
export interface MailChange extends SessionStrength {
  readonly hasPassword: boolean;
  readonly stepUpAtMs: number | null;
  readonly signedInAtMs: number;
  /** The address that stands. */
  readonly email: string;
}

/**
 * Whether a change of the mail address may be asked for: by whoever has just shown who they are. Somebody who has
 * nothing but mailed links shows it by having signed in with one within the same few minutes.
 *
 * @returns `access.step_up_needed`, `access.sign_in_again`, `access.second_factor_needed`, or the field `email`
 * with `access.mail_same`
 */
export function decideMailChange(change: MailChange, email: string, nowMs: number): Result<null, DomainError> {
  const whole = decideWhole(change);
  if (!whole.ok) return whole;
  const hasKeys = change.hasPassword || hasSecondFactor(change.held);
  const shown = decideStepUp(change.stepUpAtMs, nowMs);
  if (!shown.ok && hasKeys) return shown;
  if (!shown.ok && !isStepUpFresh(change.signedInAtMs, nowMs)) return err(domainError("denied", "access.sign_in_again"));
  if (email === change.email) return err(domainError("invalid", "kit.invalid_input", { fields: { email: "access.mail_same" } }));
  return { ok: true, value: null };
}
