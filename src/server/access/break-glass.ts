import "server-only";
import { z } from "zod";
import {
  BreakGlassInput,
  decideBreakGlass,
  decideEndEmergency,
  EndEmergencyInput,
  type EmergencyState,
} from "@/core/access/break-glass";
import { StaffId, type BreakGlassId, type PatientId, type PracticeId } from "@/core/kit/ids";
import type { WriteContext } from "../kit/context";
import type { Tx } from "../kit/db";
import { defineCommand } from "../kit/define";
import { sealForPatient, type SealedPlace } from "../kit/sealing";
import { tellReviewers } from "./break-glass-notice";
import { careTeamOf } from "./care-team";

/** Where the reason in words is sealed, with the patient's key. */
export const emergencyWordsPlace = (id: string): SealedPlace => ({ table: "break_glass", row: id, field: "words_sealed" });

/** A stored emergency access as core knows it. */
export function emergencyState(row: {
  readonly staffId: string;
  readonly endsAt: Date;
  readonly endedAt: Date | null;
  readonly reviewedAt: Date | null;
}): EmergencyState {
  return {
    staffId: StaffId.parse(row.staffId),
    endsAtMs: row.endsAt.getTime(),
    endedAtMs: row.endedAt?.getTime() ?? null,
    reviewedAtMs: row.reviewedAt?.getTime() ?? null,
  };
}

/** The patient to be read in an emergency, and how the asker stands to them. */
async function loadForBreaking(ctx: WriteContext, { patientId }: { patientId: PatientId }) {
  const { actor } = ctx;
  if (actor.kind !== "staff") return null;
  const patient = await ctx.tx.patient.findFirst({
    where: { id: patientId, practiceId: actor.practiceId, status: { in: ["active", "pending"] } },
    select: { id: true, practiceId: true },
  });
  if (patient === null) return null;
  // Two clicks at once take turns here: the second then finds that the access stands.
  await ctx.tx.$queryRaw`select 1 from session where id = ${actor.sessionId}::uuid for update`;
  const standing = await ctx.tx.breakGlass.count({
    where: { sessionId: actor.sessionId, patientId, endedAt: null, endsAt: { gt: new Date(ctx.nowMs) } },
  });
  const careTeam = await careTeamOf(ctx.tx, { practiceId: patient.practiceId, patientId }, ctx.nowMs);
  return { actor, practiceId: patient.practiceId as PracticeId, takesCare: careTeam.includes(actor.staffId), standing: standing > 0 };
}

/** Opens one patient's record to a clinician who doesn't take care of them: for an hour, told to those who review. */
export const breakGlass = defineCommand({
  name: "access/break-glass",
  summary: "Opens one patient's record in an emergency, for an hour; somebody else reviews it.",
  input: BreakGlassInput,
  output: z.object({ breakGlassId: z.uuid(), endsAtMs: z.number() }),
  rate: { limit: 10, perMs: 60 * 60_000 },
  load: loadForBreaking,
  access: {
    resource: "break_glass",
    verb: "break",
    facts: ({ practiceId }, { patientId }) => ({ practiceId, patientId }),
  },
  audit: {
    action: "break_glass.break",
    subject: ({ patientId }, _state, output) => ({ type: "break_glass", id: output?.breakGlassId ?? null, patientId }),
  },
  decide: (state, _input, { nowMs }) => decideBreakGlass(state, nowMs),
  save: async (ctx, { startedAtMs, endsAtMs }, { actor, practiceId }, { patientId, reason, words }) => {
    const id = ctx.ids();
    await ctx.tx.breakGlass.create({
      data: {
        id,
        practiceId,
        staffId: actor.staffId,
        patientId,
        sessionId: actor.sessionId,
        reason,
        wordsSealed: await sealForPatient(ctx.tx, patientId, emergencyWordsPlace(id), words),
        startedAt: new Date(startedAtMs),
        endsAt: new Date(endsAtMs),
      },
    });
    await tellReviewers(ctx, { practiceId, breakGlassId: id as BreakGlassId, exceptStaffId: actor.staffId });
    return { breakGlassId: id, endsAtMs };
  },
});

async function findEmergency(tx: Tx, breakGlassId: BreakGlassId) {
  return tx.breakGlass.findUnique({ where: { id: breakGlassId } });
}

/** Gives emergency access back before its hour is over. */
export const endEmergency = defineCommand({
  name: "access/end-emergency",
  summary: "Ends your emergency access to a patient's record.",
  input: EndEmergencyInput,
  output: z.object({ breakGlassId: z.uuid() }),
  load: (ctx, { breakGlassId }) => findEmergency(ctx.tx, breakGlassId),
  access: {
    resource: "break_glass",
    verb: "end",
    facts: (row) => ({
      practiceId: row.practiceId as PracticeId,
      patientId: row.patientId as PatientId,
      clinicianId: row.staffId as StaffId,
    }),
  },
  audit: { action: "break_glass.end", subject: ({ breakGlassId }) => ({ type: "break_glass", id: breakGlassId }) },
  decide: (row, _input, { nowMs }) => decideEndEmergency(emergencyState(row), nowMs),
  save: async (ctx, { endedAtMs }, row) => {
    if (endedAtMs !== null) {
      const { count } = await ctx.tx.breakGlass.updateMany({ where: { id: row.id, endedAt: null }, data: { endedAt: new Date(endedAtMs) } });
      // Somebody ended it in the same moment: it is over, which was wanted.
      if (count > 1) throw new Error("more than one emergency access ended");
    }
    return { breakGlassId: row.id };
  },
});
