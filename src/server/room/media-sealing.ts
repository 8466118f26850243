import "server-only";
import { isMediaSealed, mayConnectMedia, SealingPolicy } from "@/core/room/media-sealing";
import type { Tx } from "../kit/db";
import type { VisitRow } from "../visits/visit-record";
import type { PageSealing } from "./media-server";

const policyOf = (row: VisitRow): SealingPolicy => SealingPolicy.parse(row.appointment.practice.mediaSealing);

/** Whether sound and picture of this visit are sealed now: by the practice's policy and by who is in the room. */
export async function isMediaSealedNow(tx: Tx, row: VisitRow): Promise<boolean> {
  const unableHere = await tx.roomActor.count({ where: { visitId: row.id, sealsMedia: false, leftAt: null, deniedAt: null } });
  return isMediaSealed(policyOf(row), unableHere);
}

/** What a page that can seal, or can't, meets in this room. */
export async function sealingFor(tx: Tx, row: VisitRow, canSeal: boolean): Promise<PageSealing> {
  return { isSealed: await isMediaSealedNow(tx, row), mayConnect: mayConnectMedia(policyOf(row), canSeal) };
}
