import type { RoomKey, RosterEntry } from "@/core/room/contract";
import type { RoomClock } from "../clock";
import type { RoomTransport } from "../transport";
import { createRoomKeys } from "./keys";
import { type SealedTransport, sealTransport } from "./sealed-transport";
import { type Signer, createSigner, createVerifier } from "./signing";

/** What a page brings to a sealed room before it comes in. */
export interface SealedEntry {
  /** For `room/enter`: the public half that the roster then names. Left out where the browser has no ciphers. */
  readonly signKey: string | undefined;
  /** Seals a transport. It connects once `takeKey` was given a key. */
  seal(inner: RoomTransport, room: SealedRoomOptions): { readonly transport: SealedTransport; readonly takeKey: (key: RoomKey | null) => void };
}

interface SealedRoomOptions {
  readonly visitId: string;
  readonly identity: string;
  readonly clock: RoomClock;
  readonly roster: () => readonly RosterEntry[];
  /** Asks the server, whose answers bring keys. */
  readonly askForKey: () => void;
}

const toBase64Url = (bytes: Uint8Array): string =>
  btoa(String.fromCharCode(...bytes)).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
const fromBase64Url = (text: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (each) => each.charCodeAt(0));

/**
 * Makes this page load's own pair of keys. A page that is not served securely has no ciphers: nothing
 * of its leaves towards the other browsers then, and the scene travels by the server.
 */
export async function prepareSealedRoom(): Promise<SealedEntry> {
  const signer: Signer | null = globalThis.isSecureContext === false ? null : await createSigner();
  return {
    signKey: signer ? toBase64Url(signer.publicKey) : undefined,
    seal: (inner, { visitId, identity, clock, roster, askForKey }) => {
      const keys = createRoomKeys(visitId, clock);
      const verifier = createVerifier((sender) => {
        const known = roster().find((entry) => entry.identity === sender)?.signKey;
        return known == null ? null : fromBase64Url(known);
      });
      const transport = sealTransport(inner, { room: visitId, identity, keys, signer, verifier, onUnknownEpoch: askForKey });
      return {
        transport,
        takeKey: (key) => {
          if (key && signer && key.epoch !== keys.epoch.get()) void keys.add(key.epoch, fromBase64Url(key.secret));
        },
      };
    },
  };
}
