import { z } from "zod";
import { AppointmentId, PatientId, ServiceId, StaffId, VisitId } from "@/core/kit/ids";
import { Readiness } from "@/core/visits/prepare";
import { VisitState } from "@/core/visits/visit";
import { CalendarDate } from "./wall-schemas";

/** One appointment in the day of a practice: who and when, nothing of what is said. */
export const DayAppointment = z.object({
  id: AppointmentId,
  visitId: VisitId,
  version: z.number().int(),
  clinicianId: StaffId,
  patient: z.object({ id: PatientId, name: z.string(), birthDate: CalendarDate, zone: z.string() }),
  service: z.object({ id: ServiceId, name: z.string() }),
  startsAtMs: z.number(),
  endsAtMs: z.number(),
  visitState: VisitState,
  /** What the reader may do with it now: `move`, `cancel`. */
  verbs: z.array(z.string()),
});
/** See {@link DayAppointment}. */
export type DayAppointment = z.infer<typeof DayAppointment>;

/** How full a day is, for the days beside the one that is shown. */
export const DayLoad = z.object({ date: CalendarDate, bookedMin: z.number().int() });
/** See {@link DayLoad}. */
export type DayLoad = z.infer<typeof DayLoad>;

/** All clinicians' appointments of one day in the practice's zone. */
export const DayView = z.object({
  date: CalendarDate,
  zone: z.string(),
  startMs: z.number(),
  endMs: z.number(),
  nowMs: z.number(),
  appointments: z.array(DayAppointment),
  /** Monday to Sunday of the same week. */
  week: z.array(DayLoad),
});
/** See {@link DayView}. */
export type DayView = z.infer<typeof DayView>;

/** What is left of a note to do. */
export const NOTE_STATES = ["none", "draft", "signed"] as const;

/** One visit in a clinician's day. */
export const TodayVisit = z.object({
  visitId: VisitId,
  appointmentId: AppointmentId,
  startsAtMs: z.number(),
  endsAtMs: z.number(),
  state: VisitState,
  arrivedAtMs: z.number().nullable(),
  patient: z.object({
    id: PatientId,
    name: z.string(),
    age: z.number().int(),
    birthDate: CalendarDate,
    pronouns: z.string().nullable(),
    locale: z.string(),
    zone: z.string(),
    phone: z.string().nullable(),
  }),
  service: z.string(),
  /** Why they come, in their words. */
  reason: z.string().nullable(),
  readiness: Readiness.nullable(),
  note: z.enum(NOTE_STATES),
  /** The last visit before this one, if any. */
  lastVisit: z.object({ visitId: VisitId, atMs: z.number(), noteSigned: z.boolean() }).nullable(),
  firstVisit: z.boolean(),
});
/** See {@link TodayVisit}. */
export type TodayVisit = z.infer<typeof TodayVisit>;

/** A clinician's day in their own zone. */
export const TodayView = z.object({
  date: CalendarDate,
  zone: z.string(),
  nowMs: z.number(),
  visits: z.array(TodayVisit),
});
/** See {@link TodayView}. */
export type TodayView = z.infer<typeof TodayView>;
