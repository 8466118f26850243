import type { PatientId } from "@/core/kit/ids";
import type { CalendarDate } from "@/core/scheduling/wall-time";

/** What two records are compared by. */
export interface Identity {
  readonly givenName: string;
  /** Empty where a person has one name only. */
  readonly familyName: string;
  readonly birthDate: CalendarDate;
  readonly email: string | null;
  readonly phone: string | null;
}

/** Somebody on file. */
export interface KnownIdentity extends Identity {
  readonly id: PatientId;
}
