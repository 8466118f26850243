import type { RosterEntry } from "@/core/room/contract";
import { type FrameValues, createFrameValues, decodeFrame } from "@/core/room/frame";
import { type Playout, createPlayout } from "@/core/room/playout";
import type { RoomClock } from "../clock";
import { type ReadonlyStore, createStore } from "../store";
import type { RoomTransport } from "../transport";

/** Somebody else in the room, as they are to be drawn now. */
export interface PeerPose {
  readonly person: RosterEntry;
  /** Read it in place, in the same frame; it is written again in the next. */
  readonly pose: FrameValues;
  /** 1 here, down to 0 when nothing was heard for a while. */
  presence: number;
}

/** Everybody else's presence. */
export interface Audience {
  /** Those of whom something was heard; changes when somebody comes or goes, not when they move. */
  readonly people: ReadonlyStore<readonly RosterEntry[]>;
  /** Call once a frame: brings every pose to now, without allocating, and returns them. */
  sample(): readonly PeerPose[];
  close(): void;
}

interface Seat {
  readonly peer: PeerPose;
  readonly playout: Playout;
}

/** Starts listening. Frames of people who are not on the roster are dropped. */
export function createAudience(
  transport: Pick<RoomTransport, "onFrame" | "onPresence">,
  roster: ReadonlyStore<readonly RosterEntry[]>,
  clock: Pick<RoomClock, "now">,
): Audience {
  const seats = new Map<string, Seat>();
  const incoming = createFrameValues();
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
    const seat = { peer: { person, pose: createFrameValues(), presence: 0 }, playout: createPlayout() };
    seats.set(identity, seat);
    refresh();
    return seat;
  };

  const stops = [
    transport.onFrame((identity, bytes) => {
      if (!decodeFrame(bytes, incoming)) return;
      seatOf(identity)?.playout.push(incoming, clock.now());
    }),
    transport.onPresence((identities) => {
      const gone = [...seats.keys()].filter((identity) => !identities.includes(identity));
      for (const identity of gone) seats.delete(identity);
      if (gone.length > 0) refresh();
    }),
  ];

  return {
    people,
    sample: () => {
      const nowMs = clock.now();
      for (const { peer, playout } of seats.values()) peer.presence = playout.sample(nowMs, peer.pose);
      return drawn;
    },
    close: () => {
      for (const stop of stops) stop();
      seats.clear();
      refresh();
    },
  };
}
