import "server-only";
import type { Actor } from "@/core/access/actor";
import { practiceOf } from "@/core/access/actor";
import type { Facts } from "@/core/access/policy";
import type { FileId, FileView } from "@/core/files/contract";
import type { DocumentConfidence } from "@/core/files/documents";
import { PRACTICE_QUOTA_BYTES, type FilePurpose } from "@/core/files/purposes";
import type { AccountId, PatientId, PracticeId } from "@/core/kit/ids";
import type { StoredFile } from "@/generated/prisma/client";
import { comesOfAgeAtMs } from "@/core/people/proxies";
import { CONFIDENCE_FROM_AGE } from "@/core/record/confidence";
import { careTeamOf } from "../access/care-team";
import { config } from "../kit/config";
import type { Tx } from "../kit/db";
import { dateText } from "../people/patient-record";
import { keptIdOf } from "../people/record-ids";
import { openForPractice, openTextForPatient, sealForPatient, sealForPractice } from "../kit/sealing";

const namePlace = (fileId: string) => ({ table: "stored_file", row: fileId, field: "name_sealed" });

interface Owner {
  readonly practiceId: string;
  readonly patientId: string | null;
}

/** Seals a file's name with the key of whom it belongs to. */
export function sealName(tx: Tx, { practiceId, patientId }: Owner, fileId: string, name: string): Promise<Uint8Array<ArrayBuffer>> {
  return patientId === null ? sealForPractice(practiceId, namePlace(fileId), name) : sealForPatient(tx, patientId, namePlace(fileId), name);
}

/** A file's name, opened. */
export async function openName(tx: Tx, row: StoredFile): Promise<string> {
  if (row.patientId !== null) return openTextForPatient(tx, row.patientId, namePlace(row.id), row.nameSealed);
  return new TextDecoder().decode(await openForPractice(row.practiceId, namePlace(row.id), row.nameSealed));
}

/** A file's row as its readers see it. */
export async function fileView(tx: Tx, row: StoredFile): Promise<FileView> {
  return {
    fileId: row.id as FileId,
    purpose: row.purpose as FilePurpose,
    name: await openName(tx, row),
    mediaType: row.mediaType,
    byteCount: Number(row.byteCount),
    sha256: row.sha256,
    createdAtMs: row.createdAt.getTime(),
  };
}

/** The facts of a patient's files. What the patient's own account brought between these times is kept in confidence (NOTE-16). */
export interface FileFacts extends Facts {
  readonly ownAccountId?: string | null;
  readonly confidentialFromMs?: number;
  readonly confidentialToMs?: number;
}

/** To whom a file that comes would belong, for the policy; null where its patient is no patient of the practice, or no more. */
export async function fileFacts(tx: Tx, { practiceId, patientId }: Owner, nowMs: number): Promise<FileFacts | null> {
  if (patientId === null) return { practiceId: practiceId as PracticeId };
  const patient = await tx.patient.findFirst({
    where: { practiceId, id: patientId, status: { notIn: ["erased", "merged"] } },
    select: { accountId: true, birthDate: true, zone: true, practice: { select: { majorityAge: true } } },
  });
  if (patient === null) return null;
  const birthDate = dateText(patient.birthDate);
  return {
    practiceId: practiceId as PracticeId,
    patientId: patientId as PatientId,
    careTeam: await careTeamOf(tx, { practiceId, patientId }, nowMs),
    ownAccountId: patient.accountId,
    confidentialFromMs: comesOfAgeAtMs(birthDate, CONFIDENCE_FROM_AGE, patient.zone),
    confidentialToMs: comesOfAgeAtMs(birthDate, patient.practice.majorityAge, patient.zone),
  };
}

/**
 * To whom a file on record belongs: one that was brought for a record which was merged belongs to the person
 * all the same, and stays sealed with the key that it was brought under.
 */
export async function rowFacts(tx: Tx, row: StoredFile, nowMs: number): Promise<Facts | null> {
  if (row.patientId === null) return fileFacts(tx, row, nowMs);
  const patientId = await keptIdOf(tx, row.practiceId, row.patientId);
  const patient = patientId === null ? null : await fileFacts(tx, { practiceId: row.practiceId, patientId }, nowMs);
  return patient === null ? null : documentFacts(patient, row);
}

/**
 * The facts of one document among those of its patient, in a list and alone. Whatever makes a single document
 * stand apart from the rest of the record (what was told in confidence: `confidential`) is said here.
 */
export function documentFacts(patient: FileFacts, row: StoredFile): Facts {
  if (row.purpose !== "document") throw new Error("only documents belong to a patient");
  return { ...patient, confidential: confidenceOf(patient, row) !== "none" };
}

/** Whether a document is kept in confidence, and by whose will. */
export function confidenceOf(patient: FileFacts, row: StoredFile): DocumentConfidence {
  const { ownAccountId = null, confidentialFromMs = Infinity, confidentialToMs = -Infinity } = patient;
  const broughtAtMs = row.createdAt.getTime();
  if (row.uploadedBy === ownAccountId && broughtAtMs >= confidentialFromMs && broughtAtMs < confidentialToMs) return "own";
  return row.confidential ? "kept" : "none";
}

/**
 * The facts by which a document may be renamed or removed. Patients, and who acts for them, may do that to
 * what they brought themselves: there the facts say who brought it, and not whose record it is (FILE-14).
 */
export function changeFacts(actor: Actor, patient: Facts, row: Pick<StoredFile, "uploadedBy">): Facts {
  const isPatientSide = actor.kind === "patient" || actor.kind === "proxy";
  if (!isPatientSide) return patient;
  const isTheirs = actor.patientId === patient.patientId && (actor.kind === "patient" || patient.confidential !== true);
  return { practiceId: patient.practiceId, accountId: isTheirs ? (row.uploadedBy as AccountId) : null };
}

/** A standing file by id, of the actor's practice; logos also for people of no practice, who are greeted by them. */
export async function findFile(tx: Tx, actor: Actor, purpose: FilePurpose, fileId: string): Promise<StoredFile | null> {
  const practiceId = practiceOf(actor);
  if (practiceId !== null) return tx.storedFile.findFirst({ where: { id: fileId, practiceId, purpose, deletedAt: null } });
  if (purpose !== "logo" || actor.kind !== "public") return null;
  const row = await tx.storedFile.findFirst({ where: { id: fileId, purpose, deletedAt: null }, include: { practice: { select: { logoFileId: true } } } });
  return row?.practice.logoFileId === fileId ? row : null;
}

/** Bytes that a practice keeps, of all files that were not removed. */
export async function keptBytes(tx: Tx, practiceId: string): Promise<number> {
  const { _sum } = await tx.storedFile.aggregate({ where: { practiceId, deletedAt: null }, _sum: { byteCount: true } });
  return Number(_sum.byteCount ?? 0);
}

/** Bytes that a practice may keep. */
export function quotaBytes(): number {
  const { BEDSIDE_PRACTICE_FILES_MB: megabytes } = config();
  return megabytes === undefined ? PRACTICE_QUOTA_BYTES : megabytes * 1024 * 1024;
}
