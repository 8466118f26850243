import { BaseKeyProvider, type KeyInfo, KeyProviderEvent } from "livekit-client";

/** Keys are numbered by one byte of a frame. */
const RING = 256;

/** Where in a ring the key of an epoch stands. */
export const slotOf = (epoch: number): number => epoch % RING;

/**
 * The media SDK's keys in one room: one for each sender and epoch, instead of one for all. So nobody's picture opens as
 * another's, whatever the media server says whose it is. A key that does not fit stays wrong: nothing is
 * derived further from it.
 */
export class SenderKeys extends BaseKeyProvider {
  readonly #held = new Map<string, KeyInfo>();
  #sendSlot = 0;

  constructor() {
    super({ sharedKey: false, ratchetWindowSize: 0, failureTolerance: -1, keyringSize: RING, keySize: 256 });
  }

  /** Gives the key of a sender; `isCurrent`: from now on this page sends under it. */
  put(participantIdentity: string, epoch: number, key: CryptoKey, isCurrent: boolean): void {
    const info: KeyInfo = { participantIdentity, keyIndex: slotOf(epoch), key };
    this.#held.set(`${participantIdentity} ${info.keyIndex}`, info);
    if (isCurrent) this.#sendSlot = slotOf(epoch);
    this.emit(KeyProviderEvent.SetKey, info, isCurrent);
  }

  /** Writes `nothing` over everybody's key of an epoch: no frame opens under it any more. */
  forget(epoch: number, nothing: CryptoKey): void {
    for (const [name, { participantIdentity, keyIndex }] of this.#held) {
      if (keyIndex !== slotOf(epoch)) continue;
      this.#held.delete(name);
      this.emit(KeyProviderEvent.SetKey, { participantIdentity, keyIndex, key: nothing }, false);
    }
  }

  override getKeys(): KeyInfo[] {
    return [...this.#held.values()];
  }

  override getLatestManuallySetKeyIndex(): number {
    return this.#sendSlot;
  }
}
