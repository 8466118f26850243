import "server-only";
import { z } from "zod";
import { practiceOf } from "@/core/access/actor";
import { FIELD_RULES, fieldsOf } from "@/core/access/fields";
import { dependsOnCareTeam, type Facts } from "@/core/access/policy";
import { PatientId } from "@/core/kit/ids";
import { decideDetails } from "@/core/people/change-details";
import { ChangeDetailsInput, DETAIL_CLASSES, DetailsView } from "@/core/people/details";
import { careTeamOf } from "../access/care-team";
import type { ReadContext } from "../kit/context";
import { defineCommand, defineQuery } from "../kit/define";
import { lockPatient, readDetails, writeDetails } from "./details-record";

/** To whom a patient's record belongs, with who takes care of them where that can matter to this actor. */
export async function patientFacts(ctx: Pick<ReadContext, "tx" | "nowMs" | "actor">, of: { practiceId: Facts["practiceId"]; patientId: PatientId }): Promise<Facts> {
  const { practiceId, patientId } = of;
  const careTeam = practiceId === null || !dependsOnCareTeam(ctx.actor) ? [] : await careTeamOf(ctx.tx, { practiceId, patientId }, ctx.nowMs);
  return { practiceId, patientId, careTeam };
}

/** A patient's details, for whoever may look after them: staff, the patient, somebody who acts for them. */
export const patientDetails = defineQuery({
  name: "people/details",
  summary: "A patient's details: names, contact, language, needs, whom to call, address.",
  input: z.strictObject({ patientId: PatientId }),
  output: DetailsView,
  access: { resource: "patient", verb: "read" },
  audit: { action: "patient.read_details", subject: ({ patientId }) => ({ type: "patient", id: patientId, patientId }) },
  run: async (ctx, { patientId }) => {
    const practiceId = practiceOf(ctx.actor);
    if (practiceId === null) return null;
    const row = await ctx.tx.patient.findFirst({ where: { practiceId, id: patientId, status: { in: ["active", "pending"] } } });
    if (row === null) return null;
    const facts = await patientFacts(ctx, { practiceId, patientId });
    // Nothing is opened for somebody who may not read it.
    if (!ctx.may("patient", "read", facts)) return null;
    return {
      view: {
        patientId,
        version: row.version,
        details: await readDetails(ctx.tx, row),
        writable: [...fieldsOf(FIELD_RULES, ctx.actor, facts, "write")],
        mayChange: row.status === "active" && ctx.may("patient", "change", facts),
        nowMs: ctx.nowMs,
      },
      facts,
    };
  },
});

const WRITES = Object.fromEntries(Object.entries(DETAIL_CLASSES).map(([field, fieldClass]) => [`changes.${field}`, fieldClass]));

/** Changes a patient's details; a stale edit is refused and nothing of it is kept (PPL-14). */
export const changeDetails = defineCommand({
  name: "people/change-details",
  summary: "Changes a patient's details. Fields that are not sent stay as they are.",
  input: ChangeDetailsInput,
  output: z.object({ version: z.number().int() }),
  load: async (ctx, { patientId }) => {
    const practiceId = practiceOf(ctx.actor);
    if (practiceId === null) return null;
    const row = await lockPatient(ctx.tx, practiceId, patientId);
    return row === null ? null : { row, facts: await patientFacts(ctx, { practiceId, patientId }) };
  },
  access: { resource: "patient", verb: "change", facts: ({ facts }) => facts },
  writes: WRITES,
  audit: { action: "patient.change_details", subject: ({ patientId }) => ({ type: "patient", id: patientId, patientId }) },
  decide: ({ row }, input, now) => decideDetails(row, input, now),
  save: async (ctx, changes, { row }) => {
    await writeDetails(ctx.tx, row, changes, ctx.nowMs);
    return { version: row.version + 1 };
  },
});
