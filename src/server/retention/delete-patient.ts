import "server-only";
import { z } from "zod";
import { practiceOf } from "@/core/access/actor";
import { PatientId, type PracticeId } from "@/core/kit/ids";
import { decideDeletion, DeletePatient, endOfKeeping, type DeletionState } from "@/core/record/retention";
import { ReceiptView, RecordPreview } from "@/core/record/retention-views";
import type { DeletionReceipt } from "@/generated/prisma/client";
import type { ReadContext } from "../kit/context";
import type { Tx } from "../kit/db";
import { defineCommand, defineQuery } from "../kit/define";
import { eraseRecord } from "./erase";
import { isHeld } from "./holds";
import { makeReceiptMac, receiptHolds, type ReceiptText } from "./receipt-mac";
import { standingRule } from "./rules";

const dateOf = (date: Date): string => date.toISOString().slice(0, 10);

async function stateOf(ctx: ReadContext, practiceId: PracticeId, patientId: PatientId): Promise<DeletionState | null> {
  const row = await ctx.tx.patient.findFirst({ where: { practiceId, id: patientId } });
  if (row === null || row.status === "merged") return null;
  const ids = [patientId, ...(await ctx.tx.patient.findMany({ where: { practiceId, mergedIntoId: patientId }, select: { id: true } })).map(({ id }) => id)];
  const ofThem = { practiceId, patientId: { in: ids } };
  const [last, open, written, files, held] = await Promise.all([
    ctx.tx.visit.findFirst({ where: { ...ofThem, state: "ended" }, orderBy: { endedAt: "desc" }, select: { endedAt: true } }),
    ctx.tx.visit.count({ where: { ...ofThem, state: { in: ["expected", "waiting", "admitted"] } } }),
    ctx.tx.encounterNote.count({ where: ofThem }),
    ctx.tx.storedFile.count({ where: { ...ofThem, deletedAt: null } }),
    Promise.all(ids.map((id) => isHeld(ctx.tx, id))),
  ]);
  return {
    status: row.status,
    version: row.version,
    familyName: row.familyName,
    birthDate: dateOf(row.birthDate),
    lastVisit: last?.endedAt == null ? null : dateOf(last.endedAt),
    begun: dateOf(row.createdAt),
    hasHealthRecord: last !== null || written + files > 0,
    isHeld: held.includes(true),
    openVisits: open,
    rule: await standingRule(ctx.tx, practiceId, row.status === "pending" ? "registration" : "health_record"),
    today: dateOf(new Date(ctx.nowMs)),
  };
}

/** What is known of a record before somebody holds or deletes it: until when it is kept, and what stands in the way. */
export const recordPreview = defineQuery({
  name: "retention/record",
  summary: "Until when a patient's record is kept, and what stands in the way of deleting it.",
  input: z.strictObject({ patientId: PatientId }),
  output: RecordPreview,
  access: { resource: "deletion", verb: "read" },
  audit: { action: "deletion.read", subject: ({ patientId }) => ({ type: "deletion", id: null, patientId }) },
  run: async (ctx, { patientId }) => {
    const practiceId = practiceOf(ctx.actor);
    const state = practiceId === null ? null : await stateOf(ctx, practiceId, patientId);
    if (practiceId === null || state === null || state.status === "erased") return null;
    const { givenName, familyName } = await ctx.tx.patient.findUniqueOrThrow({ where: { id: patientId }, select: { givenName: true, familyName: true } });
    const until = endOfKeeping(state.rule, state.lastVisit ?? state.begun, state.birthDate);
    const { version, lastVisit, isHeld: held, openVisits, hasHealthRecord } = state;
    const view = { patientId, name: `${givenName} ${familyName}`, version, lastVisit, until, isDue: state.today >= until, isHeld: held, openVisits, hasHealthRecord };
    return { view, facts: { practiceId, patientId } };
  },
});

/** Deletes a patient's record for good and leaves a receipt of it. */
export const deletePatient = defineCommand({
  name: "retention/delete-patient",
  summary: "Deletes a patient's record for good, unless a hold or the law keeps it, and leaves a receipt.",
  input: DeletePatient,
  output: z.object({ receiptId: z.uuid() }),
  rate: { limit: 60, perMs: 3_600_000 },
  load: async (ctx, { patientId }) => {
    const practiceId = practiceOf(ctx.actor);
    if (practiceId === null) return null;
    // Who edits, merges or holds this record at the same moment waits.
    await ctx.tx.$queryRaw`select id from patient where practice_id = ${practiceId}::uuid and id = ${patientId}::uuid for update`;
    const state = await stateOf(ctx, practiceId, patientId);
    return state === null ? null : { state, practiceId };
  },
  access: { resource: "deletion", verb: "create", facts: ({ practiceId }, { patientId }) => ({ practiceId, patientId }) },
  audit: { action: "deletion.create", subject: ({ patientId }, _state, output) => ({ type: "deletion", id: output?.receiptId ?? null, patientId }) },
  decide: ({ state }, input) => decideDeletion(state, input),
  save: async (ctx, _none, { practiceId }, { patientId, basis }) => {
    const counts = await eraseRecord(ctx.tx, { practiceId, patientId }, ctx.nowMs);
    // The record was locked and looked at above; a hold that slipped in between is a bug, and undoes all of it.
    if (counts === "held") throw new Error("a hold stands that was not seen");
    const deletedBy = "accountId" in ctx.actor ? ctx.actor.accountId : null;
    const text: ReceiptText = { id: ctx.ids(), practiceId, patientId, deletedBy, deletedAtMs: ctx.nowMs, basis, counts };
    const { deletedAtMs, ...columns } = text;
    await ctx.tx.deletionReceipt.create({ data: { ...columns, counts, deletedAt: new Date(deletedAtMs), mac: makeReceiptMac(text) } });
    return { receiptId: text.id };
  },
});

function receiptText(row: DeletionReceipt): ReceiptText {
  const { id, practiceId, patientId, deletedBy, basis } = row;
  return { id, practiceId, patientId, deletedBy, deletedAtMs: row.deletedAt.getTime(), basis, counts: z.record(z.string(), z.number()).parse(row.counts) };
}

async function receiptView(tx: Tx, row: DeletionReceipt): Promise<z.input<typeof ReceiptView>> {
  const text = receiptText(row);
  const by = row.deletedBy === null ? null : await tx.account.findFirst({ where: { practiceId: row.practiceId, id: row.deletedBy }, select: { name: true } });
  return { ...ReceiptView.pick({ patientId: true, basis: true }).parse(row), receiptId: row.id, deletedAtMs: text.deletedAtMs, deletedBy: by?.name ?? null, counts: { ...text.counts }, isTrue: receiptHolds(text, row.mac) };
}

/** One receipt, held against its MAC. */
export const readReceipt = defineQuery({
  name: "retention/receipt",
  summary: "The receipt of a deletion, and whether it still says what was written then.",
  input: z.strictObject({ receiptId: z.uuid() }),
  output: ReceiptView,
  access: { resource: "deletion", verb: "read" },
  audit: { action: "deletion.read", subject: ({ receiptId }) => ({ type: "deletion", id: receiptId }) },
  run: async (ctx, { receiptId }) => {
    const practiceId = practiceOf(ctx.actor);
    if (practiceId === null) return null;
    const row = await ctx.tx.deletionReceipt.findFirst({ where: { practiceId, id: receiptId } });
    return row === null ? null : { view: await receiptView(ctx.tx, row), facts: { practiceId } };
  },
});

/** The receipts of a practice, newest first. */
export const listReceipts = defineQuery({
  name: "retention/receipts",
  summary: "The receipts of what was deleted, newest first.",
  input: z.strictObject({}),
  output: z.object({ receipts: z.array(ReceiptView) }),
  access: { resource: "deletion", verb: "list" },
  audit: { action: "deletion.list", subject: () => ({ type: "deletion", id: null }) },
  run: async (ctx) => {
    const practiceId = practiceOf(ctx.actor);
    if (practiceId === null) return null;
    const rows = await ctx.tx.deletionReceipt.findMany({ where: { practiceId }, orderBy: { deletedAt: "desc" }, take: 200 });
    return { view: { receipts: await Promise.all(rows.map((row) => receiptView(ctx.tx, row))) }, facts: { practiceId } };
  },
});
