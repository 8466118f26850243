import {
  type EnvelopeChannel,
  type ReplayGuard,
  associatedData,
  createReplayGuard,
  nonceOf,
  readEnvelope,
  signedBytes,
  writeHeader,
} from "@/core/room/envelope";
import { MAX_MESSAGE_BYTES } from "@/core/room/limits";
import { createStore } from "../store";
import type { MessageProof, RoomTransport, TransportStatus, Unsubscribe } from "../transport";
import type { RoomKeys } from "./keys";
import type { Signer } from "./signer";
import type { Verifier } from "./verifier";

/** Packets of one sender that wait to be opened; more are dropped like lost ones. */
const MAX_WAITING = 256;

/** What a sealed transport is made of. */
export interface SealOptions {
  /** What the keys are bound to: the visit. */
  readonly room: string;
  /** The own identity, as the media server states it to the others. */
  readonly identity: string;
  readonly keys: RoomKeys;
  /** Null where this page can't sign: then it sends nothing that has to be signed. */
  readonly signer: Signer | null;
  readonly verifier: Verifier;
  /** Somebody seals with a key that is not known here. */
  readonly onUnknownEpoch: () => void;
}

/** A transport that lets nothing out in the clear and nothing in that was not sealed for this room. */
export interface SealedTransport extends RoomTransport {
  /** Packets that were not believed, for the page to be honest about. */
  readonly refused: () => number;
}

/**
 * Wraps a transport in the envelope (ROOM-50 to ROOM-53). Until there is a key it is not connected,
 * whatever the network says, and a send rejects: encryption that was asked for is never left out.
 */
export function sealTransport(inner: RoomTransport, options: SealOptions): SealedTransport {
  const status = watchStatus(inner, options.keys);
  const guards = { scene: createReplayGuard(), frame: createReplayGuard() };
  const seal = createSealer(options);
  let refused = 0;
  let sending: Promise<unknown> = Promise.resolve();
  let framing: Promise<unknown> = Promise.resolve();
  const pendingFrames = new Set<number>();

  // A packet opens once, for all who listen: a second opening would be taken for a replay.
  const opener = (channel: EnvelopeChannel, subscribe: (open: (from: string, bytes: Uint8Array) => void) => Unsubscribe) => {
    const handlers = new Set<OpenedHandler>();
    const open = inOrder(
      (from, packet) => openPacket(options, guards[channel], channel, from, packet),
      (from, opened) => {
        if (!opened) refused += 1;
        else for (const handler of [...handlers]) handler(from, opened.content, opened.proof);
      },
    );
    let stop: Unsubscribe | null = null;
    return (handler: OpenedHandler): Unsubscribe => {
      handlers.add(handler);
      stop ??= subscribe(open);
      return () => {
        handlers.delete(handler);
        if (handlers.size > 0) return;
        stop?.();
        stop = null;
      };
    };
  };

  return {
    ...inner,
    status: status.store,
    refused: () => refused,
    sendReliable: (bytes, how) => {
      // Sealing begins at once; what is sealed leaves in the order of its counters: the others take only newer ones.
      const sealing = seal("scene", bytes.slice(), how?.sign ?? false);
      const sent = Promise.all([sealing, sending]).then(([packet]) => inner.sendReliable(packet));
      sending = sent.catch(() => undefined);
      return sent;
    },
    sendFrame: (bytes) => {
      // One of each kind at a time: how hands are held goes beside where their person is, and must not keep that back.
      const kind = (bytes[0] ?? 0) >> 6;
      if (pendingFrames.has(kind) || options.keys.epoch.get() === null) return;
      pendingFrames.add(kind);
      // A frame that can't be sealed is a lost one; the next follows. They leave in the order of their counters, too.
      framing = Promise.all([seal("frame", bytes.slice(), false), framing])
        .then(([packet]) => inner.sendFrame(packet), () => undefined)
        .finally(() => pendingFrames.delete(kind));
    },
    onFrame: opener("frame", inner.onFrame),
    onReliable: opener("scene", inner.onReliable),
    close: async () => {
      status.stop();
      options.keys.close();
      await inner.close();
    },
  };
}

type OpenedHandler = (from: string, content: Uint8Array, proof: MessageProof) => void;

const NO_SIGNATURE = new Uint8Array(0);

type Seal = (channel: EnvelopeChannel, content: Uint8Array<ArrayBuffer>, isSigned: boolean) => Promise<Uint8Array<ArrayBuffer>>;

function createSealer({ room, identity, keys, signer }: SealOptions): Seal {
  const counters = { scene: 0, frame: 0 };
  return async (channel, content, isSigned) => {
    const epoch = keys.epoch.get();
    const counter = (counters[channel] += 1);
    const head = epoch === null ? null : writeHeader({ epoch, counter, isSigned, channel });
    const found = epoch === null ? null : keys.keyOf(identity, channel, epoch);
    // No turn of the queue is waited for where the key is there.
    const key = found instanceof Promise ? await found : found;
    if (!key || !head || (isSigned && !signer)) throw new Error("nothing leaves this page before it can be sealed");
    const additionalData = associatedData(room, identity, head);
    const [signature, ciphertext] = await Promise.all([
      isSigned && signer ? signer.sign(signedBytes(additionalData, content)) : NO_SIGNATURE,
      crypto.subtle.encrypt({ name: "AES-GCM", iv: nonceOf(counter), additionalData }, key, content),
    ]);
    const sealed = new Uint8Array(ciphertext);
    const bytes = new Uint8Array(head.length + signature.length + sealed.length);
    bytes.set(head);
    bytes.set(signature, head.length);
    bytes.set(sealed, head.length + signature.length);
    return bytes;
  };
}

interface Opened {
  readonly content: Uint8Array;
  readonly proof: MessageProof;
}

/** Opens each sender's packets one after another, so that they are taken in the order in which they came. */
function inOrder(
  open: (from: string, packet: Uint8Array<ArrayBuffer>) => Promise<Opened | null>,
  done: (from: string, opened: Opened | null) => void,
): (from: string, bytes: Uint8Array) => void {
  const lines = new Map<string, { tail: Promise<void>; count: number }>();
  return (from, bytes) => {
    const line = lines.get(from) ?? { tail: Promise.resolve(), count: 0 };
    lines.set(from, line);
    if (line.count >= MAX_WAITING) return;
    line.count += 1;
    const packet = bytes.slice();
    const opening = line.tail.then(() => open(from, packet));
    line.tail = opening.then(() => undefined);
    void opening.then((opened) => {
      line.count -= 1;
      done(from, opened);
    });
  };
}

/** Opens a packet that the network says is from `from`; null unless all of it proves true. Never rejects. */
async function openPacket(
  { room, keys, verifier, onUnknownEpoch }: SealOptions,
  guard: ReplayGuard,
  channel: EnvelopeChannel,
  from: string,
  packet: Uint8Array<ArrayBuffer>,
): Promise<Opened | null> {
  const parts = readEnvelope(packet, MAX_MESSAGE_BYTES);
  if (!parts || parts.header.channel !== channel) return null;
  const { header, head, signature, sealed } = parts;
  if (!guard.mayTake(from, header.counter)) return null;
  try {
    const found = keys.keyOf(from, channel, header.epoch);
    const key = found instanceof Promise ? await found : found;
    if (!key) {
      if (header.epoch > (keys.epoch.get() ?? -1)) onUnknownEpoch();
      return null;
    }
    const additionalData = associatedData(room, from, head);
    const iv = nonceOf(header.counter);
    const content = new Uint8Array(await crypto.subtle.decrypt({ name: "AES-GCM", iv, additionalData }, key, sealed));
    if (header.isSigned && !(await verifier.verify(from, signature, signedBytes(additionalData, content)))) return null;
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
