import { type ByteReader, type ByteWriter, createByteReader, createByteWriter } from "./bytes";
import { type Caption, readCaption, writeCaption } from "./caption";
import type { Digest } from "./digest";
import { MAX_ACTOR, MAX_BATCH_OPS, MAX_DIGEST_ACTORS, MAX_MESSAGE_BYTES } from "./limits";
import type { SceneOp } from "./op";
import { createOpContext, readOp, readText, writeOp } from "./op-codec";
import { isRegisterName } from "./registers";

/** Version of the messages between browsers; a page ignores versions that it does not speak. */
export const MESSAGE_VERSION = 2;

/** A person takes hold of an object, says that they still do, or lets go. Presentation, not state. */
export interface Claim {
  readonly actor: number;
  /** The register that is held, usually a transform. */
  readonly object: string;
  /** Lamport time of the grab: who took hold first. Stays the same while the hold lasts. */
  readonly lamport: number;
  readonly held: boolean;
}

/** Per actor, up to which of its ops one has everything. */
export type Seen = Digest["seen"];

/** What travels reliably between browsers. */
export type RoomMessage =
  | { readonly kind: "ops"; readonly ops: readonly SceneOp[] }
  /** `speaks`: the oldest and the newest version of messages that the sender reads. */
  | { readonly kind: "digest"; readonly digest: Digest; readonly speaks: readonly [oldest: number, newest: number] }
  | { readonly kind: "claim"; readonly claim: Claim }
  /** What somebody types for the others to read. */
  | { readonly kind: "caption"; readonly caption: Caption }
  /** Asks one actor for what `seen` lacks. */
  | { readonly kind: "want"; readonly to: number; readonly seen: Seen }
  /** Answers a want: ops of anybody, after which the reader has everything up to `seen`. */
  | { readonly kind: "delta"; readonly seen: Seen; readonly ops: readonly SceneOp[] };

const KINDS = { ops: 1, digest: 2, claim: 3, want: 4, delta: 5, caption: 6 } as const;
const HASH_BYTES = 8;

/** What this version reads. */
export const SPEAKS: readonly [oldest: number, newest: number] = [MESSAGE_VERSION, MESSAGE_VERSION];

/** The newest version that two sides both read; null where they have none in common and the server must carry it all. */
export function commonVersion(mine: readonly [number, number], theirs: readonly [number, number]): number | null {
  const newest = Math.min(mine[1], theirs[1]);
  return newest >= Math.max(mine[0], theirs[0]) ? newest : null;
}

function begin(kind: keyof typeof KINDS): ByteWriter {
  const out = createByteWriter();
  out.byte((MESSAGE_VERSION << 4) | KINDS[kind]);
  return out;
}

function writeSeen(out: ByteWriter, seen: Seen): void {
  out.varint(seen.length);
  for (const [actor, seq] of seen) {
    out.varint(actor);
    out.varint(seq);
  }
}

/** Whether bytes say that they are a caption; cheaper than to read all that is not. */
export function isCaption(bytes: Uint8Array): boolean {
  return bytes[0] === ((MESSAGE_VERSION << 4) | KINDS.caption);
}

/** Writes a digest, a claim, a caption or a want. */
export function encodeMessage(message: Exclude<RoomMessage, { kind: "ops" | "delta" }>): Uint8Array<ArrayBuffer> {
  const out = begin(message.kind);
  if (message.kind === "digest") {
    out.byte((message.speaks[0] << 4) | message.speaks[1]);
    for (let at = 0; at < HASH_BYTES; at += 1) out.byte(parseInt(message.digest.hash.slice(2 * at, 2 * at + 2), 16));
    writeSeen(out, message.digest.seen);
  } else if (message.kind === "claim") {
    const { actor, object, lamport, held } = message.claim;
    const name = new TextEncoder().encode(object);
    out.varint(actor);
    out.varint(lamport);
    out.byte(held ? 1 : 0);
    out.varint(name.length);
    out.raw(name);
  } else if (message.kind === "caption") {
    writeCaption(out, message.caption);
  } else {
    out.varint(message.to);
    writeSeen(out, message.seen);
  }
  return out.take();
}

/**
 * Writes ops into as many messages as they need, in order: each within the size of a message and, of
 * one's own, `MAX_BATCH_OPS`. `seen` makes them deltas; it goes with the last, when all is there.
 */
export function encodeOps(ops: readonly SceneOp[], seen: Seen | null = null): Uint8Array<ArrayBuffer>[] {
  const messages: Uint8Array<ArrayBuffer>[] = [];
  const most = seen ? Infinity : MAX_BATCH_OPS;
  let at = 0;
  do {
    const body = createByteWriter();
    const context = createOpContext();
    const first = at;
    for (let op = ops[at]; op && at - first < most; op = ops[at]) {
      const before = body.length;
      writeOp(body, op, context);
      if (body.length + deltaHeadBytes(seen) > MAX_MESSAGE_BYTES && at > first) {
        body.cutTo(before);
        break;
      }
      at += 1;
    }
    const out = begin(seen ? "delta" : "ops");
    if (seen) writeSeen(out, at >= ops.length ? seen : []);
    out.raw(body.take());
    messages.push(out.take());
  } while (at < ops.length);
  return messages;
}

// A pair of counts takes at most eight bytes.
const deltaHeadBytes = (seen: Seen | null): number => 8 + (seen?.length ?? 0) * 8;

/**
 * Reads a message from any bytes: never throws, never allocates beyond the size limit. Null for
 * whatever is not a whole valid message; one bad op spoils its batch, since honest senders write none.
 */
export function decodeMessage(bytes: Uint8Array): RoomMessage | null {
  const head = bytes[0];
  if (head === undefined || bytes.length > MAX_MESSAGE_BYTES || head >> 4 !== MESSAGE_VERSION) return null;
  const from = createByteReader(bytes.subarray(1));
  const message = readBody(head & 0x0f, from);
  return from.failed || from.left > 0 ? null : message;
}

function readBody(kind: number, from: ByteReader): RoomMessage | null {
  switch (kind) {
    case KINDS.ops: {
      const ops = readOps(from, MAX_BATCH_OPS);
      return ops.length > 0 ? { kind: "ops", ops } : null;
    }
    case KINDS.digest: {
      const speaks = from.byte();
      const hash = Array.from(from.raw(HASH_BYTES), (each) => each.toString(16).padStart(2, "0")).join("");
      return { kind: "digest", digest: { seen: readSeen(from), hash }, speaks: [speaks >> 4, speaks & 0x0f] };
    }
    case KINDS.claim:
      return readClaim(from);
    case KINDS.caption: {
      const caption = readCaption(from);
      return caption && { kind: "caption", caption };
    }
    case KINDS.want:
      return { kind: "want", to: from.varint(), seen: readSeen(from) };
    case KINDS.delta:
      return { kind: "delta", seen: readSeen(from), ops: readOps(from, Infinity) };
    default:
      return null;
  }
}

function readOps(from: ByteReader, most: number): SceneOp[] {
  const context = createOpContext();
  const ops: SceneOp[] = [];
  while (from.left > 0 && ops.length < most) {
    const op = readOp(from, context);
    if (op) ops.push(op);
  }
  return ops;
}

function readSeen(from: ByteReader): [number, number][] {
  const count = from.varint();
  if (count > MAX_DIGEST_ACTORS) from.fail();
  const seen: [number, number][] = [];
  for (let at = 0; at < count && !from.failed; at += 1) {
    const actor = from.varint();
    if (actor < 1 || actor > MAX_ACTOR) from.fail();
    seen.push([actor, from.varint()]);
  }
  return seen;
}

function readClaim(from: ByteReader): RoomMessage | null {
  const actor = from.varint();
  const lamport = from.varint();
  const held = from.byte() === 1;
  const object = readText(from);
  if (actor < 1 || actor > MAX_ACTOR || !isRegisterName(object)) return null;
  return { kind: "claim", claim: { actor, object, lamport, held } };
}
