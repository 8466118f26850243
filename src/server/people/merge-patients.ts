import "server-only";
import { z } from "zod";
import { practiceOf } from "@/core/access/actor";
import { PatientId, type PracticeId } from "@/core/kit/ids";
import { DetailsView } from "@/core/people/details";
import { decideMerge, decideUndo, MergePatientsInput, Moved, undoObstacle } from "@/core/people/merge";
import type { WriteContext } from "../kit/context";
import type { Tx } from "../kit/db";
import { defineCommand, defineQuery } from "../kit/define";
import { readDetails } from "./details-record";
import { chosenColumns, columnsAgain, columnsBefore, countRecord, hasVisitNow, moveBack, moveRecord, sinceMerge } from "./merge-record";
import { mailAccepted } from "./registrations";

const Counts = z.object({
  appointments: z.number(),
  notes: z.number(),
  consents: z.number(),
  proxies: z.number(),
  careTeam: z.number(),
  files: z.number(),
});

const Side = z.object({ patientId: PatientId, status: z.string(), version: z.number().int(), details: DetailsView.shape.details, counts: Counts, signsIn: z.boolean() });

async function findSide(tx: Tx, practiceId: PracticeId, patientId: PatientId) {
  const row = await tx.patient.findFirst({ where: { practiceId, id: patientId, status: { in: ["active", "pending"] } } });
  if (row === null) return null;
  const [details, counts] = await Promise.all([readDetails(tx, row), countRecord(tx, practiceId, patientId)]);
  return { patientId, status: row.status, version: row.version, details, counts, signsIn: row.accountId !== null };
}

/** Two records beside each other, with what each holds. */
export const mergePreview = defineQuery({
  name: "people/merge-preview",
  summary: "Two records side by side, field by field, with what would move.",
  input: z.strictObject({ aId: PatientId, bId: PatientId }),
  output: z.object({ a: Side, b: Side, nowMs: z.number() }),
  access: { resource: "patient_merge", verb: "read" },
  audit: { action: "patient.compare_records", subject: ({ aId }) => ({ type: "patient", id: aId, patientId: aId }) },
  run: async (ctx, { aId, bId }) => {
    const practiceId = practiceOf(ctx.actor);
    if (practiceId === null || aId === bId || !ctx.may("patient_merge", "read", { practiceId })) return null;
    const [a, b] = [await findSide(ctx.tx, practiceId, aId), await findSide(ctx.tx, practiceId, bId)];
    return a === null || b === null ? null : { view: { a, b, nowMs: ctx.nowMs }, facts: { practiceId } };
  },
});

/** Both rows, held in one order, so that two merges of one pair don't wait for each other for ever. */
async function lockPair(ctx: WriteContext, practiceId: PracticeId, keptId: string, givenId: string) {
  await ctx.tx.$queryRaw`
    select 1 from patient where practice_id = ${practiceId}::uuid and id in (${keptId}::uuid, ${givenId}::uuid) order by id for update`;
  const rows = await ctx.tx.patient.findMany({ where: { practiceId, id: { in: [keptId, givenId] } } });
  const [kept, given] = [rows.find(({ id }) => id === keptId), rows.find(({ id }) => id === givenId)];
  return kept === undefined || given === undefined ? null : { kept, given };
}

/** Makes two records of one person one. */
export const mergePatients = defineCommand({
  name: "people/merge-patients",
  summary: "Merges two records of one person into the one that is kept.",
  input: MergePatientsInput,
  output: z.object({ mergeId: z.uuid(), keptId: PatientId }),
  load: async (ctx, { keptId, givenId }) => {
    const practiceId = practiceOf(ctx.actor);
    const pair = practiceId === null ? null : await lockPair(ctx, practiceId, keptId, givenId);
    if (practiceId === null || pair === null || ctx.actor.kind !== "staff") return null;
    const [keptBusy, givenBusy] = [await hasVisitNow(ctx.tx, practiceId, keptId), await hasVisitNow(ctx.tx, practiceId, givenId)];
    return { practiceId, ...pair, keptBusy, givenBusy, mergedBy: ctx.actor.accountId };
  },
  access: { resource: "patient_merge", verb: "merge", facts: ({ practiceId }) => ({ practiceId }) },
  writes: { fromGiven: "identity" },
  audit: {
    action: "patient.merge",
    subject: (input, _state, output) => ({ type: "patient_merge", id: output?.mergeId ?? null, patientId: input.keptId }),
  },
  decide: ({ kept, given, keptBusy, givenBusy }, input) => decideMerge({ ...kept, hasVisitNow: keptBusy }, { ...given, hasVisitNow: givenBusy }, input),
  save: async (ctx, { fromGiven }, { practiceId, kept, given, mergedBy }) => {
    const before = columnsBefore(kept);
    const columns = await chosenColumns(ctx.tx, kept, given, fromGiven, ctx.nowMs);
    const what = await moveRecord(ctx, kept, given);
    await ctx.tx.patient.update({ where: { id: kept.id }, data: columns });
    await ctx.tx.patient.update({
      where: { id: given.id },
      data: { status: "merged", mergedIntoId: kept.id, version: given.version + 1, updatedAt: new Date(ctx.nowMs) },
    });
    const mergeId = ctx.ids();
    const moved: Moved = { ...what, before: { ...before, givenStatus: given.status }, keptVersion: kept.version + 1 };
    await ctx.tx.patientMerge.create({
      data: { id: mergeId, practiceId, keptId: kept.id, givenId: given.id, mergedBy, mergedAt: new Date(ctx.nowMs), moved },
    });
    if (given.status === "pending") await mailAccepted(ctx, practiceId, given);
    return { mergeId, keptId: kept.id };
  },
});

async function loadMerge(ctx: WriteContext, mergeId: string) {
  const practiceId = practiceOf(ctx.actor);
  if (practiceId === null || ctx.actor.kind !== "staff") return null;
  const found = await ctx.tx.patientMerge.findFirst({ where: { practiceId, id: mergeId } });
  const pair = found === null ? null : await lockPair(ctx, practiceId, found.keptId, found.givenId);
  if (found === null || pair === null) return null;
  // Read again: somebody may have undone it while we waited for the records.
  const merge = await ctx.tx.patientMerge.findUniqueOrThrow({ where: { id: mergeId } });
  const moved = Moved.parse(merge.moved);
  return { practiceId, merge, moved, ...pair, since: await sinceMerge(ctx.tx, merge, moved), undoneBy: ctx.actor.accountId };
}

/** Takes a merge back, exactly, while nothing new was written that could belong to either (PPL-19). */
export const undoMerge = defineCommand({
  name: "people/undo-merge",
  summary: "Takes a merge of two records back.",
  input: z.object({ mergeId: z.uuid() }),
  output: z.object({ keptId: PatientId, givenId: PatientId }),
  load: (ctx, { mergeId }) => loadMerge(ctx, mergeId),
  access: { resource: "patient_merge", verb: "undo", facts: ({ practiceId }) => ({ practiceId }) },
  audit: {
    action: "patient.undo_merge",
    subject: ({ mergeId }, state) => ({ type: "patient_merge", id: mergeId, patientId: state?.kept.id ?? null }),
  },
  decide: ({ since }) => decideUndo(since),
  save: async (ctx, _ok, { merge, moved, kept, given, undoneBy }) => {
    const now = new Date(ctx.nowMs);
    const { givenStatus, ...before } = moved.before;
    await ctx.tx.patient.update({
      where: { id: given.id },
      data: { status: givenStatus === "pending" ? "pending" : "active", mergedIntoId: null, version: given.version + 1, updatedAt: now },
    });
    await moveBack(ctx, kept.id, given.id, moved);
    await ctx.tx.patient.update({ where: { id: kept.id }, data: { ...columnsAgain(before), version: kept.version + 1, updatedAt: now } });
    await ctx.tx.patientMerge.update({ where: { id: merge.id }, data: { undoneBy, undoneAt: now } });
    return { keptId: kept.id, givenId: given.id };
  },
});

/** Merges that made a record what it is, the newest first, each with whether it can be undone. */
export const listMerges = defineQuery({
  name: "people/merges",
  summary: "The merges behind a patient's record, and whether each can be taken back.",
  input: z.strictObject({ patientId: PatientId }),
  output: z.object({
    merges: z.array(
      z.object({
        mergeId: z.uuid(),
        mergedAtMs: z.number(),
        undoneAtMs: z.number().nullable(),
        name: z.string(),
        moved: z.object({ appointments: z.number(), proxies: z.number(), careTeam: z.number(), notes: z.number(), consents: z.number(), files: z.number() }),
        obstacle: z.string().nullable(),
      }),
    ),
    nowMs: z.number(),
  }),
  access: { resource: "patient_merge", verb: "read" },
  audit: { action: "patient.list_merges", subject: ({ patientId }) => ({ type: "patient", id: patientId, patientId }) },
  run: async (ctx, { patientId }) => {
    const practiceId = practiceOf(ctx.actor);
    if (practiceId === null) return null;
    if ((await ctx.tx.patient.count({ where: { practiceId, id: patientId } })) === 0) return null;
    const rows = await ctx.tx.patientMerge.findMany({ where: { practiceId, keptId: patientId }, include: { given: true }, orderBy: { mergedAt: "desc" }, take: 20 });
    const merges = [];
    for (const row of rows) {
      const moved = Moved.parse(row.moved);
      merges.push({
        mergeId: row.id,
        mergedAtMs: row.mergedAt.getTime(),
        undoneAtMs: row.undoneAt?.getTime() ?? null,
        name: `${row.given.givenName} ${row.given.familyName}`.trim(),
        moved: { appointments: moved.appointments.length, proxies: moved.proxies.length, careTeam: moved.careTeam.length, ...moved.stays },
        obstacle: undoObstacle(await sinceMerge(ctx.tx, row, moved)),
      });
    }
    return { view: { merges, nowMs: ctx.nowMs }, facts: { practiceId } };
  },
});
