import { z } from "zod";
import { AppointmentId, PatientId, StaffId, VisitId } from "@/core/kit/ids";
import { NOTE_STATES } from "@/core/scheduling/day";
import { VisitState } from "@/core/visits/visit";
import { PatientSummary } from "./patient";

/** One appointment on a patient's page. */
export const PatientAppointment = z.object({
  id: AppointmentId,
  visitId: VisitId,
  startsAtMs: z.number(),
  endsAtMs: z.number(),
  clinician: z.object({ id: StaffId, name: z.string() }),
  service: z.string(),
  visitState: VisitState,
  /** Whether there is a note; its words are elsewhere. */
  note: z.enum(NOTE_STATES),
  /** The reader is the clinician of this visit. */
  isOwn: z.boolean(),
  /** The reader writes its note: its clinician, and whoever learns from them. */
  mayWriteNote: z.boolean(),
});
/** See {@link PatientAppointment}. */
export type PatientAppointment = z.infer<typeof PatientAppointment>;

/** A patient with all appointments, newest first. */
export const PatientPage = z.object({
  patient: PatientSummary,
  age: z.number().int(),
  practiceZone: z.string(),
  nowMs: z.number(),
  appointments: z.array(PatientAppointment),
  /** Who takes care of the patient now: named for it, or by an appointment close in time. */
  careTeam: z.array(z.object({ staffId: StaffId, name: z.string(), part: z.enum(["lead", "member", "appointment"]) })),
  /** The record that this one was merged into; null for one that stands. */
  mergedIntoId: PatientId.nullable(),
});
/** See {@link PatientPage}. */
export type PatientPage = z.infer<typeof PatientPage>;

/** A member of staff, as an admin's list shows them. */
export const StaffListEntry = z.object({
  id: StaffId,
  name: z.string(),
  speciality: z.string(),
  roles: z.array(z.string()),
  zone: z.string(),
  email: z.string(),
  active: z.boolean(),
});
/** See {@link StaffListEntry}. */
export type StaffListEntry = z.infer<typeof StaffListEntry>;
