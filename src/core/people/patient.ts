import { z } from "zod";
import { PatientId } from "@/core/kit/ids";
import { CalendarDate, Zone } from "@/core/scheduling/wall-schemas";
import { cleanName, isName } from "./name-text";
import { readPhone } from "./phone";

/** Languages that a patient may prefer, as BCP 47; the app itself may not speak all of them. */
export const Language = z.string().regex(/^[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?$/);

/** What may be typed into a name field before it is cleaned; far more than any name. */
const RAW_NAME_MAX = 600;

/** A person's name. Any script; what cannot be seen is taken out, what no name has is refused. */
export const NamePart = z.string().max(RAW_NAME_MAX).transform(cleanName).refine(isName, "people.name_impossible");

/** {@link NamePart}, or empty: some people have one name only. */
export const NamePartOrNone = z.string().max(RAW_NAME_MAX).transform(cleanName).refine((text) => text === "" || isName(text), "people.name_impossible");

const emptyToNull = (value: unknown): unknown => (typeof value === "string" && value.trim() === "" ? null : value);

/** {@link NamePart}, or null for none. */
export const OptionalName = z.preprocess(emptyToNull, NamePart.nullable());
/** A mail address, or null for none. */
export const OptionalEmail = z.preprocess(emptyToNull, z.email("people.email_impossible").max(254).nullable());
/** A phone number as {@link readPhone} takes it, or null for none. */
export const OptionalPhone = z.preprocess(
  emptyToNull,
  z
    .string()
    .max(60)
    .transform((text, ctx) => {
      const reading = readPhone(text);
      if (reading.ok) return reading.phone;
      ctx.addIssue({ code: "custom", message: `people.phone_${reading.problem}` });
      return z.NEVER;
    })
    .nullable(),
);
/** A few words on one line, cleaned like a name; null for none. */
export const OptionalWords = z.preprocess(emptyToNull, z.string().max(RAW_NAME_MAX).transform(cleanName).pipe(z.string().min(1).max(40)).nullable());

/** What is needed to put a patient on file; everything else can come later. */
export const RegisterPatientInput = z.object({
  givenName: NamePart,
  familyName: NamePartOrNone,
  preferredName: OptionalName.optional(),
  birthDate: CalendarDate,
  pronouns: OptionalWords.optional(),
  locale: Language,
  zone: Zone,
  email: OptionalEmail.optional(),
  phone: OptionalPhone.optional(),
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

/** Which of its fields are told only to those who may know how to reach the patient. */
export const SUMMARY_FIELDS = { email: "contact", phone: "contact" } as const;

/** The name a patient is called by: preferred for given, then family. */
export function displayNameOf(name: {
  readonly givenName: string;
  readonly familyName: string;
  readonly preferredName?: string | null;
}): string {
  const first = name.preferredName ?? "";
  return `${first === "" ? name.givenName : first} ${name.familyName}`.trim();
}
