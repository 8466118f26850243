import "server-only";
import { db } from "../kit/db";
import { UPLOAD_MS } from "@/core/files/contract";
import { objectStore } from "./choose-store";
import { sweepParts } from "./parts";
import { keepNothingOf } from "./storage-debris";

const HOUR_MS = 3_600_000;

/** What a sweep took away. */
export interface Swept {
  readonly removed: number;
  readonly orphans: number;
}

/**
 * Takes away the bytes of removed files once their time is over (FILE-15, FILE-16), and objects that no row
 * knows: of uploads that were cut off. Those must be an hour old: a row comes after its object.
 */
export async function sweepFiles(nowMs: number): Promise<Swept> {
  const store = objectStore();
  if (store === null) return { removed: 0, orphans: 0 };
  await store.tidy(nowMs - HOUR_MS);
  await sweepParts(store, nowMs - UPLOAD_MS.model);
  const gone = await db().storedFile.findMany({ where: { deletedAt: { not: null }, OR: [{ bytesUntil: null }, { bytesUntil: { lte: new Date(nowMs) } }] }, select: { storageKey: true } });
  const known = new Set(gone.map(({ storageKey }) => storageKey));
  return keepNothingOf(store, {
    isRemoved: (key) => known.has(key),
    isOrphan: async (keys) => {
      const rows = await db().storedFile.findMany({ where: { storageKey: { in: [...keys] } }, select: { storageKey: true } });
      const parts = await db().uploadPart.findMany({ where: { storageKey: { in: [...keys] } }, select: { storageKey: true } });
      const standing = new Set([...rows, ...parts].map(({ storageKey }) => storageKey));
      return keys.filter((key) => !standing.has(key));
    },
    orphansBeforeMs: nowMs - HOUR_MS,
  });
}
