import "server-only";
import { z } from "zod";
import { decidePrepare } from "@/core/visits/attend";
import { ReportReadinessInput, SayWhereaboutsInput } from "@/core/visits/prepare";
import { defineCommand } from "../kit/define";
import { sealForPatient } from "../kit/sealing";
import { loadAttendance } from "./attendance";
import { visitFacts, visitIds } from "./visit-record";

const Done = z.object({ done: z.literal(true) });

/** Where the whereabouts of a visit are sealed. */
export function whereaboutsPlace(visitId: string) {
  return { table: "visit", row: visitId, field: "whereabouts_sealed" } as const;
}

/** The patient says where they are now and which number reaches them. */
export const sayWhereabouts = defineCommand({
  name: "visits/say-whereabouts",
  summary: "Say where the patient is now and how to call them back",
  input: SayWhereaboutsInput,
  output: Done,
  access: { resource: "visit", verb: "prepare", facts: ({ row }) => visitFacts(row) },
  writes: { place: "contact", callbackNumber: "contact" },
  audit: { action: "visit.say_whereabouts", subject: (input) => ({ type: "visit", id: input.visitId }) },
  load: loadAttendance,
  decide: ({ visit }) => decidePrepare(visit),
  async save(ctx, _ready, { row }, { place, callbackNumber }) {
    const text = JSON.stringify({ place, callbackNumber });
    const whereaboutsSealed = await sealForPatient(ctx.tx, row.patientId, whereaboutsPlace(row.id), text);
    await ctx.tx.visit.update({ where: { id: row.id }, data: { whereaboutsSealed } });
    return { done: true as const };
  },
});

/** What the device check found, for the clinician's queue. */
export const reportReadiness = defineCommand({
  name: "visits/report-readiness",
  summary: "Report what the device check found",
  input: ReportReadinessInput,
  output: Done,
  access: { resource: "visit", verb: "prepare", facts: ({ row }) => visitFacts(row) },
  audit: { action: "visit.report_readiness", subject: (input) => ({ type: "visit", id: input.visitId }) },
  load: loadAttendance,
  decide: ({ visit }) => decidePrepare(visit),
  async save(ctx, _ready, { row }, { readiness }) {
    await ctx.tx.visit.update({ where: { id: row.id }, data: { readiness } });
    await ctx.emit("visit.changed", visitIds(row));
    return { done: true as const };
  },
});
