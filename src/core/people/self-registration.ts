import { z } from "zod";
import { domainError, staleError, type DomainError } from "@/core/kit/errors";
import { PatientId, PracticeId } from "@/core/kit/ids";
import { err, ok, type Result } from "@/core/kit/result";
import { CalendarDate, Zone } from "@/core/scheduling/wall-schemas";
import { Language, NamePart, NamePartOrNone, OptionalName, OptionalPhone, OptionalWords } from "./patient";
import { isPossibleBirthDate } from "./register";

/** How long a mailed confirmation works. */
export const CONFIRM_WITHIN_MS = 48 * 3_600_000;

/** What somebody says of themselves on the public page. */
export const SelfRegistration = z.object({
  givenName: NamePart,
  familyName: NamePartOrNone,
  preferredName: OptionalName,
  pronouns: OptionalWords,
  birthDate: CalendarDate,
  locale: Language,
  zone: Zone,
  email: z.email("people.email_impossible").max(254),
  phone: OptionalPhone,
});
/** See {@link SelfRegistration}. */
export type SelfRegistration = z.infer<typeof SelfRegistration>;

/** Input of `people/ask-to-register`. */
export const AskToRegisterInput = z.object({ practiceId: PracticeId, ...SelfRegistration.shape });
/** See {@link AskToRegisterInput}. */
export type AskToRegisterInput = z.infer<typeof AskToRegisterInput>;

/** What travels sealed in the mailed link: until it comes back, nothing is on file (PPL-10). */
export const PendingRegistration = z.object({ id: PatientId, practiceId: PracticeId, untilMs: z.number(), person: SelfRegistration });
/** See {@link PendingRegistration}. */
export type PendingRegistration = z.infer<typeof PendingRegistration>;

/** Whether what was typed can be somebody. Whether they are known is never looked at: PPL-11. */
export function decideAsking(input: AskToRegisterInput, nowMs: number): Result<SelfRegistration, DomainError> {
  if (!isPossibleBirthDate(input.birthDate, nowMs)) {
    const code = "people.birth_date_impossible";
    return err(domainError("invalid", code, { fields: { birthDate: code } }));
  }
  const { practiceId: _practice, ...person } = input;
  return ok({ ...person, email: person.email.toLowerCase() });
}

/** What a confirmation does: puts the person on file, or nothing because it was done before. */
export function decideConfirming(
  pending: PendingRegistration,
  isThere: boolean,
  nowMs: number,
): Result<{ readonly create: boolean }, DomainError> {
  if (isThere) return ok({ create: false });
  return nowMs < pending.untilMs ? ok({ create: true }) : err(domainError("gone", "people.registration_expired"));
}

/** What the desk does with somebody who registered themselves. Who is on file already is merged instead (PPL-12). */
export const JudgeRegistrationInput = z.object({ patientId: PatientId, version: z.number().int(), answer: z.enum(["accept", "refuse"]) });
/** See {@link JudgeRegistrationInput}. */
export type JudgeRegistrationInput = z.infer<typeof JudgeRegistrationInput>;

/** Errors: `people.registration_judged` (conflict) when a colleague was faster, `people.details_stale` (stale). */
export function decideJudging(
  state: { readonly status: string; readonly version: number },
  input: JudgeRegistrationInput,
): Result<JudgeRegistrationInput["answer"], DomainError> {
  if (state.status !== "pending") return err(domainError("conflict", "people.registration_judged"));
  if (state.version !== input.version) return err(staleError("people.details_stale", state.version, input.version));
  return ok(input.answer);
}
