import {
  ConnectionQuality,
  type RemoteParticipant,
  type RemoteTrack,
  type RemoteTrackPublication,
  type Room,
  RoomEvent,
  Track,
  VideoQuality,
} from "livekit-client";
import type { DeviceChoices } from "../devices/choices";
import { createStore, type ReadonlyStore, type Store } from "../store";
import type { LiveKitConnection } from "./connection";
import { createOwnDevice, type OwnDevice } from "./local-device";

/** Something that can be shown or heard. */
export interface Playable {
  /** Unlike for each track, so that views know when to attach anew. */
  readonly id: string;
  /** Plays in an element until the returned function is called. */
  attach(element: HTMLMediaElement): () => void;
}

/** What comes from one other page. */
export interface RemoteMedia {
  readonly identity: string;
  readonly video: Playable | null;
  readonly audio: Playable | null;
  /** The person switched the microphone off, or has none. */
  readonly isMuted: boolean;
  readonly isSpeaking: boolean;
  readonly quality: "good" | "poor" | "lost";
}

/** Sound and picture of a visit, both ways. */
export interface VisitMedia {
  readonly camera: OwnDevice;
  readonly microphone: OwnDevice;
  readonly remotes: ReadonlyStore<readonly RemoteMedia[]>;
  /** The element that plays each page's voice, by identity: where voices come from people's places, they are taken from there. */
  readonly voices: ReadonlyStore<ReadonlyMap<string, HTMLMediaElement>>;
  /** A picture of somebody else has been drawn on this page; stays true. A track is no picture yet. */
  readonly hasPicture: ReadonlyStore<boolean>;
  /** False while the browser lets no sound out before a touch. */
  readonly canHear: ReadonlyStore<boolean>;
  /** How good one's own line is. */
  readonly ownQuality: ReadonlyStore<RemoteMedia["quality"]>;
  readonly isSpeaking: ReadonlyStore<boolean>;
  /** Loudness of a page's voice, 0 to 1. */
  levelOf(identity: string | "self"): ReadonlyStore<number>;
  /** Call from a touch. */
  startAudio(): Promise<void>;
  chooseSpeaker(deviceId: string): Promise<void>;
  /** Asks for the others' pictures small and at fewer frames, or as they are: for a device that can't keep up. */
  spare(isSparing: boolean): void;
  close(): void;
}

const LEVEL_EVERY_MS = 120;

/** Frames a second of a picture that is spared. */
const SPARED_FPS = 10;
const FULL_FPS = 30;

const REMOTE_EVENTS = [
  RoomEvent.Connected,
  RoomEvent.ParticipantConnected,
  RoomEvent.ParticipantDisconnected,
  RoomEvent.TrackSubscribed,
  RoomEvent.TrackUnsubscribed,
  RoomEvent.TrackMuted,
  RoomEvent.TrackUnmuted,
  RoomEvent.ActiveSpeakersChanged,
  RoomEvent.ConnectionQualityChanged,
  RoomEvent.Reconnected,
] as const;

function qualityOf(quality: ConnectionQuality): RemoteMedia["quality"] {
  if (quality === ConnectionQuality.Lost) return "lost";
  return quality === ConnectionQuality.Poor ? "poor" : "good";
}

/** Calls once a picture has been drawn. Returns how to stop waiting for it. */
function whenDrawn(element: HTMLMediaElement, onDrawn: () => void): () => void {
  if (!(element instanceof HTMLVideoElement) || !("requestVideoFrameCallback" in element)) {
    element.addEventListener("playing", onDrawn, { once: true });
    return () => element.removeEventListener("playing", onDrawn);
  }
  // "playing" says that there is something to draw; on a busy device that is seconds before it is drawn.
  const handle = element.requestVideoFrameCallback(onDrawn);
  return () => element.cancelVideoFrameCallback(handle);
}

const trackNumbers = new WeakMap<PlayedTrack, number>();
let lastTrackNumber = 0;

/**
 * A name for the very object that plays. The media server's own name is not enough: what it subscribes anew keeps that
 * name and is another object, and the element of the old one plays nothing any more.
 */
function idOf(track: PlayedTrack): string {
  const number = trackNumbers.get(track) ?? (lastTrackNumber += 1);
  trackNumbers.set(track, number);
  return `${String(track.sid)}/${number}`;
}

/** What playing needs of a track. */
type PlayedTrack = Pick<RemoteTrack, "sid"> & { attach(element: HTMLMediaElement): unknown; detach(element: HTMLMediaElement): unknown };

/** A track as the room's pictures and voices take it; null before the media server named it. */
export function playable(track: PlayedTrack | undefined, onDrawn?: () => void, onElement?: (element: HTMLMediaElement | null) => void): Playable | null {
  if (track?.sid === undefined) return null;
  return {
    id: idOf(track),
    attach: (element) => {
      const stopWaiting = onDrawn && whenDrawn(element, onDrawn);
      track.attach(element);
      onElement?.(element);
      return () => {
        stopWaiting?.();
        onElement?.(null);
        track.detach(element);
      };
    },
  };
}

/** What travels otherwise than the room is not shown and not heard: plain in a sealed one, or sealed where nothing opens it. */
function trackOf(publication: RemoteTrackPublication | undefined, isRoomSealed: boolean): RemoteTrack | undefined {
  return publication?.isEncrypted === isRoomSealed ? publication.track : undefined;
}

function readRemote(participant: RemoteParticipant, isRoomSealed: boolean, onPicture: () => void, onVoice: (element: HTMLMediaElement | null) => void): RemoteMedia {
  const camera = participant.getTrackPublication(Track.Source.Camera);
  const microphone = participant.getTrackPublication(Track.Source.Microphone);
  return {
    identity: participant.identity,
    video: camera === undefined || camera.isMuted ? null : playable(trackOf(camera, isRoomSealed), onPicture),
    audio: playable(trackOf(microphone, isRoomSealed), undefined, onVoice),
    isMuted: microphone === undefined || microphone.isMuted,
    isSpeaking: participant.isSpeaking,
    quality: qualityOf(participant.connectionQuality),
  };
}

/** What sparing needs of somebody else in the room. */
interface Filmed {
  getTrackPublication(source: Track.Source): Pick<RemoteTrackPublication, "isSubscribed" | "setVideoQuality" | "setVideoFPS"> | undefined;
}

/** Asks the media server for a smaller layer and fewer frames of every camera that is watched, or for all of them. Sound stays. */
export function spareCameras(people: Iterable<Filmed>, isSparing: boolean): void {
  for (const participant of people) {
    const camera = participant.getTrackPublication(Track.Source.Camera);
    if (camera?.isSubscribed !== true) continue;
    camera.setVideoQuality(isSparing ? VideoQuality.LOW : VideoQuality.HIGH);
    camera.setVideoFPS(isSparing ? SPARED_FPS : FULL_FPS);
  }
}

/** Creates the media of a page; it begins with what the person chose in the device check. */
export function createVisitMedia(connection: LiveKitConnection, choices: DeviceChoices): VisitMedia {
  const remotes = createStore<readonly RemoteMedia[]>([]);
  const hasPicture = createStore(false);
  const onPicture = (): void => hasPicture.set(true);
  const voices = createStore<ReadonlyMap<string, HTMLMediaElement>>(new Map());
  const setVoice = (identity: string, element: HTMLMediaElement | null): void => {
    const next = new Map(voices.get());
    if (element) next.set(identity, element);
    else next.delete(identity);
    voices.set(next);
  };
  const canHear = createStore(true);
  const ownQuality = createStore<RemoteMedia["quality"]>("good");
  const isSpeaking = createStore(false);
  const levels = new Map<string, Store<number>>();
  let isSparing = false;
  let speakerId = choices.speakerId;
  const camera = createOwnDevice("camera", connection, { on: choices.cameraOn, deviceId: choices.cameraId });
  const microphone = createOwnDevice("microphone", connection, { on: choices.microphoneOn, deviceId: choices.microphoneId });

  const levelStore = (identity: string): Store<number> => {
    const found = levels.get(identity) ?? createStore(0);
    levels.set(identity, found);
    return found;
  };

  const applySpeaker = async (room: Room): Promise<void> => {
    // A browser that can't choose plays on its own speaker.
    if (speakerId !== null) await room.switchActiveDevice("audiooutput", speakerId).catch(() => undefined);
  };

  const stopRoom = connection.onRoom((room) => {
    const refresh = (): void => {
      remotes.set([...room.remoteParticipants.values()].map((one) => readRemote(one, room.hasE2EESetup, onPicture, (element) => setVoice(one.identity, element))));
      isSpeaking.set(room.localParticipant.isSpeaking);
      ownQuality.set(qualityOf(room.localParticipant.connectionQuality));
    };
    const onSubscribed = (): void => {
      if (isSparing) spareCameras(room.remoteParticipants.values(), true);
    };
    const onHear = (): void => canHear.set(room.canPlaybackAudio);
    const onConnected = (): void => void applySpeaker(room);
    for (const event of REMOTE_EVENTS) room.on(event, refresh);
    room.on(RoomEvent.AudioPlaybackStatusChanged, onHear);
    room.on(RoomEvent.Connected, onConnected);
    room.on(RoomEvent.TrackSubscribed, onSubscribed);
    return () => {
      for (const event of REMOTE_EVENTS) room.off(event, refresh);
      room.off(RoomEvent.AudioPlaybackStatusChanged, onHear);
      room.off(RoomEvent.Connected, onConnected);
      room.off(RoomEvent.TrackSubscribed, onSubscribed);
    };
  });

  const levelTimer = setInterval(() => {
    const room = connection.room();
    if (room === null) return;
    for (const [identity, level] of levels) {
      const participant = identity === "self" ? room.localParticipant : room.remoteParticipants.get(identity);
      level.set(participant?.isSpeaking === true ? Math.min(1, participant.audioLevel * 2) : 0);
    }
  }, LEVEL_EVERY_MS);

  return {
    camera,
    microphone,
    remotes,
    voices,
    hasPicture,
    canHear,
    ownQuality,
    isSpeaking,
    levelOf: levelStore,
    startAudio: async () => {
      await connection.room()?.startAudio();
    },
    chooseSpeaker: async (deviceId) => {
      speakerId = deviceId;
      const room = connection.room();
      if (room) await applySpeaker(room);
    },
    spare: (wanted) => {
      if (wanted === isSparing) return;
      isSparing = wanted;
      const room = connection.room();
      if (room) spareCameras(room.remoteParticipants.values(), wanted);
    },
    close: () => {
      clearInterval(levelTimer);
      stopRoom();
      camera.close();
      microphone.close();
    },
  };
}
