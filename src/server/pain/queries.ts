import "server-only";
import { z } from "zod";
import { practiceOf } from "@/core/access/actor";
import type { Facts } from "@/core/access/policy";
import { PatientId, VisitId, type PracticeId } from "@/core/kit/ids";
import { EMPTY_MAP, isOpenForPain, KeptPainMap, PAINTERS, PainHistory, VERSIONS_MAX, VisitPain, type Painter } from "@/core/pain/map";
import { requireSeat } from "@/core/visits/attend";
import type { PainMap } from "@/generated/prisma/client";
import { careTeamOf } from "../access/care-team";
import type { ReadContext } from "../kit/context";
import { defineQuery } from "../kit/define";
import { findSeatOf } from "../visits/attendance";
import { attendState, findVisit, visitFacts } from "../visits/visit-record";
import { isByOwnAccount, newestMaps, openMaps, painterOf } from "./repository";

/** A patient's page shows so many visits with a map. */
const MOST = 60;

/**
 * Whether the reader may see a map: what a young patient said by their own account, and all of a visit that was kept in
 * confidence, is for that account and for those who treat them (NOTE-14, NOTE-16).
 */
function mayRead(ctx: ReadContext, facts: Facts, byOwnAccount: boolean, { painter }: Pick<PainMap, "painter">): boolean {
  if (byOwnAccount) return ctx.may("pain_map", "read", { ...facts, confidential: false });
  return ctx.may("pain_map", "read", { ...facts, confidential: facts.confidential === true || painter === "confidence" });
}

/** The reader's own map, where they may paint. */
function ownMap(painter: Painter | null, isOpen: boolean, maps: readonly KeptPainMap[]): VisitPain["own"] {
  if (painter === null || !isOpen) return null;
  const kept = maps.find((each) => each.painter === painter);
  return { painter, version: kept?.version ?? 0, savedAtMs: kept?.savedAtMs ?? null, map: kept?.map ?? EMPTY_MAP };
}

/** A visit whose maps the reader may see, some or all of them; null: none. */
async function readable(ctx: ReadContext, visitId: VisitId) {
  const row = await findVisit(ctx.tx, visitId);
  if (row === null) return null;
  const facts: Facts = { ...visitFacts(row), careTeam: await careTeamOf(ctx.tx, row, ctx.nowMs), confidential: row.confidential && row.state === "ended" };
  if (!ctx.may("pain_map", "read", facts)) return null;
  // Whoever came by a link has said who they are before they see anything of the patient.
  const seat = await findSeatOf(ctx.tx, ctx.actor);
  if (!requireSeat(attendState(row, seat).seat).ok) return null;
  return { row, facts, byOwnAccount: await isByOwnAccount(ctx.tx, ctx.actor) };
}

/** Where it hurts, as it was painted for one visit. */
export const visitPain = defineQuery({
  name: "pain/map",
  summary: "Where it hurts, as it was painted for one visit.",
  input: z.strictObject({ visitId: VisitId }),
  output: VisitPain,
  access: { resource: "pain_map", verb: "read" },
  audit: { action: "pain_map.read", subject: ({ visitId }) => ({ type: "pain_map", id: visitId }) },
  run: async (ctx, { visitId }) => {
    const found = await readable(ctx, visitId);
    if (found === null) return null;
    const { row, facts, byOwnAccount } = found;
    const rows = (await newestMaps(ctx.tx, row.practiceId, [row.id])).filter((each) => mayRead(ctx, facts, byOwnAccount, each));
    const maps = await openMaps(ctx.tx, row.patientId, rows);
    const painter = ctx.may("pain_map", "write", facts) ? painterOf(ctx.actor, row, byOwnAccount, ctx.nowMs) : null;
    const { patient, practice } = row.appointment;
    const view = {
      visitId,
      own: ownMap(painter, isOpenForPain(row.state), maps),
      maps,
      emergencyNumber: practice.emergencyNumber,
      zone: "zone" in ctx.actor ? ctx.actor.zone : patient.zone,
    };
    return { view, facts };
  },
});

/** A map as it stood at one of its versions: a note names the version that its words are of. */
export const painVersion = defineQuery({
  name: "pain/version",
  summary: "Where it hurts, as it stood at one version of a map.",
  input: z.strictObject({ visitId: VisitId, painter: z.enum(PAINTERS), version: z.number().int().min(1).max(VERSIONS_MAX) }),
  output: KeptPainMap,
  access: { resource: "pain_map", verb: "read" },
  audit: { action: "pain_map.read", subject: ({ visitId }) => ({ type: "pain_map", id: visitId }) },
  run: async (ctx, { visitId, painter, version }) => {
    const found = await readable(ctx, visitId);
    if (found === null) return null;
    const { row, facts, byOwnAccount } = found;
    const kept = await ctx.tx.painMap.findFirst({ where: { practiceId: row.practiceId, visitId, painter, version } });
    if (kept === null || !mayRead(ctx, facts, byOwnAccount, kept)) return null;
    const [view] = await openMaps(ctx.tx, row.patientId, [kept]);
    return view === undefined ? null : { view, facts };
  },
});

/** Where it hurt over time, for the patient and for those who treat them. */
export const painHistory = defineQuery({
  name: "pain/history",
  summary: "Where it hurt, visit by visit, the newest first.",
  input: z.strictObject({ patientId: PatientId }),
  output: PainHistory,
  access: { resource: "pain_map", verb: "list" },
  audit: { action: "pain_map.list", subject: ({ patientId }) => ({ type: "pain_map", id: null, patientId }) },
  run: async (ctx, { patientId }) => {
    const practiceId = practiceOf(ctx.actor);
    const patient = practiceId === null ? null : await ctx.tx.patient.findFirst({ where: { practiceId, id: patientId, status: { notIn: ["erased", "merged"] } } });
    if (practiceId === null || patient === null) return null;
    const facts: Facts = { practiceId, patientId, careTeam: await careTeamOf(ctx.tx, { practiceId, patientId }, ctx.nowMs) };
    if (!ctx.may("pain_map", "list", facts)) return null;
    const visits = await visitsWithPain(ctx, practiceId, patientId);
    const rows = await newestMaps(ctx.tx, practiceId, visits.slice(0, MOST).map(({ id }) => id));
    const byOwnAccount = await isByOwnAccount(ctx.tx, ctx.actor);
    const entries: PainHistory["entries"] = [];
    for (const visit of visits.slice(0, MOST)) {
      const ofVisit: Facts = { ...facts, confidential: visit.confidential && visit.state === "ended" };
      const readable = rows.filter((each) => each.visitId === visit.id && mayRead(ctx, ofVisit, byOwnAccount, each));
      const startsAtMs = visit.appointment.startsAt.getTime();
      entries.push(...(await openMaps(ctx.tx, visit.patientId, readable)).map((kept) => ({ ...kept, startsAtMs })));
    }
    return { view: { patientId, zone: "zone" in ctx.actor ? ctx.actor.zone : patient.zone, entries, hasMore: visits.length > MOST }, facts };
  },
});

/** Visits of the patient for which somebody painted, the newest first; each names whose key seals it (PPL-17). */
function visitsWithPain(ctx: ReadContext, practiceId: PracticeId, patientId: PatientId) {
  return ctx.tx.visit.findMany({
    where: { practiceId, appointment: { patientId }, pain: { some: {} } },
    orderBy: [{ appointment: { startsAt: "desc" } }, { id: "desc" }],
    take: MOST + 1,
    select: { id: true, patientId: true, state: true, confidential: true, appointment: { select: { startsAt: true } } },
  });
}
