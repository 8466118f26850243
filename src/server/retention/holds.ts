import "server-only";
import { z } from "zod";
import { practiceOf } from "@/core/access/actor";
import { domainError } from "@/core/kit/errors";
import { PatientId } from "@/core/kit/ids";
import { err, ok } from "@/core/kit/result";
import { Holds } from "@/core/record/retention-views";
import type { Tx } from "../kit/db";
import { defineCommand, defineQuery } from "../kit/define";
import { openForPractice, sealForPractice } from "../kit/sealing";

const wordsPlace = (holdId: string) => ({ table: "legal_hold", row: holdId, field: "words_sealed" });

/** Whether a legal hold stands for the patient: nothing of theirs is deleted then, by anybody or by itself. */
export async function isHeld(tx: Tx, patientId: string): Promise<boolean> {
  return (await tx.legalHold.findFirst({ where: { patientId, liftedAt: null }, select: { id: true } })) !== null;
}

/** Places a legal hold: from now on nothing of this patient is deleted. */
export const placeHold = defineCommand({
  name: "retention/place-hold",
  summary: "Forbids every deletion of a patient's records until the hold is lifted.",
  input: z.strictObject({ patientId: PatientId, words: z.string().trim().min(5, "retention.words_short").max(1_000) }),
  output: z.object({ holdId: z.uuid() }),
  load: async (ctx, { patientId }) => {
    const practiceId = practiceOf(ctx.actor);
    if (practiceId === null) return null;
    const row = await ctx.tx.patient.findFirst({ where: { practiceId, id: patientId, status: { notIn: ["erased", "merged"] } }, select: { id: true } });
    return row === null ? null : { practiceId, held: await isHeld(ctx.tx, patientId) };
  },
  access: { resource: "legal_hold", verb: "create", facts: ({ practiceId }, { patientId }) => ({ practiceId, patientId }) },
  audit: { action: "legal_hold.create", subject: ({ patientId }, _state, output) => ({ type: "legal_hold", id: output?.holdId ?? null, patientId }) },
  violations: { legal_hold_standing_key: domainError("conflict", "retention.hold_stands") },
  decide: ({ held }) => (held ? err(domainError("conflict", "retention.hold_stands")) : ok(null)),
  save: async (ctx, _none, { practiceId }, { patientId, words }) => {
    const holdId = ctx.ids();
    const wordsSealed = await sealForPractice(practiceId, wordsPlace(holdId), words);
    const placedBy = "accountId" in ctx.actor ? ctx.actor.accountId : practiceId;
    await ctx.tx.legalHold.create({ data: { id: holdId, practiceId, patientId, wordsSealed, placedBy, placedAt: new Date(ctx.nowMs) } });
    return { holdId };
  },
});

/** Lifts a hold; what it held is kept by its rule again. */
export const liftHold = defineCommand({
  name: "retention/lift-hold",
  summary: "Lifts a legal hold.",
  input: z.strictObject({ holdId: z.uuid() }),
  output: z.object({ holdId: z.uuid() }),
  load: async (ctx, { holdId }) => ctx.tx.legalHold.findFirst({ where: { id: holdId, practiceId: practiceOf(ctx.actor) ?? undefined } }),
  access: {
    resource: "legal_hold",
    verb: "remove",
    facts: (row) => ({ practiceId: row.practiceId as NonNullable<ReturnType<typeof practiceOf>>, patientId: row.patientId as PatientId }),
  },
  audit: { action: "legal_hold.remove", subject: ({ holdId }) => ({ type: "legal_hold", id: holdId }) },
  decide: (row) => (row.liftedAt === null ? ok(null) : err(domainError("conflict", "retention.hold_lifted"))),
  save: async (ctx, _none, row) => {
    const liftedBy = "accountId" in ctx.actor ? ctx.actor.accountId : null;
    await ctx.tx.legalHold.update({ where: { id: row.id }, data: { liftedAt: new Date(ctx.nowMs), liftedBy } });
    return { holdId: row.id };
  },
});

/** The holds that stand, newest first. */
export const listHolds = defineQuery({
  name: "retention/holds",
  summary: "The legal holds that stand in the practice.",
  input: z.strictObject({}),
  output: Holds,
  access: { resource: "legal_hold", verb: "list" },
  audit: { action: "legal_hold.list", subject: () => ({ type: "legal_hold", id: null }) },
  run: async (ctx) => {
    const practiceId = practiceOf(ctx.actor);
    if (practiceId === null) return null;
    const rows = await ctx.tx.legalHold.findMany({ where: { practiceId, liftedAt: null }, include: { patient: true }, orderBy: { placedAt: "desc" }, take: 500 });
    const accounts = await ctx.tx.account.findMany({ where: { practiceId, id: { in: rows.map(({ placedBy }) => placedBy) } }, select: { id: true, name: true } });
    const names = new Map(accounts.map(({ id, name }) => [id, name]));
    const holds = await Promise.all(
      rows.map(async (row) => ({
        holdId: row.id,
        patientId: row.patientId as PatientId,
        name: `${row.patient.givenName} ${row.patient.familyName}`,
        words: new TextDecoder().decode(await openForPractice(practiceId, wordsPlace(row.id), row.wordsSealed)),
        placedBy: names.get(row.placedBy) ?? "",
        placedAtMs: row.placedAt.getTime(),
      })),
    );
    return { view: { holds }, facts: { practiceId } };
  },
});
