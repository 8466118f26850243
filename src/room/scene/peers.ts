import { splitBatches } from "@/core/room/batch";
import type { RosterEntry } from "@/core/room/contract";
import { type Digest, compareDigests, digestOf } from "@/core/room/digest";
import { type Claim, decodeMessage, encodeMessage } from "@/core/room/message";
import type { SceneOp } from "@/core/room/op";
import { isWritableBy } from "@/core/room/registers";
import type { RoomClock } from "../clock";
import type { RoomTransport } from "../transport";
import type { LocalScene } from "./local-scene";
import type { Outbox } from "./outbox";
import type { Puller } from "./puller";

/** A digest goes out this often, give or take a quarter, while connected. */
export const DIGEST_INTERVAL_MS = 2000;
const UNKNOWN_PULL_MS = 200;
const MAX_RESEND_OPS = 256;

/** The scene's traffic with the other browsers. */
export interface Peers {
  broadcast(ops: readonly SceneOp[]): void;
  sendClaim(claim: Claim): void;
  /** Sends a digest and everything unacknowledged: after each connect, resumed or new. */
  greet(): void;
  close(): void;
}

interface Options {
  readonly scene: LocalScene;
  readonly transport: RoomTransport;
  readonly outbox: Outbox;
  readonly puller: Puller;
  readonly clock: RoomClock;
  readonly rosterOf: (identity: string) => RosterEntry | undefined;
  readonly onClaim: (claim: Claim, from: RosterEntry) => void;
}

/** Starts talking to the others. Nothing here is trusted to arrive: the outbox and the digests repair. */
export function createPeers(options: Options): Peers {
  const { scene, transport, outbox, puller, clock, rosterOf, onClaim } = options;
  const strangeOnce = new Set<string>();
  let cancelTimer: (() => void) | null = null;
  let closed = false;

  const send = (bytes: Uint8Array | null): void => {
    if (!bytes || transport.status.get() !== "connected") return;
    // A refused send is a lost message like any other.
    transport.sendReliable(bytes).catch(() => undefined);
  };
  const broadcast = (ops: readonly SceneOp[]): void => {
    for (const batch of splitBatches(ops)) send(encodeMessage({ kind: "ops", ops: batch }));
  };
  const sendDigest = (): void => send(encodeMessage({ kind: "digest", digest: digestOf(scene.state) }));

  const hearDigest = (identity: string, theirs: Digest): void => {
    const mine = digestOf(scene.state);
    const { equal, behind, ahead } = compareDigests(mine, theirs);
    if (equal) {
      strangeOnce.delete(identity);
      return;
    }
    if (behind) puller.request(UNKNOWN_PULL_MS);
    if (ahead) {
      const known = theirs.seen.find(([actor]) => actor === scene.actor)?.[1] ?? 0;
      const missing = outbox.list(MAX_RESEND_OPS, known);
      if (missing.length > 0) broadcast(missing);
    }
    if (behind || ahead) return;
    // Same counts, different content: once may be a message in flight, twice is a hole.
    if (strangeOnce.has(identity)) puller.requestAll();
    strangeOnce.add(identity);
  };

  const hear = (identity: string, bytes: Uint8Array): void => {
    const from = rosterOf(identity);
    if (!from) {
      // Somebody new: the server knows who they are, and what they said will come again.
      puller.request(UNKNOWN_PULL_MS);
      return;
    }
    const message = decodeMessage(bytes);
    if (message?.kind === "ops") scene.receive(message.ops.filter((op) => op.actor === from.actor && isWritableBy(from.role, op.register)));
    else if (message?.kind === "digest") hearDigest(identity, message.digest);
    else if (message?.kind === "claim" && message.claim.actor === from.actor) onClaim(message.claim, from);
  };

  const tick = (): void => {
    if (closed) return;
    sendDigest();
    cancelTimer = clock.after(DIGEST_INTERVAL_MS * (0.75 + clock.random() / 2), tick);
  };
  const stopHearing = transport.onReliable(hear);
  tick();

  return {
    broadcast,
    sendClaim: (claim) => send(encodeMessage({ kind: "claim", claim })),
    greet: () => {
      broadcast(outbox.list(MAX_RESEND_OPS));
      sendDigest();
    },
    close: () => {
      closed = true;
      cancelTimer?.();
      stopHearing();
    },
  };
}
