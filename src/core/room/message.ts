import { isFlag, isListOf, isMatch, isRecord, isText, isTuple, isWhere, isWhole } from "@/core/kit/shape";
import type { Digest } from "./digest";
import { MAX_ACTOR, MAX_BATCH_OPS, MAX_COUNTER, MAX_DIGEST_ACTORS, MAX_MESSAGE_BYTES } from "./limits";
import { type SceneOp, parseOp } from "./op";
import { isRegisterName } from "./registers";

/** Version of the messages between browsers; a page ignores versions that it does not speak. */
export const MESSAGE_VERSION = 1;

/** A person takes hold of an object, says that they still do, or lets go. Presentation, not state. */
export interface Claim {
  readonly actor: number;
  /** The register that is held, usually a transform. */
  readonly object: string;
  /** Lamport time of the grab: who took hold first. Stays the same while the hold lasts. */
  readonly lamport: number;
  readonly held: boolean;
}

/** What travels reliably between browsers. */
export type RoomMessage =
  | { readonly kind: "ops"; readonly ops: readonly SceneOp[] }
  | { readonly kind: "digest"; readonly digest: Digest }
  | { readonly kind: "claim"; readonly claim: Claim };

const KIND_BYTES = { ops: 1, digest: 2, claim: 3 } as const;

const counter = isWhole(0, MAX_COUNTER);
const actor = isWhole(1, MAX_ACTOR);
const isDigest = isRecord<Digest>({
  seen: isListOf(isTuple<[number, number]>(actor, counter), 0, MAX_DIGEST_ACTORS),
  hash: isMatch(/^[0-9a-f]{16}$/),
});
const isClaim = isRecord<Claim>({ actor, object: isWhere(isText(), isRegisterName), lamport: counter, held: isFlag });
const isBatch = isListOf((_value): _value is unknown => true, 1, MAX_BATCH_OPS);

const encoder = new TextEncoder();
const decoder = new TextDecoder("utf-8", { fatal: true });

/**
 * Writes a message: one byte of version and kind, then JSON in UTF-8. Null when it would be larger
 * than a message may be; `splitBatches` cuts ops so that they fit.
 */
export function encodeMessage(message: RoomMessage): Uint8Array<ArrayBuffer> | null {
  const body = encoder.encode(JSON.stringify(bodyOf(message)));
  if (body.length + 1 > MAX_MESSAGE_BYTES) return null;
  const bytes = new Uint8Array(body.length + 1);
  bytes[0] = (MESSAGE_VERSION << 4) | KIND_BYTES[message.kind];
  bytes.set(body, 1);
  return bytes;
}

/**
 * Reads a message from any bytes: never throws, never allocates beyond the size limit. Null for
 * whatever is not a whole valid message; one bad op spoils its batch, since honest senders write none.
 */
export function decodeMessage(bytes: Uint8Array): RoomMessage | null {
  const head = bytes[0];
  if (head === undefined || bytes.length > MAX_MESSAGE_BYTES || head >> 4 !== MESSAGE_VERSION) return null;
  const body = readJson(bytes.subarray(1));
  switch (head & 0x0f) {
    case KIND_BYTES.ops:
      return readOps(body);
    // Only what belongs to them is taken over from what came.
    case KIND_BYTES.digest:
      return isDigest(body) ? { kind: "digest", digest: { seen: body.seen, hash: body.hash } } : null;
    case KIND_BYTES.claim: {
      if (!isClaim(body)) return null;
      const { actor: who, object, lamport, held } = body;
      return { kind: "claim", claim: { actor: who, object, lamport, held } };
    }
    default:
      return null;
  }
}

function bodyOf(message: RoomMessage): unknown {
  switch (message.kind) {
    case "ops":
      return message.ops;
    case "digest":
      return message.digest;
    case "claim":
      return message.claim;
  }
}

function readJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(decoder.decode(bytes));
  } catch {
    // Not UTF-8 or not JSON: no message, which every caller treats like any other nonsense.
    return undefined;
  }
}

function readOps(body: unknown): RoomMessage | null {
  if (!isBatch(body)) return null;
  const ops: SceneOp[] = [];
  for (const item of body) {
    const parsed = parseOp(item);
    if (!parsed.ok) return null;
    ops.push(parsed.value);
  }
  return { kind: "ops", ops };
}
