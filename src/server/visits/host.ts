import "server-only";
import { z } from "zod";
import { VisitId } from "@/core/kit/ids";
import { ok } from "@/core/kit/result";
import { CLINICIAN_HERE_MS } from "@/core/visits/timing";
import { isClinicianHere, moveVisit, VisitState } from "@/core/visits/visit";
import { defineCommand } from "../kit/define";
import type { WriteContext } from "../kit/context";
import { saveMove } from "./attendance";
import { admitCompany } from "./company";
import { lockVisit, msOf, stateOf, visitFacts, visitIds, type VisitRow } from "./visit-record";

const VisitOnly = z.object({ visitId: VisitId });
const StateView = z.object({ state: VisitState });
const subject = (input: { visitId: VisitId }) => ({ type: "visit" as const, id: input.visitId });
const load = (ctx: WriteContext, input: { visitId: VisitId }): Promise<VisitRow | null> =>
  lockVisit(ctx.tx, input.visitId);

/** The clinician lets the patient in; a media token exists only from here on. Twice is once. */
export const admit = defineCommand({
  name: "visits/admit",
  summary: "Let the waiting patient in",
  input: VisitOnly,
  output: StateView,
  access: { resource: "visit", verb: "admit", facts: visitFacts },
  audit: { action: "visit.admit", subject },
  load,
  decide: (row) => moveVisit(stateOf(row), "admit"),
  async save(ctx, move, row) {
    if (move.changed) await admitCompany(ctx.tx, row.id, ctx.nowMs);
    await saveMove(ctx, row, move, { admittedAt: new Date(ctx.nowMs) });
    return { state: move.state };
  },
});

/** The clinician ends the visit for everyone. Twice is once. */
export const end = defineCommand({
  name: "visits/end",
  summary: "End the visit for everyone",
  input: VisitOnly,
  output: StateView,
  access: { resource: "visit", verb: "end", facts: visitFacts },
  audit: { action: "visit.end", subject },
  load,
  decide: (row) => moveVisit(stateOf(row), "end"),
  async save(ctx, move, row) {
    await saveMove(ctx, row, move, { endedAt: new Date(ctx.nowMs) });
    return { state: move.state };
  },
});

/** The clinician's page says that the visit is open there, so that the waiting room can say so. */
export const clinicianSeen = defineCommand({
  name: "visits/clinician-seen",
  summary: "Say whether the clinician has the visit open",
  input: VisitOnly.extend({ here: z.boolean() }),
  output: z.object({ done: z.literal(true) }),
  access: { resource: "visit", verb: "admit", facts: visitFacts },
  audit: { action: "visit.clinician_seen", subject, successes: "none" },
  load,
  decide: (_row, input) => ok({ here: input.here }),
  async save(ctx, { here }, row) {
    const wasHere = isClinicianHere(msOf(row.clinicianSeenAt), ctx.nowMs);
    if (!here && !wasHere) return { done: true as const };
    // Going is told by a time that has run out already; "has seen that you came" stays true.
    const seenAt = here ? ctx.nowMs : ctx.nowMs - CLINICIAN_HERE_MS;
    await ctx.tx.visit.update({ where: { id: row.id }, data: { clinicianSeenAt: new Date(seenAt) } });
    const isNews = wasHere !== here || (here && !knewOfArrival(row));
    if (isNews) await ctx.emit("visit.changed", visitIds(row));
    return { done: true as const };
  },
});

function knewOfArrival(row: VisitRow): boolean {
  return row.arrivedAt === null || (row.clinicianSeenAt !== null && row.clinicianSeenAt >= row.arrivedAt);
}
