import "server-only";
import { z } from "zod";
import { practiceOf, type Actor } from "@/core/access/actor";
import type { Facts } from "@/core/access/policy";
import { bytesUntil, decideDocumentConfidence, decideRename, decideRestore, Documents, KeepDocumentConfidential, RenameDocument, type BroughtBy, type DocumentConfidence, type DocumentView } from "@/core/files/documents";
import { FileId, PrepareDocument } from "@/core/files/contract";
import { domainError } from "@/core/kit/errors";
import type { PatientId } from "@/core/kit/ids";
import { err, ok } from "@/core/kit/result";
import { displayNameOf } from "@/core/people/patient";
import { endOfKeeping } from "@/core/record/retention";
import { ageOn, dateAt } from "@/core/scheduling/wall-time";
import type { StoredFile } from "@/generated/prisma/client";
import type { ReadContext, WriteContext } from "../kit/context";
import type { Tx } from "../kit/db";
import { defineCommand, defineQuery } from "../kit/define";
import { recordIdsOf } from "../people/record-ids";
import { dateText } from "../people/patient-record";
import { isHeld } from "../retention/holds";
import { standingRule } from "../retention/rules";
import { changeFacts, confidenceOf, documentFacts, fileFacts, fileView, rowFacts, sealName, type FileFacts } from "./file-record";

/** The list shows so many; older ones are named by `hasMore`. */
const MOST = 500;

interface Bringer {
  readonly by: BroughtBy;
  readonly byName: string | null;
}

/** Says of each account who it is to the reader: a query for each kind of person, however many documents. */
async function bringersOf(tx: Tx, actor: Actor, practiceId: string, rows: readonly StoredFile[]): Promise<(accountId: string) => Bringer> {
  const ids = [...new Set(rows.map(({ uploadedBy }) => uploadedBy))];
  const [staff, patients, accounts] = await Promise.all([
    tx.staffMember.findMany({ where: { practiceId, accountId: { in: ids } }, select: { accountId: true, displayName: true } }),
    tx.patient.findMany({ where: { practiceId, accountId: { in: ids }, id: { in: rows.flatMap(({ patientId }) => patientId ?? []) } }, select: { accountId: true } }),
    tx.account.findMany({ where: { practiceId, id: { in: ids } }, select: { id: true, name: true } }),
  ]);
  const staffNames = new Map(staff.map(({ accountId, displayName }) => [accountId, displayName]));
  const ownIds = new Set(patients.map(({ accountId }) => accountId));
  const names = new Map(accounts.map(({ id, name }) => [id, name]));
  return (accountId) => {
    if ("accountId" in actor && actor.accountId === accountId) return { by: "you", byName: null };
    const displayName = staffNames.get(accountId);
    if (displayName !== undefined) return { by: "practice", byName: displayName };
    return ownIds.has(accountId) ? { by: "patient", byName: null } : { by: "helper", byName: names.get(accountId) ?? null };
  };
}

/** Keeping asks for the age, giving free does not; what the patient brought is not the practice's to decide about. */
const mayKeep = (confidence: DocumentConfidence, isOfAge: boolean): boolean => confidence === "kept" || (confidence === "none" && isOfAge);

async function documentViews(ctx: ReadContext, facts: FileFacts, rows: readonly StoredFile[]): Promise<DocumentView[]> {
  const bringer = await bringersOf(ctx.tx, ctx.actor, facts.practiceId ?? "", rows);
  const { confidentialFromMs = Infinity, confidentialToMs = -Infinity } = facts;
  const isOfAge = ctx.nowMs >= confidentialFromMs && ctx.nowMs < confidentialToMs;
  const readable = rows.filter((row) => ctx.may("file", "read", documentFacts(facts, row)));
  return Promise.all(
    readable.map(async (row) => ({
      ...(await fileView(ctx.tx, row)),
      version: row.version,
      ...bringer(row.uploadedBy),
      mayChange: ctx.may("file", "remove", changeFacts(ctx.actor, documentFacts(facts, row), row)),
      confidence: confidenceOf(facts, row),
      mayKeep: mayKeep(confidenceOf(facts, row), isOfAge) && ctx.may("file", "keep", documentFacts(facts, row)),
    })),
  );
}

/** The documents of a patient, and of the records that were merged into theirs, newest first. */
export const listDocuments = defineQuery({
  name: "files/documents",
  summary: "The documents of one patient, newest first.",
  input: z.strictObject({ patientId: PrepareDocument.shape.patientId }),
  output: Documents,
  access: { resource: "file", verb: "list" },
  audit: { action: "file.list", subject: ({ patientId }) => ({ type: "file", id: null, patientId }) },
  run: async (ctx, { patientId }) => {
    const practiceId = practiceOf(ctx.actor);
    const facts = practiceId === null ? null : await fileFacts(ctx.tx, { practiceId, patientId }, ctx.nowMs);
    if (practiceId === null || facts === null) return null;
    const ids = await recordIdsOf(ctx.tx, practiceId, patientId);
    const [patient, rows] = await Promise.all([
      ctx.tx.patient.findUniqueOrThrow({ where: { id: patientId }, select: { givenName: true, familyName: true, preferredName: true, zone: true } }),
      ctx.tx.storedFile.findMany({ where: { practiceId, patientId: { in: [...ids] }, purpose: "document", deletedAt: null }, orderBy: [{ createdAt: "desc" }, { id: "desc" }], take: MOST + 1 }),
    ]);
    const view = {
      patientId,
      patientName: displayNameOf(patient) as string | null,
      zone: "zone" in ctx.actor ? ctx.actor.zone : patient.zone,
      mayAdd: ctx.may("file", "create", facts),
      files: await documentViews(ctx, facts, rows.slice(0, MOST)),
      hasMore: rows.length > MOST,
    };
    return { view: ctx.shown({ patientName: "identity" }, facts, view), facts };
  },
});

interface Held {
  readonly row: StoredFile;
  /** Facts for changing it, as this actor may. */
  readonly facts: Facts;
  readonly patientId: PatientId | null;
}

/** One document of the actor's practice with its row held until the transaction ends; `isRemoved`: among removed ones. */
async function holdDocument(ctx: WriteContext, fileId: FileId, isRemoved: boolean): Promise<Held | null> {
  const practiceId = practiceOf(ctx.actor);
  if (practiceId === null) return null;
  await ctx.tx.$queryRaw`select 1 from stored_file where practice_id = ${practiceId}::uuid and id = ${fileId}::uuid for no key update`;
  const row = await ctx.tx.storedFile.findFirst({ where: { id: fileId, practiceId, purpose: "document", deletedAt: isRemoved ? { not: null } : null } });
  const facts = row === null ? null : await rowFacts(ctx.tx, row, ctx.nowMs);
  if (row === null || facts === null) return null;
  return { row, facts: changeFacts(ctx.actor, facts, row), patientId: facts.patientId ?? null };
}

/** Gives a document another name. */
export const renameDocument = defineCommand({
  name: "files/rename-document",
  summary: "Gives a document another name; its ending stays that of what is in it.",
  input: RenameDocument,
  output: z.object({ fileId: FileId, name: z.string(), version: z.number().int() }),
  load: (ctx, { fileId }) => holdDocument(ctx, fileId, false),
  access: { resource: "file", verb: "change", facts: ({ facts }) => facts },
  audit: { action: "file.rename", subject: ({ fileId }, state) => ({ type: "file", id: fileId, patientId: state?.patientId ?? null }) },
  decide: ({ row }, input) => decideRename(row, input),
  save: async (ctx, name, { row }, { fileId }) => {
    const nameSealed = await sealName(ctx.tx, row, fileId, name);
    await ctx.tx.storedFile.update({ where: { id: fileId, version: row.version }, data: { nameSealed, version: row.version + 1 } });
    return { fileId, name, version: row.version + 1 };
  },
});

/** Keeps one document from those who act for a young patient, or gives it free again (NOTE-17). */
export const keepDocumentConfidential = defineCommand({
  name: "files/keep-document-confidential",
  summary: "Keeps a document from those who act for a young patient, or gives it free again.",
  input: KeepDocumentConfidential,
  output: z.object({ fileId: FileId, confidential: z.boolean(), version: z.number().int() }),
  load: async (ctx, { fileId }) => {
    const held = await holdDocument(ctx, fileId, false);
    if (held === null || held.patientId === null) return null;
    const patient = await ctx.tx.patient.findUniqueOrThrow({
      where: { id: held.patientId },
      select: { birthDate: true, zone: true, practice: { select: { majorityAge: true } } },
    });
    const facts = await fileFacts(ctx.tx, { practiceId: held.row.practiceId, patientId: held.patientId }, ctx.nowMs);
    return facts === null ? null : { row: held.row, facts, patientId: held.patientId, patient };
  },
  access: { resource: "file", verb: "keep", facts: ({ facts, row }) => documentFacts(facts, row) },
  audit: { action: "file.keep_confidential", subject: ({ fileId }, state) => ({ type: "file", id: fileId, patientId: state?.patientId ?? null }) },
  decide: ({ row, facts, patient }, input, { nowMs }) =>
    decideDocumentConfidence(
      {
        version: row.version,
        isOwn: confidenceOf(facts, row) === "own",
        age: ageOn(dateText(patient.birthDate), dateAt(nowMs, patient.zone)),
        majorityAge: patient.practice.majorityAge,
      },
      input,
    ),
  save: async (ctx, confidential, { row }, { fileId }) => {
    await ctx.tx.storedFile.update({ where: { id: fileId, version: row.version }, data: { confidential, version: row.version + 1 } });
    return { fileId, confidential, version: row.version + 1 };
  },
});

/** Whether a document is part of the record: somebody of the practice brought it, or opened it. */
async function isOfRecord(tx: Tx, { practiceId, id, uploadedBy }: StoredFile, recordIds: readonly string[]): Promise<boolean> {
  const bringer = await tx.staffMember.findFirst({ where: { practiceId, accountId: uploadedBy }, select: { id: true } });
  if (bringer !== null) return true;
  const look = await tx.auditEntry.findFirst({
    where: { practiceId, patientId: { in: [...recordIds] }, action: "file.read", subjectId: id, actorKind: "staff", outcome: "done" },
    select: { id: true },
  });
  return look !== null;
}

/** The day until which the practice keeps the record, as epoch ms (RET-3). */
async function recordEndsMs(tx: Tx, practiceId: string, patientId: string, recordIds: readonly string[]): Promise<number> {
  const [patient, last, rule] = await Promise.all([
    tx.patient.findUniqueOrThrow({ where: { id: patientId }, select: { createdAt: true, birthDate: true } }),
    tx.visit.findFirst({ where: { practiceId, patientId: { in: [...recordIds] }, state: "ended" }, orderBy: { endedAt: "desc" }, select: { endedAt: true } }),
    standingRule(tx, practiceId, "health_record"),
  ]);
  return Date.parse(`${endOfKeeping(rule, dateText(last?.endedAt ?? patient.createdAt), dateText(patient.birthDate))}T00:00:00Z`);
}

/** Takes a document out of sight. What is part of the record stays, sealed, as long as the record does. */
export const removeDocument = defineCommand({
  name: "files/remove-document",
  summary: "Takes a document out of its patient's list; for a quarter of an hour it can be brought back.",
  input: z.strictObject({ fileId: FileId }),
  output: z.object({ fileId: FileId }),
  load: async (ctx, { fileId }) => {
    const held = await holdDocument(ctx, fileId, false);
    if (held === null || held.patientId === null) return null;
    const recordIds = await recordIdsOf(ctx.tx, held.row.practiceId, held.patientId);
    const holds = await Promise.all(recordIds.map((id) => isHeld(ctx.tx, id)));
    return { ...held, patientId: held.patientId, recordIds, isHeld: holds.includes(true) };
  },
  access: { resource: "file", verb: "remove", facts: ({ facts }) => facts },
  audit: { action: "file.remove", subject: ({ fileId }, state) => ({ type: "file", id: fileId, patientId: state?.patientId ?? null }) },
  // A legal hold beats every way of deleting (RET-4).
  decide: (state) => (state.isHeld ? err(domainError("conflict", "retention.held")) : ok(null)),
  save: async (ctx, _none, { row, patientId, recordIds }, { fileId }) => {
    const ends = (await isOfRecord(ctx.tx, row, recordIds)) ? await recordEndsMs(ctx.tx, row.practiceId, patientId, recordIds) : null;
    const until = new Date(bytesUntil(ctx.nowMs, ends));
    await ctx.tx.storedFile.update({ where: { id: fileId, deletedAt: null }, data: { deletedAt: new Date(ctx.nowMs), bytesUntil: until, version: row.version + 1 } });
    return { fileId };
  },
});

/** Takes a removal back. */
export const restoreDocument = defineCommand({
  name: "files/restore-document",
  summary: "Brings a document back that was removed within the last quarter of an hour.",
  input: z.strictObject({ fileId: FileId }),
  output: z.object({ fileId: FileId }),
  load: (ctx, { fileId }) => holdDocument(ctx, fileId, true),
  // Whoever may remove it may take that back.
  access: { resource: "file", verb: "remove", facts: ({ facts }) => facts },
  audit: { action: "file.restore", subject: ({ fileId }, state) => ({ type: "file", id: fileId, patientId: state?.patientId ?? null }) },
  decide: ({ row }, _input, { nowMs }) => decideRestore(row.deletedAt?.getTime() ?? null, nowMs),
  save: async (ctx, _none, { row }, { fileId }) => {
    await ctx.tx.storedFile.update({ where: { id: fileId, deletedAt: { not: null } }, data: { deletedAt: null, bytesUntil: null, version: row.version + 1 } });
    return { fileId };
  },
});

/** Commands about the documents of patients that are on record. */
export const documentCommands = [renameDocument, removeDocument, restoreDocument, keepDocumentConfidential];
