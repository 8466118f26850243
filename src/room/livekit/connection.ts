import { DisconnectReason, LogLevel, Room, RoomEvent, setLogLevel, VideoPresets, type RemoteParticipant, type RoomOptions } from "livekit-client";
import { domainError, type DomainError } from "@/core/kit/errors";
import type { Result } from "@/core/kit/result";
import type { MediaAccess } from "@/core/room/contract";
import type { RoomClock } from "../clock";
import { createStore, type ReadonlyStore } from "../store";
import type { TransportStatus, Unsubscribe } from "../transport";
import type { RoomSeal } from "./media-seal";
import { BEAT_EVERY_MS, BUSY_GRACE_MS, createComplaints, createLiveness, pauseBefore } from "./liveness";

/** What our packets are about. */
export const TOPICS = { reliable: "r", frame: "f", beat: "h" } as const;

/** What a beat says. */
const ALIVE = 1;
const BUSY = 2;
/** An identity follows: the page that is called so is not heard by the one that says it. */
const UNHEARD = 3;

const complaintAbout = (identity: string): Uint8Array => new Uint8Array([UNHEARD, ...new TextEncoder().encode(identity)]);
const isComplaintAbout = (identity: string, bytes: Uint8Array): boolean => String(bytes) === String(complaintAbout(identity));

/** A packet as it came in; `from` is what the media server states. */
export type PacketHandler = (from: string, bytes: Uint8Array, topic: string) => void;

/**
 * How sound and picture of this page travel. `open`: a browser in the room can't seal, and the practice lets it in.
 * `failed`: they could not be sealed, and are held back. `refused`: this browser can't, and the practice asks for it.
 */
export type MediaSealing = "opening" | "sealed" | "open" | "failed" | "refused";

/** One page's line to the media server, over however many LiveKit rooms that takes. */
export interface LiveKitConnection {
  readonly status: ReadonlyStore<TransportStatus>;
  /** Somebody has not been heard for a moment. */
  readonly slow: ReadonlyStore<boolean>;
  /** Why it was given up; set with status `lost`. */
  readonly failure: ReadonlyStore<DomainError | null>;
  /** While connected: how sound and picture travel. */
  readonly sealing: ReadonlyStore<MediaSealing>;
  /** Identities of everybody else. */
  readonly others: ReadonlyStore<readonly string[]>;
  /** The room that is connected or being connected. */
  room(): Room | null;
  /** Hears of every fresh room before it connects; what the handler returns is called when it goes. */
  onRoom(handler: (room: Room) => Unsubscribe): Unsubscribe;
  onPacket(handler: PacketHandler): Unsubscribe;
  send(bytes: Uint8Array, topic: string, reliable: boolean): Promise<void>;
  start(): void;
  /** Tells the others that this page may be silent for a while, since it is about to work hard. */
  sayBusy(): void;
  /** Connects a fresh room and leaves the present one for it, once there is a token. */
  renew(): void;
  /** Hears from the server whether sound and picture are sealed in this room now, and moves over. */
  follow(isSealed: boolean): void;
  close(): Promise<void>;
}

interface ConnectionOptions {
  /** The access that came with entering, for the first connect; later ones ask anew: tokens are short-lived. */
  readonly first: MediaAccess;
  readonly getAccess: () => Promise<Result<MediaAccess, DomainError>>;
  /** This browser can seal sound and picture. */
  readonly canSeal: boolean;
  /** What seals one connection. */
  readonly seal: () => Promise<RoomSeal>;
  readonly clock: RoomClock;
}

/** Tries that fail before people are told that sound and picture are not available. */
const UNAVAILABLE_AFTER_TRIES = 3;

const ROOM_OPTIONS: Partial<RoomOptions> = {
  adaptiveStream: true,
  dynacast: true,
  stopLocalTrackOnUnpublish: false,
  disconnectOnPageLeave: true,
  publishDefaults: {
    videoCodec: "vp8",
    simulcast: true,
    videoSimulcastLayers: [VideoPresets.h180],
    videoEncoding: { maxBitrate: 450_000, maxFramerate: 24 },
    audioPreset: { maxBitrate: 24_000 },
    dtx: true,
    red: true,
  },
};

// What goes wrong is shown in the room; the SDK's own log would fill the console with passing states.
setLogLevel(LogLevel.silent);

/**
 * Keeps one page connected by the six rules of livekit-real.md §5: own signs of life, a fresh room
 * when they stop or a send is refused, a fresh token for each connect, and our own reconnecting
 * after `disconnected`. State that must outlive a room lives outside of it.
 */
export function createLiveKitConnection(options: ConnectionOptions): LiveKitConnection {
  const { clock } = options;
  const status = createStore<TransportStatus>("idle");
  const slow = createStore(false);
  const failure = createStore<DomainError | null>(null);
  const sealing = createStore<MediaSealing>("opening");
  const others = createStore<readonly string[]>([]);
  const roomHandlers = new Set<(room: Room) => Unsubscribe>();
  const packetHandlers = new Set<PacketHandler>();
  const liveness = createLiveness(clock.now);
  const complaints = createComplaints(clock.now);
  let room: Room | null = null;
  let roomStops: Unsubscribe[] = [];
  let attempts = 0;
  let isClosed = false;
  let hasEverConnected = false;
  // Nothing is sent over a connection before it is: sealed where that is asked for, and in the clear only where not.
  let isReady = false;
  // A fresh token is asked for: until it is there, the present room carries on what it still can.
  let isRenewing = false;
  // Counts tries to connect: a later one leaves an earlier one that still waits for something behind.
  let turn = 0;
  let cancelRetry: Unsubscribe | null = null;
  let cancelBeat: Unsubscribe | null = null;

  const isCurrent = (candidate: Room): boolean => room === candidate && !isClosed;

  const tellOthers = (candidate: Room): void => {
    const identities = [...candidate.remoteParticipants.keys()];
    liveness.present(identities);
    others.set(identities);
  };

  const leaveRoom = (): void => {
    const old = room;
    room = null;
    isReady = isRenewing = false;
    cancelRetry?.();
    for (const stop of roomStops) stop();
    roomStops = [];
    // Own tracks go on: the next room publishes them again. A room that is gone already rejects.
    void old?.disconnect(false).catch(() => undefined);
  };

  const giveUp = (error: DomainError): void => {
    leaveRoom();
    failure.set(error);
    status.set("lost");
  };

  const retryLater = (isKnown = false): void => {
    attempts += 1;
    const isUnavailable = isKnown || attempts >= UNAVAILABLE_AFTER_TRIES;
    if (room === null) status.set(isUnavailable ? "unavailable" : hasEverConnected ? "reconnecting" : "connecting");
    cancelRetry = clock.after(pauseBefore(attempts, clock.random()), () => void connect());
  };

  let access: ConnectionOptions["getAccess"] = async () => {
    access = options.getAccess;
    return { ok: true, value: options.first };
  };

  const connect = async (): Promise<void> => {
    if (isClosed) return;
    const mine = (turn += 1);
    const granted = await access();
    if (isClosed || mine !== turn) return;
    if (!granted.ok) {
      const isPassing = granted.error.kind === "unavailable" || granted.error.kind === "rate_limited";
      return isPassing ? retryLater() : giveUp(granted.error);
    }
    leaveRoom();
    if (status.get() === "connected") status.set("reconnecting");
    // No media server is set up, or none for now: the scene goes on over HTTPS.
    if (granted.value === null || (granted.value.sealed && !options.canSeal)) return retryLater(true);
    const seal = granted.value.sealed ? await options.seal().catch(() => "failed" as const) : null;
    if (isClosed || mine !== turn) return seal === "failed" ? undefined : seal?.close();
    if (seal === "failed") {
      sealing.set("failed");
      return retryLater();
    }
    await open(new Room({ ...ROOM_OPTIONS, ...seal?.options }), seal, granted.value);
  };

  const open = async (fresh: Room, seal: RoomSeal | null, { url, token }: NonNullable<MediaAccess>): Promise<void> => {
    room = fresh;
    listen(fresh);
    roomStops = [...roomHandlers].map((handler) => handler(fresh));
    if (seal) roomStops.push(seal.close);
    if (status.get() === "idle") status.set("connecting");
    let isConnected = false;
    try {
      await seal?.begin(fresh);
      await fresh.connect(url, token);
      isConnected = true;
      await seal?.established();
    } catch {
      // Whatever was in the way: the next try has a fresh token and a fresh room.
      if (!isCurrent(fresh)) return;
      if (isConnected) sealing.set("failed");
      leaveRoom();
      return retryLater();
    }
    if (!isCurrent(fresh)) return void fresh.disconnect(false).catch(() => undefined);
    isReady = true;
    attempts = 0;
    hasEverConnected = true;
    tellOthers(fresh);
    liveness.restart();
    complaints.connected();
    sealing.set(seal ? "sealed" : "open");
    status.set("connected");
  };

  const renew = (isAskedFor = false): void => {
    if (isClosed || status.get() === "lost" || (isRenewing && !isAskedFor)) return;
    cancelRetry?.();
    isRenewing = room !== null;
    if (!isRenewing) status.set("reconnecting");
    void connect();
  };

  // Where the present room must not go on.
  const moveOver = (): void => {
    leaveRoom();
    renew();
  };

  const listen = (candidate: Room): void => {
    let isUp = false;
    candidate.once(RoomEvent.Connected, () => {
      isUp = true;
    });
    const whenCurrent =
      <A extends unknown[]>(handler: (...args: A) => void) =>
      (...args: A): void => {
        if (isCurrent(candidate)) handler(...args);
      };
    const onUncertain = whenCurrent(() => status.set("reconnecting"));
    const onOthers = whenCurrent(() => tellOthers(candidate));
    candidate
      .on(RoomEvent.SignalReconnecting, onUncertain)
      .on(RoomEvent.Reconnecting, onUncertain)
      .on(
        RoomEvent.Reconnected,
        whenCurrent(() => {
          tellOthers(candidate);
          liveness.restart();
          if (!isReady) return;
          // Also after a resume: what was sent meanwhile may be lost, and watchers send it again.
          status.set("connected");
        }),
      )
      .on(RoomEvent.ParticipantConnected, onOthers)
      .on(RoomEvent.ParticipantDisconnected, onOthers)
      .on(
        RoomEvent.Disconnected,
        whenCurrent((reason?: DisconnectReason) => {
          // A connect that fails says so itself.
          if (!isUp) return;
          // Another page has this place: it must not go back and forth.
          if (reason === DisconnectReason.DUPLICATE_IDENTITY) giveUp(domainError("gone", "visits.seat_replaced"));
          // Removed or room closed: asking for a token tells whether we may come back.
          else moveOver();
        }),
      )
      .on(
        RoomEvent.DataReceived,
        whenCurrent((bytes: Uint8Array, participant?: RemoteParticipant, _kind?: unknown, topic?: string) => {
          if (participant === undefined) return;
          const isBusy = topic === TOPICS.beat && bytes[0] === BUSY;
          liveness.heard(participant.identity, isBusy ? BUSY_GRACE_MS : 0);
          if (topic === TOPICS.beat) {
            if (isComplaintAbout(candidate.localParticipant.identity, bytes) && complaints.heed(participant.identity)) renew();
            return;
          }
          for (const handler of [...packetHandlers]) handler(participant.identity, bytes, topic ?? "");
        }),
      );
  };

  const send = async (bytes: Uint8Array, topic: string, reliable: boolean): Promise<void> => {
    const sender = room;
    if (sender === null) throw new Error("not connected");
    try {
      await sender.localParticipant.publishData(bytes as Uint8Array<ArrayBuffer>, { reliable, topic });
    } catch (error) {
      // Refused while connected: this room never sends again (rule 2).
      if (isCurrent(sender) && status.get() === "connected") renew();
      throw error;
    }
  };

  const beat = (): void => {
    cancelBeat = clock.after(BEAT_EVERY_MS, beat);
    complaints.beaten();
    if (status.get() !== "connected") return void liveness.restart();
    // A refused beat has had its consequence in `send`.
    void send(new Uint8Array([ALIVE]), TOPICS.beat, true).catch(() => undefined);
    const pulse = liveness.look(clock.now());
    slow.set(pulse.slow);
    if (pulse.dead) return renew();
    for (const identity of pulse.unheard) void send(complaintAbout(identity), TOPICS.beat, true).catch(() => undefined);
  };

  return {
    status,
    slow,
    failure,
    sealing,
    others,
    room: () => room,
    onRoom: (handler) => {
      roomHandlers.add(handler);
      if (room !== null) roomStops.push(handler(room));
      return () => roomHandlers.delete(handler);
    },
    onPacket: (handler) => {
      packetHandlers.add(handler);
      return () => packetHandlers.delete(handler);
    },
    send,
    start: () => {
      void connect();
      beat();
    },
    sayBusy: () => {
      // Not connected: nobody is waiting to hear.
      void send(new Uint8Array([BUSY]), TOPICS.beat, true).catch(() => undefined);
    },
    renew: () => renew(true),
    follow: (isSealed) => {
      if (isSealed && !options.canSeal) sealing.set("refused");
      if (room !== null && room.hasE2EESetup !== isSealed) moveOver();
    },
    close: async () => {
      isClosed = true;
      cancelRetry?.();
      cancelBeat?.();
      const old = room;
      room = null;
      for (const stop of roomStops) stop();
      status.set("idle");
      // Leaving is over either way.
      await old?.disconnect(true).catch(() => undefined);
    },
  };
}
