import { z } from "zod";
import { PracticeId, ServiceId, StaffId } from "@/core/kit/ids";

/** A bookable kind of visit, as lists show it. */
export const ServiceView = z.object({ id: ServiceId, name: z.string(), durationMin: z.number().int() });
/** See {@link ServiceView}. */
export type ServiceView = z.infer<typeof ServiceView>;

/** A clinician, as patients and schedulers see them. */
export const ClinicianView = z.object({
  id: StaffId,
  name: z.string(),
  speciality: z.string(),
  zone: z.string(),
  /** The reader may book for this clinician. */
  mayBook: z.boolean(),
});
/** See {@link ClinicianView}. */
export type ClinicianView = z.infer<typeof ClinicianView>;

/** What a booking screen must know about the practice. */
export const PracticeOverview = z.object({
  id: PracticeId,
  name: z.string(),
  zone: z.string(),
  emergencyNumber: z.string(),
  services: z.array(ServiceView),
  clinicians: z.array(ClinicianView),
});
/** See {@link PracticeOverview}. */
export type PracticeOverview = z.infer<typeof PracticeOverview>;
