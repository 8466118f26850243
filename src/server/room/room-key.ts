import "server-only";
import type { RoomKey } from "@/core/room/contract";
import type { Tx } from "../kit/db";
import { deriveForPatient } from "../kit/sealing";
import type { VisitRow } from "../visits/visit-record";

/**
 * The key under which the browsers of a room talk now. It is derived and never stored; each time that
 * somebody was taken out of the room it is another one, which they can't get any more. Null when the
 * patient's own key was destroyed.
 */
export async function roomKeyOf(tx: Tx, row: VisitRow): Promise<RoomKey | null> {
  const epoch = await tx.roomActor.count({ where: { visitId: row.id, deniedAt: { not: null } } });
  const secret = await deriveForPatient(tx, row.patientId, JSON.stringify(["room", row.id, epoch]));
  return secret === null ? null : { epoch: Math.min(epoch, 0xffff), secret: secret.toString("base64url") };
}
