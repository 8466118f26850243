import "server-only";
import { z } from "zod";
import { practiceOf } from "@/core/access/actor";
import { PatientId } from "@/core/kit/ids";
import { SUMMARY_FIELDS } from "@/core/people/patient";
import { PatientPage } from "@/core/people/patient-page";
import { ageOn, dateAt } from "@/core/scheduling/wall-time";
import { careTeamOf } from "../access/care-team";
import { defineQuery } from "../kit/define";
import { keptIdOf } from "./record-ids";
import { dateText, patientSummary } from "./patient-record";

/** One patient, with appointments past and to come. */
export const patientPage = defineQuery({
  name: "people/patient-page",
  summary: "One patient with their appointments.",
  input: z.strictObject({ patientId: PatientId }),
  output: PatientPage,
  access: { resource: "patient", verb: "read" },
  audit: {
    action: "patient.read",
    subject: ({ patientId }) => ({ type: "patient", id: patientId, patientId }),
  },
  run: async (ctx, { patientId }) => {
    const practiceId = practiceOf(ctx.actor);
    if (practiceId === null) return null;
    const row = await ctx.tx.patient.findFirst({
      where: { practiceId, id: patientId },
      include: {
        practice: { select: { zone: true } },
        appointments: {
          orderBy: { startsAt: "desc" },
          take: 200,
          include: { clinician: true, service: true, visit: { include: { note: { select: { status: true } } } } },
        },
      },
    });
    if (row === null) return null;
    const staffId = ctx.actor.kind === "staff" ? ctx.actor.staffId : null;
    const appointments = row.appointments.flatMap((each) =>
      each.visit === null
        ? []
        : [
            {
              id: each.id,
              visitId: each.visit.id,
              startsAtMs: each.startsAt.getTime(),
              endsAtMs: each.endsAt.getTime(),
              clinician: { id: each.clinicianId, name: each.clinician.displayName },
              service: each.service.name,
              visitState: each.visit.state as PatientPage["appointments"][number]["visitState"],
              note: noteState(each.visit.note),
              isOwn: each.clinicianId === staffId,
            },
          ],
    );
    const facts = { practiceId, patientId, careTeam: await careTeamOf(ctx.tx, { practiceId, patientId }, ctx.nowMs) };
    return {
      view: {
        patient: ctx.shown(SUMMARY_FIELDS, facts, patientSummary(row)),
        age: ageOn(dateText(row.birthDate), dateAt(ctx.nowMs, row.zone)),
        practiceZone: row.practice.zone,
        nowMs: ctx.nowMs,
        appointments,
        mergedIntoId: row.mergedIntoId === null ? null : ((await keptIdOf(ctx.tx, practiceId, row.id)) as PatientId | null),
      },
      facts,
    };
  },
});

/** Whether a visit has a note, and whether it is signed. */
export function noteState(note: { status: string } | null): "none" | "draft" | "signed" {
  if (note === null) return "none";
  return note.status === "signed" ? "signed" : "draft";
}
