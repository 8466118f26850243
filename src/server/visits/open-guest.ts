import "server-only";
import { GuestIdentity } from "@/core/access/actor";
import { guestPlace } from "../access/resolve-actor";
import type { Tx } from "../kit/db";
import { openTextForPatient } from "../kit/sealing";

/** Who stands behind a guest's link; sealed with the key of the visit's patient. */
export async function openGuest(tx: Tx, visit: { readonly patientId: string }, link: { readonly id: string; readonly guestSealed: Uint8Array | null }): Promise<GuestIdentity | null> {
  if (link.guestSealed === null) return null;
  return GuestIdentity.parse(JSON.parse(await openTextForPatient(tx, visit.patientId, guestPlace(link.id), link.guestSealed)));
}
