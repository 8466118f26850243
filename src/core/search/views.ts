import { z } from "zod";
import { AppointmentId, PatientId, StaffId } from "@/core/kit/ids";
import { CalendarDate } from "@/core/scheduling/wall-schemas";
import { VisitState } from "@/core/visits/visit";
import { SEARCH_TEXT_MAX } from "./limits";

/** Most that is found of each kind. */
export const SEARCH_LIMITS = { people: 8, appointments: 8, staff: 5 } as const;

/** Input of `search/find`. Holds what somebody typed: it travels in a body, never in an address. */
export const FindInput = z.strictObject({ text: z.string().max(SEARCH_TEXT_MAX) });

const FoundPerson = z.object({
  id: PatientId,
  name: z.string(),
  birthDate: CalendarDate,
  /** The reader takes care of them, or they are the reader's to book. */
  isOwn: z.boolean(),
  href: z.string(),
});

const FoundAppointment = z.object({
  id: AppointmentId,
  /** Whose it is; for a patient, with whom. */
  name: z.string(),
  clinician: z.string(),
  service: z.string(),
  startsAtMs: z.number(),
  state: VisitState,
  href: z.string(),
});

const FoundStaff = z.object({ id: StaffId, name: z.string(), speciality: z.string(), href: z.string() });

/** What was found, the best first. `when` says how day and time were read. */
export const FindView = z.object({
  people: z.array(FoundPerson).max(SEARCH_LIMITS.people),
  appointments: z.array(FoundAppointment).max(SEARCH_LIMITS.appointments),
  staff: z.array(FoundStaff).max(SEARCH_LIMITS.staff),
  when: z.object({ date: CalendarDate.nullable(), time: z.string().nullable() }),
  zone: z.string(),
});
/** See {@link FindView}. */
export type FindView = z.infer<typeof FindView>;
