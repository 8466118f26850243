import { z } from "zod";
import { ProxyId, VisitId } from "@/core/kit/ids";
import { ProxyLine } from "./company";
import { Readiness, Whereabouts } from "./prepare";
import { VISITOR_STAGES } from "./stage";
import { VisitState } from "./visit";

const PracticeView = z.object({ name: z.string(), zone: z.string(), emergencyNumber: z.string(), phone: z.string().nullable() });

/** Told only after confirmation: VISIT-3. */
const ConfirmedView = z.object({
  state: VisitState,
  patientName: z.string(),
  /** Who reads this, where somebody acts for the patient; null for the patient. */
  proxy: z.object({ proxyId: ProxyId, name: z.string() }).nullable(),
  clinicianName: z.string(),
  speciality: z.string(),
  serviceName: z.string(),
  startsAtMs: z.number(),
  endsAtMs: z.number(),
  waitingOpensAtMs: z.number(),
  hasWhereabouts: z.boolean(),
  /** Words about video visits that are to be agreed to first; null: none, or agreed to (CON-3). */
  consent: z.object({ textId: z.string(), version: z.number().int(), title: z.string(), body: z.string() }).nullable(),
  hasReadiness: z.boolean(),
  arrivedAtMs: z.number().nullable(),
  /** The clinician has this visit open now. */
  clinicianHere: z.boolean(),
  /** The clinician has had it open since the patient arrived. */
  clinicianKnows: z.boolean(),
  wait: z.object({
    ahead: z.number().int(),
    lateMin: z.number().int(),
    minutes: z.object({ from: z.number().int(), to: z.number().int() }).nullable(),
  }),
  admittedAtMs: z.number().nullable(),
  endedAtMs: z.number().nullable(),
  /** The signed note's text for the patient is there to read. */
  hasSummary: z.boolean(),
});

/** The visit as the patient's browser may know it: `visits/for-visitor`. */
export const VisitorView = z.object({
  visitId: VisitId,
  stage: z.enum(VISITOR_STAGES),
  practice: PracticeView,
  triesLeft: z.number().int(),
  visit: ConfirmedView.nullable(),
  /** The server's clock, so that a wrong one in the browser does no harm. */
  nowMs: z.number(),
});
/** See {@link VisitorView}. */
export type VisitorView = z.infer<typeof VisitorView>;
/** The part that is told after confirmation. */
export type ConfirmedVisit = z.infer<typeof ConfirmedView>;

/** The visit as its clinician may know it: `visits/for-staff`. */
export const StaffVisitView = z.object({
  visitId: VisitId,
  state: VisitState,
  practice: PracticeView,
  patient: z.object({
    id: z.string(),
    name: z.string(),
    shortName: z.string(),
    birthDate: z.string(),
    pronouns: z.string().nullable(),
    locale: z.string(),
  }),
  clinicianId: z.string(),
  clinicianName: z.string(),
  serviceName: z.string(),
  startsAtMs: z.number(),
  endsAtMs: z.number(),
  arrivedAtMs: z.number().nullable(),
  admittedAtMs: z.number().nullable(),
  endedAtMs: z.number().nullable(),
  readiness: Readiness.nullable(),
  /** Emergency access of the reader's to this patient's record that stands now. */
  emergency: z.object({ breakGlassId: z.uuid(), patientName: z.string(), endsAtMs: z.number() }).nullable(),
  /** The patient themself gives signs of life in the waiting room. */
  isPatientHere: z.boolean(),
  /** Who acts for the patient and came. */
  company: z.array(ProxyLine),
  /** Where the patient is and how to reach them, once they said so. */
  whereabouts: Whereabouts.nullable(),
  /** What the reader may do now. */
  verbs: z.array(z.enum(["admit", "enter", "end"])),
  nowMs: z.number(),
});
/** See {@link StaffVisitView}. */
export type StaffVisitView = z.infer<typeof StaffVisitView>;
