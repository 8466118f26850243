import "server-only";
import { z } from "zod";
import type { PracticeId, StaffId, VisitId } from "@/core/kit/ids";
import { VisitId as VisitIdSchema } from "@/core/kit/ids";
import { decideOpenLink } from "@/core/visits/link";
import { hashSecret, newSecret } from "../access/secrets";
import { defineCommand } from "../kit/define";
import { msOf, stateOf } from "../visits/visit-record";
import { visitCookieName } from "../access/session-cookie";

const COOKIE_MAX_AGE_S = 24 * 3600;

/**
 * A signed-in interpreter takes the seat that their mailed link would give them, in a visit that they were asked
 * into. Who they are is known; the clinician lets them in like any guest (GUEST-2).
 */
export const enterAsInterpreter = defineCommand({
  name: "home/enter-as-interpreter",
  summary: "Takes your seat as a guest in a visit that you were asked into.",
  input: z.strictObject({ visitId: VisitIdSchema }),
  output: z.object({ visitId: VisitIdSchema }),
  load: async (ctx, { visitId }) => {
    const { actor } = ctx;
    if (actor.kind !== "staff") return null;
    const row = await ctx.tx.visitLink.findFirst({
      where: { practiceId: actor.practiceId, visitId, staffId: actor.staffId, kind: "guest" },
      orderBy: [{ revokedAt: { sort: "asc", nulls: "first" } }, { createdAt: "desc" }],
      include: { visit: { select: { state: true, appointment: { select: { practice: { select: { name: true, phone: true } } } } } } },
    });
    if (row === null) return null;
    const secret = ctx.cookie(visitCookieName(visitId));
    const held = secret === null ? null : { secretHash: hashSecret("visit-seat", secret), visitId, linkId: row.id, revokedAt: null, replacedAt: null };
    return { row, seat: held === null ? null : await ctx.tx.visitSeat.findFirst({ where: held }) };
  },
  access: {
    resource: "guest",
    verb: "open",
    facts: ({ row }) => ({
      practiceId: row.practiceId as PracticeId,
      visitId: row.visitId as VisitId,
      guests: row.staffId === null || row.revokedAt !== null ? [] : [row.staffId as StaffId],
    }),
  },
  audit: { action: "guest.enter", subject: ({ visitId }) => ({ type: "visit", id: visitId }) },
  decide: ({ row }) =>
    decideOpenLink({
      visitId: row.visitId,
      visitState: stateOf(row.visit),
      revokedAtMs: msOf(row.revokedAt),
      practice: row.visit.appointment.practice,
    }),
  async save(ctx, _open, { row, seat }, { visitId }) {
    if (seat !== null) return { visitId };
    const [secret, now] = [newSecret(), new Date(ctx.nowMs)];
    await ctx.tx.visitSeat.create({
      data: {
        practiceId: row.practiceId,
        visitId,
        linkId: row.id,
        secretHash: hashSecret("visit-seat", secret),
        confirmedAt: now,
        lastSeenAt: now,
      },
    });
    ctx.setCookie({ name: visitCookieName(visitId), value: secret, maxAgeS: COOKIE_MAX_AGE_S });
    return { visitId };
  },
});
