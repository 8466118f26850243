import type { RosterEntry } from "@/core/room/contract";
import { type FrameValues, createFrameValues, decodeFrame } from "@/core/room/frame";
import { type HandShape, mixHands } from "@/core/headset/hand-shape";
import { createHandsValues, decodeHands, HANDS_PARTS, HANDS_VERSION, type HandsValues } from "@/core/room/hands-frame";
import { type Playout, createPlayout } from "@/core/room/playout";
import type { RoomClock } from "../clock";
import { type ReadonlyStore, createStore } from "../store";
import type { RoomTransport } from "../transport";

/** How somebody's tracked hands are held now; null for a hand of which that is not known. */
export interface PeerHands {
  readonly left: HandShape | null;
  readonly right: HandShape | null;
  /** They are in a headset. */
  readonly isWorn: boolean;
}

/** Somebody else in the room, as they are to be drawn now. */
export interface PeerPose {
  readonly person: RosterEntry;
  /** Read it in place, in the same frame; it is written again in the next. */
  readonly pose: FrameValues;
  /** 1 here, down to 0 when nothing was heard for a while. */
  presence: number;
  /** Read in place, as `pose`. */
  hands: PeerHands;
}

/** Everybody else's presence. */
export interface Audience {
  /** Those of whom something was heard; changes when somebody comes or goes, not when they move. */
  readonly people: ReadonlyStore<readonly RosterEntry[]>;
  /** Identities of those who took their headset off and are still here (ANA-607). */
  readonly away: ReadonlyStore<readonly string[]>;
  /** Call once a frame: brings every pose to now, without allocating, and returns them. */
  sample(): readonly PeerPose[];
  close(): void;
}

interface Seat {
  readonly peer: PeerPose;
  readonly playout: Playout;
  readonly hands: HandsPlayout;
}

const NO_HANDS: PeerHands = { left: null, right: null, isWorn: false };
/** Hands that nothing was heard of for so long are drawn at rest, milliseconds. */
const HANDS_FORGOTTEN_MS = 2500;
const AWAY_FORGOTTEN_MS = 3500;

/** Plays how hands are held evenly: from what was shown when news came to that news, in the time that lay between the last two. */
interface HandsPlayout {
  /** How long nothing was heard, milliseconds. */
  silentMs(nowMs: number): number;
  push(values: HandsValues, nowMs: number): void;
  sample(nowMs: number): PeerHands;
}

function createHandsPlayout(): HandsPlayout {
  const [from, to, shown] = [createHandsValues(), createHandsValues(), createHandsValues()];
  const answer: { left: HandShape | null; right: HandShape | null; isWorn: boolean } = { ...NO_HANDS };
  let [arrivedMs, spanMs] = [-Infinity, 100];
  const bring = (side: "left" | "right", t: number): HandShape | null => {
    if ((to.parts & HANDS_PARTS[side]) === 0) return null;
    mixHands(from[side], to[side], t, shown[side]);
    return shown[side];
  };
  const sample: HandsPlayout["sample"] = (nowMs) => {
    if (nowMs - arrivedMs > HANDS_FORGOTTEN_MS) return NO_HANDS;
    const t = Math.min(1, (nowMs - arrivedMs) / spanMs);
    answer.left = bring("left", t);
    answer.right = bring("right", t);
    answer.isWorn = (to.parts & HANDS_PARTS.worn) !== 0;
    return answer;
  };
  return {
    sample,
    silentMs: (nowMs) => nowMs - arrivedMs,
    push: (values, nowMs) => {
      if (to.parts !== 0 && ((values.seq - to.seq) << 16) >> 16 <= 0 && nowMs - arrivedMs < HANDS_FORGOTTEN_MS) return;
      const before = sample(nowMs);
      for (const side of ["left", "right"] as const) {
        const start = before[side] ?? values[side];
        from[side].ways.set(start.ways);
        from[side].size = start.size;
        to[side].ways.set(values[side].ways);
        to[side].size = values[side].size;
      }
      if (Number.isFinite(arrivedMs)) spanMs = Math.min(250, Math.max(50, nowMs - arrivedMs));
      to.parts = values.parts;
      to.seq = values.seq;
      arrivedMs = nowMs;
    },
  };
}

/** Starts listening. Frames of people who are not on the roster are dropped. */
export function createAudience(
  transport: Pick<RoomTransport, "onFrame" | "onPresence">,
  roster: ReadonlyStore<readonly RosterEntry[]>,
  clock: Pick<RoomClock, "now">,
): Audience {
  const seats = new Map<string, Seat>();
  const incoming = createFrameValues();
  const incomingHands = createHandsValues();
  const away = createStore<readonly string[]>([]);
  const setAway = (identity: string, isAway: boolean): void => {
    if (away.get().includes(identity) !== isAway) away.set(isAway ? [...away.get(), identity] : away.get().filter((each) => each !== identity));
  };
  const people = createStore<readonly RosterEntry[]>([]);
  let drawn: readonly PeerPose[] = [];

  const refresh = (): void => {
    drawn = [...seats.values()].map(({ peer }) => peer);
    people.set(drawn.map(({ person }) => person));
  };
  const seatOf = (identity: string): Seat | null => {
    const known = seats.get(identity);
    if (known) return known;
    const person = roster.get().find((entry) => entry.identity === identity);
    if (!person) return null;
    const seat = { peer: { person, pose: createFrameValues(), presence: 0, hands: NO_HANDS }, playout: createPlayout(), hands: createHandsPlayout() };
    seats.set(identity, seat);
    refresh();
    return seat;
  };

  const stops = [
    transport.onFrame((identity, bytes) => {
      if ((bytes[0] ?? 0) >> 6 === HANDS_VERSION) {
        const seat = decodeHands(bytes, incomingHands) ? seatOf(identity) : null;
        seat?.hands.push(incomingHands, clock.now());
        if (seat) setAway(identity, (incomingHands.parts & HANDS_PARTS.away) !== 0);
        return;
      }
      if (!decodeFrame(bytes, incoming)) return;
      seatOf(identity)?.playout.push(incoming, clock.now());
    }),
    transport.onPresence((identities) => {
      const gone = [...seats.keys()].filter((identity) => !identities.includes(identity));
      for (const identity of gone) {
        seats.delete(identity);
        setAway(identity, false);
      }
      if (gone.length > 0) refresh();
    }),
  ];

  return {
    people,
    away,
    sample: () => {
      const nowMs = clock.now();
      for (const [identity, { peer, playout, hands }] of seats) {
        peer.presence = playout.sample(nowMs, peer.pose);
        peer.hands = hands.sample(nowMs);
        // It is said each second: who stops saying it is back, should the word of that be lost.
        if (hands.silentMs(nowMs) > AWAY_FORGOTTEN_MS) setAway(identity, false);
      }
      return drawn;
    },
    close: () => {
      for (const stop of stops) stop();
      seats.clear();
      refresh();
    },
  };
}
