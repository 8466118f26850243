import { domainError, staleError, type DomainError } from "@/core/kit/errors";
import { err, ok, type Result } from "@/core/kit/result";
import type { ChangeDetailsInput, Details } from "./details";
import { isPossibleBirthDate } from "./register";

/** What is known of the record that is to be changed. */
export interface DetailsState {
  readonly version: number;
  readonly status: string;
}

/**
 * Decides a change of details. Errors: `people.details_stale` (stale, PPL-14), `people.not_on_file` (conflict) for
 * a record that was merged or not accepted yet, `people.birth_date_impossible`. Who may write which field is no
 * question of this: the pipeline asks the field rules (ACC-48).
 */
export function decideDetails(
  state: DetailsState,
  input: ChangeDetailsInput,
  { nowMs }: { readonly nowMs: number },
): Result<Partial<Details>, DomainError> {
  if (state.status !== "active") return err(domainError("conflict", "people.not_on_file"));
  const { changes } = input;
  if (input.version !== state.version) {
    return err(staleError("people.details_stale", state.version, input.version));
  }
  if (changes.birthDate !== undefined && !isPossibleBirthDate(changes.birthDate, nowMs)) {
    const code = "people.birth_date_impossible";
    return err(domainError("invalid", code, { fields: { "changes.birthDate": code } }));
  }
  return ok(changes);
}
