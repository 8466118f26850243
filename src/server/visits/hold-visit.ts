import "server-only";
import type { WriteContext } from "../kit/context";
import { visitIds, type VisitRow } from "./visit-record";

/**
 * Makes one seat the place from which the patient is in the visit: one person, one place. Devices
 * before it are told that they were taken over (VISIT-7).
 */
export async function holdVisit(ctx: WriteContext, row: VisitRow, seatId: string): Promise<void> {
  const now = new Date(ctx.nowMs);
  await ctx.tx.visitSeat.update({ where: { id: seatId }, data: { replacedAt: null, lastSeenAt: now } });
  await ctx.tx.visitSeat.updateMany({
    where: { visitId: row.id, link: { kind: "patient" }, id: { not: seatId }, confirmedAt: { not: null }, replacedAt: null, revokedAt: null },
    data: { replacedAt: now },
  });
  await ctx.emit("visit.changed", visitIds(row));
}
