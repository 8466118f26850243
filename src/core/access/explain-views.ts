import { z } from "zod";
import { PatientId, StaffId } from "@/core/kit/ids";

/** What can be asked about: things of a patient, and what is done with them. */
export const EXPLAINED = {
  patient: ["read", "change"],
  note: ["read", "write", "sign"],
  summary: ["read"],
  scene_view: ["read"],
  appointment: ["read", "book", "move", "cancel"],
  visit: ["read", "admit"],
  room: ["enter"],
} as const;

/** See {@link EXPLAINED}. */
export type ExplainedResource = keyof typeof EXPLAINED;

const resources = Object.keys(EXPLAINED) as [ExplainedResource, ...ExplainedResource[]];
const verbs = [...new Set(Object.values(EXPLAINED).flat())] as [ExplainedVerb, ...ExplainedVerb[]];
/** See {@link EXPLAINED}. */
export type ExplainedVerb = (typeof EXPLAINED)[ExplainedResource][number];

/** The question: may this member of staff do this to what is about this patient? */
export const ExplainInput = z
  .strictObject({ staffId: StaffId, patientId: PatientId, resource: z.enum(resources), verb: z.enum(verbs) })
  .refine(({ resource, verb }) => (EXPLAINED[resource] as readonly string[]).includes(verb), "access.not_explained");

/** By what a relation holds: an appointment, a place in the care team, emergency access, a visit of their own. Times are epoch ms. */
const Tie = z.object({
  kind: z.enum(["appointment", "named", "emergency", "own_visit"]),
  sinceMs: z.number().nullable(),
  untilMs: z.number().nullable(),
});

/** The answer, in codes that the page has words for. */
export const ExplainView = z.object({
  staffName: z.string(),
  patientName: z.string(),
  isActive: z.boolean(),
  allowed: z.boolean(),
  lines: z.array(
    z.object({
      who: z.string(),
      relation: z.enum(["any", "practice", "own", "care_team", "supervised", "emergency", "guest"]),
      holds: z.boolean(),
      ties: z.array(Tie),
    }),
  ),
  /** Roles that may do this at all, where none of theirs may. */
  others: z.array(z.string()),
  zone: z.string(),
});
/** See {@link ExplainView}. */
export type ExplainView = z.infer<typeof ExplainView>;

/** Whom an admin can ask about: names, and a birth date to tell two of one name apart. */
export const ExplainPeople = z.object({
  staff: z.array(z.object({ id: z.uuid(), name: z.string(), roles: z.array(z.string()), active: z.boolean() })),
  patients: z.array(z.object({ id: z.uuid(), name: z.string(), birthDate: z.string() })),
});
/** See {@link ExplainPeople}. */
export type ExplainPeople = z.infer<typeof ExplainPeople>;
