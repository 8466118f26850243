import { createStore, type ReadonlyStore } from "../store";
import { loadChoices, saveChoices } from "./choices";
import { createLevelMeter, type LevelMeter } from "./level-meter";
import { type FailureReason, readFailure } from "./media-failure";

/** How one device is doing. */
export type DeviceState =
  | { readonly status: "idle" | "asking" | "ready" }
  | { readonly status: "failed"; readonly reason: FailureReason };

/** One device that can be chosen. */
export interface DeviceOption {
  readonly id: string;
  readonly label: string;
}

/** What the device check shows. */
export interface DeviceCheckState {
  readonly camera: DeviceState;
  readonly microphone: DeviceState;
  /** The picture to show, or null. */
  readonly picture: MediaStream | null;
  /** Something louder than the room was heard since the microphone came on. */
  readonly heard: boolean;
  readonly cameras: readonly DeviceOption[];
  readonly microphones: readonly DeviceOption[];
  readonly speakers: readonly DeviceOption[];
  readonly cameraId: string | null;
  readonly microphoneId: string | null;
  readonly speakerId: string | null;
}

/** The check of camera, microphone and speaker before a visit. */
export interface DeviceCheck {
  readonly state: ReadonlyStore<DeviceCheckState>;
  /** Loudness of the microphone, 0 to 1. */
  readonly level: ReadonlyStore<number>;
  /** Asks for camera and microphone, with one question of the browser where it can be one. */
  start(): Promise<void>;
  /** Asks again for what failed. */
  retry(kind: "camera" | "microphone"): Promise<void>;
  choose(kind: "camera" | "microphone" | "speaker", id: string): Promise<void>;
  /** Lets go of all devices. */
  stop(): void;
}

type Capture = "camera" | "microphone";

const HEARD_LEVEL = 0.18;

const FIRST: Omit<DeviceCheckState, "cameraId" | "microphoneId" | "speakerId"> = {
  camera: { status: "idle" },
  microphone: { status: "idle" },
  picture: null,
  heard: false,
  cameras: [],
  microphones: [],
  speakers: [],
};

/** Size and rate that a visit sends; asking for more only makes old phones warm. */
export function videoWish(deviceId: string | null): MediaTrackConstraints {
  return {
    width: { ideal: 640 },
    height: { ideal: 360 },
    frameRate: { ideal: 24, max: 30 },
    // `ideal`: a camera that was unplugged since then is replaced by another without a word.
    ...(deviceId === null ? { facingMode: "user" } : { deviceId: { ideal: deviceId } }),
  };
}

/** Voice with the browser's own cleaning. */
export function audioWish(deviceId: string | null): MediaTrackConstraints {
  return {
    echoCancellation: true,
    noiseSuppression: true,
    autoGainControl: true,
    ...(deviceId === null ? {} : { deviceId: { ideal: deviceId } }),
  };
}

/** Creates the check; nothing is asked for before {@link DeviceCheck.start}. */
export function createDeviceCheck(media: MediaDevices | undefined = navigator.mediaDevices): DeviceCheck {
  const { cameraId, microphoneId, speakerId } = loadChoices();
  const state = createStore<DeviceCheckState>({ ...FIRST, cameraId, microphoneId, speakerId });
  const level = createStore(0);
  const set = (change: Partial<DeviceCheckState>): void => state.set({ ...state.get(), ...change });
  const streams: Partial<Record<Capture, MediaStream>> = {};
  let meter: LevelMeter | null = null;
  let isStopped = false;

  const release = (kind: Capture): void => {
    for (const track of streams[kind]?.getTracks() ?? []) track.stop();
    delete streams[kind];
    if (kind === "camera") set({ picture: null });
    else {
      meter?.stop();
      meter = null;
      level.set(0);
    }
  };

  const listen = (stream: MediaStream): void => {
    meter = createLevelMeter(stream);
    const current = meter;
    current.level.subscribe(() => {
      level.set(current.level.get());
      if (current.level.get() > HEARD_LEVEL && !state.get().heard) set({ heard: true });
    });
  };

  /** Takes hold of one kind of track. The stream may hold both kinds. */
  const keep = (kind: Capture, tracks: MediaStreamTrack[]): void => {
    const [track] = tracks;
    if (track === undefined) return;
    const stream = new MediaStream([track]);
    streams[kind] = stream;
    const id = track.getSettings().deviceId ?? null;
    // Unplugged, or taken away by the system: say so instead of showing a frozen picture.
    track.addEventListener("ended", () => {
      if (streams[kind] !== stream || isStopped) return;
      release(kind);
      set({ [kind]: { status: "failed", reason: "none" } });
    });
    if (kind === "camera") set({ camera: { status: "ready" }, picture: stream, cameraId: id });
    else {
      set({ microphone: { status: "ready" }, heard: false, microphoneId: id });
      listen(stream);
    }
  };

  const ask = async (kinds: readonly Capture[]): Promise<unknown> => {
    if (media === undefined) return Object.assign(new Error("no mediaDevices"), { name: "SecurityError" });
    try {
      const chosen = state.get();
      const stream = await media.getUserMedia({
        video: kinds.includes("camera") ? videoWish(chosen.cameraId) : false,
        audio: kinds.includes("microphone") ? audioWish(chosen.microphoneId) : false,
      });
      if (isStopped) {
        for (const track of stream.getTracks()) track.stop();
        return null;
      }
      if (kinds.includes("camera")) keep("camera", stream.getVideoTracks());
      if (kinds.includes("microphone")) keep("microphone", stream.getAudioTracks());
      return null;
    } catch (error) {
      // Every way to fail is shown with its remedy.
      return error ?? new Error("refused");
    }
  };

  const askOne = async (kind: Capture): Promise<void> => {
    release(kind);
    set({ [kind]: { status: "asking" } });
    const error = await ask([kind]);
    if (error !== null && !isStopped) set({ [kind]: { status: "failed", reason: readFailure(error) } });
    await refreshLists();
  };

  const refreshLists = async (): Promise<void> => {
    if (media === undefined || isStopped) return;
    const devices = await media.enumerateDevices();
    const options = (kind: MediaDeviceKind): DeviceOption[] =>
      // Before permission browsers list devices without ids: nothing to choose from yet.
      devices.filter((each) => each.kind === kind && each.deviceId !== "").map((each) => ({ id: each.deviceId, label: each.label }));
    set({ cameras: options("videoinput"), microphones: options("audioinput"), speakers: options("audiooutput") });
  };
  const onDeviceChange = (): void => void refreshLists().catch(() => undefined);

  return {
    state,
    level,
    async start() {
      isStopped = false;
      media?.addEventListener("devicechange", onDeviceChange);
      set({ camera: { status: "asking" }, microphone: { status: "asking" } });
      const error = await ask(["camera", "microphone"]);
      if (error === null) return refreshLists();
      // One question failed for both: ask one by one, to know which of the two it was.
      await askOne("microphone");
      await askOne("camera");
    },
    retry: askOne,
    async choose(kind, id) {
      if (kind === "speaker") {
        set({ speakerId: id });
        saveChoices({ speakerId: id });
        return;
      }
      set(kind === "camera" ? { cameraId: id } : { microphoneId: id });
      saveChoices(kind === "camera" ? { cameraId: id } : { microphoneId: id });
      await askOne(kind);
    },
    stop() {
      isStopped = true;
      media?.removeEventListener("devicechange", onDeviceChange);
      release("camera");
      release("microphone");
    },
  };
}
