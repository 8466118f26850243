import type { RoomKey, RosterEntry } from "@/core/room/contract";
import type { RoomClock } from "../clock";
import type { RoomTransport } from "../transport";
import { fromBase64Url } from "./base64url";
import { createRoomKeys } from "./keys";
import { type SealedTransport, sealTransport } from "./sealed-transport";
import type { Signer } from "./signer";
import { createVerifier } from "./verifier";

/** What a sealed room is made of. */
export interface SealedRoomOptions {
  readonly visitId: string;
  readonly identity: string;
  /** Null where the page has no ciphers: nothing of its leaves towards the other browsers then. */
  readonly signer: Signer | null;
  readonly clock: RoomClock;
  readonly roster: () => readonly RosterEntry[];
  /** Asks the server, whose answers bring keys. */
  readonly askForKey: () => void;
}

/** A transport under the room's keys. */
export interface SealedRoom {
  /** Connects once a key was given. */
  readonly transport: SealedTransport;
  takeKey(key: RoomKey | null): void;
}

/** Seals a transport for one visit, with the keys that the server gives and the signatures that its roster names. */
export function sealRoom(inner: RoomTransport, { visitId, identity, signer, clock, roster, askForKey }: SealedRoomOptions): SealedRoom {
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
}
