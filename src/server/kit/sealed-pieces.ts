import "server-only";
import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";

const VERSION = 1;
const SALT_BYTES = 16;
const TAG_BYTES = 16;
/** Plain bytes in one sealed piece. */
const PIECE_BYTES = 64 * 1024;

/** Makes the key of one stream from its salt: a key that seals nothing else, so that pieces may be counted instead of drawn. */
export type DeriveKey = (salt: Uint8Array) => Buffer;

/** A sealed stream doesn't open: changed, cut off, of another place, or with another key. */
export class PiecesBrokenError extends Error {
  override readonly name = "PiecesBrokenError";
  constructor() {
    super("a sealed stream does not open");
  }
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

/** Seals a stream as it comes: AES-256-GCM a piece; a version and a salt go before. */
export async function* sealPieces(deriveKey: DeriveKey, source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const salt = randomBytes(SALT_BYTES);
  const key = deriveKey(salt);
  yield Buffer.concat([Buffer.from([VERSION]), salt]);
  let index = 0;
  for await (const [piece, isLast] of pieces(source, PIECE_BYTES)) {
    const cipher = createCipheriv("aes-256-gcm", key, nonceOf(index++, isLast));
    yield Buffer.concat([cipher.update(piece), cipher.final(), cipher.getAuthTag()]);
  }
}

/** Opens what {@link sealPieces} made; no byte leaves before its piece is known to be true. Throws {@link PiecesBrokenError}. */
export async function* openPieces(deriveKey: DeriveKey, sealed: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
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
  let key: Buffer | null = null;
  let index = 0;
  for await (const [piece, isLast] of pieces(body, PIECE_BYTES + TAG_BYTES)) {
    const start = Buffer.concat(head);
    if (start[0] !== VERSION || start.length !== 1 + SALT_BYTES || piece.length < TAG_BYTES) throw new PiecesBrokenError();
    key ??= deriveKey(start.subarray(1));
    const decipher = createDecipheriv("aes-256-gcm", key, nonceOf(index++, isLast), { authTagLength: TAG_BYTES });
    decipher.setAuthTag(piece.subarray(-TAG_BYTES));
    const plain = decipher.update(piece.subarray(0, -TAG_BYTES));
    try {
      decipher.final();
    } catch {
      // The cause would only say that it is not authentic.
      throw new PiecesBrokenError();
    }
    yield plain;
  }
}
