import { type KeyInfo, KeyProviderEvent, LogLevel, Room, RoomEvent, setLogLevel } from "livekit-client";
import { afterEach, describe, expect, it, vi } from "vitest";
import { SDK_EVENTS, SenderKeys } from "./sender-keys";

const make = () => crypto.subtle.importKey("raw", crypto.getRandomValues(new Uint8Array(32)), "HKDF", false, ["deriveBits", "deriveKey"]);

afterEach(() => vi.unstubAllGlobals());

interface Posted {
  readonly kind: string;
  readonly data: { readonly participantIdentity?: string; readonly keyIndex?: number; readonly updateCurrentKeyIndex?: boolean };
}

describe("the media SDK's keys", () => {
  it("ROOM-61: the SDK hands them to its worker: those of the others to open with, one's own to send under", async () => {
    setLogLevel(LogLevel.silent);
    // All that the SDK asks of a browser before it seals.
    vi.stubGlobal("window", { RTCRtpScriptTransform: class {} });
    const posted: Posted[] = [];
    const worker = { postMessage: (message: Posted) => posted.push(message) } as unknown as Worker;
    const keys = new SenderKeys();
    const key = await make();
    const room = new Room({ e2ee: { keyProvider: keys.asProvider(), worker } });
    await room.setE2EEEnabled(true);
    keys.put("ann", 0, key, true);
    keys.put("bo", 1, key, false);
    const told = posted.filter(({ kind }) => kind === "setKey").map(({ data }) => [data.participantIdentity, data.keyIndex, data.updateCurrentKeyIndex]);
    expect(told).toEqual([
      ["ann", 0, true],
      ["bo", 1, false],
    ]);
    expect(posted[0]).toMatchObject({ kind: "init", data: { keyProviderOptions: keys.getOptions() } });
    expect(room.hasE2EESetup).toBe(true);
    expect(room.localParticipant.isE2EEEnabled).toBe(true);
  });

  it("are told and listened to in the SDK's own words", () => {
    expect(SDK_EVENTS).toEqual({
      setKey: KeyProviderEvent.SetKey,
      connected: RoomEvent.Connected,
      reconnected: RoomEvent.Reconnected,
      joined: RoomEvent.ParticipantConnected,
      statusChanged: RoomEvent.ParticipantEncryptionStatusChanged,
      refused: RoomEvent.EncryptionError,
    });
  });

  it("ROOM-61: a key is given for opening without being sent under, and a forgotten one is written over everywhere", async () => {
    const keys = new SenderKeys();
    const told: [KeyInfo, boolean][] = [];
    keys.on(KeyProviderEvent.SetKey, (info, isCurrent) => told.push([info, isCurrent]));
    const [old, fresh, nothing] = [await make(), await make(), await make()];
    keys.put("ann", 0, old, true);
    keys.put("bo", 0, old, false);
    keys.put("ann", 1, fresh, false);
    expect(keys.getLatestManuallySetKeyIndex()).toBe(0);
    keys.put("ann", 1, fresh, true);
    expect(keys.getLatestManuallySetKeyIndex()).toBe(1);
    expect(told.map(([, isCurrent]) => isCurrent)).toEqual([true, false, false, true]);
    told.length = 0;
    keys.forget(0, nothing);
    expect(told).toEqual([
      [{ participantIdentity: "ann", keyIndex: 0, key: nothing }, false],
      [{ participantIdentity: "bo", keyIndex: 0, key: nothing }, false],
    ]);
    // What the SDK repeats to its worker holds nothing that was forgotten.
    expect(keys.getKeys()).toEqual([{ participantIdentity: "ann", keyIndex: 1, key: fresh }]);
  });

  it("ROOM-63: nothing is derived further from a key that does not fit, and no failure lets a frame through", () => {
    expect(new SenderKeys().getOptions()).toMatchObject({ sharedKey: false, ratchetWindowSize: 0, failureTolerance: -1, keySize: 256 });
  });
});
