import { type EnvelopeChannel, senderInfo } from "@/core/room/envelope";
import type { RoomClock } from "../clock";
import type { ReadonlyStore } from "../store";
import { createStore } from "../store";

/** After a new key came, packets on their way under the one before still open for this long. */
export const OLD_EPOCH_MS = 10_000;
const SECRET_BYTES = 32;

/** The encounter's keys on this page, by epoch. */
export interface RoomKeys {
  /** The newest epoch: what is sent is sealed with it. Null until there is a key. */
  readonly epoch: ReadonlyStore<number | null>;
  /** Takes a key from the app server: 32 bytes. Older epochs than the newest are not taken. */
  add(epoch: number, secret: Uint8Array<ArrayBuffer>): Promise<void>;
  /** The key of one sender and channel in one epoch, at once where it was made before; null when there is none. */
  keyOf(sender: string, channel: EnvelopeChannel, epoch: number): CryptoKey | null | Promise<CryptoKey>;
  close(): void;
}

/** Creates a ring of keys for one room. Nothing of a key can be read out again. */
export function createRoomKeys(room: string, clock: Pick<RoomClock, "after">): RoomKeys {
  const epoch = createStore<number | null>(null);
  const roots = new Map<number, CryptoKey>();
  const derived = new Map<string, CryptoKey | Promise<CryptoKey>>();
  const salt = new TextEncoder().encode(room);
  const cancels = new Set<() => void>();

  const forget = (old: number): void => {
    roots.delete(old);
    for (const name of derived.keys()) if (name.startsWith(`${old} `)) derived.delete(name);
  };
  const derive = (root: CryptoKey, sender: string, channel: EnvelopeChannel): Promise<CryptoKey> =>
    crypto.subtle.deriveKey(
      { name: "HKDF", hash: "SHA-256", salt, info: senderInfo(sender, channel) },
      root,
      { name: "AES-GCM", length: 256 },
      false,
      ["encrypt", "decrypt"],
    );

  return {
    epoch,
    add: async (next, secret) => {
      if (secret.length !== SECRET_BYTES) throw new Error("a room key has 32 bytes");
      const root = await crypto.subtle.importKey("raw", secret, "HKDF", false, ["deriveKey"]);
      const now = epoch.get();
      if (roots.has(next) || (now !== null && next < now)) return;
      roots.set(next, root);
      epoch.set(next);
      for (const old of roots.keys()) if (old < next) cancels.add(clock.after(OLD_EPOCH_MS, () => forget(old)));
    },
    keyOf: (sender, channel, at) => {
      const root = roots.get(at);
      if (!root) return null;
      const name = `${at} ${channel} ${sender}`;
      const known = derived.get(name);
      if (known) return known;
      const making = derive(root, sender, channel).then((key) => {
        if (roots.has(at)) derived.set(name, key);
        return key;
      });
      derived.set(name, making);
      return making;
    },
    close: () => {
      for (const cancel of cancels) cancel();
      for (const old of [...roots.keys()]) forget(old);
      epoch.set(null);
    },
  };
}
