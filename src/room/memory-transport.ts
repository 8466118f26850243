import type { RoomClock } from "./clock";
import { type Store, createStore } from "./store";
import type { MessageProof, RoomTransport, TransportStatus, Unsubscribe } from "./transport";

type Receive = (fromIdentity: string, bytes: Uint8Array, proof: MessageProof) => void;

interface Member {
  readonly status: Store<TransportStatus>;
  readonly reliable: Set<Receive>;
  readonly frames: Set<Receive>;
  readonly presence: Set<(identities: readonly string[]) => void>;
}

/** A room inside one process. */
export interface MemoryHub {
  /** Joins as `identity`; whoever had that identity before is dropped, as LiveKit does. */
  connect(identity: string): RoomTransport;
  /** Cuts a member off without telling the others at once, or lets them back. */
  setStatus(identity: string, status: TransportStatus): void;
}

/** Creates a room that delivers after `latencyMs` of the given clock, in order and without loss. */
export function createMemoryHub(clock: RoomClock, latencyMs = 1): MemoryHub {
  const members = new Map<string, Member>();
  const isIn = (member: Member | undefined): member is Member => member?.status.get() === "connected";

  const tellPresence = (): void => {
    for (const [identity, member] of members) {
      const others = [...members.keys()].filter((name) => name !== identity && isIn(members.get(name)));
      for (const handler of [...member.presence]) handler(others);
    }
  };

  const deliver = (from: string, bytes: Uint8Array, channel: "reliable" | "frames"): void => {
    const copy = bytes.slice();
    clock.after(latencyMs, () => {
      if (!isIn(members.get(from))) return;
      for (const [identity, member] of members) {
        if (identity === from || !isIn(member)) continue;
        for (const handler of [...member[channel]]) handler(from, copy, "line");
      }
    });
  };

  const connect = (identity: string): RoomTransport => {
    members.get(identity)?.status.set("lost");
    const member: Member = {
      status: createStore<TransportStatus>("connecting"),
      reliable: new Set(),
      frames: new Set(),
      presence: new Set(),
    };
    members.set(identity, member);
    clock.after(latencyMs, () => {
      if (member.status.get() !== "connecting") return;
      member.status.set("connected");
      tellPresence();
    });
    return {
      status: member.status,
      sendReliable: async (bytes) => {
        if (!isIn(member)) throw new Error("not connected");
        deliver(identity, bytes, "reliable");
      },
      sendFrame: (bytes) => {
        if (isIn(member)) deliver(identity, bytes, "frames");
      },
      onReliable: (handler) => subscribe(member.reliable, handler),
      onFrame: (handler) => subscribe(member.frames, handler),
      onPresence: (handler) => subscribe(member.presence, handler),
      close: async () => {
        member.status.set("idle");
        if (members.get(identity) === member) members.delete(identity);
        tellPresence();
      },
    };
  };

  return {
    connect,
    setStatus: (identity, status) => {
      members.get(identity)?.status.set(status);
      tellPresence();
    },
  };
}

function subscribe<T>(handlers: Set<T>, handler: T): Unsubscribe {
  handlers.add(handler);
  return () => {
    handlers.delete(handler);
  };
}

/** What a bad network does. Shares are 0 to 1. */
export interface Faults {
  readonly loss: number;
  readonly duplication: number;
  readonly reordering: number;
  readonly maxDelayMs: number;
}

/** A transport that mistreats what it sends; everything else is the inner one's. */
export interface FaultyTransport extends RoomTransport {
  /** While true nothing gets out, and sends resolve all the same, as they do in LiveKit. */
  partitioned: boolean;
}

/** Wraps a transport in seeded faults; `clock.random` chooses them. */
export function withFaults(inner: RoomTransport, clock: RoomClock, faults: Faults): FaultyTransport {
  const happens = (share: number): boolean => clock.random() < share;
  const later = (send: () => void): void => {
    // Without reordering a later message never overtakes: the inner transport keeps order.
    const delayMs = happens(faults.reordering) ? clock.random() * faults.maxDelayMs : 0;
    if (delayMs > 0) clock.after(delayMs, send);
    else send();
  };
  const mistreat = (send: () => void): void => {
    if (faulty.partitioned || happens(faults.loss)) return;
    later(send);
    if (happens(faults.duplication)) later(send);
  };
  const faulty: FaultyTransport = {
    ...inner,
    partitioned: false,
    sendReliable: async (bytes, how) => {
      if (inner.status.get() !== "connected") throw new Error("not connected");
      // A message that fails later is a lost message: the caller was told nothing, and expects nothing.
      mistreat(() => void inner.sendReliable(bytes, how).catch(() => undefined));
    },
    sendFrame: (bytes) => mistreat(() => inner.sendFrame(bytes)),
    onReliable: (handler) => inner.onReliable((from, bytes, proof) => faulty.partitioned || handler(from, bytes, proof)),
    onFrame: (handler) => inner.onFrame((from, bytes) => faulty.partitioned || handler(from, bytes)),
  };
  return faulty;
}
