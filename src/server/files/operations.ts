import "server-only";
import { z } from "zod";
import { practiceOf, type Actor } from "@/core/access/actor";
import type { Facts, Resource } from "@/core/access/policy";
import { decideUpload, FileId, FileView, keptAs, KeptFile, PrepareDocument, PrepareUpload, UPLOAD_MS, type UploadReceipt } from "@/core/files/contract";
import { PURPOSE_RULES, type FilePurpose } from "@/core/files/purposes";
import type { PatientId, PracticeId } from "@/core/kit/ids";
import { ok } from "@/core/kit/result";
import type { StoredFile } from "@/generated/prisma/client";
import type { WriteContext } from "../kit/context";
import { defineCommand, defineQuery } from "../kit/define";
import type { OperationName } from "../kit/operation";
import { documentCommands, listDocuments } from "./documents";
import { tellOfDocument } from "./document-notice";
import { fileFacts, fileView, findFile, keptBytes, quotaBytes, rowFacts, sealName } from "./file-record";
import { openReceipt, sealTicket } from "./tickets";
import { beginModel } from "../models/begin";

/** Which part of the policy speaks about the files of a purpose. */
const RESOURCES: Readonly<Record<FilePurpose, Resource>> = { logo: "logo", document: "file", model: "model" };

const HOUR_MS = 3_600_000;
const UPLOAD_RATE = { limit: 60, perMs: HOUR_MS, perAddress: { limit: 300, perMs: HOUR_MS }, perPractice: { limit: 1_000, perMs: HOUR_MS } };

interface Place {
  readonly practiceId: PracticeId;
  readonly patientId: PatientId | null;
  readonly facts: Facts;
  readonly kept: number;
}

async function placeOf(ctx: WriteContext, patientId: PatientId | null): Promise<Place | null> {
  const practiceId = practiceOf(ctx.actor);
  if (practiceId === null) return null;
  const facts = await fileFacts(ctx.tx, { practiceId, patientId }, ctx.nowMs);
  return facts === null ? null : { practiceId, patientId, facts, kept: await keptBytes(ctx.tx, practiceId) };
}

/** {@link PrepareUpload}, with a patient where the purpose has one. */
interface Asked {
  readonly name: string;
  readonly byteCount: number;
  readonly patientId?: PatientId;
}

function prepare(purpose: FilePurpose, input: z.ZodType<Asked>) {
  const resource = RESOURCES[purpose];
  const patientOf = (given: Asked) => given.patientId ?? null;
  return defineCommand({
    name: `files/prepare-${purpose}` as OperationName,
    summary: `Asks whether a file may come as ${purpose}; answers with the ticket to send it with.`,
    input,
    output: z.object({ ticket: z.string(), maxBytes: z.number() }),
    rate: UPLOAD_RATE,
    load: (ctx, given) => placeOf(ctx, patientOf(given)),
    access: { resource, verb: "create", facts: ({ facts }) => facts },
    audit: { action: `${resource}.prepare`, subject: (given) => ({ type: resource, id: null, patientId: patientOf(given) }) },
    decide: ({ kept }, given) => decideUpload(purpose, given.byteCount, kept, quotaBytes()),
    save: async (ctx, _allowed, { practiceId, patientId }, given) => {
      const fileId = ctx.ids() as FileId;
      const ticket = await sealTicket(ctx.actor, { fileId, practiceId, patientId, purpose, name: given.name, untilMs: ctx.nowMs + UPLOAD_MS[purpose] });
      return { ticket, maxBytes: PURPOSE_RULES[purpose].maxBytes };
    },
  });
}

async function saveFile(ctx: WriteContext, receipt: UploadReceipt): Promise<StoredFile> {
  const { fileId: id, practiceId, patientId, purpose, sha256, storageKey } = receipt;
  const { name, mediaType } = keptAs(receipt.name, receipt.kind);
  const nameSealed = await sealName(ctx.tx, receipt, id, name);
  const row = await ctx.tx.storedFile.create({
    data: { id, practiceId, patientId, purpose, nameSealed, mediaType, byteCount: BigInt(receipt.byteCount), sha256, storageKey, uploadedBy: uploaderOf(ctx.actor), createdAt: new Date(ctx.nowMs) },
  });
  if (purpose === "logo") {
    await ctx.tx.storedFile.updateMany({ where: { practiceId, purpose, id: { not: id }, deletedAt: null }, data: { deletedAt: new Date(ctx.nowMs) } });
    await ctx.tx.practice.update({ where: { id: practiceId }, data: { logoFileId: id } });
  }
  return row;
}

function uploaderOf(actor: Actor): string {
  if ("accountId" in actor) return actor.accountId;
  throw new Error("only people with an account upload");
}

function keep(purpose: FilePurpose) {
  const resource = RESOURCES[purpose];
  return defineCommand({
    name: `files/keep-${purpose}` as OperationName,
    summary: `Takes a ${purpose} on record once its bytes are in. The server gives the receipt to itself alone.`,
    input: z.strictObject({ receipt: z.string().max(8_000) }),
    output: KeptFile,
    load: async (ctx, { receipt: text }) => {
      const receipt = await openReceipt(ctx.actor, text);
      if (receipt === null || receipt.purpose !== purpose) return null;
      const place = await placeOf(ctx, receipt.patientId);
      return place === null ? null : { ...place, receipt };
    },
    access: { resource, verb: "create", facts: ({ facts }) => facts },
    audit: {
      action: `${resource}.create`,
      subject: (_input, state, output) => ({ type: resource, id: output?.fileId ?? state?.receipt.fileId ?? null, patientId: state?.patientId ?? null }),
    },
    decide: ({ receipt, kept }) => decideUpload(purpose, receipt.byteCount, kept, quotaBytes()),
    save: async (ctx, _allowed, { receipt, facts }) => {
      const row = await saveFile(ctx, receipt);
      if (purpose === "document") await tellOfDocument(ctx, facts);
      if (purpose === "model") await beginModel(ctx, row, receipt.kind === "glb" ? "glb" : "stl", keptAs(receipt.name, receipt.kind).name);
      return { ...(await fileView(ctx.tx, row)), renamed: keptAs(receipt.name, receipt.kind).renamed };
    },
  });
}

function remove(purpose: Exclude<FilePurpose, "document">) {
  const resource = RESOURCES[purpose];
  return defineCommand({
    name: `files/remove-${purpose}` as OperationName,
    summary: `Removes a ${purpose}; its bytes go within the hour.`,
    input: z.strictObject({ fileId: FileId }),
    output: z.object({ fileId: FileId }),
    load: async (ctx, { fileId }) => {
      const row = await findFile(ctx.tx, ctx.actor, purpose, fileId);
      const facts = row === null ? null : await rowFacts(ctx.tx, row, ctx.nowMs);
      return row === null || facts === null ? null : { row, facts };
    },
    access: { resource, verb: "remove", facts: ({ facts }) => facts },
    audit: { action: `${resource}.remove`, subject: ({ fileId }) => ({ type: resource, id: fileId }) },
    decide: () => ok(null),
    save: async (ctx, _none, { row }) => {
      await ctx.tx.storedFile.update({ where: { id: row.id }, data: { deletedAt: new Date(ctx.nowMs) } });
      if (purpose === "logo") await ctx.tx.practice.updateMany({ where: { id: row.practiceId, logoFileId: row.id }, data: { logoFileId: null } });
      return { fileId: row.id as FileId };
    },
  });
}

function read(purpose: FilePurpose) {
  const resource = RESOURCES[purpose];
  return defineQuery({
    name: `files/${purpose}` as OperationName,
    summary: `One ${purpose}, without its bytes: those are at /api/files/${purpose}/<fileId>.`,
    input: z.strictObject({ fileId: FileId }),
    output: FileView,
    access: { resource, verb: "read" },
    ...(purpose === "document" ? { audit: { action: "file.read", subject: ({ fileId }: { fileId: FileId }) => ({ type: resource, id: fileId }) } } : {}),
    run: async (ctx, { fileId }) => {
      const row = await findFile(ctx.tx, ctx.actor, purpose, fileId);
      const facts = row === null ? null : await rowFacts(ctx.tx, row, ctx.nowMs);
      return row === null || facts === null ? null : { view: await fileView(ctx.tx, row), facts };
    },
  });
}

/** The models that the practice brought in, newest first. */
const listModels = defineQuery({
  name: "files/models",
  summary: "The models that the practice brought in, newest first.",
  input: z.strictObject({}),
  output: z.object({ files: z.array(FileView) }),
  access: { resource: "model", verb: "list" },
  run: async (ctx) => {
    const practiceId = practiceOf(ctx.actor);
    if (practiceId === null) return null;
    const rows = await ctx.tx.storedFile.findMany({ where: { practiceId, purpose: "model", deletedAt: null }, orderBy: { createdAt: "desc" }, take: 500 });
    return { view: { files: await Promise.all(rows.map((row) => fileView(ctx.tx, row))) }, facts: { practiceId } };
  },
});

/** Takes a file on record, by purpose. */
export const KEEP = { logo: keep("logo"), document: keep("document"), model: keep("model") } as const;

/** Reads one file's description, by purpose. */
export const READ = { logo: read("logo"), document: read("document"), model: read("model") } as const;

/** Commands about files. */
export const fileCommands = [
  prepare("logo", PrepareUpload),
  prepare("document", PrepareDocument),
  prepare("model", PrepareUpload),
  KEEP.logo,
  KEEP.document,
  KEEP.model,
  remove("logo"),
  remove("model"),
  ...documentCommands,
];

/** Queries about files. */
export const fileQueries = [READ.logo, READ.document, READ.model, listDocuments, listModels];
