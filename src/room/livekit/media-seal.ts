import type { Participant, Room, RoomOptions } from "livekit-client";
import type { RoomClock } from "../clock";
import type { Unsubscribe } from "../transport";
import { createMediaKeys, type MediaKeys } from "./media-keys";
import { SDK_EVENTS, SenderKeys } from "./sender-keys";

/** Sealing must stand within this time of connecting, or the connection is given up: nothing leaves unsealed meanwhile. */
const ESTABLISH_WITHIN_MS = 20_000;

/** The sealing of one connection. */
export interface RoomSeal {
  readonly options: Partial<RoomOptions>;
  /** Call before connecting: what the SDK is told later, it does too late (realtime.md §1.6). */
  begin(room: Room): Promise<void>;
  /** Resolves once the worker seals and this page has a key. Rejects when that does not come about. */
  established(): Promise<void>;
  close(): void;
}

/** Seals the sound and picture of a page, connection after connection. */
export interface MediaSeal {
  readonly take: MediaKeys["take"];
  forConnection(): RoomSeal;
  close(): void;
}

interface MediaSealOptions {
  readonly visitId: string;
  /** The own identity, as the media server states it to the others. */
  readonly identity: string;
  readonly clock: RoomClock;
  /** Somebody seals under a key that is not known here. */
  readonly askForKey: () => void;
}

/** Creates what seals sound and picture in one visit. */
export function createMediaSeal(options: MediaSealOptions): MediaSeal {
  const keys = createMediaKeys(options.visitId, options.clock);
  return { take: keys.take, forConnection: () => sealConnection(options, keys), close: keys.close };
}

interface CipherMessage {
  readonly kind?: string;
  readonly data?: object;
}

/**
 * The SDK's worker, told of nobody that they send in the clear: it would believe whatever the media server says of a
 * track, and let plain frames through. Here everything that arrives must open, or is dropped (ROOM-63).
 */
function startWorker(): Worker {
  const worker = new Worker(new URL("./media-cipher.worker.ts", import.meta.url), { type: "module" });
  const post = worker.postMessage.bind(worker) as (message: CipherMessage, transfer: Transferable[]) => void;
  worker.postMessage = (message: CipherMessage, transfer?: unknown) => {
    const isStrict = message.kind === "enable" ? { ...message, data: { ...message.data, enabled: true } } : message;
    post(isStrict, Array.isArray(transfer) ? (transfer as Transferable[]) : []);
  };
  return worker;
}

function sealConnection({ identity, clock, askForKey }: MediaSealOptions, keys: MediaKeys): RoomSeal {
  const provider = new SenderKeys();
  const worker = startWorker();
  const stops: Unsubscribe[] = [() => worker.terminate()];
  let room: Room | null = null;
  let known: readonly number[] = [];
  let isClosed = false;

  const senders = (): readonly string[] => [identity, ...(room?.remoteParticipants.keys() ?? [])];
  const give = async (sender: string): Promise<void> => {
    for (const epoch of keys.epochs.get().open) {
      const key = await keys.keyOf(sender, epoch);
      // Asked only now: what is sent under may have changed while the key was made.
      const isCurrent = sender === identity && epoch === keys.epochs.get().sending;
      if (key !== null && !isClosed) provider.put(sender, epoch, key, isCurrent);
    }
  };
  const follow = async (): Promise<void> => {
    const { open } = keys.epochs.get();
    const gone = known.filter((epoch) => !open.includes(epoch));
    known = open;
    await Promise.all(senders().map(give));
    for (const epoch of gone) provider.forget(epoch, await keys.random());
  };

  return {
    // Not the SDK's `encryption`, which seals data packets too: those have our own envelope, and are judged by it.
    options: { e2ee: { keyProvider: provider.asProvider(), worker } },
    begin: async (fresh) => {
      room = fresh;
      const onJoin = (participant: Participant): void => void give(participant.identity);
      const onConnected = (): void => void follow();
      fresh
        .on(SDK_EVENTS.joined, onJoin)
        .on(SDK_EVENTS.connected, onConnected)
        .on(SDK_EVENTS.reconnected, onConnected)
        .on(SDK_EVENTS.refused, askForKey);
      stops.push(keys.epochs.subscribe(() => void follow()));
      await fresh.setE2EEEnabled(true);
      await follow();
    },
    established: () => {
      const isSafe = (): boolean => room?.isE2EEEnabled === true && keys.epochs.get().sending !== null;
      return new Promise<void>((resolve, reject) => {
        const look = (): void => {
          if (isClosed) reject(new Error("closed"));
          else if (isSafe()) resolve(follow());
        };
        const giveUp = (): void => reject(new Error("sound and picture could not be sealed"));
        // Closing looks once more, and so ends the wait.
        stops.push(keys.epochs.subscribe(look), clock.after(ESTABLISH_WITHIN_MS, giveUp), look);
        room?.on(SDK_EVENTS.statusChanged, look);
        look();
      });
    },
    close: () => {
      isClosed = true;
      for (const stop of stops) stop();
    },
  };
}
