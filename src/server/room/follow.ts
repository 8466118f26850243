import "server-only";
import { db } from "../kit/db";
import { onDurable, onSessionRevoked } from "../kit/durable";
import { reconcileRoom, removeFromRoom } from "./reconcile";

/**
 * Has the worker's rooms follow what happens elsewhere: a visit that ends closes its room, a seat
 * that was replaced or a session that was revoked leaves it. Called once when the worker starts.
 */
export function followVisits(): void {
  onDurable("visit.changed", async ({ visitId }, { nowMs }) => {
    if (visitId !== undefined) await reconcileRoom(visitId, nowMs);
  });
  onSessionRevoked((sessionId, { nowMs }) =>
    db().$transaction((tx) => removeFromRoom(tx, { sessionId }, nowMs)),
  );
}
