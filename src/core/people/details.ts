import { z } from "zod";
import { FIELD_CLASSES, type FieldClass } from "@/core/access/fields";
import { PatientId } from "@/core/kit/ids";
import { CalendarDate, Zone } from "@/core/scheduling/wall-schemas";
import { ACCESS_NEEDS } from "./access-needs";
import { Language, NamePart, NamePartOrNone, OptionalEmail, OptionalName, OptionalPhone, OptionalWords } from "./patient";

/** Free text of several lines: line breaks stay, other unseen controls go. */
const Words = (max: number) =>
  z
    .string()
    .max(max * 2)
    .transform((text) => text.normalize("NFC").replace(/\r\n?/g, "\n").replace(/[^\P{Cc}\n\t]|[\u200b\u2028-\u202e\u2066-\u2069\ufeff]/gu, "").trim())
    .pipe(z.string().max(max));

/** Somebody to call when something happens. */
export const EmergencyContact = z.strictObject({
  name: NamePart,
  relation: Words(60),
  phone: OptionalPhone.refine((phone) => phone !== null, "people.phone_missing"),
});
/** See {@link EmergencyContact}. */
export type EmergencyContact = z.infer<typeof EmergencyContact>;

/** Where a patient lives. */
export const Address = z.strictObject({
  lines: Words(200),
  town: Words(100),
  postcode: Words(20),
  region: Words(100),
  /** ISO 3166-1 alpha-2, or empty. */
  country: z.string().regex(/^([A-Z]{2})?$/),
});
/** See {@link Address}. */
export type Address = z.infer<typeof Address>;

/** What is sealed of a patient's details. */
export const SealedDetails = z.object({
  accessNeeds: z.array(z.enum(ACCESS_NEEDS)).max(ACCESS_NEEDS.length),
  accessWords: Words(1000),
  emergencyContacts: z.array(EmergencyContact).max(5),
  address: Address,
});
/** See {@link SealedDetails}. */
export type SealedDetails = z.infer<typeof SealedDetails>;

/** Details of somebody about whom nothing is known yet. */
export const NO_DETAILS: SealedDetails = {
  accessNeeds: [],
  accessWords: "",
  emergencyContacts: [],
  address: { lines: "", town: "", postcode: "", region: "", country: "" },
};

/** What a patient may change of their own record. */
export const OwnDetails = z.object({
  preferredName: OptionalName,
  pronouns: OptionalWords,
  locale: Language,
  zone: Zone,
  email: OptionalEmail,
  phone: OptionalPhone,
  /** BCP 47 tag of the language to interpret into; null: none needed. */
  interpreter: z.preprocess((value) => (value === "" ? null : value), Language.nullable()),
  ...SealedDetails.shape,
});
/** See {@link OwnDetails}. */
export type OwnDetails = z.infer<typeof OwnDetails>;

/** All that staff may change: who the person is, too. */
export const Details = z.object({ givenName: NamePart, familyName: NamePartOrNone, birthDate: CalendarDate, ...OwnDetails.shape });
/** See {@link Details}. */
export type Details = z.infer<typeof Details>;

/** What each of them tells: who may write it follows from that (ACC-48). */
export const DETAIL_CLASSES = {
  givenName: "identity",
  familyName: "identity",
  birthDate: "identity",
  preferredName: "calling",
  pronouns: "calling",
  locale: "contact",
  zone: "contact",
  email: "contact",
  phone: "contact",
  interpreter: "contact",
  accessNeeds: "contact",
  accessWords: "contact",
  emergencyContacts: "contact",
  address: "contact",
} as const satisfies Record<keyof Details, FieldClass>;

/** Input of `people/change-details`. Fields that are not sent stay as they are. */
export const ChangeDetailsInput = z.object({ patientId: PatientId, version: z.number().int().min(1), changes: Details.partial() });
/** See {@link ChangeDetailsInput}. */
export type ChangeDetailsInput = z.infer<typeof ChangeDetailsInput>;

/** A patient's details as an editor shows them. */
export const DetailsView = z.object({
  patientId: PatientId,
  version: z.number().int(),
  details: z.object({
    ...Details.shape,
    givenName: z.string(),
    familyName: z.string(),
    preferredName: z.string().nullable(),
    pronouns: z.string().nullable(),
    locale: z.string(),
    zone: z.string(),
    email: z.string().nullable(),
    phone: z.string().nullable(),
    interpreter: z.string().nullable(),
    accessWords: z.string(),
    emergencyContacts: z.array(z.object({ name: z.string(), relation: z.string(), phone: z.string().nullable() })),
    address: z.object({ lines: z.string(), town: z.string(), postcode: z.string(), region: z.string(), country: z.string() }),
  }),
  mayChange: z.boolean(),
  /** Classes of fields that the reader may change; see {@link DETAIL_CLASSES}. */
  writable: z.array(z.enum(FIELD_CLASSES)),
  nowMs: z.number(),
});
/** See {@link DetailsView}. */
export type DetailsView = z.infer<typeof DetailsView>;
