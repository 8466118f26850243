import { z } from "zod";
import { domainError, type DomainError } from "@/core/kit/errors";
import { PatientId } from "@/core/kit/ids";
import { err, ok, type Result } from "@/core/kit/result";
import { triesLeft } from "@/core/visits/confirmation";
import { isNameOf, type PatientNames } from "@/core/visits/name";

/** How long an invitation to have an account can be taken up, milliseconds. */
export const ACCOUNT_INVITE_MS = 14 * 24 * 3_600_000;

/** An invitation as decisions need it. Times are epoch milliseconds. */
export interface AccountInvite {
  readonly expiresAtMs: number;
  readonly usedAtMs: number | null;
  readonly revokedAtMs: number | null;
  /** Wrong answers so far, over all browsers that used its link. */
  readonly failedTries: number;
}

/** What a patient has to sign in with: `invited` while an invitation stands, `lapsed` when the last one ran out unused. */
export const ACCOUNT_STATES = ["none", "invited", "lapsed", "active", "closed"] as const;
/** See {@link ACCOUNT_STATES}. */
export type AccountState = (typeof ACCOUNT_STATES)[number];

/** Whether an invitation can still be taken up. */
export function isStanding(invite: AccountInvite, nowMs: number): boolean {
  return invite.usedAtMs === null && invite.revokedAtMs === null && nowMs < invite.expiresAtMs && triesLeft(invite.failedTries) > 0;
}

/** Where a patient's account stands. `newest`: the newest invitation that was not taken back. */
export function accountStateOf(account: { readonly isClosed: boolean } | null, newest: AccountInvite | null, nowMs: number): AccountState {
  if (account !== null) return account.isClosed ? "closed" : "active";
  if (newest === null || newest.usedAtMs !== null || newest.revokedAtMs !== null) return "none";
  return isStanding(newest, nowMs) ? "invited" : "lapsed";
}

/** Whom an invitation is for, as far as it depends on them. */
export interface InvitedPatient {
  readonly status: string;
  readonly email: string | null;
  readonly hasAccount: boolean;
  /** The address is that of staff, another patient, or somebody who acts for this one. */
  readonly isMailTaken: boolean;
}

/**
 * Decides an invitation to have an account (PPL-25). Errors, all conflicts: `people.not_on_file`,
 * `people.account_has`, `people.account_no_mail`, `people.account_mail`.
 */
export function decideInviteAccount(patient: InvitedPatient): Result<{ readonly email: string }, DomainError> {
  if (patient.status !== "active") return err(domainError("conflict", "people.not_on_file"));
  if (patient.hasAccount) return err(domainError("conflict", "people.account_has"));
  if (patient.email === null) return err(domainError("conflict", "people.account_no_mail"));
  return patient.isMailTaken ? err(domainError("conflict", "people.account_mail")) : ok({ email: patient.email });
}

/** Input of `people/take-account`. */
export const TakeAccountInput = z.strictObject({
  token: z.string().max(200),
  /** Given, family or preferred name. */
  name: z.string().trim().min(1).max(200),
  /** `YYYY-MM-DD`. */
  birthDate: z.iso.date(),
  /** Null: they sign in by a link this once, and make a passkey there. */
  password: z.string().max(1_000).nullable(),
});
/** See {@link TakeAccountInput}. */
export type TakeAccountInput = z.infer<typeof TakeAccountInput>;

/** What {@link decideTakeAccount} needs to know. */
export interface TakeState {
  readonly invite: AccountInvite;
  readonly patient: InvitedPatient & { readonly names: PatientNames; readonly birthDate: string };
}

/** A wrong answer has to be kept, so it is a change and no error. */
export type TakeChange = { readonly kind: "taken" } | { readonly kind: "wrong"; readonly triesLeft: number };

/**
 * Somebody takes an invitation up and says who they are; a wrong answer never says which of both was wrong (PPL-26).
 * Errors: `people.invite_over` (gone), `visits.tries_used_up` (gone), and those of {@link decideInviteAccount}.
 */
export function decideTakeAccount({ invite, patient }: TakeState, input: Pick<TakeAccountInput, "name" | "birthDate">, nowMs: number): Result<TakeChange, DomainError> {
  if (triesLeft(invite.failedTries) === 0) return err(domainError("gone", "visits.tries_used_up"));
  if (!isStanding(invite, nowMs)) return err(domainError("gone", "people.invite_over"));
  const isRight = input.birthDate === patient.birthDate && isNameOf(input.name, patient.names);
  if (!isRight) return ok({ kind: "wrong", triesLeft: triesLeft(invite.failedTries + 1) });
  // What stands in the way is told only to the person whom it is about.
  const may = decideInviteAccount(patient);
  return may.ok ? ok({ kind: "taken" }) : may;
}

/** A patient's account as the desk sees it. */
export const PatientAccountView = z.object({
  patientId: PatientId,
  state: z.enum(ACCOUNT_STATES),
  /** The account's address, or where the invitation went; else the one on file. */
  email: z.string().nullable(),
  invitedAtMs: z.number().nullable(),
  inviteEndsAtMs: z.number().nullable(),
  zone: z.string(),
  mayInvite: z.boolean(),
  nowMs: z.number(),
});
/** See {@link PatientAccountView}. */
export type PatientAccountView = z.infer<typeof PatientAccountView>;
