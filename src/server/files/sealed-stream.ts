import "server-only";
import { hkdfSync } from "node:crypto";
import { ensurePatientKey, findPatientKey, practiceKey } from "../kit/data-keys";
import type { Tx } from "../kit/db";
import { openPieces, sealPieces, type DeriveKey } from "../kit/sealed-pieces";

/** Whose key seals a file, and which file it is: all of it is bound in, so that bytes of another open nowhere. */
export interface FilePlace {
  readonly practiceId: string;
  /** Null for things of the practice. */
  readonly patientId: string | null;
  readonly fileId: string;
}

function keyOf(dataKey: Uint8Array, { practiceId, patientId, fileId }: FilePlace): DeriveKey {
  const info = JSON.stringify(["bedside-file-1", practiceId, patientId ?? "", fileId]);
  return (salt) => Buffer.from(hkdfSync("sha256", dataKey, salt, info, 32));
}

/** Seals a file while it is read, with a key of its own made from that of the patient or the practice. */
export async function sealFile(tx: Tx, place: FilePlace, source: AsyncIterable<Uint8Array>): Promise<AsyncIterable<Uint8Array>> {
  const dataKey = place.patientId === null ? await practiceKey(place.practiceId) : (await ensurePatientKey(tx, place.patientId)).key;
  return sealPieces(keyOf(dataKey, place), source);
}

/** What opens what {@link sealFile} made for a place. Null: the key is gone, and there is no use in fetching the bytes. */
export async function findOpener(tx: Tx, place: FilePlace): Promise<((sealed: AsyncIterable<Uint8Array>) => AsyncIterable<Uint8Array>) | null> {
  const dataKey = place.patientId === null ? await practiceKey(place.practiceId) : ((await findPatientKey(tx, place.patientId))?.key ?? null);
  return dataKey === null ? null : (sealed) => openPieces(keyOf(dataKey, place), sealed);
}
