import "server-only";
import type { Actor } from "@/core/access/actor";
import type { VisitId } from "@/core/kit/ids";
import type { AttendState } from "@/core/visits/attend";
import type { Move } from "@/core/visits/visit";
import type { WriteContext } from "../kit/context";
import type { Tx } from "../kit/db";
import { doOthersWait } from "./company";
import { attendState, lockVisit, type SeatRow, visitIds, type VisitRow } from "./visit-record";

/** A visit, locked, with the seat of the visitor who asks. */
export interface Attendance {
  readonly row: VisitRow;
  readonly seat: SeatRow | null;
  readonly visit: AttendState;
}

/** Reads the seat that an actor sits on; null for people who are signed in. */
export function findSeatOf(tx: Tx, actor: Actor): Promise<SeatRow | null> {
  if (actor.kind !== "visitor") return Promise.resolve(null);
  return tx.visitSeat.findUnique({ where: { id: actor.seatId } });
}

/** Locks a visit and reads the asking seat: what most commands of the patient load. */
export async function loadAttendance(ctx: WriteContext, input: { visitId: VisitId }): Promise<Attendance | null> {
  const row = await lockVisit(ctx.tx, input.visitId);
  if (row === null) return null;
  const seat = await findSeatOf(ctx.tx, ctx.actor);
  return { row, seat, visit: attendState(row, seat) };
}

/** Columns that change together with a visit's state. */
export interface Stamps {
  readonly arrivedAt?: Date | null;
  readonly admittedAt?: Date;
  readonly endedAt?: Date;
}

/** {@link loadAttendance}, and whether somebody else of the patient's side waits too. */
export async function loadLeaving(ctx: WriteContext, input: { visitId: VisitId }): Promise<Attendance | null> {
  const attendance = await loadAttendance(ctx, input);
  if (attendance === null || attendance.seat === null) return attendance;
  const othersWait = await doOthersWait(ctx.tx, input.visitId, attendance.seat.id, ctx.nowMs);
  return { ...attendance, visit: { ...attendance.visit, othersWait } };
}

/** Stores a move and tells everybody who looks at the visit. A move that changes nothing does nothing. */
export async function saveMove(ctx: WriteContext, row: VisitRow, move: Move, stamps: Stamps): Promise<void> {
  if (!move.changed) return;
  const { count } = await ctx.tx.visit.updateMany({
    where: { id: row.id, state: row.state },
    data: { state: move.state, ...stamps },
  });
  if (count !== 1) throw new Error("a locked visit changed its state");
  await ctx.emit("visit.changed", visitIds(row));
}

/** Notes that a seat gave a sign of life. */
export async function touchSeat(ctx: WriteContext, seat: SeatRow | null): Promise<void> {
  if (seat === null) return;
  await ctx.tx.visitSeat.update({ where: { id: seat.id }, data: { lastSeenAt: new Date(ctx.nowMs) } });
}
