import type { BaseKeyProvider, KeyInfo, KeyProviderOptions, RoomEvent } from "livekit-client";

/** Keys are numbered by one byte of a frame. */
const RING = 256;

/** Where in a ring the key of an epoch stands. */
export const slotOf = (epoch: number): number => epoch % RING;

/** The SDK's words for what is listened to here; its lists of them would make the room's first load larger. */
export const SDK_EVENTS = {
  setKey: "setKey",
  connected: "connected" as RoomEvent.Connected,
  reconnected: "reconnected" as RoomEvent.Reconnected,
  joined: "participantConnected" as RoomEvent.ParticipantConnected,
  statusChanged: "participantEncryptionStatusChanged" as RoomEvent.ParticipantEncryptionStatusChanged,
  refused: "encryptionError" as RoomEvent.EncryptionError,
} as const;

const OPTIONS: KeyProviderOptions = {
  sharedKey: false,
  ratchetSalt: "LKFrameEncryptionKey",
  ratchetWindowSize: 0,
  failureTolerance: -1,
  keyringSize: RING,
  keySize: 256,
};

type Watcher = (info: KeyInfo, isCurrent: boolean) => void;

/**
 * The media SDK's keys in one room: one for each sender and epoch, instead of one for all. So nobody's picture opens as
 * another's, whatever the media server says whose it is. A key that does not fit stays wrong: nothing is
 * derived further from it. It has of the SDK's provider what its manager asks for.
 */
export class SenderKeys {
  readonly #held = new Map<string, KeyInfo>();
  readonly #watchers = new Set<Watcher>();
  #sendSlot = 0;

  /** As the SDK takes it. */
  asProvider(): BaseKeyProvider {
    return this as unknown as BaseKeyProvider;
  }

  /** Gives the key of a sender; `isCurrent`: from now on this page sends under it. */
  put(participantIdentity: string, epoch: number, key: CryptoKey, isCurrent: boolean): void {
    const info: KeyInfo = { participantIdentity, keyIndex: slotOf(epoch), key };
    this.#held.set(`${participantIdentity} ${info.keyIndex}`, info);
    if (isCurrent) this.#sendSlot = slotOf(epoch);
    this.#tell(info, isCurrent);
  }

  /** Writes `nothing` over everybody's key of an epoch: no frame opens under it any more. */
  forget(epoch: number, nothing: CryptoKey): void {
    for (const [name, { participantIdentity, keyIndex }] of this.#held) {
      if (keyIndex !== slotOf(epoch)) continue;
      this.#held.delete(name);
      this.#tell({ participantIdentity, keyIndex, key: nothing }, false);
    }
  }

  /** Called by the SDK; it asks for a further derived key, too, which there never is. */
  on(event: string, watcher: Watcher): this {
    if (event === SDK_EVENTS.setKey) this.#watchers.add(watcher);
    return this;
  }

  /** Called by the SDK. */
  getKeys(): KeyInfo[] {
    return [...this.#held.values()];
  }

  /** Called by the SDK: the slot of the key that this page sends under. */
  getLatestManuallySetKeyIndex(): number {
    return this.#sendSlot;
  }

  /** Called by the SDK. */
  getOptions(): KeyProviderOptions {
    return OPTIONS;
  }

  #tell(info: KeyInfo, isCurrent: boolean): void {
    for (const watcher of this.#watchers) watcher(info, isCurrent);
  }
}
