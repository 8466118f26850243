import "server-only";
import { z } from "zod";
import { practiceOf } from "@/core/access/actor";
import { PatientId, type StaffId, type VisitId } from "@/core/kit/ids";
import { SUMMARY_FIELDS } from "@/core/people/patient";
import { PatientPage } from "@/core/people/patient-page";
import { ageOn, dateAt } from "@/core/scheduling/wall-time";
import { careTiesOf } from "../access/care-team";
import type { ReadContext } from "../kit/context";
import { defineQuery } from "../kit/define";
import { keptIdOf } from "./record-ids";
import { dateText, patientSummary, SUMMARY_COLUMNS } from "./patient-record";

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
      select: {
        ...SUMMARY_COLUMNS,
        mergedIntoId: true,
        practice: { select: { zone: true } },
        appointments: {
          orderBy: { startsAt: "desc" },
          take: 200,
          select: {
            id: true,
            startsAt: true,
            endsAt: true,
            clinicianId: true,
            clinician: { select: { displayName: true } },
            service: { select: { name: true } },
            visit: { select: { id: true, state: true, note: { select: { status: true } } } },
          },
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
              mayWriteNote: ctx.may("note", "write", { practiceId, patientId, visitId: each.visit.id as VisitId, clinicianId: each.clinicianId as StaffId }),
            },
          ],
    );
    const team = await readCareTeam(ctx, practiceId, patientId);
    const facts = { practiceId, patientId, careTeam: team.map(({ staffId: id }) => id) };
    return {
      view: {
        patient: ctx.shown(SUMMARY_FIELDS, facts, patientSummary(row)),
        age: ageOn(dateText(row.birthDate), dateAt(ctx.nowMs, row.zone)),
        practiceZone: row.practice.zone,
        nowMs: ctx.nowMs,
        // Who may know the patient need not know of their visits: a proxy for contact, a program for names.
        appointments: ctx.may("appointment", "list", facts) ? appointments : [],
        careTeam: team,
        mergedIntoId: row.mergedIntoId === null ? null : ((await keptIdOf(ctx.tx, practiceId, row.id)) as PatientId | null),
      },
      facts,
    };
  },
});

/** Who takes care of the patient now, those named for it first. */
async function readCareTeam(ctx: ReadContext, practiceId: string, patientId: PatientId) {
  const ties = await careTiesOf(ctx.tx, { practiceId, patientId }, ctx.nowMs);
  const ids = [...new Set(ties.map(({ staffId }) => staffId as StaffId))];
  // Nobody has nothing to be looked up.
  if (ids.length === 0) return [];
  const staff = await ctx.tx.staffMember.findMany({
    where: { practiceId, id: { in: ids } },
    select: { id: true, displayName: true, careTeams: { where: { patientId, endsAt: null }, select: { part: true }, take: 1 } },
  });
  const partOf = (named: { part: string } | undefined) => (named === undefined ? "appointment" : named.part === "lead" ? "lead" : "member");
  const order = ["lead", "member", "appointment"] as const;
  return staff
    .map(({ id, displayName, careTeams }) => ({ staffId: id as StaffId, name: displayName, part: partOf(careTeams[0]) as (typeof order)[number] }))
    .sort((a, b) => order.indexOf(a.part) - order.indexOf(b.part) || a.name.localeCompare(b.name));
}

/** Whether a visit has a note, and whether it is signed. */
export function noteState(note: { status: string } | null): "none" | "draft" | "signed" {
  if (note === null) return "none";
  return note.status === "signed" ? "signed" : "draft";
}
