import "server-only";
import { z } from "zod";
import type { Actor, PatientActor, ProxyActor } from "@/core/access/actor";
import { VisitId } from "@/core/kit/ids";
import { decidePrepare, decideTakeOver } from "@/core/visits/attend";
import { hashSecret, newSecret } from "../access/secrets";
import type { WriteContext } from "../kit/context";
import { defineCommand } from "../kit/define";
import { loadAttendance } from "./attendance";
import { holdVisit } from "./hold-visit";
import { attendState, lockVisit, visitFacts } from "./visit-record";
import { visitCookieName } from "../access/session-cookie";

/** Who may take a seat signed in: the patient, and who acts for them. */
function isPatientsSide(actor: Actor): actor is PatientActor | ProxyActor {
  return actor.kind === "patient" || actor.kind === "proxy";
}

async function loadSeat(ctx: WriteContext, input: { visitId: VisitId }) {
  const row = await lockVisit(ctx.tx, input.visitId);
  if (row === null || !isPatientsSide(ctx.actor)) return null;
  const { actor } = ctx;
  const link = actor.kind === "patient" ? null : await ctx.tx.visitLink.findFirst({ where: { visitId: row.id, kind: "proxy", proxyId: actor.proxyId, revokedAt: null } });
  // Who was let in and goes on with another device need not be let in again.
  const before = link === null ? null : await ctx.tx.visitSeat.findFirst({ where: { linkId: link.id, replacedAt: null, revokedAt: null }, orderBy: { createdAt: "desc" } });
  return { row, actor, link, before };
}

/**
 * A signed-in patient goes into their own visit, or somebody into that of the patient for whom they act: they get a
 * seat like anybody with a link, already confirmed by the sign-in, so that one way through the visit serves all.
 */
export const takeSeat = defineCommand({
  name: "visits/take-seat",
  summary: "Take a seat in one's own visit, or in that of a patient for whom one acts, signed in",
  input: z.object({ visitId: VisitId }),
  output: z.object({ visitId: VisitId }),
  access: { resource: "visit", verb: "confirm", facts: ({ row }) => visitFacts(row) },
  audit: { action: "visit.take_seat", subject: (input) => ({ type: "visit", id: input.visitId }) },
  load: loadSeat,
  decide: ({ row }) => decidePrepare(attendState(row, null)),
  async save(ctx, _ready, { row, actor, link: known, before }, input) {
    const now = new Date(ctx.nowMs);
    const { practiceId } = row;
    const secret = newSecret();
    const kind = actor.kind === "proxy" ? { kind: "proxy", proxyId: actor.proxyId } : {};
    // The link behind this seat has a token that nobody was ever told.
    const link =
      known ?? (await ctx.tx.visitLink.create({ data: { practiceId, visitId: row.id, tokenHash: hashSecret("visit-link", newSecret()), createdAt: now, ...kind } }));
    const seat = await ctx.tx.visitSeat.create({
      data: {
        practiceId,
        visitId: row.id,
        linkId: link.id,
        secretHash: hashSecret("visit-seat", secret),
        sessionId: actor.sessionId,
        confirmedAt: now,
        arrivedAt: before?.arrivedAt ?? null,
        admittedAt: before?.admittedAt ?? null,
        createdAt: now,
        lastSeenAt: now,
      },
    });
    await holdVisit(ctx, row, seat.id, actor.kind === "proxy" ? { id: link.id } : undefined);
    ctx.setCookie({ name: visitCookieName(input.visitId), value: secret, maxAgeS: 30 * 24 * 3600 });
    return { visitId: input.visitId };
  },
});

/** A device that was taken over takes the visit back. */
export const takeOver = defineCommand({
  name: "visits/take-over",
  summary: "Go on with the visit on this device",
  input: z.object({ visitId: VisitId }),
  output: z.object({ done: z.literal(true) }),
  access: { resource: "visit", verb: "confirm", facts: ({ row }) => visitFacts(row) },
  audit: { action: "visit.take_over", subject: (input) => ({ type: "visit", id: input.visitId }) },
  load: loadAttendance,
  decide: ({ visit }) => decideTakeOver(visit),
  async save(ctx, _ready, { row, seat }) {
    if (seat !== null) await holdVisit(ctx, row, seat.id, ctx.actor.kind === "visitor" && ctx.actor.part === "proxy" ? { id: ctx.actor.linkId } : undefined);
    return { done: true as const };
  },
});
