import { z } from "zod";
import type { Actor } from "@/core/access/actor";
import { domainError, type DomainError } from "@/core/kit/errors";
import { PatientId, StaffId } from "@/core/kit/ids";
import { err, ok, type Result } from "@/core/kit/result";
import { CalendarDate } from "@/core/scheduling/wall-schemas";
import { addDays, dayBounds, type Zone } from "@/core/scheduling/wall-time";

/** What somebody is in a care team. One lead at a time. */
export const CARE_PARTS = ["lead", "member"] as const;
/** See {@link CARE_PARTS}. */
export type CarePart = (typeof CARE_PARTS)[number];

/** Names somebody to a patient's care team, from a day on, for good or until a day (which still counts). */
export const AddToCareTeamInput = z.strictObject({
  patientId: PatientId,
  staffId: StaffId,
  part: z.enum(CARE_PARTS),
  from: CalendarDate,
  until: CalendarDate.nullable(),
});
/** See {@link AddToCareTeamInput}. */
export type AddToCareTeamInput = z.infer<typeof AddToCareTeamInput>;

/** A place in a care team. */
export const CareMemberView = z.object({
  id: z.uuid(),
  staffId: StaffId,
  name: z.string(),
  speciality: z.string(),
  part: z.enum(CARE_PARTS),
  startsAtMs: z.number(),
  endsAtMs: z.number().nullable(),
  /** now | later | over */
  state: z.enum(["now", "later", "over"]),
});
/** See {@link CareMemberView}. */
export type CareMemberView = z.infer<typeof CareMemberView>;

/** Who takes care of a patient beyond single appointments. */
export const CareTeamView = z.object({
  patientId: PatientId,
  zone: z.string(),
  today: CalendarDate,
  members: z.array(CareMemberView),
  /** Whom the reader may name; empty: nobody. */
  candidates: z.array(z.object({ staffId: StaffId, name: z.string(), speciality: z.string() })),
  mayChange: z.boolean(),
});
/** See {@link CareTeamView}. */
export type CareTeamView = z.infer<typeof CareTeamView>;

/** A place that is on file. */
export interface StoredPlace {
  readonly id: string;
  readonly staffId: StaffId;
  readonly part: CarePart;
  readonly startsAtMs: number;
  readonly endsAtMs: number | null;
}

/** A place to be stored, and the lead who steps back for it. */
export interface NewPlace {
  readonly startsAtMs: number;
  readonly endsAtMs: number | null;
  readonly stepsBack: readonly string[];
}

/** Whether a place holds, is to come, or is over. */
export function placeState(place: Pick<StoredPlace, "startsAtMs" | "endsAtMs">, nowMs: number): "now" | "later" | "over" {
  if (place.endsAtMs !== null && place.endsAtMs <= nowMs) return "over";
  return place.startsAtMs > nowMs ? "later" : "now";
}

/**
 * Decides a new place. Days are the practice's. A day that is today begins now. Errors: `practice.care_self`
 * (denied, STAFF-10), `practice.care_unfit`, `practice.care_dates`, `practice.care_twice`.
 */
export function decidePlace(
  state: {
    readonly zone: Zone;
    readonly candidate: { readonly active: boolean; readonly isClinician: boolean };
    readonly standing: readonly StoredPlace[];
  },
  input: AddToCareTeamInput,
  { actor, nowMs }: { readonly actor: Actor; readonly nowMs: number },
): Result<NewPlace, DomainError> {
  // Whoever could name themselves would open any record to themselves.
  if (actor.kind === "staff" && actor.staffId === input.staffId) return err(domainError("denied", "practice.care_self"));
  if (!state.candidate.active || !state.candidate.isClinician) return err(domainError("conflict", "practice.care_unfit"));
  const startsAtMs = Math.max(dayBounds(input.from, state.zone).startMs, nowMs);
  const endsAtMs = input.until === null ? null : dayBounds(addDays(input.until, 1), state.zone).startMs;
  if (dayBounds(input.from, state.zone).endMs <= nowMs || (endsAtMs !== null && endsAtMs <= startsAtMs)) {
    return err(domainError("invalid", "practice.care_dates", { fields: { until: "practice.care_dates" } }));
  }
  const meets = (place: StoredPlace) => (place.endsAtMs ?? Infinity) > startsAtMs && place.startsAtMs < (endsAtMs ?? Infinity);
  const met = state.standing.filter(meets);
  if (met.some(({ staffId }) => staffId === input.staffId)) return err(domainError("conflict", "practice.care_twice"));
  const stepsBack = input.part === "lead" ? met.filter(({ part }) => part === "lead").map(({ id }) => id) : [];
  return ok({ startsAtMs, endsAtMs, stepsBack });
}
