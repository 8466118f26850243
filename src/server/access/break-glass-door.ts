import "server-only";
import { z } from "zod";
import { DoorView, StandingEmergencies } from "@/core/access/emergency-views";
import { PatientId } from "@/core/kit/ids";
import { displayNameOf } from "@/core/people/patient";
import { defineQuery } from "../kit/define";
import { careTeamOf } from "./care-team";

/** What stands before a record that isn't the asker's: whose it is, and whether it is open already. */
export const door = defineQuery({
  name: "access/door",
  summary: "Who a patient is whose record is not yours to read, and whether emergency access stands.",
  input: z.strictObject({ patientId: PatientId }),
  output: DoorView,
  access: { resource: "break_glass", verb: "open" },
  audit: { action: "break_glass.door", subject: ({ patientId }) => ({ type: "patient", id: patientId, patientId }) },
  run: async (ctx, { patientId }) => {
    const { actor } = ctx;
    if (actor.kind !== "staff") return null;
    const { practiceId } = actor;
    const patient = await ctx.tx.patient.findFirst({ where: { id: patientId, practiceId, status: { in: ["active", "pending"] } } });
    if (patient === null) return null;
    const careTeam = await careTeamOf(ctx.tx, { practiceId, patientId }, ctx.nowMs);
    const standing = actor.emergencies.find((each) => each.patientId === patientId);
    return {
      view: {
        patientId,
        name: displayNameOf(patient),
        takesCare: careTeam.includes(actor.staffId),
        standing: standing === undefined ? null : { breakGlassId: standing.breakGlassId, endsAtMs: standing.endsAtMs },
      },
      facts: { practiceId, patientId },
    };
  },
});

/** Emergency access that the asker holds now: for the banner, and for the way out of it. */
export const standingEmergencies = defineQuery({
  name: "access/standing-emergencies",
  summary: "Emergency access that you hold now.",
  input: z.strictObject({}),
  output: StandingEmergencies,
  access: { resource: "break_glass", verb: "read" },
  run: async (ctx) => {
    const { actor, nowMs } = ctx;
    if (actor.kind !== "staff") return null;
    const { practiceId, staffId, emergencies } = actor;
    const patients =
      emergencies.length === 0
        ? []
        : await ctx.tx.patient.findMany({
            where: { practiceId, id: { in: emergencies.map((each) => each.patientId) } },
            select: { id: true, givenName: true, familyName: true, preferredName: true },
          });
    const shown = emergencies.flatMap(({ breakGlassId, patientId, endsAtMs }) => {
      const patient = patients.find((each) => each.id === patientId);
      return patient === undefined ? [] : [{ breakGlassId, patientId, patientName: displayNameOf(patient), endsAtMs }];
    });
    return { view: { emergencies: shown, nowMs }, facts: { practiceId, clinicianId: staffId } };
  },
});
