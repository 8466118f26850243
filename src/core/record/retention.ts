import { z } from "zod";
import { PatientId } from "@/core/kit/ids";
import { addDays } from "@/core/scheduling/wall-time";
import { domainError, staleError, type DomainError } from "@/core/kit/errors";
import { err, ok, type Result } from "@/core/kit/result";

/** Kinds of records, each kept for a time of its own. */
export const RECORD_CLASSES = ["health_record", "registration", "notification", "audit", "account"] as const;
/** See {@link RECORD_CLASSES}. */
export type RecordClass = (typeof RECORD_CLASSES)[number];

/**
 * What happens once the time is over. `propose`: the admin is shown it and decides; `auto`: the daily
 * job deletes it; `keep`: it stays, because something else that stays points to it.
 */
export type AtTheEnd = "propose" | "auto" | "keep";

/** How long a class is kept unless the practice says otherwise, and the least that it may say. */
export interface ClassRule {
  readonly years: number;
  readonly leastYears: number;
  /** Records of minors are kept at least until this age. Null: age has no say. */
  readonly minorsUntilAge: number | null;
  readonly atTheEnd: AtTheEnd;
}

/**
 * Defaults, from what the law of several places asks for; the practice knows its own.
 * - `health_record` (visits, notes, views, scene, documents, pain maps): ten years after treatment ended (Germany,
 *   BGB § 630f (3); Switzerland's cantons, mostly); England's code asks for eight years, and for children until
 *   their 25th birthday (NHS Records Management Code of Practice, appendix II). No less than eight here.
 * - `registration`: people who asked to be put on file and never were (GDPR Art. 5 (1) e).
 * - `audit`: six years at least (HIPAA, 45 CFR 164.316 (b)(2)(i)); its chain is never cut, so it stays.
 * - `account`: of staff; the audit and signed notes name them.
 */
export const CLASS_RULES: Readonly<Record<RecordClass, ClassRule>> = {
  health_record: { years: 10, leastYears: 8, minorsUntilAge: 25, atTheEnd: "propose" },
  registration: { years: 1, leastYears: 0, minorsUntilAge: null, atTheEnd: "propose" },
  notification: { years: 1, leastYears: 0, minorsUntilAge: null, atTheEnd: "auto" },
  audit: { years: 10, leastYears: 6, minorsUntilAge: null, atTheEnd: "keep" },
  account: { years: 10, leastYears: 6, minorsUntilAge: null, atTheEnd: "keep" },
};

/** A class's rule as it stands in a practice. */
export interface StandingRule {
  readonly years: number;
  readonly minorsUntilAge: number | null;
}

/** A date plus years; from 29 February to 28 where there is none. Dates are `YYYY-MM-DD`. */
function addYears(date: string, years: number): string {
  const [year = 0, month = "01", day = "01"] = [Number(date.slice(0, 4)) + years, date.slice(5, 7), date.slice(8, 10)];
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const last = month === "02" && day === "29" && !isLeap ? "28" : day;
  return `${String(year).padStart(4, "0")}-${month}-${last}`;
}

/** From which day on a record may go: the day after its time, or after the age that minors' records wait for, whichever is later. */
export function endOfKeeping({ years, minorsUntilAge }: StandingRule, lastDate: string, birthDate: string | null): string {
  const byTime = addYears(lastDate, years);
  const byAge = minorsUntilAge === null || birthDate === null ? byTime : addYears(birthDate, minorsUntilAge);
  return addDays(byAge > byTime ? byAge : byTime, 1);
}

/** What the practice wants of a class. */
export const ChangeRule = z.strictObject({
  recordClass: z.enum(RECORD_CLASSES),
  years: z.number().int().min(0).max(100),
  minorsUntilAge: z.number().int().min(18, "retention.age_low").max(60).nullable(),
});
/** See {@link ChangeRule}. */
export type ChangeRule = z.infer<typeof ChangeRule>;

/** Whether a practice may set such a rule: never below the least, and children's records never sooner than adults'. */
export function decideRule({ recordClass, years, minorsUntilAge }: ChangeRule): Result<StandingRule, DomainError> {
  const { leastYears, minorsUntilAge: usual } = CLASS_RULES[recordClass];
  if (years < leastYears) return err(domainError("invalid", "retention.years_low", { params: { years: leastYears }, fields: { years: "retention.years_low_field" } }));
  if (usual !== null && minorsUntilAge === null) return err(domainError("invalid", "retention.age_needed", { fields: { minorsUntilAge: "retention.age_needed" } }));
  return ok({ years, minorsUntilAge: usual === null ? null : minorsUntilAge });
}

/** Why a patient's record is deleted: the patient asks for it, or its time is over. */
export const DELETION_BASES = ["erasure_request", "retention"] as const;

/** Deletes a patient's record. `familyName` is typed, so that it is this one that is meant. */
export const DeletePatient = z.strictObject({
  patientId: PatientId,
  version: z.number().int().positive(),
  basis: z.enum(DELETION_BASES),
  familyName: z.string().max(200),
});
/** See {@link DeletePatient}. */
export type DeletePatient = z.infer<typeof DeletePatient>;

/** What is known of a record that somebody wants to delete. */
export interface DeletionState {
  readonly status: string;
  readonly version: number;
  readonly familyName: string;
  readonly birthDate: string;
  /** Day of the last visit that took place; null: there was none. */
  readonly lastVisit: string | null;
  /** Day on which the record was begun. */
  readonly begun: string;
  /** Whether anything was written or shown in a visit that took place: what the law wants kept. */
  readonly hasHealthRecord: boolean;
  readonly isHeld: boolean;
  readonly openVisits: number;
  readonly rule: StandingRule;
  readonly today: string;
}

const sameName = (a: string, b: string): boolean => a.normalize("NFC").trim().toLowerCase() === b.normalize("NFC").trim().toLowerCase();

/**
 * Whether a record may go. A legal hold beats everything. What the law wants kept stays until its time is
 * over, also where the patient asks (GDPR Art. 17 (3) b and c): the refusal says until when.
 */
export function decideDeletion(state: DeletionState, { version, basis, familyName }: DeletePatient): Result<null, DomainError> {
  if (state.status !== "active" && state.status !== "pending") return err(domainError("gone", "retention.gone"));
  if (state.version !== version) return err(staleError("retention.changed", state.version, version));
  if (state.isHeld) return err(domainError("conflict", "retention.held"));
  if (state.openVisits > 0) return err(domainError("conflict", "retention.visits_open", { params: { count: state.openVisits } }));
  if (!sameName(state.familyName, familyName)) return err(domainError("invalid", "retention.name_differs", { fields: { familyName: "retention.name_differs" } }));
  const until = endOfKeeping(state.rule, state.lastVisit ?? state.begun, state.birthDate);
  if (state.today >= until) return ok(null);
  if (basis === "retention") return err(domainError("conflict", "retention.not_due", { params: { date: until } }));
  return state.hasHealthRecord ? err(domainError("conflict", "retention.law_keeps", { params: { date: until } })) : ok(null);
}
