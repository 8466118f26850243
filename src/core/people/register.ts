import { domainError, type DomainError } from "@/core/kit/errors";
import { err, ok, type Result } from "@/core/kit/result";
import { addDays, dateAt } from "@/core/scheduling/wall-time";
import { likelyDuplicates, type Identity, type KnownIdentity } from "./duplicates";
import { searchNameOf } from "./names";
import type { RegisterPatientInput } from "./patient";

/** Nobody is older than this: the longest life that was ever verified. */
export const MAX_AGE_YEARS = 122;

/** A patient to be stored. */
export interface Registration extends Identity {
  readonly preferredName: string | null;
  readonly pronouns: string | null;
  readonly locale: string;
  readonly zone: string;
  readonly searchName: string;
}

/** The identity in what was typed. */
export function identityOf(input: RegisterPatientInput): Identity {
  return {
    givenName: input.givenName,
    familyName: input.familyName,
    birthDate: input.birthDate,
    email: input.email?.toLowerCase() ?? null,
    phone: input.phone ?? null,
  };
}

/**
 * Decides a registration. Errors: `people.birth_date_impossible`, and `people.likely_duplicate`
 * (conflict; `count`, and `ids` joined by commas) unless each likely duplicate is named in
 * `confirmedDistinctFrom`. `wanted`: the identity as it is compared, in the letters that `known` is in.
 */
export function decideRegistration(
  state: { readonly known: readonly KnownIdentity[]; readonly wanted?: Identity },
  input: RegisterPatientInput,
  { nowMs }: { readonly nowMs: number },
): Result<Registration, DomainError> {
  if (!isPossibleBirthDate(input.birthDate, nowMs)) {
    return err(
      domainError("invalid", "people.birth_date_impossible", { fields: { birthDate: "people.birth_date_impossible" } }),
    );
  }
  const identity = identityOf(input);
  const confirmed = new Set<string>(input.confirmedDistinctFrom ?? []);
  const open = likelyDuplicates(state.wanted ?? identity, state.known).filter(({ patientId }) => !confirmed.has(patientId));
  if (open.length > 0) {
    return err(
      domainError("conflict", "people.likely_duplicate", {
        params: { count: open.length, ids: open.map(({ patientId }) => patientId).join(",") },
      }),
    );
  }
  return ok({
    ...identity,
    preferredName: input.preferredName ?? null,
    pronouns: input.pronouns ?? null,
    locale: input.locale,
    zone: input.zone,
    searchName: searchNameOf(input),
  });
}

/** Born, anywhere on earth, by now, and not longer ago than people live. */
export function isPossibleBirthDate(birthDate: string, nowMs: number): boolean {
  // Tomorrow by UTC has begun where the day begins first, at UTC+14.
  const latest = addDays(dateAt(nowMs, "UTC"), 1);
  const earliestYear = Number(latest.slice(0, 4)) - MAX_AGE_YEARS;
  return birthDate <= latest && Number(birthDate.slice(0, 4)) >= earliestYear;
}
