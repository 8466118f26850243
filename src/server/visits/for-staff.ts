import "server-only";
import { z } from "zod";
import type { StaffActor } from "@/core/access/actor";
import { VisitId } from "@/core/kit/ids";
import { Readiness, Whereabouts } from "@/core/visits/prepare";
import { StaffVisitView } from "@/core/visits/views";
import { isOver } from "@/core/visits/visit";
import type { ReadContext } from "../kit/context";
import { defineQuery } from "../kit/define";
import { openTextForPatient } from "../kit/sealing";
import { isPatientHere, listCompany } from "./company";
import { whereaboutsPlace } from "./prepare";
import { findVisit, msOf, stateOf, visitFacts, type VisitRow } from "./visit-record";

async function openWhereabouts(ctx: ReadContext, row: VisitRow): Promise<Whereabouts | null> {
  if (row.whereaboutsSealed === null) return null;
  const text = await openTextForPatient(ctx.tx, row.patientId, whereaboutsPlace(row.id), row.whereaboutsSealed);
  return Whereabouts.parse(JSON.parse(text));
}

function verbsNow(ctx: ReadContext, row: VisitRow): StaffVisitView["verbs"] {
  const state = stateOf(row);
  const facts = visitFacts(row);
  const verbs: StaffVisitView["verbs"] = [];
  if (state === "waiting" && ctx.may("visit", "admit", facts)) verbs.push("admit");
  if (state === "admitted" && ctx.may("room", "enter", facts)) verbs.push("enter");
  if ((state === "waiting" || state === "admitted") && ctx.may("visit", "end", facts)) verbs.push("end");
  return verbs;
}

/** That the reader opened this patient's record in an emergency stays before their eyes, in the room too (ROOM-21). */
function emergencyOf(actor: StaffActor, row: VisitRow, nowMs: number): StaffVisitView["emergency"] {
  const { patient, patientId } = row.appointment;
  const standing = actor.emergencies.find((each) => each.patientId === patientId && nowMs < each.endsAtMs);
  if (standing === undefined) return null;
  return { breakGlassId: standing.breakGlassId, patientName: `${patient.givenName} ${patient.familyName}`, endsAtMs: standing.endsAtMs };
}

/** The visit as its clinician may know it. Reading where the patient is goes into the audit. */
export const forStaff = defineQuery({
  name: "visits/for-staff",
  summary: "The visit as its clinician may see it",
  input: z.object({ visitId: VisitId }),
  output: StaffVisitView,
  access: { resource: "visit", verb: "read" },
  audit: { action: "visit.read", subject: (input) => ({ type: "visit", id: input.visitId }) },
  async run(ctx, { visitId }) {
    if (ctx.actor.kind !== "staff") return null;
    const row = await findVisit(ctx.tx, visitId);
    if (row === null) return null;
    const { appointment } = row;
    const { patient, practice, clinician, service } = appointment;
    const facts = visitFacts(row);
    const [isHere, company] = await Promise.all([isPatientHere(ctx.tx, visitId, ctx.nowMs), listCompany(ctx.tx, visitId, ctx.nowMs)]);
    const view: StaffVisitView = {
      visitId,
      state: stateOf(row),
      practice: { name: practice.name, zone: practice.zone, emergencyNumber: practice.emergencyNumber, phone: practice.phone },
      patient: {
        id: patient.id,
        name: `${patient.givenName} ${patient.familyName}`,
        shortName: patient.preferredName ?? patient.givenName,
        birthDate: patient.birthDate.toISOString().slice(0, 10),
        pronouns: patient.pronouns,
        locale: patient.locale,
      },
      clinicianId: clinician.id,
      clinicianName: clinician.displayName,
      serviceName: service.name,
      startsAtMs: appointment.startsAt.getTime(),
      endsAtMs: appointment.endsAt.getTime(),
      arrivedAtMs: msOf(row.arrivedAt),
      admittedAtMs: msOf(row.admittedAt),
      endedAtMs: msOf(row.endedAt),
      emergency: emergencyOf(ctx.actor, row, ctx.nowMs),
      isPatientHere: isHere,
      company,
      readiness: row.readiness === null ? null : Readiness.parse(row.readiness),
      // Where somebody is right now is for the clinician of the visit, and only until it is over.
      whereabouts:
        ctx.may("visit", "admit", facts) && !isOver(stateOf(row)) ? await openWhereabouts(ctx, row) : null,
      verbs: verbsNow(ctx, row),
      nowMs: ctx.nowMs,
    };
    return { view, facts };
  },
});
