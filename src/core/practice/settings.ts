import { z } from "zod";
import { domainError, staleError, type DomainError } from "@/core/kit/errors";
import { PracticeId, ServiceId } from "@/core/kit/ids";
import { err, ok, type Result } from "@/core/kit/result";
import { cleanName } from "@/core/people/name-text";
import { NamePart, OptionalPhone } from "@/core/people/patient";
import { Zone } from "@/core/scheduling/wall-schemas";
import { SealingPolicy } from "@/core/room/media-sealing";
import { isHexColour, nearestAccent, readAccent } from "./contrast";
import { MODULES } from "./modules";

/** Languages that the product speaks, and so can be offered to patients. */
export const OFFERED_LANGUAGES = ["en", "es"] as const;

const emptyToNull = (value: unknown): unknown => (typeof value === "string" && value.trim() === "" ? null : value);
const line = (max: number) => z.string().max(600).transform(cleanName).pipe(z.string().min(1).max(max, "practice.too_long"));

/** A number that is dialled in an emergency: digits, a few of them. */
export const EmergencyNumber = z.string().trim().regex(/^[0-9]{2,6}$/, "practice.emergency_number");

/** An address of the web that a browser may open. */
const Website = z.preprocess(
  emptyToNull,
  z
    .string()
    .trim()
    .max(200)
    .refine((text) => /^https:\/\/[a-z0-9.-]+\.[a-z]{2,}(?:[/?][^\s<>"'\\]*)?$/i.test(text), "practice.website")
    .nullable(),
);

const Accent = z.preprocess(emptyToNull, z.string().toLowerCase().refine(isHexColour, "practice.accent_shape").nullable());

/** What can be changed about the practice; what isn't sent stays. */
export const PracticeChanges = z.strictObject({
  name: NamePart.optional(),
  zone: Zone.optional(),
  locale: z.enum(OFFERED_LANGUAGES).optional(),
  locales: z.array(z.enum(OFFERED_LANGUAGES)).min(1, "practice.languages_missing").max(10).transform((given) => OFFERED_LANGUAGES.filter((each) => given.includes(each))).optional(),
  emergencyNumber: EmergencyNumber.optional(),
  phone: OptionalPhone.optional(),
  address: z.preprocess(emptyToNull, line(200).nullable()).optional(),
  website: Website.optional(),
  accent: Accent.optional(),
  majorityAge: z.number().int().min(14).max(25).optional(),
  mediaSealing: SealingPolicy.optional(),
  modules: z.array(z.enum(MODULES)).max(MODULES.length).transform((given) => MODULES.filter((each) => given.includes(each))).optional(),
});
/** See {@link PracticeChanges}. */
export type PracticeChanges = z.infer<typeof PracticeChanges>;

/** A change of the practice; `version` is the one that was on the screen. */
export const ChangePracticeInput = z.strictObject({ version: z.number().int().positive(), changes: PracticeChanges });
/** See {@link ChangePracticeInput}. */
export type ChangePracticeInput = z.infer<typeof ChangePracticeInput>;

/** The practice's own settings. */
export const PracticeSettings = z.object({
  id: PracticeId,
  version: z.number().int(),
  name: z.string(),
  zone: z.string(),
  locale: z.string(),
  locales: z.array(z.string()),
  emergencyNumber: z.string(),
  phone: z.string().nullable(),
  address: z.string().nullable(),
  website: z.string().nullable(),
  accent: z.string().nullable(),
  logoFileId: z.uuid().nullable(),
  majorityAge: z.number().int(),
  modules: z.array(z.enum(MODULES)),
  mediaSealing: SealingPolicy,
  /** Booked visits from now on: they keep their moment when the zone changes. */
  visitsToCome: z.number().int(),
  mayChange: z.boolean(),
});
/** See {@link PracticeSettings}. */
export type PracticeSettings = z.infer<typeof PracticeSettings>;

/** What a change is decided on. */
export interface StoredPractice {
  readonly version: number;
  readonly locale: string;
  readonly locales: readonly string[];
}

/**
 * Decides a change. Errors: `practice.stale` (PRC-1), `practice.accent_contrast` with the nearest colour that can
 * be read as `nearest` (PRC-2), `practice.language_own` when the practice's own language is not among those offered.
 */
export function decidePracticeChange(state: StoredPractice, { version, changes }: ChangePracticeInput): Result<PracticeChanges, DomainError> {
  if (version !== state.version) return err(staleError("practice.stale", state.version, version));
  const { accent } = changes;
  if (accent != null && !readAccent(accent).isAllowed) {
    const code = "practice.accent_contrast";
    return err(domainError("invalid", code, { fields: { "changes.accent": code }, params: { nearest: nearestAccent(accent) } }));
  }
  const locales: readonly string[] = changes.locales ?? state.locales;
  if (!locales.includes(changes.locale ?? state.locale)) {
    return err(domainError("invalid", "practice.language_own", { fields: { "changes.locales": "practice.language_own" } }));
  }
  return ok(changes);
}

const ServiceName = z.string().max(600).transform(cleanName).pipe(z.string().min(1, "practice.service_name").max(60, "practice.too_long"));
const DurationMin = z.number().int().min(5, "practice.duration").max(240, "practice.duration");

/** A new kind of visit. */
export const CreateServiceInput = z.strictObject({ name: ServiceName, durationMin: DurationMin });
/** See {@link CreateServiceInput}. */
export type CreateServiceInput = z.infer<typeof CreateServiceInput>;

/** A change of a kind of visit. Visits that are booked keep their length. */
export const ChangeServiceInput = z.strictObject({
  serviceId: ServiceId,
  version: z.number().int().positive(),
  changes: z.strictObject({ name: ServiceName.optional(), durationMin: DurationMin.optional(), active: z.boolean().optional() }),
});
/** See {@link ChangeServiceInput}. */
export type ChangeServiceInput = z.infer<typeof ChangeServiceInput>;

/** A kind of visit with what its keeper must know. */
export const ServiceSetting = z.object({
  id: ServiceId,
  version: z.number().int(),
  name: z.string(),
  durationMin: z.number().int(),
  active: z.boolean(),
  visitsToCome: z.number().int(),
});
/** See {@link ServiceSetting}. */
export type ServiceSetting = z.infer<typeof ServiceSetting>;

/** Two services of one name can't be told apart when booking. */
function isNameTaken(others: readonly { readonly name: string }[], name: string): boolean {
  const key = (text: string) => text.normalize("NFKC").toLowerCase();
  return others.some((each) => key(each.name) === key(name));
}

const NAME_TAKEN = domainError("conflict", "practice.service_twice", { fields: { name: "practice.service_twice" } });

/** Errors: `practice.service_twice`. `others` are the active ones. */
export function decideNewService(others: readonly { readonly name: string }[], input: CreateServiceInput): Result<CreateServiceInput, DomainError> {
  return isNameTaken(others, input.name) ? err(NAME_TAKEN) : ok(input);
}

/** Errors: `practice.service_stale`, `practice.service_twice`. `others` are the other active ones. */
export function decideServiceChange(
  state: { readonly version: number; readonly name: string; readonly active: boolean; readonly others: readonly { readonly name: string }[] },
  { version, changes }: ChangeServiceInput,
): Result<ChangeServiceInput["changes"], DomainError> {
  if (version !== state.version) return err(staleError("practice.service_stale", state.version, version));
  const staysActive = changes.active ?? state.active;
  return staysActive && isNameTaken(state.others, changes.name ?? state.name) ? err(NAME_TAKEN) : ok(changes);
}
