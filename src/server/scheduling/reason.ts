import "server-only";
import type { SealedPlace } from "../kit/sealing";

/** Where the reason for an appointment is sealed. */
export const reasonPlace = (appointmentId: string): SealedPlace => ({
  table: "appointment",
  row: appointmentId,
  field: "reason_sealed",
});
