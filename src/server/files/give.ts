import "server-only";
import { dispositionOf } from "@/core/files/file-name";
import type { FileView } from "@/core/files/contract";
import { INLINE_MEDIA_TYPES } from "@/core/files/purposes";
import { db } from "../kit/db";
import { logger } from "../kit/logger";
import { objectStore } from "./choose-store";
import { findOpener } from "./sealed-stream";

/** The bytes of a file whose description was read, and so allowed, just before. Null: its bytes or its key are gone. */
export async function openBytes(fileId: string): Promise<ReadableStream<Uint8Array> | null> {
  const row = await db().storedFile.findFirst({ where: { id: fileId, deletedAt: null } });
  const open = row === null ? null : await findOpener(db(), { practiceId: row.practiceId, patientId: row.patientId, fileId: row.id });
  const sealed = row === null || open === null ? null : await objectStore()?.get(row.storageKey);
  if (open === null || sealed == null) return null;
  const pieces = open(sealed)[Symbol.asyncIterator]();
  // The first piece is opened before the answer begins: what is broken from its start is told as such.
  let next: Promise<IteratorResult<Uint8Array>> | null = Promise.resolve(await pieces.next());
  return new ReadableStream({
    async pull(controller) {
      try {
        const piece = await (next ?? pieces.next());
        next = null;
        if (piece.done === true) controller.close();
        else controller.enqueue(piece.value);
      } catch (error) {
        logger().error({ event: "file.broken", err: error });
        controller.error(error);
      }
    },
    async cancel() {
      await pieces.return?.();
    },
  });
}

/** Headers of a file's bytes: its own type, never sniffed, never run, never kept, never shown by another site. */
export function fileHeaders({ mediaType, name, byteCount, purpose }: FileView, wantsInline: boolean): Headers {
  const isInline = INLINE_MEDIA_TYPES.includes(mediaType) && (wantsInline || purpose === "logo");
  return new Headers({
    "content-type": mediaType,
    "content-length": String(byteCount),
    "content-disposition": dispositionOf(isInline ? "inline" : "attachment", name),
    "x-content-type-options": "nosniff",
    "content-security-policy": "sandbox; default-src 'none'; frame-ancestors 'none'",
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "private, no-store",
  });
}
