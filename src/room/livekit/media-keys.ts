import { senderInfo } from "@/core/room/envelope";
import type { RoomKey } from "@/core/room/contract";
import type { RoomClock } from "../clock";
import { fromBase64Url } from "../envelope/base64url";
import { createStore, type ReadonlyStore } from "../store";

/** The others get a new key about now, too: so long a page still sends under the one before. */
export const SWITCH_AFTER_MS = 2_000;
/** So long after it was last sent under an old key still opens. */
export const FORGET_AFTER_MS = 10_000;

/** Which epochs' keys count on this page. */
export interface MediaEpochs {
  /** What this page sends under; null until there is a key. */
  readonly sending: number | null;
  /** What opens, newest last. */
  readonly open: readonly number[];
}

/** The keys of sound and picture on one page, over all its connections. */
export interface MediaKeys {
  readonly epochs: ReadonlyStore<MediaEpochs>;
  /** Takes the room's key as the app server gives it; older ones than the newest are not taken. */
  take(key: RoomKey | null): Promise<void>;
  /** What one sender's frames are sealed under in one epoch; null for an epoch that is not held. */
  keyOf(sender: string, epoch: number): Promise<CryptoKey | null>;
  /** A key that nobody else has, to write over old ones. */
  random(): Promise<CryptoKey>;
  close(): void;
}

const USES: KeyUsage[] = ["deriveBits", "deriveKey"];
const material = (bytes: BufferSource): Promise<CryptoKey> => crypto.subtle.importKey("raw", bytes, "HKDF", false, USES);

/**
 * Creates the keys of one room's media. They come from the same secret as those of messages, by HKDF with a label of
 * their own: neither follows from the other. The first key counts at once; a later one opens at once and is
 * sent under a moment later, so that no picture stops while it goes round (ROOM-61).
 */
export function createMediaKeys(room: string, clock: Pick<RoomClock, "after">): MediaKeys {
  const epochs = createStore<MediaEpochs>({ sending: null, open: [] });
  const roots = new Map<number, CryptoKey>();
  const derived = new Map<string, Promise<CryptoKey>>();
  const cancels = new Set<() => void>();
  const salt = new TextEncoder().encode(room);

  const derive = async (root: CryptoKey, sender: string): Promise<CryptoKey> =>
    material(await crypto.subtle.deriveBits({ name: "HKDF", hash: "SHA-256", salt, info: senderInfo(sender, "media") }, root, 256));

  const forgetBefore = (newest: number): void => {
    for (const old of roots.keys()) if (old < newest) roots.delete(old);
    for (const name of derived.keys()) if (Number(name.split(" ", 1)[0]) < newest) derived.delete(name);
    epochs.set({ ...epochs.get(), open: [...roots.keys()] });
  };

  const sendUnder = (epoch: number): void => {
    if ((epochs.get().sending ?? -1) >= epoch) return;
    epochs.set({ sending: epoch, open: [...roots.keys()] });
    cancels.add(clock.after(FORGET_AFTER_MS, () => forgetBefore(epoch)));
  };

  return {
    epochs,
    take: async (key) => {
      if (key === null || roots.has(key.epoch)) return;
      const root = await material(fromBase64Url(key.secret));
      if (roots.has(key.epoch) || [...roots.keys()].some((known) => known > key.epoch)) return;
      const isFirst = roots.size === 0;
      roots.set(key.epoch, root);
      if (isFirst) return sendUnder(key.epoch);
      epochs.set({ ...epochs.get(), open: [...roots.keys()] });
      cancels.add(clock.after(SWITCH_AFTER_MS, () => sendUnder(key.epoch)));
    },
    keyOf: async (sender, epoch) => {
      const root = roots.get(epoch);
      if (root === undefined) return null;
      const name = `${epoch} ${sender}`;
      const known = derived.get(name) ?? derive(root, sender);
      derived.set(name, known);
      return known;
    },
    random: () => material(crypto.getRandomValues(new Uint8Array(32))),
    close: () => {
      for (const cancel of cancels) cancel();
      roots.clear();
      derived.clear();
      epochs.set({ sending: null, open: [] });
    },
  };
}
