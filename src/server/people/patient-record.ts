import "server-only";
import type { z } from "zod";
import { displayNameOf, type PatientSummary } from "@/core/people/patient";
import type { KnownIdentity } from "@/core/people/duplicates";
import type { PatientId } from "@/core/kit/ids";
import { inLatin } from "./latin-names";

/** A patient's row, as far as views need it. */
export interface PatientRow {
  readonly id: string;
  readonly givenName: string;
  readonly familyName: string;
  readonly preferredName: string | null;
  readonly birthDate: Date;
  readonly pronouns: string | null;
  readonly locale: string;
  readonly zone: string;
  readonly email: string | null;
  readonly phone: string | null;
}

/** The columns of {@link PatientRow}: lists need nothing of what is sealed. */
export const SUMMARY_COLUMNS = {
  id: true,
  givenName: true,
  familyName: true,
  preferredName: true,
  birthDate: true,
  pronouns: true,
  locale: true,
  zone: true,
  email: true,
  phone: true,
} as const satisfies Record<keyof PatientRow, true>;

/** A date column as `2026-11-25`. */
export const dateText = (date: Date): string => date.toISOString().slice(0, 10);

/** What lists show of a patient. */
export function patientSummary(row: PatientRow): z.input<typeof PatientSummary> {
  return {
    id: row.id,
    name: displayNameOf(row),
    givenName: row.givenName,
    familyName: row.familyName,
    birthDate: dateText(row.birthDate),
    pronouns: row.pronouns,
    locale: row.locale,
    zone: row.zone,
    email: row.email,
    phone: row.phone,
  };
}

/** What likely duplicates are found by. */
export function knownIdentity(row: PatientRow): KnownIdentity {
  return {
    id: row.id as PatientId,
    givenName: inLatin(row.givenName),
    familyName: inLatin(row.familyName),
    birthDate: dateText(row.birthDate),
    email: row.email,
    phone: row.phone,
  };
}

/** A date as its column takes it. */
export const dateColumn = (date: string): Date => new Date(`${date}T00:00:00Z`);
