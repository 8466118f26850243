import type { ReadonlyStore } from "./store";

/** How the room's network is doing. `unavailable`: there is no media server to connect to. */
export type TransportStatus = "idle" | "connecting" | "connected" | "reconnecting" | "lost" | "unavailable";

/**
 * What is known about who wrote a message. `line`: the media server says so, and nothing was asked to
 * prove it. `signed`: the page load that the server's roster names signed it. `unsigned`: it came in
 * the envelope, from somebody who holds the room's key.
 */
export type MessageProof = "line" | "signed" | "unsigned";

/** Stops a subscription. */
export type Unsubscribe = () => void;

/**
 * What the room needs from a network. Two implementations: memory (tests) and LiveKit. Promises the
 * least: messages may be lost, doubled, late and out of order, and a resolved send is never an
 * acknowledgement (livekit-real.md §5).
 */
export interface RoomTransport {
  readonly status: ReadonlyStore<TransportStatus>;
  /** Sends to everybody else in the room; `sign` where nobody else may have written it. Rejects when it certainly went nowhere. */
  sendReliable(bytes: Uint8Array, how?: { readonly sign: boolean }): Promise<void>;
  /** Sends a frame of presence that may get lost; never throws, never waits. */
  sendFrame(bytes: Uint8Array): void;
  /** `fromIdentity` is what the network states, never what the bytes say. */
  onReliable(handler: (fromIdentity: string, bytes: Uint8Array, proof: MessageProof) => void): Unsubscribe;
  onFrame(handler: (fromIdentity: string, bytes: Uint8Array) => void): Unsubscribe;
  /** Identities of everybody else, each time that changes. */
  onPresence(handler: (identities: readonly string[]) => void): Unsubscribe;
  close(): Promise<void>;
}
