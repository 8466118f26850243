import "server-only";
import { z } from "zod";
import { decideReview, isEmergencyOpen, ReviewEmergencyInput, VERDICTS } from "@/core/access/break-glass";
import { ReviewQueue, type EmergencyToReview } from "@/core/access/emergency-views";
import { domainError } from "@/core/kit/errors";
import type { PatientId, PracticeId } from "@/core/kit/ids";
import { err } from "@/core/kit/result";
import { displayNameOf } from "@/core/people/patient";
import type { ReadContext } from "../kit/context";
import { defineCommand, defineQuery } from "../kit/define";
import { openTextForPatient, sealForPatient, type SealedPlace } from "../kit/sealing";
import { emergencyState, emergencyWordsPlace } from "./break-glass";

/** Where a reviewer's words are sealed, with the patient's key. */
const verdictPlace = (id: string): SealedPlace => ({ table: "break_glass", row: id, field: "verdict_sealed" });

const SHOWN = 100;
const WITH = {
  staff: { select: { displayName: true } },
  reviewer: { select: { displayName: true } },
  patient: { select: { givenName: true, familyName: true, preferredName: true, status: true } },
} as const;

async function listRows(ctx: ReadContext, practiceId: PracticeId) {
  return ctx.tx.breakGlass.findMany({
    where: { practiceId },
    include: WITH,
    orderBy: [{ reviewedAt: { sort: "desc", nulls: "first" } }, { startedAt: "desc" }],
    take: SHOWN,
  });
}

type Row = Awaited<ReturnType<typeof listRows>>[number];

async function usesOf(ctx: ReadContext, practiceId: PracticeId, ids: readonly string[]) {
  const rows = await ctx.tx.auditEntry.groupBy({
    by: ["breakGlassId", "action"],
    where: { practiceId, breakGlassId: { in: [...ids] }, outcome: "done" },
    _count: { _all: true },
    orderBy: { action: "asc" },
  });
  return (id: string) => rows.filter((row) => row.breakGlassId === id).map((row) => ({ action: row.action, count: row._count._all }));
}

async function viewOf(ctx: ReadContext, row: Row, used: EmergencyToReview["used"]): Promise<z.input<typeof ReviewQueue>["emergencies"][number]> {
  const state = emergencyState(row);
  const { actor } = ctx;
  const facts = { practiceId: row.practiceId as PracticeId };
  const isOwn = actor.kind === "staff" && actor.staffId === row.staffId;
  const { reviewer, reviewedAt, verdict, verdictSealed } = row;
  // What was sealed for a patient who was erased opens for nobody any more; that it happened stays.
  const open = (place: SealedPlace, sealed: Uint8Array) =>
    row.patient.status === "erased" ? Promise.resolve("") : openTextForPatient(ctx.tx, row.patientId, place, sealed);
  return {
    breakGlassId: row.id,
    staffName: row.staff.displayName,
    patientName: displayNameOf(row.patient),
    reason: row.reason as EmergencyToReview["reason"],
    words: await open(emergencyWordsPlace(row.id), row.wordsSealed),
    startedAtMs: row.startedAt.getTime(),
    endsAtMs: state.endedAtMs ?? state.endsAtMs,
    isOpen: isEmergencyOpen(state, ctx.nowMs),
    used,
    review:
      reviewer === null || reviewedAt === null || verdictSealed === null
        ? null
        : {
            reviewerName: reviewer.displayName,
            reviewedAtMs: reviewedAt.getTime(),
            verdict: z.enum(VERDICTS).parse(verdict),
            words: await open(verdictPlace(row.id), verdictSealed),
          },
    verbs: isOwn || reviewedAt !== null ? [] : ctx.verbs("break_glass", facts).filter((verb) => verb === "review"),
  };
}

/** Emergency access that waits for a review, newest first, then what was reviewed lately. */
export const reviewQueue = defineQuery({
  name: "access/review-queue",
  summary: "Emergency access to records, for those who review it.",
  input: z.strictObject({}),
  output: ReviewQueue,
  access: { resource: "break_glass", verb: "list" },
  audit: { action: "break_glass.list", subject: () => ({ type: "break_glass", id: null }) },
  run: async (ctx) => {
    const { actor } = ctx;
    if (actor.kind !== "staff") return null;
    const { practiceId } = actor;
    const rows = await listRows(ctx, practiceId);
    const used = await usesOf(ctx, practiceId, rows.map((row) => row.id));
    const emergencies = await Promise.all(rows.map((row) => viewOf(ctx, row, used(row.id))));
    return { view: { emergencies, zone: actor.zone, nowMs: ctx.nowMs }, facts: { practiceId } };
  },
});

/** Judges one time of emergency access. */
export const reviewEmergency = defineCommand({
  name: "access/review-emergency",
  summary: "Judges whether emergency access to a record was justified.",
  input: ReviewEmergencyInput,
  output: z.object({ breakGlassId: z.uuid(), reviewedAtMs: z.number() }),
  load: async (ctx, { breakGlassId }) => {
    await ctx.tx.$queryRaw`select 1 from break_glass where id = ${breakGlassId}::uuid for update`;
    return ctx.tx.breakGlass.findUnique({ where: { id: breakGlassId } });
  },
  access: {
    resource: "break_glass",
    verb: "review",
    facts: (row) => ({ practiceId: row.practiceId as PracticeId, patientId: row.patientId as PatientId }),
  },
  audit: { action: "break_glass.review", subject: ({ breakGlassId }) => ({ type: "break_glass", id: breakGlassId }) },
  decide: (row, _input, { actor, nowMs }) =>
    actor.kind === "staff" ? decideReview(emergencyState(row), actor.staffId, nowMs) : err(domainError("denied", "access.denied")),
  save: async (ctx, { reviewedAtMs }, row, { verdict, words }) => {
    const reviewerId = ctx.actor.kind === "staff" ? ctx.actor.staffId : null;
    const { count } = await ctx.tx.breakGlass.updateMany({
      where: { id: row.id, reviewedAt: null },
      data: {
        reviewedAt: new Date(reviewedAtMs),
        reviewerId,
        verdict,
        verdictSealed: await sealForPatient(ctx.tx, row.patientId, verdictPlace(row.id), words),
      },
    });
    if (count !== 1) throw new Error("a locked emergency access was reviewed twice");
    const user = await ctx.tx.staffMember.findUniqueOrThrow({ where: { id: row.staffId }, select: { accountId: true } });
    await ctx.notify([user.accountId], "emergency.reviewed", { type: "patient", id: row.patientId });
    return { breakGlassId: row.id, reviewedAtMs };
  },
});
