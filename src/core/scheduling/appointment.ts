import { z } from "zod";
import { AppointmentId, PatientId, ServiceId, StaffId } from "@/core/kit/ids";
import type { VisitState } from "@/core/visits/visit";
import type { Interval } from "./interval";
import { MAX_REASON_CHARS } from "./limits";
import { ClockTime, CalendarDate, Zone } from "./wall-schemas";

/** What a scheduler sends to book. The start is a wall time in the zone the scheduler reads. */
export const BookAppointmentInput = z.object({
  patientId: PatientId,
  clinicianId: StaffId,
  serviceId: ServiceId,
  date: CalendarDate,
  time: ClockTime,
  zone: Zone,
  reason: z.string().trim().max(MAX_REASON_CHARS).optional(),
});
/** See {@link BookAppointmentInput}. */
export type BookAppointmentInput = z.infer<typeof BookAppointmentInput>;

/** What a scheduler sends to move an appointment. `version` is the one that was on the screen. */
export const MoveAppointmentInput = z.object({
  appointmentId: AppointmentId,
  version: z.number().int().positive(),
  clinicianId: StaffId,
  date: CalendarDate,
  time: ClockTime,
  zone: Zone,
});
/** See {@link MoveAppointmentInput}. */
export type MoveAppointmentInput = z.infer<typeof MoveAppointmentInput>;

/** What a scheduler sends to cancel, or to take a cancellation back. */
export const ChangeAppointmentInput = z.object({
  appointmentId: AppointmentId,
  version: z.number().int().positive(),
});
/** See {@link ChangeAppointmentInput}. */
export type ChangeAppointmentInput = z.infer<typeof ChangeAppointmentInput>;

/** Time that somebody already has an appointment in. */
export interface Busy extends Interval {
  readonly appointmentId: AppointmentId;
}

/** A clinician as a booking needs to know them, with what they are taken for around the wanted time. */
export interface BookableClinician {
  readonly id: StaffId;
  readonly active: boolean;
  readonly isClinician: boolean;
  readonly busy: readonly Busy[];
}

/** A patient as a booking needs to know them. */
export interface BookablePatient {
  readonly id: PatientId;
  readonly busy: readonly Busy[];
}

/** A service as a booking needs to know it. */
export interface BookableService {
  readonly id: ServiceId;
  readonly active: boolean;
  readonly durationMin: number;
}

/** An appointment as a change to it needs to know it. */
export interface StoredAppointment extends Interval {
  readonly id: AppointmentId;
  readonly clinicianId: StaffId;
  readonly patientId: PatientId;
  readonly status: "booked" | "cancelled";
  readonly version: number;
  readonly visitState: VisitState;
  readonly cancelledAtMs: number | null;
}
