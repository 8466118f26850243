import "server-only";
import { isOver } from "@/core/visits/visit";
import type { WriteContext } from "../kit/context";
import { db, type Tx } from "../kit/db";
import { emit } from "../kit/emit";
import { addJob, JOBS } from "../kit/jobs";
import { findVisit, stateOf, visitIds } from "../visits/visit-record";
import { compactScene } from "./compact";
import { closeRoom, listInRoom, removeParticipant } from "./media-server";

/** A page load that was let in and did not connect within this time is not there. */
const CONNECT_WITHIN_MS = 60_000;

/** Has the worker bring the media server in line with the records of one visit, once this transaction commits. */
export function requestReconcile(ctx: Pick<WriteContext, "tx">, visitId: string): Promise<void> {
  return addJob(ctx.tx, "room", { visitId });
}

/** Job `room`: see {@link reconcileRoom}. */
export async function deliverRoom(payload: unknown, nowMs: number): Promise<void> {
  await reconcileRoom(JOBS.room.parse(payload).visitId, nowMs);
}

/**
 * Makes the media server's room match the records: closes it when the visit is over, takes out whom
 * the records do not let in, and notes who is really there (webhooks get lost: livekit-real.md §6).
 * Doing it twice is harmless.
 */
export async function reconcileRoom(visitId: string, nowMs: number): Promise<void> {
  const visit = await findVisit(db(), visitId);
  if (visit === null) return;
  const now = new Date(nowMs);
  const entered = await db().roomActor.count({ where: { visitId } });
  // Most visits change long before anybody is in their room.
  if (entered === 0) return;
  // Who is taken out changes the key; the others hear of it at once (ROOM-61).
  if ((await denyUnusableSeats(db(), visitId, now)) > 0) await emit(db(), "room.ops", visitIds(visit));
  if (isOver(stateOf(visit))) {
    await closeRoom(visit.roomName);
    await db().roomActor.updateMany({ where: { visitId, leftAt: null }, data: { leftAt: now } });
    await compactScene(visitId, nowMs);
    return;
  }
  const present = await listInRoom(visit.roomName);
  if (present === null) return;
  const actors = await db().roomActor.findMany({ where: { visitId } });
  const allowed = new Set(actors.filter(({ deniedAt }) => deniedAt === null).map(({ identity }) => identity));
  const strangers = present.filter((identity) => !allowed.has(identity) || stateOf(visit) !== "admitted");
  for (const identity of strangers) await removeParticipant(visit.roomName, identity);
  const there = new Set(present.filter((identity) => !strangers.includes(identity)));
  let hasLeft = false;
  for (const each of actors) {
    const isThere = there.has(each.identity);
    if (isThere && (each.joinedAt === null || each.leftAt !== null)) {
      await db().roomActor.update({
        where: { identity: each.identity },
        data: { joinedAt: each.joinedAt ?? now, leftAt: null },
      });
    } else if (!isThere && each.leftAt === null && (each.joinedAt !== null || nowMs - each.createdAt.getTime() > CONNECT_WITHIN_MS)) {
      await db().roomActor.update({ where: { identity: each.identity }, data: { leftAt: now } });
      hasLeft = true;
    }
  }
  // It may have been the one that could not seal.
  if (hasLeft) await emit(db(), "room.ops", visitIds(visit));
}

// A seat that was revoked or taken over, a session that ended, or a grant that stands no more, may never connect again.
function denyUnusableSeats(tx: Tx, visitId: string, now: Date): Promise<number> {
  return tx.$executeRaw`
    update room_actor a set denied_at = ${now}
    where a.visit_id = ${visitId}::uuid and a.denied_at is null and (
      exists (select 1 from visit_seat s left join visit_link l on l.id = s.link_id left join proxy p on p.id = l.proxy_id
        left join session t on t.id = s.session_id where s.id = a.seat_id
        and (s.revoked_at is not null or s.replaced_at is not null or l.revoked_at is not null or t.revoked_at is not null
          or p.revoked_at is not null or p.ends_at <= ${now}))
      or (a.session_id is not null and exists (
        select 1 from session s where s.id = a.session_id and (s.revoked_at is not null or s.expires_at <= ${now}))))`;
}

/** Takes page loads out of their rooms for good: a link was revoked, a session ended. */
export async function removeFromRoom(
  tx: Tx,
  whose: { readonly seatId: string } | { readonly sessionId: string } | { readonly visitId: string },
  nowMs: number,
): Promise<void> {
  const found = await tx.roomActor.findMany({ where: { ...whose, deniedAt: null }, select: { visitId: true } });
  await tx.roomActor.updateMany({ where: { ...whose, deniedAt: null }, data: { deniedAt: new Date(nowMs) } });
  for (const visitId of new Set(found.map((each) => each.visitId))) {
    await addJob(tx, "room", { visitId });
    const visit = await findVisit(tx, visitId);
    // There is another key now: the others fetch it at once (ROOM-61).
    if (visit !== null) await emit(tx, "room.ops", visitIds(visit));
  }
}

/** Rooms that somebody is or just was in: run every few seconds by the worker. Returns how many were looked at. */
export async function sweepRooms(nowMs: number): Promise<number> {
  const since = new Date(nowMs - 10 * 60_000);
  const rooms = await db().roomActor.findMany({
    where: { OR: [{ leftAt: null, createdAt: { gt: new Date(nowMs - 24 * 3_600_000) } }, { leftAt: { gt: since } }] },
    select: { visitId: true },
    distinct: ["visitId"],
  });
  for (const { visitId } of rooms) await reconcileRoom(visitId, nowMs);
  return rooms.length;
}
