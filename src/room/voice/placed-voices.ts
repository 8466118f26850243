import type { Comfort } from "@/core/headset/comfort";

/** How voices are heard: from where people stand, the same in both ears, or as each element plays by itself. */
export type VoiceMode = Comfort["voices"];

/** The parts of an audio context that placing voices needs. */
export type VoiceContext = Pick<AudioContext, "createMediaStreamSource" | "createPanner" | "createGain" | "destination" | "resume" | "close" | "state"> & {
  setSinkId?: (id: string) => Promise<void>;
};

/** An element that plays somebody's voice. */
export type VoiceElement = Pick<HTMLMediaElement, "muted" | "srcObject">;

/** A place in the listener's own frame, metres: x to the right, y up, z backwards. */
export interface VoicePlace {
  readonly x: number;
  readonly y: number;
  readonly z: number;
}

interface Routed {
  readonly element: VoiceElement;
  readonly stream: MediaProvider;
  readonly source: AudioNode;
  /** Null where all is the same in both ears. */
  readonly panner: PannerNode | null;
  readonly stop: () => void;
}

/** Voices of a page, each from where its person's figure stands. */
export interface PlacedVoices {
  setMode(mode: VoiceMode): void;
  /** The loudspeaker that routed voices come out of, by its device id; null: the browser's own choice. */
  setSpeaker(id: string | null): void;
  /** Who is heard, by identity. */
  setVoices(voices: ReadonlyMap<string, VoiceElement>): void;
  /** Where somebody is; those of whom that is not said are heard from straight ahead. */
  place(identity: string, at: VoicePlace): void;
  close(): void;
}

/** A voice is as loud as it was sent up to here, then fades gently: in a visit everybody must be understood. */
const NEAR_M = 1;
const ROLL_OFF = 0.4;
const AHEAD: VoicePlace = { x: 0, y: 0, z: -1 };

/**
 * Routes voices through the browser's own panning. A voice that is routed is silent in its element, and the other way
 * round, so that nobody is heard twice; what can't be routed goes on as before. `createContext` is called at the first
 * voice that needs it.
 */
export function createPlacedVoices(createContext: () => VoiceContext): PlacedVoices {
  let mode: VoiceMode = "plain";
  let context: VoiceContext | null = null;
  let speaker: string | null = null;
  /** Where the context plays now: a new one plays where the browser chooses. */
  let playsOn: string | null = null;
  let voices: ReadonlyMap<string, VoiceElement> = new Map();
  const routed = new Map<string, Routed>();
  const places = new Map<string, VoicePlace>();

  const turnToSpeaker = (): void => {
    if (!context?.setSinkId || playsOn === speaker) return;
    playsOn = speaker;
    // A loudspeaker that is gone, or a browser that may not choose, plays on where it played.
    void context.setSinkId(speaker ?? "").catch(() => undefined);
  };

  const put = (panner: PannerNode | null, { x, y, z }: VoicePlace): void => {
    if (!panner) return;
    panner.positionX.value = x;
    panner.positionY.value = y;
    panner.positionZ.value = z;
  };

  const route = (identity: string, element: VoiceElement): void => {
    const stream = element.srcObject;
    if (!stream || !("getAudioTracks" in stream)) return;
    try {
      context ??= createContext();
      turnToSpeaker();
      if (context.state !== "running") {
        // A browser that holds sound back lets it out at a press; until then the element goes on.
        void context.resume().then(settle, () => undefined);
        return;
      }
      const source = context.createMediaStreamSource(stream);
      let panner: PannerNode | null = null;
      let last: AudioNode = source;
      if (mode === "placed") {
        panner = context.createPanner();
        panner.panningModel = "HRTF";
        panner.distanceModel = "inverse";
        panner.refDistance = NEAR_M;
        panner.rolloffFactor = ROLL_OFF;
        put(panner, places.get(identity) ?? AHEAD);
        last = source.connect(panner);
      } else {
        const both = context.createGain();
        both.channelCount = 1;
        both.channelCountMode = "explicit";
        last = source.connect(both);
      }
      last.connect(context.destination);
      element.muted = true;
      const out = last;
      routed.set(identity, {
        element,
        stream,
        source,
        panner,
        stop: () => {
          source.disconnect();
          out.disconnect();
          element.muted = false;
        },
      });
    } catch (error) {
      // Heard from nowhere is better than not heard.
      console.warn("a voice could not be placed", error);
      element.muted = false;
    }
  };

  const drop = (identity: string): void => {
    routed.get(identity)?.stop();
    routed.delete(identity);
  };

  const settle = (): void => {
    for (const [identity, { element, stream }] of [...routed]) if (mode === "plain" || voices.get(identity) !== element || element.srcObject !== stream) drop(identity);
    if (mode !== "plain") for (const [identity, element] of voices) if (!routed.has(identity)) route(identity, element);
  };

  return {
    setMode: (next) => {
      if (next === mode) return;
      for (const identity of [...routed.keys()]) drop(identity);
      mode = next;
      settle();
    },
    setSpeaker: (id) => {
      speaker = id;
      turnToSpeaker();
    },
    setVoices: (next) => {
      voices = next;
      settle();
    },
    place: (identity, at) => {
      places.set(identity, { x: at.x, y: at.y, z: at.z });
      put(routed.get(identity)?.panner ?? null, at);
    },
    close: () => {
      for (const identity of [...routed.keys()]) drop(identity);
      voices = new Map();
      mode = "plain";
      void context?.close().catch(() => undefined);
      context = null;
      playsOn = null;
    },
  };
}
