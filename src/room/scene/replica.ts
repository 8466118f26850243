import type { DomainError } from "@/core/kit/errors";
import type { RoomKey, RoomRole, RosterEntry } from "@/core/room/contract";
import type { Seat, Seats } from "@/core/room/judge";
import { mayChange } from "@/core/room/policy";
import { stateHash, markSeen } from "@/core/room/state";
import { type RoomClock, createBrowserClock } from "../clock";
import { type ReadonlyStore, createStore } from "../store";
import type { RoomTransport } from "../transport";
import { type Holds, createHolds } from "./holds";
import { type LocalScene, createLocalScene } from "./local-scene";
import { type Outbox, type OutboxStorage, createOutbox, listLeftOutboxes } from "./outbox";
import type { CreatePeers, Peers } from "./peers";
import { POLL_INTERVAL_MS, type Puller, createPuller } from "./puller";
import { type Pusher, type SaveState, createPusher } from "./pusher";
import type { PageSignals, SceneSync } from "./sync";

/** How the shared scene is doing, for people to read. */
export interface SceneStatus {
  readonly save: SaveState["state"];
  /** Own edits that the server has not acknowledged. */
  readonly waiting: number;
  /** Edits travel browser to browser; else only by the server, every two seconds. */
  readonly live: boolean;
  /** The scene as others left it has arrived. */
  readonly loaded: boolean;
  readonly error: DomainError | null;
}

/** One browser's copy of the shared scene. */
export interface SceneReplica extends LocalScene {
  readonly holds: Holds;
  readonly status: ReadonlyStore<SceneStatus>;
  readonly roster: ReadonlyStore<readonly RosterEntry[]>;
  /** Asks the server now: somebody is new, or seals with a key that is not known here. */
  askServer(): void;
}

/** What a replica is made of. */
export interface ReplicaOptions {
  readonly visitId: string;
  /** From `room/enter`, one for each page load: never the same id for two replicas. */
  readonly actor: number;
  readonly role: RoomRole;
  readonly roster: readonly RosterEntry[];
  /** Null where there is no media server: the scene then travels over HTTPS alone. */
  readonly transport: RoomTransport | null;
  /** Starts the traffic over it. */
  readonly createPeers: CreatePeers;
  readonly sync: SceneSync;
  readonly page: PageSignals;
  /** Hears the room's key with each answer of the server. */
  readonly onKey?: (key: RoomKey | null, isMediaSealed: boolean) => void;
  readonly storage: OutboxStorage | null;
  readonly clock?: RoomClock;
}

const ASK_DELAY_MS = 100;

interface Wiring {
  readonly scene: LocalScene;
  readonly outbox: Outbox;
  readonly puller: Puller;
  readonly pusher: Pusher;
  readonly clock: RoomClock;
}

/**
 * Creates the replica of a visit's scene and keeps it in step: own ops go to the others and to the
 * server, theirs come from both. The rules are docs/specs/room.md.
 */
export function createSceneReplica(options: ReplicaOptions): SceneReplica {
  const { visitId, actor, role, transport, sync, storage } = options;
  const clock = options.clock ?? createBrowserClock();
  const roster = createStore(options.roster);
  const outbox = createOutbox(visitId, actor, storage, (write) => clock.after(0, write));
  let peers: Peers | null = null;
  const seatsOf = (entries: readonly RosterEntry[]): Seats =>
    new Map<number, Seat>([[actor, { role }], ...entries.map((each) => [each.actor, { role: each.role, person: each.person }] as const)]);
  const scene = createLocalScene({
    actor,
    seats: seatsOf(options.roster),
    clock,
    onOps: (ops, settled) => {
      // First to the others, who wait for it; what keeps it comes while it is on its way.
      peers?.broadcast(ops);
      outbox.add(ops);
      pusher.nudge(settled);
    },
  });
  const puller = createPuller({
    sync,
    clock,
    onAnswer: (answer) => {
      roster.set(answer.roster);
      scene.setSeats(seatsOf(answer.roster));
      options.onKey?.(answer.key, answer.sealed);
      scene.receive(answer.ops, true);
      for (const [seenActor, seq] of answer.seen) markSeen(scene.state, seenActor, seq);
      peers?.served(answer.seen);
    },
  });
  const pusher = createPusher({ actor, outbox, sync, clock, onAnswer: puller.observePush });
  const wiring = { scene, outbox, puller, pusher, clock };
  const holds = createHolds({
    actor,
    role,
    clock,
    mayHold: (who) => mayChange(scene.state, who),
    nextLamport: scene.nextLamport,
    send: (claim) => peers?.sendClaim(claim),
  });

  scene.receive(outbox.list(Infinity));
  const leftovers = adoptLeftovers(options, wiring);
  if (transport) {
    peers = options.createPeers({ scene, transport, outbox, puller, clock, roster: roster.get, onClaim: holds.hear, visitId });
  }
  const status = watchStatus(wiring, transport);
  const stops = [
    ...leftovers.map((left) => left.close),
    ...keepInStep(options, wiring, peers),
    () => peers?.close(),
    holds.close,
    puller.close,
    pusher.close,
    scene.close,
  ];
  puller.request();
  pusher.nudge(true);

  return {
    ...scene,
    holds,
    status,
    roster,
    askServer: () => puller.request(ASK_DELAY_MS),
    close: () => {
      scene.settle();
      pusher.lastCall();
      for (const stop of stops) stop();
    },
  };
}

/** The state's hash, to compare replicas by. */
export function replicaHash(replica: Pick<LocalScene, "state">): string {
  return stateHash(replica.state);
}

// A reload gets a new actor id; what the old one could not save is sent for it, and shown at once.
function adoptLeftovers(options: ReplicaOptions, { scene, puller, clock }: Wiring): Pusher[] {
  const { visitId, actor, storage, sync } = options;
  return listLeftOutboxes(visitId, storage)
    .filter((left) => left !== actor)
    .map((left) => {
      const outbox = createOutbox(visitId, left, storage, (write) => clock.after(0, write));
      scene.receive(outbox.list(Infinity));
      const pusher = createPusher({ actor: left, outbox, sync, clock, onAnswer: puller.observePush });
      pusher.nudge(true);
      return pusher;
    });
}

function keepInStep(options: ReplicaOptions, wiring: Wiring, peers: Peers | null): (() => void)[] {
  const { transport, sync, page } = options;
  const { scene, puller, pusher, clock } = wiring;
  let cancelPoll: (() => void) | null = null;
  const isLive = (): boolean => transport?.status.get() === "connected";
  const poll = (): void => {
    if (!isLive()) puller.request();
    cancelPoll = clock.after(POLL_INTERVAL_MS, poll);
  };
  poll();
  const catchUp = (): void => {
    puller.request();
    peers?.greet();
    pusher.retry();
  };
  const unwatch = transport?.status.subscribe(() => {
    if (isLive()) catchUp();
  });
  return [
    () => cancelPoll?.(),
    () => unwatch?.(),
    sync.onPoke((version) => {
      if (version !== null && version <= puller.version()) return;
      // While live the op itself comes first; the poke only covers for its loss.
      puller.request(isLive() ? 300 : 0);
    }),
    page.onShow(catchUp),
    page.onHide(() => {
      scene.settle();
      pusher.lastCall();
    }),
  ];
}

function watchStatus(wiring: Wiring, transport: RoomTransport | null): ReadonlyStore<SceneStatus> {
  const { outbox, puller, pusher } = wiring;
  const read = (): SceneStatus => ({
    save: pusher.save.get().state,
    waiting: outbox.size.get(),
    live: transport?.status.get() === "connected",
    loaded: puller.loaded.get(),
    error: pusher.save.get().error ?? puller.error.get(),
  });
  const status = createStore(read());
  const refresh = (): void => status.set(read());
  for (const source of [pusher.save, outbox.size, puller.loaded, puller.error]) source.subscribe(refresh);
  transport?.status.subscribe(refresh);
  return status;
}
