import "server-only";
import { z } from "zod";
import { practiceOf } from "@/core/access/actor";
import { AuditCursor, AuditDetail, AuditFilter, AuditPage, AuditPerson } from "@/core/audit/search";
import { foldName } from "@/core/people/names";
import { defineQuery } from "../kit/define";
import { logger } from "../kit/logger";
import { auditMacHolds } from "./audit-mac";
import { cursorAfter, findEntries } from "./find-entries";
import { lineOf, namesOf } from "./names";
import { entryOfRow } from "./rows";

const PAGE = 50;
const PEOPLE = 12;

/** Entries of the practice's audit, as the auditor looks for them. The look itself is an entry too. */
export const searchAudit = defineQuery({
  name: "audit/search",
  summary: "Entries of the audit by person, patient, action, time and outcome, the newest first.",
  input: z.strictObject({ filter: AuditFilter, before: AuditCursor.nullable().default(null) }),
  output: AuditPage,
  access: { resource: "audit", verb: "list" },
  audit: { action: "audit.search", subject: ({ filter }) => ({ type: "audit", id: null, patientId: filter.patientId ?? null }) },
  run: async (ctx, { filter, before }) => {
    const practiceId = practiceOf(ctx.actor);
    if (practiceId === null) return null;
    const practice = await ctx.tx.practice.findUnique({ where: { id: practiceId }, select: { zone: true } });
    if (practice === null) return null;
    const rows = await findEntries(ctx.tx, practiceId, filter, before, PAGE + 1);
    const shown = rows.slice(0, PAGE);
    const names = await namesOf(ctx.tx, practiceId, shown);
    const last = shown.at(-1);
    const next = rows.length > PAGE && last !== undefined ? cursorAfter(last) : null;
    return { view: { zone: practice.zone, lines: shown.map((row) => lineOf(row, names)), next }, facts: { practiceId } };
  },
});

/** One entry with where it came from, its place in the chain, and whether it is what was written. */
export const auditEntry = defineQuery({
  name: "audit/entry",
  summary: "One entry of the audit with everything that is known of it.",
  input: z.strictObject({ id: z.string().regex(/^\d{1,18}$/) }),
  output: AuditDetail,
  access: { resource: "audit", verb: "read" },
  audit: { action: "audit.read", subject: ({ id }, view) => ({ type: "audit", id, patientId: view?.line.patientId ?? null }) },
  run: async (ctx, { id }) => {
    const practiceId = practiceOf(ctx.actor);
    if (practiceId === null) return null;
    const row = await ctx.tx.auditEntry.findFirst({ where: { id: BigInt(id), practiceId } });
    if (row === null) return null;
    const [names, source, seal] = await Promise.all([
      namesOf(ctx.tx, practiceId, [row]),
      ctx.tx.auditSource.findUnique({ where: { entryId: row.id } }),
      ctx.tx.auditSeal.findUnique({ where: { entryId: row.id }, select: { position: true } }),
    ]);
    const holds = auditMacHolds(entryOfRow(row), row.mac, row.textVersion === 1 ? 1 : 2);
    if (!holds) logger().error({ event: "audit.mac_broken", requestId: ctx.requestId, count: Number(row.id) });
    return {
      view: {
        line: lineOf(row, names),
        requestId: row.requestId,
        sessionId: row.sessionId,
        address: source?.address ?? null,
        userAgent: source?.userAgent ?? null,
        sourceHash: row.sourceHash,
        position: seal === null ? null : Number(seal.position),
        holds,
      },
      facts: { practiceId },
    };
  },
});

/** People by name, so that entries can be looked for by them. Asked in the body: names don't go into addresses. */
export const findAuditPeople = defineQuery({
  name: "audit/find-people",
  summary: "Staff and patients by name, to look for their entries.",
  input: z.strictObject({ text: z.string().max(100) }),
  output: z.object({ people: z.array(AuditPerson) }),
  access: { resource: "audit", verb: "list" },
  audit: { action: "audit.find_people", subject: () => ({ type: "audit", id: null }) },
  run: async (ctx, { text }) => {
    const practiceId = practiceOf(ctx.actor);
    if (practiceId === null) return null;
    const words = text.split(/\s+/).map(foldName).filter((word) => word !== "");
    if (words.length === 0) return { view: { people: [] }, facts: { practiceId } };
    const [staff, patients] = await Promise.all([
      ctx.tx.staffMember.findMany({ where: { practiceId }, orderBy: { displayName: "asc" }, select: { id: true, displayName: true, speciality: true } }),
      ctx.tx.patient.findMany({
        where: { practiceId, AND: words.map((word) => ({ searchName: { contains: word } })) },
        orderBy: [{ familyName: "asc" }, { givenName: "asc" }, { id: "asc" }],
        take: PEOPLE,
      }),
    ]);
    const fits = (name: string) => words.every((word) => foldName(name).includes(word));
    const people = [
      ...staff.filter((each) => fits(each.displayName)).map((each) => ({ id: each.id, kind: "staff" as const, name: each.displayName, note: each.speciality })),
      ...patients.map((each) => ({ id: each.id, kind: "patient" as const, name: `${each.givenName} ${each.familyName}`, note: each.birthDate.toISOString().slice(0, 10) })),
    ];
    return { view: { people: people.slice(0, PEOPLE) }, facts: { practiceId } };
  },
});
