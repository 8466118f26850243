import type { Actor } from "@/core/access/actor";
import { domainError, staleError, type DomainError } from "@/core/kit/errors";
import { err, ok, type Result } from "@/core/kit/result";
import type { ChangeDetailsInput, Details } from "./details";
import { isPossibleBirthDate } from "./register";

/** What is known of the record that is to be changed. */
export interface DetailsState {
  readonly version: number;
  readonly status: string;
}

/** Fields that tell who a person is: the practice changes them, nobody else. */
const WHO: readonly (keyof Details)[] = ["givenName", "familyName", "birthDate"];

/**
 * Decides a change of details. Errors: `people.details_stale` (stale, PPL-14), `people.not_on_file` (conflict) for
 * a record that was merged or not accepted yet, `people.identity_by_staff` (denied) when a patient or proxy would
 * change who they are, `people.birth_date_impossible`.
 */
export function decideDetails(
  state: DetailsState,
  input: ChangeDetailsInput,
  { actor, nowMs }: { readonly actor: Actor; readonly nowMs: number },
): Result<Partial<Details>, DomainError> {
  if (state.status !== "active") return err(domainError("conflict", "people.not_on_file"));
  const { changes } = input;
  if (actor.kind !== "staff" && WHO.some((field) => changes[field] !== undefined)) {
    return err(domainError("denied", "people.identity_by_staff"));
  }
  if (input.version !== state.version) {
    return err(staleError("people.details_stale", state.version, input.version));
  }
  if (changes.birthDate !== undefined && !isPossibleBirthDate(changes.birthDate, nowMs)) {
    const code = "people.birth_date_impossible";
    return err(domainError("invalid", code, { fields: { "changes.birthDate": code } }));
  }
  return ok(changes);
}
