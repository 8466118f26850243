import "server-only";
import { z } from "zod";
import { practiceOf } from "@/core/access/actor";
import type { Facts } from "@/core/access/policy";
import { modelSchema } from "@/core/anatomy/manifest";
import { AskModel, LEVEL_NAMES, NamedModel, OwnModelId, OwnModels, RenameModel, SettleModel, type AboutModel } from "@/core/models/contract";
import { decideRemoveModel, decideRenameModel, decideRestoreModel, decideSettle, MODEL_UNDO_MS, type ModelRecord } from "@/core/models/decide";
import { manifestLine } from "@/core/models/manifest-line";
import type { VisitId } from "@/core/kit/ids";
import type { OwnModel } from "@/generated/prisma/client";
import type { ReadContext, WriteContext } from "../kit/context";
import type { Tx } from "../kit/db";
import { defineCommand, defineQuery } from "../kit/define";
import { findVisit, visitFacts } from "../visits/visit-record";
import { holdModel, kindOf, levelFiles, modelFacts, modelView, openAbout, recordOf, sealAbout, stateOf } from "./model-record";

/** The list shows so many. */
const MOST = 300;

interface Held {
  readonly row: OwnModel;
  readonly record: ModelRecord;
}

async function load(ctx: WriteContext, { modelId }: { readonly modelId: string }): Promise<Held | null> {
  const practiceId = practiceOf(ctx.actor);
  const row = practiceId === null ? null : await holdModel(ctx.tx, practiceId, modelId);
  return row === null ? null : { row, record: await recordOf(row) };
}

const Answer = z.object({ modelId: OwnModelId, version: z.number().int() });
type Answer = z.infer<typeof Answer>;

async function saveAbout(ctx: WriteContext, row: OwnModel, about: AboutModel, state: "ready"): Promise<Answer> {
  const version = row.version + 1;
  await ctx.tx.ownModel.update({ where: { id: row.id, version: row.version }, data: { aboutSealed: await sealAbout(row.practiceId, row.id, about), state, version } });
  await ctx.emit("model.changed", { practiceId: row.practiceId });
  return { modelId: row.id as OwnModelId, version };
}

/** Gives a draft its names, its unit and how it stands: from then on it can be chosen in rooms. */
export const settleModel = defineCommand({
  name: "models/settle",
  summary: "Gives a model its names, its unit and how it stands; from then on it can be chosen in rooms.",
  input: SettleModel,
  output: Answer,
  load,
  access: { resource: "model", verb: "change", facts: ({ row }) => modelFacts(row) },
  audit: { action: "model.settle", subject: ({ modelId }) => ({ type: "model", id: modelId }) },
  decide: ({ record }, input) => decideSettle(record, input),
  save: (ctx, about, { row }) => saveAbout(ctx, row, about, "ready"),
});

/** Changes what is said of a model. */
export const renameModel = defineCommand({
  name: "models/rename",
  summary: "Changes the names of a model and its parts, and whose work it is.",
  input: RenameModel,
  output: Answer,
  load,
  access: { resource: "model", verb: "change", facts: ({ row }) => modelFacts(row) },
  audit: { action: "model.rename", subject: ({ modelId }) => ({ type: "model", id: modelId }) },
  decide: ({ record }, input) => decideRenameModel(record, input),
  save: (ctx, about, { row }) => saveAbout(ctx, row, about, "ready"),
});

const filesOf = ({ id, fullFileId, lightFileId, testFileId }: OwnModel): string[] => [id, fullFileId, lightFileId, testFileId].filter((each) => each !== null);

/** Takes a model away: nobody can choose or load it from now on. For a quarter of an hour it can be brought back. */
export const removeModel = defineCommand({
  name: "models/remove",
  summary: "Takes a model away; for a quarter of an hour it can be brought back.",
  input: NamedModel,
  output: Answer,
  load,
  access: { resource: "model", verb: "remove", facts: ({ row }) => modelFacts(row) },
  audit: { action: "model.remove", subject: ({ modelId }) => ({ type: "model", id: modelId }) },
  decide: ({ record }, { version }) => decideRemoveModel(record, version),
  save: async (ctx, _none, { row }) => {
    const [version, now] = [row.version + 1, new Date(ctx.nowMs)];
    await ctx.tx.ownModel.update({ where: { id: row.id, version: row.version }, data: { state: "removed", removedAt: now, version } });
    await ctx.tx.storedFile.updateMany({ where: { practiceId: row.practiceId, id: { in: filesOf(row) }, deletedAt: null }, data: { deletedAt: now, bytesUntil: new Date(ctx.nowMs + MODEL_UNDO_MS) } });
    await ctx.emit("model.changed", { practiceId: row.practiceId });
    return { modelId: row.id as OwnModelId, version };
  },
});

/** Takes a removal back. */
export const restoreModel = defineCommand({
  name: "models/restore",
  summary: "Brings a model back that was removed within the last quarter of an hour.",
  input: NamedModel,
  output: Answer,
  load,
  // Whoever may remove it may take that back.
  access: { resource: "model", verb: "remove", facts: ({ row }) => modelFacts(row) },
  audit: { action: "model.restore", subject: ({ modelId }) => ({ type: "model", id: modelId }) },
  decide: ({ record }, { version }, { nowMs }) => decideRestoreModel(record, version, nowMs),
  save: async (ctx, state, { row }) => {
    const version = row.version + 1;
    await ctx.tx.ownModel.update({ where: { id: row.id, version: row.version }, data: { state, removedAt: null, version } });
    const levels = filesOf(row).filter((id) => id !== row.id);
    await ctx.tx.storedFile.updateMany({ where: { practiceId: row.practiceId, id: { in: levels } }, data: { deletedAt: null, bytesUntil: null } });
    await ctx.emit("model.changed", { practiceId: row.practiceId });
    return { modelId: row.id as OwnModelId, version };
  },
});

async function namesOf(tx: Tx, practiceId: string, accountIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const staff = await tx.staffMember.findMany({ where: { practiceId, accountId: { in: [...new Set(accountIds)] } }, select: { accountId: true, displayName: true } });
  return new Map(staff.map(({ accountId, displayName }) => [accountId, displayName]));
}

/** The models of the practice, newest first, those that are looked at and those that were refused among them. */
export const listOwnModels = defineQuery({
  name: "models/list",
  summary: "The models that the practice brought in, newest first.",
  input: z.strictObject({}),
  output: OwnModels,
  access: { resource: "model", verb: "list" },
  run: async (ctx) => {
    const practiceId = practiceOf(ctx.actor);
    if (practiceId === null) return null;
    const rows = await ctx.tx.ownModel.findMany({ where: { practiceId, state: { not: "removed" } }, orderBy: [{ createdAt: "desc" }, { id: "desc" }], take: MOST });
    const names = await namesOf(ctx.tx, practiceId, rows.map(({ uploadedBy }) => uploadedBy));
    const mayChange = ctx.may("model", "change", { practiceId });
    const models = await Promise.all(rows.map((row) => modelView(row, names.get(row.uploadedBy) ?? null, mayChange)));
    return { view: { models, mayAdd: ctx.may("model", "create", { practiceId }), zone: "zone" in ctx.actor ? ctx.actor.zone : "UTC", nowMs: ctx.nowMs }, facts: { practiceId } };
  },
});

/**
 * The facts of a model for whoever asks: staff of the practice by themselves; who came to a visit by that visit, while it
 * lasts and after (ANA-507). Null: there is no such visit for them.
 */
async function askerFacts(ctx: ReadContext, row: OwnModel): Promise<Facts | null> {
  if (ctx.actor.kind !== "visitor") return modelFacts(row);
  const visit = await findVisit(ctx.tx, ctx.actor.visitId);
  if (visit === null || visit.practiceId !== row.practiceId || (visit.state !== "admitted" && visit.state !== "ended")) return null;
  return visitFacts(visit);
}

async function findReadable(ctx: ReadContext, modelId: string): Promise<{ readonly row: OwnModel; readonly facts: Facts } | null> {
  const practiceId = practiceOf(ctx.actor);
  const row = practiceId === null ? null : await ctx.tx.ownModel.findFirst({ where: { practiceId, id: modelId } });
  const isShown = row !== null && (stateOf(row) === "ready" || (stateOf(row) === "draft" && ctx.actor.kind === "staff"));
  const facts = isShown ? await askerFacts(ctx, row) : null;
  return row === null || facts === null ? null : { row, facts };
}

/** Folder of a model's files below `/models/`, by who asks: its address says for whom the page speaks, as every call does. */
function folderFor(ctx: ReadContext, modelId: string): string {
  const as = ctx.actor.kind === "visitor" ? `visit-${ctx.actor.visitId as VisitId}` : "session";
  return `own/${as}/${modelId}`;
}

/** One model as rooms know models. */
export const ownModelLine = defineQuery({
  name: "models/line",
  summary: "One of the practice’s own models, as rooms list models.",
  input: AskModel,
  output: modelSchema,
  access: { resource: "model", verb: "read" },
  run: async (ctx, { modelId }) => {
    const found = await findReadable(ctx, modelId);
    if (found === null) return null;
    const view = manifestLine({ modelId, kind: kindOf(found.row), about: await openAbout(found.row), folder: folderFor(ctx, modelId) });
    return view === null ? null : { view, facts: found.facts };
  },
});

/** Which file holds one level of a model's surface. */
export const ownModelLevel = defineQuery({
  name: "models/level",
  summary: "Which file holds one level of a model’s surface; its bytes are at /models/own/….",
  input: AskModel.extend({ level: z.enum(LEVEL_NAMES) }),
  output: z.object({ fileId: z.uuid() }),
  access: { resource: "model", verb: "read" },
  run: async (ctx, { modelId, level }) => {
    const found = await findReadable(ctx, modelId);
    const files = found === null ? null : levelFiles(found.row);
    return found === null || files === null ? null : { view: { fileId: files[level] }, facts: found.facts };
  },
});

/** Commands about models of a practice. */
export const modelCommands = [settleModel, renameModel, removeModel, restoreModel];

/** Queries about models of a practice. */
export const modelQueries = [listOwnModels, ownModelLine, ownModelLevel];
