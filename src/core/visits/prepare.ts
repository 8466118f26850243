import { z } from "zod";
import { VisitId } from "@/core/kit/ids";

/** Outcome of one part of the device check. `skipped`: the person went on without it. */
export const DeviceOutcome = z.enum(["ready", "failed", "skipped"]);
/** See {@link DeviceOutcome}. */
export type DeviceOutcome = z.infer<typeof DeviceOutcome>;

/** What the device check found: told to the clinician's queue as a tick or a warning. */
export const Readiness = z.object({
  camera: DeviceOutcome,
  microphone: DeviceOutcome,
  speaker: DeviceOutcome,
  device: z.enum(["phone", "computer", "headset"]),
});
/** See {@link Readiness}. */
export type Readiness = z.infer<typeof Readiness>;

/** Input of `visits/report-readiness`. */
export const ReportReadinessInput = z.object({ visitId: VisitId, readiness: Readiness });

/** Where the patient is at this moment and the number that reaches them if the line drops. */
export const Whereabouts = z.object({
  /** Street and town, or whatever would let help find them. */
  place: z.string().trim().min(3).max(300),
  /** Kept as typed; digits, spaces and the usual signs. */
  callbackNumber: z
    .string()
    .trim()
    .max(40)
    .regex(/^\+?[\d\s()./-]+$/)
    .refine((text) => text.replace(/\D/g, "").length >= 5),
});
/** See {@link Whereabouts}. */
export type Whereabouts = z.infer<typeof Whereabouts>;

/** Input of `visits/say-whereabouts`. */
export const SayWhereaboutsInput = z.object({ visitId: VisitId, ...Whereabouts.shape });
/** See {@link SayWhereaboutsInput}. */
export type SayWhereaboutsInput = z.infer<typeof SayWhereaboutsInput>;
