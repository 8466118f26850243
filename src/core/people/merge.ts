import { z } from "zod";
import { domainError, staleError, type DomainError } from "@/core/kit/errors";
import { PatientId } from "@/core/kit/ids";
import { err, ok, type Result } from "@/core/kit/result";
import type { Details } from "./details";

/** Fields of which a merge takes one side's. */
export const MERGE_FIELDS = [
  "givenName", "familyName", "birthDate", "preferredName", "pronouns", "locale", "zone", "email", "phone", "interpreter",
  "accessNeeds", "accessWords", "emergencyContacts", "address",
] as const satisfies readonly (keyof Details)[];
/** See {@link MERGE_FIELDS}. */
export type MergeField = (typeof MERGE_FIELDS)[number];

/** Input of `people/merge-patients`. `fromGiven`: the fields that are taken from the record which is given up. */
export const MergePatientsInput = z.object({
  keptId: PatientId,
  givenId: PatientId,
  keptVersion: z.number().int(),
  givenVersion: z.number().int(),
  fromGiven: z.array(z.enum(MERGE_FIELDS)).max(MERGE_FIELDS.length),
});
/** See {@link MergePatientsInput}. */
export type MergePatientsInput = z.infer<typeof MergePatientsInput>;

/** What moved and what was there before: enough to undo a merge exactly. Ids, and columns as they stood. */
export const Moved = z.object({
  /** Appointments that now name the kept record. Their visits keep the key that seals them. */
  appointments: z.array(z.uuid()),
  proxies: z.array(z.uuid()),
  careTeam: z.array(z.uuid()),
  /** The account that signed in for the given record. */
  accountId: z.uuid().nullable(),
  /** Rows that stay where they are and are read with the kept record, for the list of what moves. */
  stays: z.object({ notes: z.number().int(), consents: z.number().int(), files: z.number().int() }),
  /** The kept record's columns before; sealed ones in base64. Null where nothing was taken over. */
  before: z.record(z.string(), z.union([z.string(), z.number(), z.null()])),
  keptVersion: z.number().int(),
});
/** See {@link Moved}. */
export type Moved = z.infer<typeof Moved>;

/** One of two records that are to become one. */
export interface MergeSide {
  readonly status: string;
  readonly version: number;
  readonly hasVisitNow: boolean;
}

/**
 * Decides a merge. Errors: `people.merge_same` (invalid), `people.not_on_file`, `people.merge_in_visit` (a visit of
 * one of them is going on: nobody's record changes under their feet), `people.details_stale`.
 */
export function decideMerge(kept: MergeSide, given: MergeSide, input: MergePatientsInput): Result<MergePatientsInput, DomainError> {
  if (input.keptId === input.givenId) return err(domainError("invalid", "people.merge_same"));
  if (kept.status !== "active" || !(given.status === "active" || given.status === "pending")) return err(domainError("conflict", "people.not_on_file"));
  if (kept.version !== input.keptVersion) return err(staleError("people.details_stale", kept.version, input.keptVersion));
  if (given.version !== input.givenVersion) return err(staleError("people.details_stale", given.version, input.givenVersion));
  if (kept.hasVisitNow || given.hasVisitNow) return err(domainError("conflict", "people.merge_in_visit"));
  return ok(input);
}

/** What was written about the kept record since the merge. */
export interface SinceMerge {
  readonly isUndone: boolean;
  /** The kept record was merged into another itself, or another one into it later. */
  readonly isMergedOn: boolean;
  readonly isDetailsChanged: boolean;
  readonly appointments: number;
  readonly notes: number;
  readonly consents: number;
  readonly proxies: number;
  readonly careTeam: number;
  readonly files: number;
}

/** Why a merge can't be undone any more, the first that holds; null: it can. */
export type UndoObstacle = "undone" | "merged_on" | "details" | "appointments" | "notes" | "consents" | "proxies" | "care_team" | "files";

/**
 * Whether a merge can still be undone (PPL-19). What was written since may be about either of the two people, and
 * no program can tell: so a merge is undone while nothing was, and afterwards by a person who looks at each piece.
 */
export function undoObstacle(since: SinceMerge): UndoObstacle | null {
  if (since.isUndone) return "undone";
  if (since.isMergedOn) return "merged_on";
  if (since.isDetailsChanged) return "details";
  if (since.appointments > 0) return "appointments";
  if (since.notes > 0) return "notes";
  if (since.consents > 0) return "consents";
  if (since.proxies > 0) return "proxies";
  if (since.careTeam > 0) return "care_team";
  return since.files > 0 ? "files" : null;
}

/** Errors: `people.merge_undo_<obstacle>` (conflict). */
export function decideUndo(since: SinceMerge): Result<true, DomainError> {
  const obstacle = undoObstacle(since);
  return obstacle === null ? ok(true) : err(domainError("conflict", `people.merge_undo_${obstacle}`));
}
