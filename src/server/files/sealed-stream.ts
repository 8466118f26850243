import "server-only";
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";
import { ensurePatientKey, findPatientKey, practiceKey } from "../kit/data-keys";
import type { Tx } from "../kit/db";

/** Whose key seals a file, and which file it is: all of it is bound in, so that bytes of another open nowhere. */
export interface FilePlace {
  readonly practiceId: string;
  /** Null for things of the practice. */
  readonly patientId: string | null;
  readonly fileId: string;
}

const VERSION = 1;
const SALT_BYTES = 16;
const TAG_BYTES = 16;
/** Plain bytes in one sealed piece. */
const PIECE_BYTES = 64 * 1024;

/** The stored bytes of a file don't open: changed, cut off, of another file, or its key is gone. */
export class FileBrokenError extends Error {
  override readonly name = "FileBrokenError";
  constructor() {
    super("the stored bytes of a file do not open");
  }
}

/** A key for one file alone, so that pieces may be counted instead of drawn. */
function fileKey(dataKey: Uint8Array, salt: Uint8Array, { practiceId, patientId, fileId }: FilePlace): Buffer {
  const info = JSON.stringify(["bedside-file-1", practiceId, patientId ?? "", fileId]);
  return Buffer.from(hkdfSync("sha256", dataKey, salt, info, 32));
}

/** Number of the piece and whether it is the last: pieces can be neither exchanged nor left out. */
function nonceOf(index: number, isLast: boolean): Buffer {
  const nonce = Buffer.alloc(12);
  nonce.writeUInt32BE(index, 7);
  nonce.writeUInt8(isLast ? 1 : 0, 11);
  return nonce;
}

/** Pieces of just `size` bytes; the last is shorter, and may be empty. Says of each whether it is the last. */
async function* pieces(source: AsyncIterable<Uint8Array>, size: number): AsyncGenerator<readonly [Buffer, boolean]> {
  let held = Buffer.alloc(0);
  for await (const part of source) {
    held = Buffer.concat([held, part]);
    // One more byte must be there: else this may be the last.
    while (held.length > size) {
      yield [held.subarray(0, size), false];
      held = held.subarray(size);
    }
  }
  yield [held, true];
}

/** Seals a file while it is read: AES-256-GCM a piece, with the key of the patient or the practice behind it. */
export async function sealFile(tx: Tx, place: FilePlace, source: AsyncIterable<Uint8Array>): Promise<AsyncIterable<Uint8Array>> {
  const dataKey = place.patientId === null ? await practiceKey(place.practiceId) : (await ensurePatientKey(tx, place.patientId)).key;
  const salt = randomBytes(SALT_BYTES);
  const key = fileKey(dataKey, salt, place);
  return (async function* () {
    yield Buffer.concat([Buffer.from([VERSION]), salt]);
    let index = 0;
    for await (const [piece, isLast] of pieces(source, PIECE_BYTES)) {
      const cipher = createCipheriv("aes-256-gcm", key, nonceOf(index++, isLast));
      yield Buffer.concat([cipher.update(piece), cipher.final(), cipher.getAuthTag()]);
    }
  })();
}

async function* openPieces(dataKey: Uint8Array, place: FilePlace, sealed: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let key: Buffer | null = null;
  let index = 0;
  const head: Buffer[] = [];
  const body = (async function* () {
    let left = 1 + SALT_BYTES;
    for await (const part of sealed) {
      if (left > 0) head.push(Buffer.from(part.subarray(0, left)));
      const rest = part.subarray(Math.min(left, part.length));
      left = Math.max(0, left - part.length);
      if (rest.length > 0) yield rest;
    }
  })();
  for await (const [piece, isLast] of pieces(body, PIECE_BYTES + TAG_BYTES)) {
    const start = Buffer.concat(head);
    if (start[0] !== VERSION || start.length !== 1 + SALT_BYTES || piece.length < TAG_BYTES) throw new FileBrokenError();
    key ??= fileKey(dataKey, start.subarray(1), place);
    const decipher = createDecipheriv("aes-256-gcm", key, nonceOf(index++, isLast), { authTagLength: TAG_BYTES });
    decipher.setAuthTag(piece.subarray(-TAG_BYTES));
    const plain = decipher.update(piece.subarray(0, -TAG_BYTES));
    try {
      decipher.final();
    } catch {
      // The cause would only say that it is not authentic.
      throw new FileBrokenError();
    }
    yield plain;
  }
}

/** Opens what {@link sealFile} made, a piece at a time; no byte leaves before its piece is known to be true. Null: the key is gone. */
export async function openFile(tx: Tx, place: FilePlace, sealed: AsyncIterable<Uint8Array>): Promise<AsyncIterable<Uint8Array> | null> {
  const dataKey = place.patientId === null ? await practiceKey(place.practiceId) : ((await findPatientKey(tx, place.patientId))?.key ?? null);
  return dataKey === null ? null : openPieces(dataKey, place, sealed);
}
