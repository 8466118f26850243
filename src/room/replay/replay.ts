import type { Seat } from "@/core/room/judge";
import { momentsOf, type Moment } from "@/core/room/moments";
import { playTimes, type TimelineEntry } from "@/core/room/timeline";
import type { TimelinePerson } from "@/core/room/timeline-contract";
import { type RoomClock, createBrowserClock } from "../clock";
import type { SceneReplica } from "../scene/replica";
import { createPlayer, type Player } from "./player";
import { createReplayScene } from "./replay-scene";

/** A visit's log, as it was read. */
export interface VisitLog {
  readonly startMs: number;
  readonly entries: readonly TimelineEntry[];
  readonly people: readonly TimelinePerson[];
  /** The record was erased: nothing can be shown. */
  readonly erased: boolean;
}

/** A moment with the time at which a replay shows it begin, ms since the beginning. */
export interface ReplayMoment extends Moment {
  readonly playMs: number;
  /** When it has been done, ms since the beginning. */
  readonly doneMs: number;
}

/** A visit to be looked at again. */
export interface Replay {
  readonly scene: SceneReplica;
  readonly player: Player;
  readonly moments: readonly ReplayMoment[];
  /** The time of the newest op that is shown, epoch ms; the beginning while there is none. */
  momentMs(): number;
  close(): void;
}

/** The last change stays for this long before the end is reached. */
const LINGER_MS = 1000;

/** Makes a replay of a visit's log; it stands at the beginning. */
export function createReplay(log: VisitLog, clock: RoomClock = createBrowserClock()): Replay {
  const times = playTimes(log.entries, log.startMs);
  const order = log.entries.map((_, index) => index).sort((a, b) => (times[a] ?? 0) - (times[b] ?? 0) || a - b);
  const sortedTimes = order.map((index) => times[index] ?? 0);
  const ops = order.flatMap((index) => log.entries[index]?.op ?? []);
  const seats = new Map<number, Seat>(log.people.map(({ actor, role, person }) => [actor, { role, person }]));
  const { scene, showFirst } = createReplayScene(ops, seats);
  const last = sortedTimes.at(-1);
  // When the server had the newest of the first ops, for each number of them.
  const newest: number[] = [log.startMs];
  for (const index of order) newest.push(Math.max(newest.at(-1) ?? log.startMs, log.entries[index]?.atMs ?? log.startMs));
  let shown = 0;
  const showAt = (atMs: number): void => {
    shown = countUpTo(sortedTimes, atMs);
    showFirst(shown);
  };
  showAt(0);
  const player = createPlayer(last === undefined ? 0 : last + LINGER_MS, clock, showAt);
  const moments = momentsOf(log.entries).map((moment) => ({ ...moment, playMs: times[moment.first] ?? 0, doneMs: times[moment.last] ?? 0 }));
  return { scene, player, moments, momentMs: () => newest[shown] ?? log.startMs, close: player.close };
}

/** How many of rising `times` are not after `atMs`. */
function countUpTo(times: readonly number[], atMs: number): number {
  let [low, high] = [0, times.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((times[middle] ?? Infinity) <= atMs) low = middle + 1;
    else high = middle;
  }
  return low;
}
