import "server-only";
import { z } from "zod";
import type { AccountId, PatientId, PracticeId, StaffId } from "@/core/kit/ids";
import { VisitId } from "@/core/kit/ids";
import { domainError } from "@/core/kit/errors";
import { err, ok } from "@/core/kit/result";
import { defineCommand } from "../kit/define";
import { lockVisit } from "../visits/visit-record";

/** A trainee asks the clinician who answers for them to look at a draft and sign it. Asking twice is asking once. */
export const askSupervisor = defineCommand({
  name: "home/ask-supervisor",
  summary: "Asks the visit's clinician to look at a draft and sign it.",
  input: z.strictObject({ visitId: VisitId }),
  output: z.object({ askedAtMs: z.number() }),
  load: async (ctx, { visitId }) => {
    const row = await lockVisit(ctx.tx, visitId);
    if (row === null) return null;
    const { practiceId, appointment } = row;
    const note = await ctx.tx.encounterNote.findUnique({ where: { visitId }, select: { status: true } });
    const asked = await ctx.tx.notification.findFirst({
      where: { practiceId, accountId: appointment.clinician.accountId, kind: "note.supervisor_asked", subjectId: visitId, readAt: null },
      select: { createdAt: true },
    });
    return { row, note, asked, accountId: appointment.clinician.accountId as AccountId };
  },
  access: {
    resource: "note",
    verb: "write",
    facts: ({ row }) => ({
      practiceId: row.practiceId as PracticeId,
      visitId: row.id as VisitId,
      patientId: row.appointment.patientId as PatientId,
      clinicianId: row.appointment.clinicianId as StaffId,
    }),
  },
  audit: { action: "note.ask_supervisor", subject: ({ visitId }) => ({ type: "visit", id: visitId }) },
  decide: ({ note, asked, accountId, row }, _input, { actor }) => {
    if (actor.kind !== "staff" || actor.supervisorId !== row.appointment.clinicianId) return err(domainError("denied", "access.denied"));
    if (note === null) return err(domainError("conflict", "home.no_draft"));
    if (note.status !== "draft") return err(domainError("conflict", "record.note_signed"));
    return ok({ accountId, askedAt: asked?.createdAt ?? null });
  },
  save: async (ctx, { accountId, askedAt }, { row }) => {
    if (askedAt === null) await ctx.notify([accountId], "note.supervisor_asked", { type: "visit", id: row.id });
    return { askedAtMs: askedAt?.getTime() ?? ctx.nowMs };
  },
});
