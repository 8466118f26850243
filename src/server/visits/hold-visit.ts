import "server-only";
import type { WriteContext } from "../kit/context";
import { visitIds, type VisitRow } from "./visit-record";

/** Whose places in a visit are one: the patient's, by whatever link, or those of one person who acts for them. */
export type PlaceOf = { readonly kind: "patient" } | { readonly id: string };

/**
 * Makes one seat the place from which somebody is in the visit: one person, one place. Their devices
 * before it are told that they were taken over (VISIT-7).
 */
export async function holdVisit(ctx: WriteContext, row: VisitRow, seatId: string, link: PlaceOf = { kind: "patient" }): Promise<void> {
  const now = new Date(ctx.nowMs);
  await ctx.tx.visitSeat.update({ where: { id: seatId }, data: { replacedAt: null, lastSeenAt: now } });
  await ctx.tx.visitSeat.updateMany({
    where: { visitId: row.id, link, id: { not: seatId }, confirmedAt: { not: null }, replacedAt: null, revokedAt: null },
    data: { replacedAt: now },
  });
  await ctx.emit("visit.changed", visitIds(row));
}
