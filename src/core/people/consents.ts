import { z } from "zod";
import type { Actor } from "@/core/access/actor";
import { domainError, type DomainError } from "@/core/kit/errors";
import { PatientId, VisitId } from "@/core/kit/ids";
import { err, ok, type Result } from "@/core/kit/result";

/** What a patient can agree to. */
export const CONSENT_KINDS = ["telehealth", "recording", "transcription", "research", "teaching", "sharing"] as const;
/** See {@link CONSENT_KINDS}. */
export const ConsentKind = z.enum(CONSENT_KINDS);
/** See {@link CONSENT_KINDS}. */
export type ConsentKind = z.infer<typeof ConsentKind>;

/** A version of the words that is published. */
export interface PublishedText {
  readonly id: string;
  readonly kind: string;
  readonly locale: string;
  readonly version: number;
}

/** An agreement on file. */
export interface StandingConsent {
  readonly kind: string;
  readonly version: number;
  readonly withdrawnAtMs: number | null;
}

/** Who gave an agreement: the patient, somebody who acts for them, or staff to whom they said it. */
export type ConsentGiver = "patient" | "proxy" | "staff";

/**
 * The words to show: the newest published version, in the reader's language or else in the practice's. Versions
 * count over languages: a language that lags behind shows its newest.
 */
export function textFor<T extends PublishedText>(texts: readonly T[], kind: ConsentKind, locale: string, practiceLocale: string): T | null {
  const ofKind = texts.filter((text) => text.kind === kind);
  const inLanguage = (wanted: string) => ofKind.filter((text) => text.locale === wanted || text.locale === wanted.split("-")[0]);
  const found = [inLanguage(locale), inLanguage(practiceLocale), ofKind].find((each) => each.length > 0) ?? [];
  return found.reduce<T | null>((newest, text) => (newest === null || text.version > newest.version ? text : newest), null);
}

/** Whether an agreement to the kind is on file, to these words or to later ones (CON-2). */
export function isAgreed(consents: readonly StandingConsent[], kind: ConsentKind, version: number): boolean {
  return consents.some((each) => each.kind === kind && each.withdrawnAtMs === null && each.version >= version);
}

/** As what an actor gives an agreement. Null: they can't. */
export function giverOf(actor: Actor): ConsentGiver | null {
  if (actor.kind === "staff") return "staff";
  if (actor.kind === "visitor") return actor.part === "guest" ? null : actor.part;
  return actor.kind === "proxy" || actor.kind === "patient" ? actor.kind : null;
}

/** Errors: `people.consent_unpublished` (conflict), `people.consent_given` (conflict), `access.denied`. */
export function decideGiving(
  state: { readonly isPublished: boolean; readonly isStanding: boolean },
  actor: Actor,
): Result<ConsentGiver, DomainError> {
  const giver = giverOf(actor);
  if (giver === null) return err(domainError("denied", "access.denied"));
  if (!state.isPublished) return err(domainError("conflict", "people.consent_unpublished"));
  return state.isStanding ? err(domainError("conflict", "people.consent_given")) : ok(giver);
}

/** Errors: `people.consent_withdrawn` (conflict). */
export function decideWithdrawal(state: { readonly withdrawnAtMs: number | null }): Result<true, DomainError> {
  return state.withdrawnAtMs === null ? ok(true) : err(domainError("conflict", "people.consent_withdrawn"));
}

const ConsentTextView = z.object({ textId: z.uuid(), kind: ConsentKind, version: z.number().int(), title: z.string(), body: z.string() });

/** A patient's agreements, with the words that could be agreed to now. */
export const ConsentsView = z.object({
  patientId: PatientId,
  consents: z.array(
    z.object({
      id: z.uuid(),
      kind: ConsentKind,
      version: z.number().int(),
      title: z.string(),
      body: z.string(),
      givenAtMs: z.number(),
      givenBy: z.enum(["patient", "proxy", "staff"]),
      withdrawnAtMs: z.number().nullable(),
    }),
  ),
  /** Published words of kinds to which no agreement to this version stands. */
  open: z.array(ConsentTextView),
  mayGive: z.boolean(),
  mayWithdraw: z.boolean(),
  nowMs: z.number(),
});
/** See {@link ConsentsView}. */
export type ConsentsView = z.infer<typeof ConsentsView>;

/** Input of `people/give-consent`. */
export const GiveConsentInput = z.object({ patientId: PatientId, textId: z.uuid() });
/** Input of `people/agree-to-visit`. */
export const AgreeToVisitInput = z.object({ visitId: VisitId, textId: z.uuid() });
