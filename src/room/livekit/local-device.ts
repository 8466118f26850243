import {
  createLocalAudioTrack,
  createLocalVideoTrack,
  type LocalAudioTrack,
  type LocalVideoTrack,
  type Room,
  Track,
  TrackEvent,
} from "livekit-client";
import { audioWish, videoWish } from "../devices/device-check";
import { type FailureReason, readFailure } from "../devices/media-failure";
import { createStore, type ReadonlyStore } from "../store";
import type { LiveKitConnection } from "./connection";

/** One's own camera or microphone as the room uses it. */
export interface OwnDeviceState {
  /** What the person wants. */
  readonly on: boolean;
  readonly status: "off" | "starting" | "live" | "failed";
  readonly reason: FailureReason | null;
  readonly deviceId: string | null;
}

/** One's own camera or microphone. */
export interface OwnDevice {
  readonly state: ReadonlyStore<OwnDeviceState>;
  readonly track: ReadonlyStore<MediaStreamTrack | null>;
  set(on: boolean): Promise<void>;
  choose(deviceId: string): Promise<void>;
  close(): void;
}

type LocalTrack = LocalAudioTrack | LocalVideoTrack;
export type DeviceKind = "camera" | "microphone";

function createTrack(kind: DeviceKind, deviceId: string | null): Promise<LocalTrack> {
  if (kind === "microphone") {
    const { deviceId: id, ...wish } = audioWish(deviceId);
    return createLocalAudioTrack({ ...wish, deviceId: id } as Parameters<typeof createLocalAudioTrack>[0]);
  }
  const { deviceId: id } = videoWish(deviceId);
  return createLocalVideoTrack({ resolution: { width: 640, height: 360, frameRate: 24 }, facingMode: "user", deviceId: id });
}

/**
 * Owns one local track over all rooms of a page: made when first wanted, published in each fresh
 * room, muted and not thrown away when switched off. A device that fails says why; everything else
 * in the visit goes on without it.
 */
export function createOwnDevice(
  kind: DeviceKind,
  connection: LiveKitConnection,
  wanted: { readonly on: boolean; readonly deviceId: string | null },
): OwnDevice {
  const state = createStore<OwnDeviceState>({ on: wanted.on, status: "off", reason: null, deviceId: wanted.deviceId });
  const track = createStore<MediaStreamTrack | null>(null);
  const set = (change: Partial<OwnDeviceState>): void => state.set({ ...state.get(), ...change });
  let local: LocalTrack | null = null;
  let isClosed = false;
  // One thing after another: a quick off and on must not leave two tracks behind.
  let queue: Promise<void> = Promise.resolve();

  const fail = (error: unknown): void => {
    track.set(null);
    set({ status: "failed", reason: readFailure(error) });
  };

  const publish = async (room: Room): Promise<void> => {
    if (local === null || isClosed || room.state !== "connected" || connection.status.get() !== "connected") return;
    // Sealing was asked for and does not stand: nothing of a person leaves this page (ROOM-62).
    if (room.hasE2EESetup && !room.isE2EEEnabled) return;
    const source = kind === "camera" ? Track.Source.Camera : Track.Source.Microphone;
    if (room.localParticipant.getTrackPublication(source) !== undefined) return;
    // A publication that fails (permission, a room that just went) is made again in the next room.
    await room.localParticipant.publishTrack(local, { source }).catch(() => undefined);
  };

  const drop = async (): Promise<void> => {
    const old = local;
    local = null;
    track.set(null);
    if (old === null) return;
    const room = connection.room();
    if (room?.state === "connected") await room.localParticipant.unpublishTrack(old, true).catch(() => undefined);
    old.stop();
  };

  const begin = async (): Promise<void> => {
    set({ status: "starting", reason: null });
    try {
      const made = await createTrack(kind, state.get().deviceId);
      if (isClosed) return void made.stop();
      local = made;
      made.on(TrackEvent.Ended, () => {
        if (local !== made || isClosed) return;
        void drop();
        set({ status: "failed", reason: "none" });
      });
      show();
      const room = connection.room();
      if (room) await publish(room);
    } catch (error) {
      // Told where the device's button is, with what to do about it.
      fail(error);
    }
  };

  const show = (): void => {
    track.set(local?.mediaStreamTrack ?? null);
    set({ status: "live", reason: null, deviceId: local?.mediaStreamTrack.getSettings().deviceId ?? state.get().deviceId });
  };

  const follow = async (): Promise<void> => {
    const { on } = state.get();
    if (isClosed) return;
    if (local === null) return on ? begin() : set({ status: "off" });
    try {
      if (!on) {
        await local.mute();
        track.set(kind === "camera" ? null : track.get());
        set({ status: "off" });
      } else if (local.isMuted) {
        await local.unmute();
        show();
      }
    } catch (error) {
      // The camera was taken by something else while it was off.
      await drop();
      fail(error);
    }
  };

  const enqueue = (work: () => Promise<void>): Promise<void> => {
    queue = queue.then(work);
    return queue;
  };

  void enqueue(follow);
  const stopStatus = connection.status.subscribe(() => {
    const room = connection.room();
    if (connection.status.get() === "connected" && room !== null) void enqueue(() => publish(room));
  });

  return {
    state,
    track,
    set: (on) => {
      set({ on });
      return enqueue(follow);
    },
    choose: (deviceId) =>
      enqueue(async () => {
        set({ deviceId, on: true });
        if (local === null) return begin();
        try {
          // Swaps the source in place: the others see one picture end and the next begin.
          await local.setDeviceId({ exact: deviceId });
          if (local.isMuted) await local.unmute();
          show();
        } catch (error) {
          await drop();
          fail(error);
        }
      }),
    close: () => {
      isClosed = true;
      stopStatus();
      local?.stop();
      local = null;
    },
  };
}
