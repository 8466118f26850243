import { z } from "zod";
import { PROXY_SCOPES, ProxyScope } from "@/core/access/actor";
import { domainError, type DomainError } from "@/core/kit/errors";
import { PatientId } from "@/core/kit/ids";
import { err, ok, type Result } from "@/core/kit/result";
import { CalendarDate } from "@/core/scheduling/wall-schemas";
import { dayBounds, type CalendarDate as DateText, type Zone } from "@/core/scheduling/wall-time";
import { NamePart } from "./patient";

/** Who somebody is to the patient. */
export const PROXY_RELATIONS = ["parent", "guardian", "carer", "partner", "other"] as const;
/** See {@link PROXY_RELATIONS}. */
export const ProxyRelation = z.enum(PROXY_RELATIONS);

/** How long an invitation can be taken up. */
export const INVITE_WITHIN_MS = 14 * 24 * 3_600_000;

/** When a grant ends by itself. */
export const ProxyEnd = z.discriminatedUnion("by", [
  /** With the end of this day, in the patient's zone. */
  z.object({ by: z.literal("date"), date: CalendarDate }),
  z.object({ by: z.literal("age") }),
  z.object({ by: z.literal("none") }),
]);
/** See {@link ProxyEnd}. */
export type ProxyEnd = z.infer<typeof ProxyEnd>;

/** Input of `people/invite-proxy`. */
export const InviteProxyInput = z.object({
  patientId: PatientId,
  name: NamePart,
  email: z.email("people.email_impossible").max(254),
  relation: ProxyRelation,
  scopes: z.array(ProxyScope).min(1, "people.scope_missing").max(PROXY_SCOPES.length),
  end: ProxyEnd,
});
/** See {@link InviteProxyInput}. */
export type InviteProxyInput = z.infer<typeof InviteProxyInput>;

/**
 * The day on which somebody reaches an age. Born on 29 February: on 1 March of years without that day, when the
 * last year is over for certain (PPL-24).
 */
export function comesOfAgeOn(birthDate: DateText, age: number): DateText {
  const [year = "", month = "", day = ""] = birthDate.split("-");
  const then = Number(year) + age;
  const isLeap = (then % 4 === 0 && then % 100 !== 0) || then % 400 === 0;
  const text = String(then).padStart(4, "0");
  return month === "02" && day === "29" && !isLeap ? `${text}-03-01` : `${text}-${month}-${day}`;
}

/** The first instant of that day where the patient lives. Epoch ms. */
export function comesOfAgeAtMs(birthDate: DateText, age: number, zone: Zone): number {
  return dayBounds(comesOfAgeOn(birthDate, age), zone).startMs;
}

/** Whom a grant is about, as far as its end depends on them. */
export interface ProxyPatient {
  readonly status: string;
  readonly birthDate: DateText;
  readonly zone: Zone;
  readonly majorityAge: number;
}

/** When a grant ends by itself, epoch ms; null: when it is taken back. */
export function endOf(end: ProxyEnd, patient: ProxyPatient): number | null {
  if (end.by === "none") return null;
  if (end.by === "date") return dayBounds(end.date, patient.zone).endMs;
  return comesOfAgeAtMs(patient.birthDate, patient.majorityAge, patient.zone);
}

/**
 * Decides an invitation. A parent's or guardian's grant over a minor never reaches beyond the day on which the
 * patient comes of age, whatever was asked (PPL-24). Errors: `people.not_on_file`, `people.proxy_ended` (invalid: the end has passed
 * already), `people.proxy_of_age` (invalid), `people.proxy_standing` (conflict), `people.proxy_self` (invalid). Whether the address
 * has an account, here or elsewhere, changes nothing of the answer (PPL-28).
 */
export function decideInvite(
  state: { readonly patient: ProxyPatient; readonly isStanding: boolean; readonly isOwnAccount: boolean },
  input: InviteProxyInput,
  nowMs: number,
): Result<{ readonly endsAtMs: number | null; readonly endsBy: ProxyEnd["by"] }, DomainError> {
  const { patient } = state;
  if (patient.status !== "active") return err(domainError("conflict", "people.not_on_file"));
  if (state.isOwnAccount) return err(domainError("invalid", "people.proxy_self", { fields: { email: "people.proxy_self" } }));
  if (state.isStanding) return err(domainError("conflict", "people.proxy_standing", { fields: { email: "people.proxy_standing" } }));
  const ofAgeMs = comesOfAgeAtMs(patient.birthDate, patient.majorityAge, patient.zone);
  const isMinor = nowMs < ofAgeMs;
  if (input.end.by === "age" && !isMinor) return err(domainError("invalid", "people.proxy_of_age", { fields: { end: "people.proxy_of_age" } }));
  const wantedMs = endOf(input.end, patient);
  if (wantedMs !== null && wantedMs <= nowMs) return err(domainError("invalid", "people.proxy_ended", { fields: { end: "people.proxy_ended" } }));
  const isParental = input.relation === "parent" || input.relation === "guardian";
  if (isMinor && isParental && (wantedMs === null || wantedMs > ofAgeMs)) return ok({ endsAtMs: ofAgeMs, endsBy: "age" });
  return ok({ endsAtMs: wantedMs, endsBy: input.end.by });
}

/** A grant as far as its standing depends on it. Epoch ms. */
export interface GrantTimes {
  readonly startsAtMs: number;
  readonly endsAtMs: number | null;
  readonly acceptedAtMs: number | null;
  readonly revokedAtMs: number | null;
  readonly inviteExpiresAtMs: number | null;
}

/** Where a grant stands. */
export type ProxyState = "invited" | "lapsed" | "standing" | "ended" | "revoked";

/** Where a grant stands at a time. Ending needs nobody to act: an hour later it is simply over (PPL-23). */
export function proxyState(grant: GrantTimes, nowMs: number): ProxyState {
  if (grant.revokedAtMs !== null) return "revoked";
  if (grant.endsAtMs !== null && nowMs >= grant.endsAtMs) return "ended";
  if (grant.acceptedAtMs !== null) return "standing";
  return grant.inviteExpiresAtMs !== null && nowMs < grant.inviteExpiresAtMs ? "invited" : "lapsed";
}

/**
 * Whether an invitation can be taken up. Errors: `people.invite_over` (gone), `people.proxy_mail` (conflict: the address
 * belongs to an account elsewhere, or to one that is closed; told to whoever reads that mailbox, and to nobody else).
 */
export function decideAccept(grant: GrantTimes, isMailElsewhere: boolean, nowMs: number): Result<true, DomainError> {
  if (proxyState(grant, nowMs) !== "invited") return err(domainError("gone", "people.invite_over"));
  return isMailElsewhere ? err(domainError("conflict", "people.proxy_mail")) : ok(true);
}

/** A grant as lists show it. */
export const ProxyView = z.object({
  id: z.uuid(),
  name: z.string(),
  email: z.string(),
  relation: ProxyRelation,
  scopes: z.array(ProxyScope),
  state: z.enum(["invited", "lapsed", "standing", "ended", "revoked"]),
  endsAtMs: z.number().nullable(),
  endsBy: z.enum(["date", "age", "none"]),
  createdAtMs: z.number(),
});
/** See {@link ProxyView}. */
export type ProxyView = z.infer<typeof ProxyView>;

/** Who acts for a patient. */
export const ProxiesView = z.object({
  patientId: PatientId,
  zone: z.string(),
  /** The day on which the patient comes of age; null when they are. */
  ofAgeOn: z.string().nullable(),
  proxies: z.array(ProxyView),
  mayInvite: z.boolean(),
  mayRevoke: z.boolean(),
  nowMs: z.number(),
});
/** See {@link ProxiesView}. */
export type ProxiesView = z.infer<typeof ProxiesView>;

/** For whom an account acts. */
export const ActingFor = z.object({
  people: z.array(
    z.object({
      proxyId: z.uuid(),
      patientId: PatientId,
      name: z.string(),
      relation: ProxyRelation,
      scopes: z.array(ProxyScope),
      endsAtMs: z.number().nullable(),
    }),
  ),
  nowMs: z.number(),
});
/** See {@link ActingFor}. */
export type ActingFor = z.infer<typeof ActingFor>;
