import { z } from "zod";
import { VisitId } from "@/core/kit/ids";
import { VisitState } from "@/core/visits/visit";

/** One of a patient's own visits. */
export const MyVisit = z.object({
  visitId: VisitId,
  startsAtMs: z.number(),
  endsAtMs: z.number(),
  clinician: z.string(),
  state: VisitState,
  /** The words meant for them can be read. */
  hasSummary: z.boolean(),
});
/** See {@link MyVisit}. */
export type MyVisit = z.infer<typeof MyVisit>;

/** What a patient who signs in sees first; times are to be written in `zone`, the patient's own. */
export const MyVisits = z.object({
  practice: z.object({ name: z.string(), emergencyNumber: z.string() }),
  zone: z.string(),
  nowMs: z.number(),
  visits: z.array(MyVisit),
});
/** See {@link MyVisits}. */
export type MyVisits = z.infer<typeof MyVisits>;
