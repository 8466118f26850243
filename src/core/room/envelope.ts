/*
 * The envelope of messages between browsers: who may read one, and what a replayed or misattributed
 * one looks like. Ciphers are the browser's and live in src/room/envelope; here is what they work on.
 */

/** The first byte of every envelope: no message of any version begins like it. */
export const ENVELOPE_VERSION = 0xe1;
const HEADER_BYTES = 10;
/** An ECDSA P-256 signature, r and s. */
export const SIGNATURE_BYTES = 64;
/** AES-GCM's tag. */
export const TAG_BYTES = 16;
/** Bytes that the envelope adds to an unsigned message. */
export const ENVELOPE_BYTES = HEADER_BYTES + TAG_BYTES;
const COUNTER_MAX = 2 ** 48 - 1;
const SIGNED = 1;
const FRAME = 2;

/** What an envelope carries: a message, or a frame of presence. Each has keys and counters of its own. */
export type EnvelopeChannel = "scene" | "frame";

const encoder = new TextEncoder();

/** What stands before the ciphertext, in the clear. */
export interface EnvelopeHeader {
  /** Which of the encounter's keys. */
  readonly epoch: number;
  /** The sender's packets, counted from 1 and never twice. */
  readonly counter: number;
  readonly isSigned: boolean;
  readonly channel: EnvelopeChannel;
}

/** Writes a header. Null when the counter or epoch is beyond what fits: then nothing may be sent any more. */
export function writeHeader({ epoch, counter, isSigned, channel }: EnvelopeHeader): Uint8Array<ArrayBuffer> | null {
  if (!(counter >= 1 && counter <= COUNTER_MAX) || !(epoch >= 0 && epoch <= 0xffff)) return null;
  const bytes = new Uint8Array(HEADER_BYTES);
  const view = new DataView(bytes.buffer);
  view.setUint8(0, ENVELOPE_VERSION);
  view.setUint8(1, (isSigned ? SIGNED : 0) | (channel === "frame" ? FRAME : 0));
  view.setUint16(2, epoch);
  view.setUint16(4, Math.floor(counter / 2 ** 32));
  view.setUint32(6, counter >>> 0);
  return bytes;
}

/** An envelope in its parts; null for whatever is none, plain messages among them. Copies nothing. */
export function readEnvelope(
  bytes: Uint8Array<ArrayBuffer>,
  maxBytes: number,
): { readonly header: EnvelopeHeader; readonly head: Uint8Array<ArrayBuffer>; readonly signature: Uint8Array<ArrayBuffer>; readonly sealed: Uint8Array<ArrayBuffer> } | null {
  const flags = bytes[1];
  if (bytes[0] !== ENVELOPE_VERSION || flags === undefined || flags > FRAME) return null;
  const isSigned = flags === SIGNED;
  const start = HEADER_BYTES + (isSigned ? SIGNATURE_BYTES : 0);
  if (bytes.length < start + TAG_BYTES || bytes.length > maxBytes + ENVELOPE_BYTES + SIGNATURE_BYTES) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const counter = view.getUint16(4) * 2 ** 32 + view.getUint32(6);
  if (counter < 1) return null;
  return {
    header: { epoch: view.getUint16(2), counter, isSigned, channel: flags === FRAME ? "frame" : "scene" },
    head: bytes.subarray(0, HEADER_BYTES),
    signature: bytes.subarray(HEADER_BYTES, start),
    sealed: bytes.subarray(start),
  };
}

/** The nonce of AES-GCM: the counter, which is never used twice with one sender's key. */
export function nonceOf(counter: number): Uint8Array<ArrayBuffer> {
  const nonce = new Uint8Array(12);
  const view = new DataView(nonce.buffer);
  view.setUint16(6, Math.floor(counter / 2 ** 32));
  view.setUint32(8, counter >>> 0);
  return nonce;
}

/**
 * What the tag covers beside the content: room, sender and header, so that a packet moved to another
 * room, said to be another's or given another number opens nowhere. Names hold no zero byte.
 */
export function associatedData(room: string, sender: string, head: Uint8Array): Uint8Array<ArrayBuffer> {
  const names = encoder.encode(`bedside scene 1\0${room}\0${sender}\0`);
  const bytes = new Uint8Array(names.length + head.length);
  bytes.set(names);
  bytes.set(head, names.length);
  return bytes;
}

/**
 * What a sender's key is derived for; one key for each sender, channel and, by its secret, epoch. `media`:
 * sound and picture, which have an envelope of their own.
 */
export function senderInfo(sender: string, channel: EnvelopeChannel | "media"): Uint8Array<ArrayBuffer> {
  return encoder.encode(`bedside 1 ${channel}\0${sender}`);
}

/** Bytes that a signature covers: what the tag covers, and the content. */
export function signedBytes(associated: Uint8Array, content: Uint8Array): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(associated.length + content.length);
  bytes.set(associated);
  bytes.set(content, associated.length);
  return bytes;
}

/** Which packets of each sender were taken: only ever newer ones. */
export interface ReplayGuard {
  /** True when `counter` is newer than everything taken from `sender`. Ask before opening; it changes nothing. */
  mayTake(sender: string, counter: number): boolean;
  /** Takes a packet that opened. False when a newer one was taken meanwhile. */
  take(sender: string, counter: number): boolean;
}

/** Creates a guard that has seen nothing. Only what proved genuine moves it: a forged number silences nobody. */
export function createReplayGuard(): ReplayGuard {
  const last = new Map<string, number>();
  const mayTake = (sender: string, counter: number): boolean => counter > (last.get(sender) ?? 0);
  return {
    mayTake,
    take: (sender, counter) => {
      if (!mayTake(sender, counter)) return false;
      last.set(sender, counter);
      return true;
    },
  };
}
