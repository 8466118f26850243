import "server-only";
import { z } from "zod";
import { AccessLog, whyOf, type LOG_WHO } from "@/core/audit/access-log";
import { AuditCursor } from "@/core/audit/search";
import type { PatientId } from "@/core/kit/ids";
import type { Tx } from "../kit/db";
import { defineQuery } from "../kit/define";
import { recordIdsOf } from "../people/record-ids";
import { cursorAfter, findEntries } from "./find-entries";
import { namesOf } from "./names";
import type { AuditRow } from "./rows";

const PAGE = 60;

const WHO: Readonly<Record<string, (typeof LOG_WHO)[number] | undefined>> = {
  staff: "staff",
  patient: "you",
  public: "you",
  proxy: "proxy",
  account: "proxy",
  integration: "program",
  system: "system",
};

/** Who sits in a visit: the patient, where it says nothing else. */
const SEATED: Readonly<Record<string, "guest" | "proxy">> = { guest: "guest", proxy: "proxy" };

/** The newest entries about a person: about their record, and about those that were merged into it. */
async function newestOf(tx: Tx, practiceId: string, recordIds: readonly string[], before: AuditCursor | null): Promise<AuditRow[]> {
  const ofEach = await Promise.all(recordIds.map((patientId) => findEntries(tx, practiceId, { patientId: patientId as PatientId }, before, PAGE + 1)));
  return ofEach
    .flat()
    .sort((a, b) => b.at.getTime() - a.at.getTime() || (b.id > a.id ? 1 : -1))
    .slice(0, PAGE + 1);
}

/**
 * Who looked at a patient's record, for the patient: every entry of the audit that is about them, from
 * the table that the auditor reads, one line each.
 */
export const accessLog = defineQuery({
  name: "audit/who-looked",
  summary: "Who looked at your record, when and why.",
  input: z.strictObject({ before: AuditCursor.nullable().default(null) }),
  output: AccessLog,
  access: { resource: "access_log", verb: "list" },
  audit: { action: "access_log.read", subject: () => ({ type: "access_log", id: null }) },
  run: async (ctx, { before }) => {
    const { actor } = ctx;
    if (actor.kind !== "patient") return null;
    const { practiceId, patientId } = actor;
    const patient = await ctx.tx.patient.findFirst({ where: { practiceId, id: patientId }, select: { zone: true, practice: { select: { name: true } } } });
    if (patient === null) return null;
    const rows = await newestOf(ctx.tx, practiceId, await recordIdsOf(ctx.tx, practiceId, patientId), before);
    const shown = rows.slice(0, PAGE);
    const names = await namesOf(ctx.tx, practiceId, shown);
    const last = shown.at(-1);
    const lines = shown.map((row) => ({
      id: String(row.id),
      atMs: row.at.getTime(),
      who: row.actorKind === "visitor" ? (SEATED[row.actorRoles ?? ""] ?? "you") : (WHO[row.actorKind] ?? "system"),
      name: row.actorKind === "patient" ? null : names.actor(row.actorKind, row.actorId),
      action: row.action,
      why: whyOf(row),
      happened: row.outcome === "done",
    }));
    return {
      view: { zone: patient.zone, practice: patient.practice.name, lines, next: rows.length > PAGE && last !== undefined ? cursorAfter(last) : null },
      facts: { practiceId, patientId },
    };
  },
});
