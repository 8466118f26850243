import "server-only";
import { z } from "zod";
import { MyVisits } from "@/core/people/my-visits";
import { VisitState } from "@/core/visits/visit";
import { defineQuery } from "../kit/define";

/** A signed-in patient's own visits, the newest first; for somebody who acts for them, within their scopes. */
export const myVisits = defineQuery({
  name: "people/my-visits",
  summary: "Your own visits, past and to come.",
  input: z.strictObject({}),
  output: MyVisits,
  access: { resource: "visit", verb: "list" },
  audit: { action: "visit.list_own", subject: () => ({ type: "visit", id: null }) },
  run: async (ctx) => {
    const { actor } = ctx;
    if (actor.kind !== "patient" && actor.kind !== "proxy") return null;
    const { practiceId, patientId } = actor;
    const patient = await ctx.tx.patient.findFirst({
      where: { practiceId, id: patientId },
      include: {
        practice: true,
        appointments: {
          orderBy: { startsAt: "desc" },
          take: 200,
          include: { clinician: true, visit: { include: { note: { select: { status: true } } } } },
        },
      },
    });
    if (patient === null) return null;
    const mayRead = (confidential: boolean) => ctx.may("summary", "read", { practiceId, patientId, confidential });
    const visits = patient.appointments.flatMap(({ visit, startsAt, endsAt, clinician }) =>
      visit === null
        ? []
        : [
            {
              visitId: visit.id,
              startsAtMs: startsAt.getTime(),
              endsAtMs: endsAt.getTime(),
              clinician: clinician.displayName,
              state: VisitState.parse(visit.state),
              hasSummary: visit.note?.status === "signed" && mayRead(visit.confidential),
            },
          ],
    );
    const { name, emergencyNumber } = patient.practice;
    // Who acts for somebody in summaries alone is told of no visit but those that have one.
    const isReader = actor.kind === "proxy" && !actor.scopes.includes("visits");
    return {
      view: { practice: { name, emergencyNumber }, zone: patient.zone, nowMs: ctx.nowMs, visits: isReader ? visits.filter(({ hasSummary }) => hasSummary) : visits },
      facts: { practiceId, patientId },
    };
  },
});
