import "server-only";
import { z } from "zod";
import { visitCookieName } from "@/core/access/actor";
import { VisitId } from "@/core/kit/ids";
import { decidePrepare, decideTakeOver } from "@/core/visits/attend";
import { hashSecret, newSecret } from "../access/secrets";
import { defineCommand } from "../kit/define";
import { loadAttendance } from "./attendance";
import { holdVisit } from "./hold-visit";
import { attendState, lockVisit, visitFacts } from "./visit-record";

/**
 * A signed-in patient goes into their own visit: they get a seat like anybody with a link, already
 * confirmed by the sign-in, so that one way through the visit serves both.
 */
export const takeSeat = defineCommand({
  name: "visits/take-seat",
  summary: "Take a seat in one's own visit, signed in",
  input: z.object({ visitId: VisitId }),
  output: z.object({ visitId: VisitId }),
  access: { resource: "visit", verb: "arrive", facts: visitFacts },
  audit: { action: "visit.take_seat", subject: (input) => ({ type: "visit", id: input.visitId }) },
  load: (ctx, input) => lockVisit(ctx.tx, input.visitId),
  decide: (row) => decidePrepare(attendState(row, null)),
  async save(ctx, _ready, row, input) {
    const now = new Date(ctx.nowMs);
    const { practiceId } = row;
    const secret = newSecret();
    // The link behind this seat has a token that nobody was ever told.
    const link = await ctx.tx.visitLink.create({
      data: { practiceId, visitId: row.id, tokenHash: hashSecret("visit-link", newSecret()) },
    });
    const seat = await ctx.tx.visitSeat.create({
      data: {
        practiceId,
        visitId: row.id,
        linkId: link.id,
        secretHash: hashSecret("visit-seat", secret),
        confirmedAt: now,
        lastSeenAt: now,
      },
    });
    await holdVisit(ctx, row, seat.id);
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
    if (seat !== null) await holdVisit(ctx, row, seat.id);
    return { done: true as const };
  },
});
