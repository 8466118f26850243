import { z } from "zod";
import { PatientId } from "@/core/kit/ids";
import { CalendarDate, Zone } from "@/core/scheduling/wall-schemas";

/** Languages that a patient may prefer, as BCP 47; the app itself may not speak all of them. */
export const Language = z.string().regex(/^[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?$/);

/** A person's name. Any script; no control characters, which no name has. */
const NamePart = z
  .string()
  .trim()
  .min(1)
  .max(80)
  .regex(/^[^\p{Cc}<>]+$/u);

const emptyToNull = (value: unknown): unknown => (typeof value === "string" && value.trim() === "" ? null : value);

/** What is needed to put a patient on file; everything else can come later. */
export const RegisterPatientInput = z.object({
  givenName: NamePart,
  familyName: NamePart,
  preferredName: z.preprocess(emptyToNull, NamePart.nullable()).optional(),
  birthDate: CalendarDate,
  pronouns: z.preprocess(emptyToNull, z.string().trim().max(40).nullable()).optional(),
  locale: Language,
  zone: Zone,
  email: z.preprocess(emptyToNull, z.email().max(254).nullable()).optional(),
  phone: z.preprocess(emptyToNull, z.string().trim().regex(/^\+?[\d\s().-]{6,30}$/).nullable()).optional(),
  /** People on file of whom the scheduler has seen that they are somebody else. */
  confirmedDistinctFrom: z.array(PatientId).max(50).optional(),
});
/** See {@link RegisterPatientInput}. */
export type RegisterPatientInput = z.infer<typeof RegisterPatientInput>;

/** A patient as lists show them. */
export const PatientSummary = z.object({
  id: PatientId,
  name: z.string(),
  givenName: z.string(),
  familyName: z.string(),
  birthDate: CalendarDate,
  pronouns: z.string().nullable(),
  locale: z.string(),
  zone: z.string(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
});
/** See {@link PatientSummary}. */
export type PatientSummary = z.infer<typeof PatientSummary>;

/** The name a patient is called by: preferred for given, then family. */
export function displayNameOf(name: {
  readonly givenName: string;
  readonly familyName: string;
  readonly preferredName?: string | null;
}): string {
  const first = name.preferredName ?? "";
  return `${first === "" ? name.givenName : first} ${name.familyName}`.trim();
}
