import { type ReplayGuard, associatedData, createReplayGuard, nonceOf, readEnvelope, signedBytes, writeHeader } from "@/core/room/envelope";
import { MAX_MESSAGE_BYTES } from "@/core/room/limits";
import { createStore } from "../store";
import type { MessageProof, RoomTransport, TransportStatus } from "../transport";
import type { RoomKeys } from "./keys";
import type { Signer, Verifier } from "./signing";

/** Packets of one sender that wait to be opened; more are dropped like lost ones. */
const MAX_WAITING = 256;

/** What a sealed transport is made of. */
export interface SealOptions {
  readonly room: string;
  /** The own identity, as the media server states it to the others. */
  readonly identity: string;
  readonly keys: RoomKeys;
  readonly signer: Signer;
  readonly verifier: Verifier;
  /** Whether frames of presence are protected on their way; while they are not, none is sent or taken. */
  readonly areFramesSealed: () => boolean;
}

/** A transport that lets nothing out in the clear and nothing in that was not sealed for this room. */
export interface SealedTransport extends RoomTransport {
  /** Packets that were not believed, for the page to be honest about. */
  readonly refused: () => number;
}

/**
 * Wraps a transport in the envelope (ROOM-30 to ROOM-32). Until there is a key it is not connected,
 * whatever the network says, and a send rejects: encryption that was asked for is never left out.
 */
export function sealTransport(inner: RoomTransport, options: SealOptions): SealedTransport {
  const { room, identity, keys, signer, areFramesSealed } = options;
  const status = watchStatus(inner, keys);
  const guard = createReplayGuard();
  const waiting = new Map<string, { tail: Promise<void>; count: number }>();
  let counter = 0;
  let refused = 0;
  let sending: Promise<unknown> = Promise.resolve();

  const seal = async (content: Uint8Array<ArrayBuffer>, isSigned: boolean): Promise<Uint8Array<ArrayBuffer>> => {
    const epoch = keys.epoch.get();
    const key = epoch === null ? null : await keys.keyOf(identity, epoch);
    const number = (counter += 1);
    const head = epoch === null ? null : writeHeader({ epoch, counter: number, isSigned });
    if (!key || !head) throw new Error("nothing leaves this page before it can be encrypted");
    const associated = associatedData(room, identity, head);
    const signature = isSigned ? await signer.sign(signedBytes(associated, content)) : new Uint8Array(0);
    const iv = nonceOf(number);
    const sealed = new Uint8Array(await crypto.subtle.encrypt({ name: "AES-GCM", iv, additionalData: associated }, key, content));
    const bytes = new Uint8Array(head.length + signature.length + sealed.length);
    bytes.set(head);
    bytes.set(signature, head.length);
    bytes.set(sealed, head.length + signature.length);
    return bytes;
  };

  return {
    ...inner,
    status: status.store,
    refused: () => refused,
    sendReliable: (bytes, how) => {
      const content = bytes.slice();
      // One after another, so that counters leave in order: the others take only newer ones.
      const sent = sending.then(async () => inner.sendReliable(await seal(content, how?.sign ?? false)));
      sending = sent.catch(() => undefined);
      return sent;
    },
    sendFrame: (bytes) => {
      if (areFramesSealed()) inner.sendFrame(bytes);
    },
    onFrame: (handler) => inner.onFrame((from, bytes) => areFramesSealed() && handler(from, bytes)),
    onReliable: (handler) =>
      inner.onReliable((from, bytes) => {
        const line = waiting.get(from) ?? { tail: Promise.resolve(), count: 0 };
        waiting.set(from, line);
        if (line.count >= MAX_WAITING) return;
        line.count += 1;
        const packet = bytes.slice();
        const opening = line.tail.then(() => openPacket(options, guard, from, packet));
        line.tail = opening.then(() => undefined);
        void opening.then((opened) => {
          line.count -= 1;
          if (opened) handler(from, opened.content, opened.proof);
          else refused += 1;
        });
      }),
    close: async () => {
      status.stop();
      await inner.close();
    },
  };
}

interface Opened {
  readonly content: Uint8Array;
  readonly proof: MessageProof;
}

/** Opens a packet that the network says is from `from`; null unless all of it proves true. Never rejects. */
async function openPacket({ room, keys, verifier }: SealOptions, guard: ReplayGuard, from: string, packet: Uint8Array<ArrayBuffer>): Promise<Opened | null> {
  const parts = readEnvelope(packet, MAX_MESSAGE_BYTES);
  if (!parts) return null;
  const { header, head, signature, sealed } = parts;
  if (!guard.mayTake(from, header.counter)) return null;
  try {
    const key = await keys.keyOf(from, header.epoch);
    if (!key) return null;
    const associated = associatedData(room, from, head);
    const iv = nonceOf(header.counter);
    const content = new Uint8Array(await crypto.subtle.decrypt({ name: "AES-GCM", iv, additionalData: associated }, key, sealed));
    if (header.isSigned && !(await verifier.verify(from, signature, signedBytes(associated, content)))) return null;
    if (!guard.take(from, header.counter)) return null;
    return { content, proof: header.isSigned ? "signed" : "unsigned" };
  } catch {
    // The tag does not fit: not from this sender, not for this room, or bent on the way.
    return null;
  }
}

function watchStatus(inner: RoomTransport, keys: RoomKeys) {
  const read = (): TransportStatus => {
    const now = inner.status.get();
    return now === "connected" && keys.epoch.get() === null ? "connecting" : now;
  };
  const store = createStore(read());
  const refresh = (): void => store.set(read());
  const stops = [inner.status.subscribe(refresh), keys.epoch.subscribe(refresh)];
  return { store, stop: () => stops.forEach((stop) => stop()) };
}
